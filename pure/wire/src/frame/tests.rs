//! Frames, whole and cut.

use super::*;

/// All that comes of `pieces`, popped after each, and then of the end.
fn gather<'a>(
    frame: Frame,
    limit: usize,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Vec<String> {
    let mut frames = Frames::new(frame, limit);
    let mut all = Vec::new();
    let text = |one: Result<Vec<u8>, FrameError>| match one {
        Ok(datagram) => datagram.escape_ascii().to_string(),
        Err(error) => format!("! {error}"),
    };
    for piece in pieces {
        frames.push(piece);
        all.extend(std::iter::from_fn(|| frames.pop().map(text)));
        assert!(frames.inbox.bytes().len() <= limit + 2);
    }
    all.extend(std::iter::from_fn(|| frames.finish().map(text)));
    all
}

/// `input`, cut in two at every place and into single bytes, gives `expected`.
fn check(frame: Frame, limit: usize, input: &[u8], expected: &[&str]) {
    for at in 0..=input.len() {
        let (one, two) = input.split_at(at);
        assert_eq!(gather(frame, limit, [one, two]), expected, "cut at {at}");
    }
    assert_eq!(
        gather(frame, limit, input.chunks(1)),
        expected,
        "single bytes"
    );
}

#[test]
fn each_line_is_a_datagram() {
    check(Frame::Lines, 9, b"", &[]);
    check(
        Frame::Lines,
        9,
        b"a\n\nb\r\nlast",
        &["a", "", "b\\r", "last"],
    );
    check(Frame::Lines, 0, b"\n\n", &["", ""]);
}

#[test]
fn each_length_is_followed_by_its_datagram() {
    check(Frame::U16, 9, b"", &[]);
    check(
        Frame::U16,
        9,
        b"\0\x01a\0\0\0\x02\n\xff",
        &["a", "", "\\n\\xff"],
    );
}

#[test]
fn one_above_the_limit_is_one_error_and_the_next_is_read() {
    let too_long = "! a line is above the limit of 3 bytes";
    check(Frame::Lines, 3, b"abc\nabcd\nx\n", &["abc", too_long, "x"]);
    check(Frame::Lines, 3, b"abcdefghij", &[too_long]);
    let too_long = "! a datagram of 4 bytes is above the limit of 3";
    check(
        Frame::U16,
        3,
        b"\0\x03abc\0\x04abcd\0\x01x",
        &["abc", too_long, "x"],
    );
    check(Frame::U16, 3, b"\0\x04a", &[too_long]);
}

#[test]
fn a_stream_that_ends_within_a_datagram_is_told_so() {
    check(
        Frame::U16,
        9,
        b"\0",
        &["! the stream ended after 1 of the 2 bytes of a datagram and its length"],
    );
    check(
        Frame::U16,
        9,
        b"\0\x01a\0\x05bc",
        &[
            "a",
            "! the stream ended after 4 of the 7 bytes of a datagram and its length",
        ],
    );
}

#[test]
fn what_is_printed_is_read_back() {
    let all: Vec<u8> = (0..=255).filter(|byte| *byte != b'\n').collect();
    let longest = vec![b'x'; 65535];
    for frame in [Frame::Lines, Frame::U16] {
        let mut stream = Vec::new();
        let datagrams = [&b""[..], &all, b"a\r", &longest, b""];
        for datagram in datagrams {
            print(frame, datagram, &mut stream).unwrap();
        }
        let mut frames = Frames::new(frame, 65535);
        frames.push(&stream);
        for datagram in datagrams {
            assert_eq!(frames.pop(), Some(Ok(datagram.to_vec())), "{frame:?}");
        }
        assert_eq!((frames.pop(), frames.finish()), (None, None));
    }
}

#[test]
fn what_a_frame_cannot_hold_leaves_the_stream_alone() {
    for (frame, datagram, expected) in [
        (
            Frame::Lines,
            b"ab\nc".to_vec(),
            "a datagram with a line feed (at byte 2) cannot be sent as a line; u16 can",
        ),
        (
            Frame::U16,
            vec![0; 65536],
            "a datagram of 65536 bytes is above the limit of 65535",
        ),
    ] {
        let mut out = b"before".to_vec();
        assert_eq!(
            print(frame, &datagram, &mut out).unwrap_err().to_string(),
            expected
        );
        assert_eq!(out, b"before");
    }
}

#[test]
fn frames_have_names() {
    assert_eq!("lines".parse(), Ok(Frame::Lines));
    assert_eq!("u16".parse(), Ok(Frame::U16));
    let error = "u32".parse::<Frame>().unwrap_err().to_string();
    assert_eq!(
        error,
        r#"unknown frame "u32"; the known ones are lines and u16"#
    );
}
