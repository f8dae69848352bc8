//! First bytes and what they say.

use super::*;

/// `first` is `expected`, and so it stays with more behind it unless that is More; every start of it is the same
/// or More.
#[track_caller]
fn check(first: &[u8], expected: Sniffed) {
    let shown = first.escape_ascii();
    assert_eq!(sniff(first), expected, "{shown}");
    for length in 0..first.len() {
        let start = sniff(&first[..length]);
        assert!(
            start == Sniffed::More || start == expected,
            "{shown}: {start:?} after {length} bytes"
        );
    }
    if expected != Sniffed::More {
        for more in ["\0", " ", "\r\n", "x", "GET / \r\n"] {
            let longer = [first, more.as_bytes()].concat();
            assert_eq!(sniff(&longer), expected, "{shown} and {more:?}");
        }
    }
}

#[test]
fn a_handshake_is_tls() {
    check(b"\x16", Sniffed::Tls);
    check(b"\x16\x03\x01\x02\x00\x01", Sniffed::Tls);
    check(b"\r\n\x16\x03", Sniffed::Plain);
}

#[test]
fn a_method_and_a_space_are_http() {
    for method in METHODS {
        check(format!("{method} ").as_bytes(), Sniffed::Http);
        check(format!("\r\n{method} * ").as_bytes(), Sniffed::Http);
        check(method.as_bytes(), Sniffed::More);
        check(format!("{method}\r\n").as_bytes(), Sniffed::Plain);
        check(
            format!("{} /", method.to_lowercase()).as_bytes(),
            Sniffed::Plain,
        );
    }
    check(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Sniffed::Http);
    check(b"GETS ", Sniffed::Plain);
    check(b"@a GET /", Sniffed::Plain);
}

#[test]
fn a_word_in_any_case_is_irc() {
    for word in WORDS {
        for word in [word.to_string(), word.to_lowercase()] {
            for end in [" ", "\r", "\n"] {
                check(format!("{word}{end}").as_bytes(), Sniffed::Irc);
                check(format!("\n\r\n{word}{end}").as_bytes(), Sniffed::Irc);
                check(format!("@a=b  {word}{end}").as_bytes(), Sniffed::Irc);
                check(format!(":ann {word}{end}").as_bytes(), Sniffed::Irc);
                check(format!("@a :ann {word}{end}").as_bytes(), Sniffed::Irc);
            }
            check(word.as_bytes(), Sniffed::More);
            check(format!("{word}x").as_bytes(), Sniffed::Plain);
        }
    }
}

#[test]
fn what_can_still_become_one_of_them_waits() {
    for first in [
        "", "\r\n", "P", "PA", "nI", "@", "@a=b", "@a ", ":ann ", ":ann q", "@a :",
    ] {
        check(first.as_bytes(), Sniffed::More);
    }
}

#[test]
fn all_else_is_plain() {
    for first in [
        "hello",
        "Pa ",
        "PO ",
        "gET",
        "@ann hi",
        "@a\n",
        ": quit",
        "@ nick a",
        ":)\r\n",
        " NICK",
        "/nick a",
        "JOIN #a\r\n",
    ] {
        check(first.as_bytes(), Sniffed::Plain);
    }
    check(b"\xff\xfb\x1fNICK a\r\n", Sniffed::Plain);
    check("你好\n".as_bytes(), Sniffed::Plain);
    check(b"@a\0", Sniffed::Plain);
}

#[test]
fn the_look_has_an_end() {
    let tags = |length: usize| format!("@{} ", "a".repeat(length - 2));
    check(
        (tags(MOST_CLIENT_TAGS) + "CAP LS 302\r\n").as_bytes(),
        Sniffed::Irc,
    );
    check(&[b'@'; LOOK - 1], Sniffed::More);
    check(&[b'@'; LOOK], Sniffed::Plain);
    check(&[b'\n'; LOOK - 1], Sniffed::More);
    check(&[b'\n'; LOOK + 1], Sniffed::Plain);
}
