//! Bytes as hexadecimal digits: typed, printed, and dumped in the layout of `hexdump -C`.
//!
//! Promises: `parse(print(bytes))` gives the bytes back; a dump has one line for each 16 bytes, repeated
//! lines included, and nothing but printable ASCII.

use std::fmt::Write;

const BYTES_A_LINE: usize = 16;

/// What is wrong with hexadecimal text; positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// Something that is neither a digit nor a separator.
    #[error("{found:?} at character {position} is not a hexadecimal digit")]
    NotADigit {
        /// What stands there.
        found: char,
        /// Where.
        position: usize,
    },
    /// A digit alone: each byte has two.
    #[error("digit {found:?} at character {position} stands alone; each byte has two digits")]
    Alone {
        /// The digit.
        found: char,
        /// Where.
        position: usize,
    },
}

/// Bytes from digits in pairs; between the pairs white space, `:`, `,` and a prefix `0x` are passed over.
pub fn parse(text: &str) -> Result<Vec<u8>, HexError> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut characters = text.chars().zip(1..).peekable();
    while let Some((found, position)) = characters.next() {
        if found.is_whitespace() || matches!(found, ':' | ',') {
            continue;
        }
        let Some(high) = digit(found) else {
            return Err(HexError::NotADigit { found, position });
        };
        let Some((next, position_of_next)) = characters.next() else {
            return Err(HexError::Alone { found, position });
        };
        match digit(next) {
            Some(low) => out.push(high << 4 | low),
            None if found == '0' && matches!(next, 'x' | 'X') => {}
            None if next.is_whitespace() || matches!(next, ':' | ',') => {
                return Err(HexError::Alone { found, position });
            }
            None => {
                return Err(HexError::NotADigit {
                    found: next,
                    position: position_of_next,
                });
            }
        }
    }
    Ok(out)
}

fn digit(c: char) -> Option<u8> {
    c.to_digit(16).and_then(|digit| digit.try_into().ok())
}

/// Two lower-case digits for each byte, with nothing between.
pub fn print(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_digits(&mut out, *byte);
    }
    out
}

fn push_digits(out: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push(char::from(DIGITS[usize::from(byte >> 4)]));
    out.push(char::from(DIGITS[usize::from(byte & 15)]));
}

/// A line for each 16 bytes: the offset (of the first, `offset`), the digits, the ASCII characters.
pub fn dump(bytes: &[u8], offset: usize) -> String {
    // 8 digits, 2 + 23 + 2 + 23 + 2 of the middle, 16 characters, 2 bars, LF
    let mut out = String::with_capacity(bytes.len().div_ceil(BYTES_A_LINE) * 79);
    for (line, part) in bytes.chunks(BYTES_A_LINE).enumerate() {
        let offset = offset.wrapping_add(line * BYTES_A_LINE);
        let _infallible = write!(out, "{offset:08x}  ");
        for place in 0..BYTES_A_LINE {
            match part.get(place) {
                Some(byte) => push_digits(&mut out, *byte),
                None => out.push_str("  "),
            }
            out.push_str(if place == BYTES_A_LINE / 2 - 1 {
                "  "
            } else {
                " "
            });
        }
        out.push_str(" |");
        for byte in part {
            let printable = matches!(byte, b' '..=b'~');
            out.push(if printable { char::from(*byte) } else { '.' });
        }
        out.push_str("|\n");
    }
    out
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
    fn pairs_are_read_whatever_stands_between_them() {
        check("", Ok(b""));
        check("00ff7F", Ok(b"\x00\xff\x7f"));
        check("de:ad, be\nef\t", Ok(b"\xde\xad\xbe\xef"));
        check("0x00 0Xff0x1a", Ok(b"\x00\xff\x1a"));
        check("0x", Ok(b""));
    }

    #[test]
    fn anything_else_says_where_it_stands() {
        check("0g", Err("'g' at character 2 is not a hexadecimal digit"));
        check("你", Err("'你' at character 1 is not a hexadecimal digit"));
        check(
            "00-11",
            Err("'-' at character 3 is not a hexadecimal digit"),
        );
        for (text, digit, position) in [("123", '3', 3), ("1", '1', 1), ("1:2", '1', 1)] {
            let expected = format!(
                "digit {digit:?} at character {position} stands alone; each byte has two digits"
            );
            check(text, Err(&expected));
        }
    }

    #[test]
    fn what_is_printed_is_read_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(parse(&print(&all)), Ok(all));
        assert_eq!(print(b"\x00\xab"), "00ab");
    }

    #[test]
    fn a_dump_looks_as_hexdump_prints_it() {
        assert_eq!(dump(b"", 0), "");
        assert_eq!(
            dump(b"hello, 0123456789\n\x7f\xff", 0x20),
            "00000020  68 65 6c 6c 6f 2c 20 30  31 32 33 34 35 36 37 38  |hello, 012345678|\n\
             00000030  39 0a 7f ff                                       |9...|\n"
        );
        let zeros = dump(&[0; 64], 0);
        assert_eq!(zeros.lines().count(), 4, "{zeros}");
        assert!(zeros.lines().all(|line| line.len() == 78), "{zeros}");
    }
}
