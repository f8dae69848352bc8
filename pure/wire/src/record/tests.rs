//! Records, there and back.

use super::*;

fn check(micros: u64, side: Side, bytes: &[u8], printed: &str) {
    let entry = Entry {
        time: Duration::from_micros(micros),
        side,
        bytes: bytes.to_vec(),
    };
    assert_eq!(print(&entry), printed);
    assert_eq!(parse(printed).unwrap(), entry);
}

#[test]
fn what_is_printed_is_read_back_exactly() {
    check(
        1_764_000_000_123_456,
        Side::Us,
        b"hello\n",
        r#"{"time":1764000000.123456,"side":"us","text":"hello\n"}"#,
    );
    check(
        0,
        Side::Peer,
        b"",
        r#"{"time":0.000000,"side":"peer","text":""}"#,
    );
    check(
        1,
        Side::Peer,
        b"\xff\x00",
        r#"{"time":0.000001,"side":"peer","hex":"ff00"}"#,
    );
    check(
        u64::MAX,
        Side::Us,
        "你\"\\".as_bytes(),
        r#"{"time":18446744073709.551615,"side":"us","text":"你\"\\"}"#,
    );
}

#[test]
fn a_printed_line_cannot_act_on_a_terminal() {
    check(
        0,
        Side::Peer,
        "\u{1b}]0;x\u{7}\u{7f}\u{9b}\u{202e}\u{e0041}".as_bytes(),
        r#"{"time":0.000000,"side":"peer","text":"\u001b]0;x\u0007\u007f\u009b\u202e\udb40\udc41"}"#,
    );
}

#[test]
fn what_is_finer_than_a_microsecond_is_left_out() {
    let entry = Entry {
        time: Duration::new(1, 999_999_999),
        side: Side::Us,
        bytes: Vec::new(),
    };
    assert_eq!(print(&entry), r#"{"time":1.999999,"side":"us","text":""}"#);
}

#[test]
fn other_writers_may_round_reorder_and_add() {
    for (line, micros) in [
        (
            r#"{ "text": "x", "time": 3, "side": "us", "mood": {"a": [1]} }"#,
            3_000_000,
        ),
        (
            "{\"time\":1.5,\"side\":\"us\",\"text\":\"x\"}\r\n",
            1_500_000,
        ),
        (
            r#"{"time":1.1234567890123456789,"side":"us","text":"\u0078"}"#,
            1_123_456,
        ),
        (
            r#"{"time":1,"side":"us","hex":"78","text":null}"#,
            1_000_000,
        ),
    ] {
        let entry = parse(line).unwrap();
        assert_eq!(
            (entry.time.as_micros(), &entry.bytes[..]),
            (micros, &b"x"[..]),
            "{line}"
        );
    }
}

#[test]
fn a_broken_line_says_what_was_expected() {
    for (line, expected) in [
        ("", "not an entry of a record: EOF while parsing a value"),
        (
            r#"{"side":"us","text":""}"#,
            "not an entry of a record: missing field `time`",
        ),
        (
            r#"{"time":1,"side":"me","text":""}"#,
            "not an entry of a record: unknown variant `me`, expected `us` or `peer`",
        ),
        (
            r#"{"time":1,"side":"\u001b[2J","text":""}"#,
            r"not an entry of a record: unknown variant `\x1b[2J`, expected `us` or `peer`",
        ),
        (
            r#"{"time":-1,"side":"us","text":""}"#,
            r#"time "-1" is not a number of seconds as in 1764000000.123456"#,
        ),
        (
            r#"{"time":1e3,"side":"us","text":""}"#,
            r#"time "1e3" is not a number of seconds as in 1764000000.123456"#,
        ),
        (
            r#"{"time":"1","side":"us","text":""}"#,
            r#"time "\"1\"" is not a number of seconds as in 1764000000.123456"#,
        ),
        (
            r#"{"time":99999999999999999999,"side":"us","text":""}"#,
            r#"time "99999999999999999999" is not a number of seconds as in 1764000000.123456"#,
        ),
        (
            r#"{"time":1,"side":"us"}"#,
            r#"expected either "text" or "hex", got neither"#,
        ),
        (
            r#"{"time":1,"side":"us","text":"","hex":""}"#,
            r#"expected either "text" or "hex", got both"#,
        ),
        (
            r#"{"time":1,"side":"us","hex":"f"}"#,
            "hex: digit 'f' at character 1 stands alone; each byte has two digits",
        ),
    ] {
        let found = parse(line).unwrap_err().to_string();
        assert!(found.starts_with(expected), "{line}: {found}");
    }
}
