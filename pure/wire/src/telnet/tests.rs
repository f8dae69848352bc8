//! Commands taken out, wherever the stream is cut.

use super::*;

fn gather<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<u8>) {
    let mut stripper = Stripper::new();
    let (mut text, mut refusals) = (Vec::new(), Vec::new());
    for chunk in chunks {
        text.extend_from_slice(stripper.strip(&mut chunk.to_vec(), &mut refusals));
    }
    (text, refusals)
}

/// `input`, cut in two at every place and into single bytes, is `text` and is answered with `refusals`.
#[track_caller]
fn check(input: &[u8], text: &[u8], refusals: &[u8]) {
    let expected = (text.to_vec(), refusals.to_vec());
    for at in 0..=input.len() {
        let (one, two) = input.split_at(at);
        assert_eq!(gather([one, two]), expected, "cut at {at}");
    }
    assert_eq!(gather(input.chunks(1)), expected, "single bytes");
}

#[test]
fn text_without_a_command_stays_where_it_is() {
    let mut refusals = Vec::new();
    let mut chunk = "你好\r\n\0".as_bytes().to_vec();
    let before = chunk.as_ptr();
    let text = Stripper::new().strip(&mut chunk, &mut refusals);
    assert_eq!((text, text.as_ptr()), ("你好\r\n\0".as_bytes(), before));
    assert_eq!(refusals.capacity(), 0);
}

#[test]
fn commands_go_and_text_stays() {
    check(b"", b"", b"");
    check(b"a\xff\xf1b", b"ab", b"");
    check(b"a\xff\xffb\xff\xff", b"a\xffb\xff", b"");
    check(b"\xff\xf4\xff\xfd\x06hi\r\n", b"hi\r\n", b"\xff\xfc\x06");
    check(b"\xff", b"", b"");
    check(b"x\xff\xf0y", b"xy", b"");
}

#[test]
fn offers_and_requests_are_refused_and_refusals_are_not() {
    check(
        b"a\xff\xfb\x1fb\xff\xfd\xffc",
        b"abc",
        b"\xff\xfe\x1f\xff\xfc\xff",
    );
    check(b"a\xff\xfc\x1fb\xff\xfe\xffc", b"abc", b"");
}

#[test]
fn subnegotiations_go_to_their_end() {
    check(b"a\xff\xfa\x1f\0\x50\0\x18\xff\xf0b", b"ab", b"");
    check(b"\xff\xfa\x1f\xff\xff\xf0\xff\xfb\x01\xff\xf0b", b"b", b"");
    check(b"\xff\xfa\x18no end", b"", b"");
}
