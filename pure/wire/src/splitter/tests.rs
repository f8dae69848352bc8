//! Lines cut out of chunks, wherever those were cut.

use super::*;

/// All that comes of `chunks`, one after the other, and what stands then.
fn gather<'a>(limit: usize, chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<String>, Vec<u8>) {
    let mut splitter = Splitter::new();
    let mut all = Vec::new();
    for mut chunk in chunks {
        while let Some(line) = splitter.next(&mut chunk, limit) {
            all.push(match line {
                Line::Whole(line) => line.escape_ascii().to_string(),
                Line::TooLong => "TOO LONG".to_string(),
            });
        }
        assert!(chunk.is_empty());
        assert!(splitter.rest.capacity() <= (2 * limit).max(8));
        assert!(!splitter.rest.is_empty() || splitter.rest.capacity() == 0);
    }
    (all, splitter.finish())
}

/// `input`, cut in two at every place and into single bytes, gives `expected` and leaves `rest`.
#[track_caller]
fn check(limit: usize, input: &str, expected: &[&str], rest: &str) {
    let input = input.as_bytes();
    let expected: Vec<_> = expected.iter().map(ToString::to_string).collect();
    let expected = (expected, rest.as_bytes().to_vec());
    for at in 0..=input.len() {
        let (one, two) = input.split_at(at);
        assert_eq!(gather(limit, [one, two]), expected, "cut at {at}");
    }
    assert_eq!(gather(limit, input.chunks(1)), expected, "single bytes");
}

#[test]
fn lines_come_without_their_ends_wherever_the_stream_is_cut() {
    check(99, "", &[], "");
    check(99, "\n\r\n\n", &["", "", ""], "");
    check(99, "a\nb\r\nc", &["a", "b"], "c");
    check(99, "a\r\r\nb\rc\n", &["a\\r", "b\\rc"], "");
    check(99, "\r", &[], "\r");
    check(
        99,
        "NICK a\r\nUSER a 0 * :a\r\n",
        &["NICK a", "USER a 0 * :a"],
        "",
    );
}

#[test]
fn a_line_above_the_limit_is_told_once_and_passed_over() {
    check(4, "abcd\nabcd\r\nabcd", &["abcd", "abcd"], "abcd");
    check(4, "abcde\n\nx", &["TOO LONG", ""], "x");
    check(4, "abcdefghijklmnop\r\nok\n", &["TOO LONG", "ok"], "");
    check(4, "abcd\rx\nok\n", &["TOO LONG", "ok"], "");
    check(4, "abcd\r\r\nok\n", &["TOO LONG", "ok"], "");
    check(4, "abcd\r", &[], "abcd\r");
    check(4, "abcde", &["TOO LONG"], "");
    check(0, "a\n\n\r\n", &["TOO LONG", "", ""], "");
}

#[test]
fn a_line_that_lies_in_one_chunk_is_a_slice_of_it() {
    let input = b"first\r\nsecond\n".to_vec();
    let mut chunk = &input[..];
    let mut splitter = Splitter::new();
    let Some(Line::Whole(line)) = splitter.next(&mut chunk, 99) else {
        panic!("a whole line is there")
    };
    assert_eq!(line.as_ptr(), input.as_ptr());
    assert_eq!(splitter.rest.capacity(), 0);
}

#[test]
fn the_caller_may_stop_between_lines_and_go_on_later() {
    let mut splitter = Splitter::new();
    let mut chunk = &b"a\nb\nc"[..];
    assert_eq!(splitter.next(&mut chunk, 9), Some(Line::Whole(b"a")));
    assert_eq!(chunk, b"b\nc");
    assert_eq!(splitter.rest(), b"");
    assert_eq!(splitter.next(&mut chunk, 9), Some(Line::Whole(b"b")));
    assert_eq!(splitter.next(&mut chunk, 9), None);
    assert_eq!(splitter.rest(), b"c");
    let mut chunk = &b"d\ne"[..];
    assert_eq!(splitter.next(&mut chunk, 9), Some(Line::Whole(b"cd")));
    assert_eq!(splitter.rest(), b"");
    assert_eq!(splitter.take_rest(), b"");
    assert_eq!(splitter.next(&mut chunk, 9), None);
    assert_eq!(splitter.rest(), b"e");
}

#[test]
fn a_rest_is_taken_in_whole_characters_and_its_line_does_not_come_again() {
    let mut splitter = Splitter::new();
    let give = |mut bytes: &'static [u8], splitter: &mut Splitter| {
        let mut all = Vec::new();
        while let Some(line) = splitter.next(&mut bytes, 99) {
            all.push(format!("{line:?}"));
        }
        all.len()
    };
    assert_eq!(
        give("hi 你".as_bytes().split_last().unwrap().1, &mut splitter),
        0
    );
    assert_eq!(splitter.rest(), b"hi ");
    assert_eq!(splitter.take_rest(), b"hi ");
    assert_eq!(splitter.take_rest(), b"");
    assert_eq!(give(&"你".as_bytes()[2..], &mut splitter), 0);
    assert_eq!(splitter.take_rest(), "你".as_bytes());
    assert_eq!(give(b"\r\n", &mut splitter), 0, "the end of what was taken");
    assert_eq!(give(b"\r\n", &mut splitter), 1, "a blank line of its own");
    assert_eq!(give(b"x\r", &mut splitter), 0);
    assert_eq!(splitter.take_rest(), b"x");
    assert_eq!(give(b"\n\n", &mut splitter), 1);
    assert_eq!(give(b"y", &mut splitter), 0);
    assert_eq!(splitter.take_rest(), b"y");
    let mut more = &b"z\n"[..];
    assert_eq!(splitter.next(&mut more, 99), Some(Line::Whole(b"z")));
}

#[test]
fn nothing_of_a_line_that_is_too_long_stands() {
    let mut splitter = Splitter::new();
    let mut chunk = &b"abcdef"[..];
    assert_eq!(splitter.next(&mut chunk, 4), Some(Line::TooLong));
    assert_eq!(splitter.next(&mut chunk, 4), None);
    assert_eq!(splitter.rest(), b"");
    assert_eq!(splitter.take_rest(), b"");
    let mut chunk = &b"ghijkl\nok\n"[..];
    assert_eq!(splitter.next(&mut chunk, 4), Some(Line::Whole(b"ok")));
}
