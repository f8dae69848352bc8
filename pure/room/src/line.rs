//! Text that fits one line.

use std::borrow::Cow;

/// The text in one line of at most `longest` bytes: line breaks and NUL become spaces, and what is too long is cut
/// between two characters. Without a copy where nothing has to be replaced.
pub fn one_line(text: &str, longest: usize) -> Cow<'_, str> {
    let text = &text[..text.floor_char_boundary(longest)];
    let breaks = memchr::memchr3(b'\n', b'\r', 0, text.as_bytes()).is_some();
    match breaks {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace(['\n', '\r', '\0'], " ")),
    }
}

/// The text without what a part of `nick!user@host` cannot hold, cut to `longest` bytes.
pub(crate) fn one_word(text: &str, longest: usize, otherwise: &str) -> String {
    let word: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !"!@,*?".contains(*c))
        .collect();
    let word = word.trim_start_matches(':');
    match &word[..word.floor_char_boundary(longest)] {
        "" => otherwise.to_owned(),
        word => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_one_line() {
        assert!(matches!(one_line("héllo", 99), Cow::Borrowed("héllo")));
        assert_eq!(one_line("a\r\nb\0c", 99), "a  b c");
        assert_eq!(one_line("aé", 2), "a");
        assert_eq!(one_line("大厅", 5), "大");
    }

    #[test]
    fn a_word_cannot_break_a_source() {
        assert_eq!(one_word("a b!c@d\r\n", 9, "user"), "abcd");
        assert_eq!(one_word(" ", 9, "user"), "user");
        assert_eq!(one_word("abcdef", 3, "user"), "abc");
    }
}
