//! Hostile and harmless text.

use super::*;

fn check(bytes: &[u8], keep: &str, show: &str) {
    assert_eq!(visible(bytes, LineBreaks::Keep), keep, "{bytes:?}");
    assert_eq!(visible(bytes, LineBreaks::Show), show, "{bytes:?}");
}

#[test]
fn harmless_text_is_not_copied() {
    for text in [
        "",
        "plain ~",
        "bücher 你好，世界。 😀 👩‍👩‍👧 é e\u{301}",
        "\\x1b as text",
    ] {
        for breaks in [LineBreaks::Keep, LineBreaks::Show] {
            let shown = visible(text.as_bytes(), breaks);
            assert!(matches!(shown, Cow::Borrowed(same) if same == text));
        }
    }
    let lines = visible("a\tb\n你\n".as_bytes(), LineBreaks::Keep);
    assert!(matches!(lines, Cow::Borrowed("a\tb\n你\n")));
}

#[test]
fn line_breaks_are_kept_or_shown() {
    check(b"a\tb\n", "a\tb\n", r"a\tb\n");
    check(b"a\r\nb\r\n", "a\nb\n", r"a\r\nb\r\n");
    check(b"10%\r20%\r", r"10%\r20%\r", r"10%\r20%\r");
    check(b"\r\r\n\n\r", "\\r\n\n\\r", r"\r\r\n\n\r");
}

#[test]
fn controls_are_shown_as_their_numbers() {
    for (bytes, shown) in [
        (&b"\x1b]0;title\x07"[..], r"\x1b]0;title\x07"),
        (b"\x00\x08\x0b\x0c\x7f", r"\x00\x08\x0b\x0c\x7f"),
        ("\u{9b}2J\u{80}\u{9f}".as_bytes(), r"\u{9b}2J\u{80}\u{9f}"),
        (
            "\u{202e}gpj.\u{2066}\u{61c}\u{200e}".as_bytes(),
            r"\u{202e}gpj.\u{2066}\u{61c}\u{200e}",
        ),
        (
            "\u{2028}\u{2029}\u{feff}\u{fff9}".as_bytes(),
            r"\u{2028}\u{2029}\u{feff}\u{fff9}",
        ),
        ("a\u{e0001}\u{e007f}b".as_bytes(), r"a\u{e0001}\u{e007f}b"),
    ] {
        check(bytes, shown, shown);
    }
}

#[test]
fn invalid_utf8_is_shown_byte_by_byte() {
    for (bytes, shown) in [
        (&b"a\xffb"[..], r"a\xffb"),
        (b"\x9b31m", r"\x9b31m"),
        (b"\xe4\xbd", r"\xe4\xbd"),
        (b"\xed\xa0\x80", r"\xed\xa0\x80"),
        (b"\xc0\x9b\x1b", r"\xc0\x9b\x1b"),
        ("你\u{202e}".as_bytes(), "你\\u{202e}"),
    ] {
        check(bytes, shown, shown);
    }
    check(b"\xff\r\n\xfe\n", "\\xff\n\\xfe\n", r"\xff\r\n\xfe\n");
}

#[test]
fn no_character_that_acts_is_left_of_any() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        let shown = visible(text.as_bytes(), LineBreaks::Show);
        assert!(!shown.chars().any(acts), "{c:?} became {shown:?}");
        assert_eq!(*shown == *text, !acts(c), "{c:?} became {shown:?}");
    }
}
