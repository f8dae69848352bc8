//! What a client without a protocol said, made into messages that every other client can show.
//!
//! Promises: a message is valid UTF-8 without line breaks, tabs or other ASCII controls, at most as long as asked, cut
//! between words where there are any and always between characters; but for spaces at a cut, nothing is lost.

use hullo_wire::visible::{LineBreaks, visible};
use std::borrow::Cow;

/// The longest text that fits IRC's 512 bytes whoever says it wherever: they hold also `:nick!guest@host` (32, 5 and
/// for IPv6 39 bytes), ` PRIVMSG `, a room's name (64), ` :` and CR LF, 156 in all.
pub const MOST_TEXT: usize = 350;

/// A line as text: tabs become spaces, other ASCII controls and bytes that are not UTF-8 visible (`\x1b`), and spaces
/// at the end are dropped. What else acts on a terminal is left to each reader's language.
pub fn clean(line: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(line)
        && !text.bytes().any(|byte| byte.is_ascii_control())
    {
        return Cow::Borrowed(text.trim_end());
    }
    let end = line.iter().rposition(|byte| !byte.is_ascii_whitespace());
    let line = &line[..end.map_or(0, |at| at + 1)];
    let mut out = String::with_capacity(line.len() + 16);
    for chunk in line.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\t' => out.push(' '),
                c if c.is_ascii_control() => {
                    out.push_str(&visible(&[c as u8], LineBreaks::Show));
                }
                c => out.push(c),
            }
        }
        out.push_str(&visible(chunk.invalid(), LineBreaks::Show));
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// `text` in pieces of at most `most` bytes, which is at least 4: a character's length. None is only spaces.
pub fn pieces(text: &str, most: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let cut = move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, later) = rest.split_at(border(rest, most));
        rest = later.trim_start_matches(' ');
        Some(piece.trim_end_matches(' '))
    };
    std::iter::from_fn(cut).filter(|piece| !piece.is_empty())
}

/// Where the first piece ends: between words, unless that would leave it less than half full.
fn border(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let end = text.floor_char_boundary(most);
    if text[end..].starts_with(' ') {
        return end;
    }
    match text[..end].rfind(' ') {
        Some(at) if at >= most / 2 => at,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cleaned() {
        let cases: [(&[u8], &str); 12] = [
            (b"hello", "hello"),
            (b"hello  \r", "hello"),
            (b" \t \r", ""),
            (b"\r", ""),
            (b"a\tb", "a b"),
            (b"a\rb", "a\\rb"),
            (b"a\nb\0c", "a\\nb\\x00c"),
            (b"\x1b[31mred", "\\x1b[31mred"),
            (b"\x01ACTION x\x01", "\\x01ACTION x\\x01"),
            (b"caf\xe9 ok", "caf\\xe9 ok"),
            ("你好 \u{202e}x".as_bytes(), "你好 \u{202e}x"),
            (b"\xf0\x9f\x91", "\\xf0\\x9f\\x91"),
        ];
        for (line, text) in cases {
            assert_eq!(clean(line), text, "{line:?}");
        }
    }

    #[test]
    fn long_text_is_cut_between_words_or_characters() {
        let cases: [(&str, usize, &[&str]); 8] = [
            ("", 10, &[]),
            ("one two", 10, &["one two"]),
            ("one two three", 10, &["one two", "three"]),
            ("one two", 7, &["one two"]),
            ("one two three", 7, &["one two", "three"]),
            ("abcdefghijkl", 5, &["abcde", "fghij", "kl"]),
            ("你好你好", 7, &["你好", "你好"]),
            ("a            b", 4, &["a", "b"]),
        ];
        for (text, most, expected) in cases {
            assert_eq!(pieces(text, most).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }

    #[test]
    fn nothing_but_spaces_is_lost_by_cutting() {
        for text in ["lorem ipsum 你好世界 ".repeat(300), "x".repeat(4096)] {
            let whole: String = text.split(' ').collect();
            let kept: String = pieces(&text, MOST_TEXT)
                .inspect(|piece| assert!(piece.len() <= MOST_TEXT && piece.len() > MOST_TEXT / 3))
                .flat_map(|piece| piece.split(' '))
                .collect();
            assert_eq!(kept, whole);
        }
    }
}
