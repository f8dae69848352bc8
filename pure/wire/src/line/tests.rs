//! Lines, whole, cut and flushed.

use super::*;

fn text(line: Option<Vec<u8>>) -> Option<String> {
    line.map(|line| line.escape_ascii().to_string())
}

/// All that comes of `pieces`, popped after each, and then of the end.
fn gather<'a>(limit: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
    let mut lines = Lines::new(limit);
    let mut all = Vec::new();
    for piece in pieces {
        lines.push(piece);
        all.extend(std::iter::from_fn(|| text(lines.pop())));
        assert!(lines.inbox.bytes().len() <= lines.limit + 1);
    }
    all.extend(std::iter::from_fn(|| text(lines.finish())));
    assert!(lines.is_empty());
    all
}

/// `input`, cut in two at every place and into single bytes, gives `expected`.
fn check(limit: usize, input: &str, expected: &[&str]) {
    let input = input.as_bytes();
    for at in 0..=input.len() {
        let (one, two) = input.split_at(at);
        assert_eq!(gather(limit, [one, two]), expected, "cut at {at}");
    }
    assert_eq!(gather(limit, input.chunks(1)), expected, "single bytes");
}

#[test]
fn lines_come_without_their_ends_wherever_the_stream_is_cut() {
    check(99, "", &[]);
    check(99, "\n\r\n\n", &["", "", ""]);
    check(99, "a\nb\r\nc", &["a", "b", "c"]);
    check(99, "a\r\r\nb\rc\n", &["a\\r", "b\\rc"]);
    check(99, "\r", &["\\r"]);
    check(99, "a\0b\n", &["a\\x00b"]);
}

#[test]
fn a_line_above_the_limit_comes_in_pieces() {
    check(4, "abcd\nabcd\r\nabcd", &["abcd", "abcd", "abcd"]);
    check(4, "abcde\n\nx", &["abcd", "e", "", "x"]);
    check(4, "abcdefgh\r\n\n", &["abcd", "efgh", ""]);
    check(4, "abcd\rx\n", &["abcd", "\\rx"]);
    check(4, "abcdefghijkl", &["abcd", "efgh", "ijkl"]);
}

#[test]
fn pieces_are_cut_between_characters() {
    let you = "你".as_bytes().escape_ascii().to_string();
    check(4, "你你你\n", &[&you, &you, &you]);
    let mixed = format!("ab{you}");
    check(5, "ab你你\n", &[&mixed, &you]);
    check(
        0,
        "😀😀\n",
        &["\\xf0\\x9f\\x98\\x80", "\\xf0\\x9f\\x98\\x80"],
    );
    assert_eq!(
        gather(4, [&[0x80; 6][..]]),
        ["\\x80\\x80\\x80\\x80", "\\x80\\x80"],
        "what is no UTF-8 is cut at the limit"
    );
}

/// A transcript: what is pushed, or `~` for a quiet; then what pop, or flush after a quiet, gives.
fn check_quiet(steps: &[(&[u8], &[&str])]) {
    let mut lines = Lines::new(99);
    for (step, (bytes, expected)) in steps.iter().enumerate() {
        let found: Vec<_> = if *bytes == b"~" {
            std::iter::from_fn(|| text(lines.flush())).collect()
        } else {
            lines.push(bytes);
            std::iter::from_fn(|| text(lines.pop())).collect()
        };
        assert_eq!(found, *expected, "step {step}: {bytes:?}");
    }
}

#[test]
fn after_a_quiet_the_unfinished_line_comes_once() {
    check_quiet(&[
        (b"~", &[]),
        (b"hel", &[]),
        (b"~", &["hel"]),
        (b"~", &[]),
        (b"lo\nx", &["lo"]),
        (b"~", &["x"]),
    ]);
}

#[test]
fn the_end_of_a_flushed_line_is_no_empty_line() {
    check_quiet(&[
        (b"hi", &[]),
        (b"~", &["hi"]),
        (b"\n\n", &[""]),
        (b"hi\r", &[]),
        (b"~", &["hi"]),
        (b"~", &[]),
        (b"\n", &[]),
        (b"\r\n", &[""]),
        (b"hi", &[]),
        (b"~", &["hi"]),
        (b"\r", &[]),
        (b"~", &[]),
        (b"x\n", &["\\rx"]),
        (b"\n", &[""]),
    ]);
}

#[test]
fn a_character_cut_in_two_waits_for_its_rest() {
    check_quiet(&[
        (b"a\xe4\xbd", &[]),
        (b"~", &["a"]),
        (b"~", &[]),
        (b"\xa0", &[]),
        (b"~", &["\\xe4\\xbd\\xa0"]),
        (b"\xff", &[]),
        (b"~", &["\\xff"]),
        (b"\xe4\xbdx", &[]),
        (b"~", &["\\xe4\\xbdx"]),
        (b"\xc3", &[]),
        (b"\n", &["\\xc3"]),
    ]);
    let mut lines = Lines::new(99);
    lines.push(b"\xf0\x9f\x98");
    assert_eq!((lines.flush(), lines.is_empty()), (None, false));
    assert_eq!(lines.finish().as_deref(), Some(&b"\xf0\x9f\x98"[..]));
    assert_eq!((lines.finish(), lines.is_empty()), (None, true));
}

#[test]
fn ends_are_replaced_and_lone_cr_stays() {
    for (end, expected) in [
        (LineEnd::None, "ab\rc"),
        (LineEnd::Lf, "a\nb\rc\n"),
        (LineEnd::CrLf, "a\r\nb\rc\r\n"),
    ] {
        assert_eq!(end_lines(b"a\nb\rc\r\n", end), expected.as_bytes());
        assert_eq!(end_lines(b"a", end), b"a");
        assert_eq!(end_lines(b"", end), b"");
    }
    assert_eq!(end_lines(b"\n\n", LineEnd::CrLf), b"\r\n\r\n");
}
