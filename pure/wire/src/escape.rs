//! Backslash escapes in typed text: `\n \r \t \0 \a \b \e \f \v \\ \" \' \xHH \u{1F600}`.
//!
//! Promises: text without a backslash is its own bytes; any other escape is an error that says where it
//! stands and which are known; `\xHH` is that one byte, `\u{…}` that character in UTF-8.

/// What is wrong with an escape; positions count characters from 1 and are the backslash's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EscapeError {
    /// No such escape.
    #[error(
        "escape \\{} at character {position} is unknown; the known ones are \
         \\n \\r \\t \\0 \\a \\b \\e \\f \\v \\\\ \\\" \\' \\xHH \\u{{1F600}}",
        found.escape_debug()
    )]
    Unknown {
        /// The character after the backslash.
        found: char,
        /// Where the backslash stands.
        position: usize,
    },
    /// A backslash is the last character.
    #[error("nothing follows the backslash at character {position}; a backslash is written \\\\")]
    Unfinished {
        /// Where the backslash stands.
        position: usize,
    },
    /// `\x` without two hexadecimal digits.
    #[error("\\x at character {position} needs two hexadecimal digits, as in \\x1b")]
    Byte {
        /// Where the backslash stands.
        position: usize,
    },
    /// `\u` without braces around one to six hexadecimal digits that are a character's number.
    #[error(
        "\\u at character {position} needs a character's number in braces, as in \\u{{1F600}} \
         (at most 10FFFF, not D800 to DFFF)"
    )]
    Character {
        /// Where the backslash stands.
        position: usize,
    },
}

/// The bytes that `text` stands for.
pub fn parse(text: &str) -> Result<Vec<u8>, EscapeError> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.extend_from_slice(plain.as_bytes());
        let before = &text[..text.len() - escape.len()];
        rest = one(escape, &mut out, || before.chars().count())?;
    }
    out.extend_from_slice(rest.as_bytes());
    Ok(out)
}

/// Reads one escape, whose backslash stands before `escape`, and gives what follows it.
fn one<'a>(
    escape: &'a str,
    out: &mut Vec<u8>,
    position: impl Fn() -> usize,
) -> Result<&'a str, EscapeError> {
    let mut characters = escape.chars();
    let Some(found) = characters.next() else {
        let position = position();
        return Err(EscapeError::Unfinished { position });
    };
    let rest = characters.as_str();
    let byte = match found {
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        '0' => 0x00,
        'a' => 0x07,
        'b' => 0x08,
        'e' => 0x1b,
        'f' => 0x0c,
        'v' => 0x0b,
        '\\' | '"' | '\'' => found as u8,
        'x' => {
            let (byte, rest) = byte(rest).ok_or_else(|| EscapeError::Byte {
                position: position(),
            })?;
            out.push(byte);
            return Ok(rest);
        }
        'u' => {
            let (character, rest) = character(rest).ok_or_else(|| EscapeError::Character {
                position: position(),
            })?;
            out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            return Ok(rest);
        }
        _ => {
            let position = position();
            return Err(EscapeError::Unknown { found, position });
        }
    };
    out.push(byte);
    Ok(rest)
}

fn byte(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    Some((number(digits)?.try_into().ok()?, rest))
}

fn character(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.strip_prefix('{')?.split_once('}')?;
    if !(1..=6).contains(&digits.len()) {
        return None;
    }
    Some((char::from_u32(number(digits)?)?, rest))
}

/// Hexadecimal digits only: `from_str_radix` alone would take a sign too.
fn number(digits: &str) -> Option<u32> {
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&[u8], &str>) {
        let found = parse(text).map_err(|error| error.to_string());
        assert_eq!(
            found.as_deref().map_err(String::as_str),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn every_known_escape_becomes_its_byte() {
        check("", Ok(b""));
        check("plain 你好", Ok("plain 你好".as_bytes()));
        check(
            r#"\n\r\t\0\a\b\e\f\v\\\"\'"#,
            Ok(b"\n\r\t\0\x07\x08\x1b\x0c\x0b\\\"'"),
        );
        check(r"\x00\xff\x7Fz", Ok(b"\x00\xff\x7fz"));
        check(r"\u{0}\u{e9}\u{1F600}!", Ok("\0é😀!".as_bytes()));
        check(r"\012", Ok(b"\x0012"));
        check(r"\\n", Ok(b"\\n"));
    }

    #[test]
    fn every_other_escape_says_where_it_stands() {
        check(
            r"你好\q",
            Err(
                r#"escape \q at character 3 is unknown; the known ones are \n \r \t \0 \a \b \e \f \v \\ \" \' \xHH \u{1F600}"#,
            ),
        );
        check(
            "\\\u{1b}",
            Err(
                r#"escape \\u{1b} at character 1 is unknown; the known ones are \n \r \t \0 \a \b \e \f \v \\ \" \' \xHH \u{1F600}"#,
            ),
        );
        check(
            r"ab\",
            Err(r"nothing follows the backslash at character 3; a backslash is written \\"),
        );
        for text in [r"\x", r"\x1", r"\xg0", r"\x+1", r"\x1é", r"\xé1"] {
            check(
                text,
                Err(r"\x at character 1 needs two hexadecimal digits, as in \x1b"),
            );
        }
        for text in [
            r"\u",
            r"\u41",
            r"\u{}",
            r"\u{41",
            r"\u{+41}",
            r"\u{110000}",
            r"\u{d800}",
            r"\u{0000041}",
            r"\u{é}",
        ] {
            check(
                text,
                Err(
                    r"\u at character 1 needs a character's number in braces, as in \u{1F600} (at most 10FFFF, not D800 to DFFF)",
                ),
            );
        }
    }
}
