//! Lines that try to act on a terminal, to look like another's, or to be too much; and talk that looks like IRC.

use crate::plain::opens_irc;
use crate::plain::tests::pair;
use hullo_wire::visible::acts;

#[test]
fn nothing_that_is_said_acts_on_a_terminal_or_forges_a_line() {
    let cases: [(&[u8], &str); 11] = [
        (b"\x1b]0;owned\x07", "<bob> \\x1b]0;owned\\x07"),
        ("\u{202e}evil".as_bytes(), "<bob> \\u{202e}evil"),
        ("a\u{9b}31mb".as_bytes(), "<bob> a\\u{9b}31mb"),
        ("a\u{2028}b".as_bytes(), "<bob> a\\u{2028}b"),
        (b"a\r-- bob is gone", "<bob> a\\r-- bob is gone"),
        (b"a\n<root> b", "<bob> a\\n<root> b"),
        (b"caf\xe9", "<bob> caf\\xe9"),
        (b"a\tb\0c  ", "<bob> a b\\x00c"),
        (b"\x01ACTION is root\x01", "<bob> \\x01ACTION is root\\x01"),
        (b"/me \x1b[1mwaves", "* bob \\x1b[1mwaves"),
        ("你好 👩‍👩‍👧".as_bytes(), "<bob> 你好 👩‍👩‍👧"),
    ];
    let mut host = pair();
    for (line, shown) in cases {
        host.hear("bob", line);
        assert_eq!(host.read(), format!("ann< {shown}\n"), "{line:?}");
    }
    for line in [&b""[..], b"   ", b"\t \r", b"\r"] {
        host.hear("bob", line);
        assert_eq!(host.read(), "", "{line:?}");
    }
}

#[test]
fn long_lines_are_heard_whole_in_pieces() {
    for text in ["x".repeat(4096), "word 词 ".repeat(400)] {
        for (command, prefix) in [
            ("", "<bob> "),
            ("/me ", "* bob "),
            ("/msg ann ", "<bob to you> "),
        ] {
            let mut host = pair();
            host.hear("bob", format!("{command}{text}").as_bytes());
            let heard: String = host
                .read_by("ann")
                .lines()
                .map(|line| line.strip_prefix(prefix).expect("each piece is a message"))
                .flat_map(|line| line.split(' '))
                .collect();
            assert_eq!(heard, text.split(' ').collect::<String>());
        }
    }
}

#[test]
fn whatever_is_typed_the_host_writes_whole_lines_that_are_safe() {
    let pieces: [&[u8]; 36] = [
        b"/nick ",
        b"/join ",
        b"/part ",
        b"/msg ",
        b"/me ",
        b"/who ",
        b"/rooms",
        b"/history ",
        b"/search ",
        b"/ignore ",
        b"/help",
        b"/",
        b"//",
        b"#tea",
        b"#lobby",
        b"#",
        b"ann",
        b"bob",
        b"eve",
        b"from:",
        b" ",
        b"  ",
        b"5",
        b"\t",
        b"\r",
        b"\n",
        b"\0",
        b"\x1b[2J",
        b"\x01ACTION ",
        b"\x01",
        b"\xff\xfe",
        b"\xe4\xbd",
        "你好".as_bytes(),
        "\u{202e}".as_bytes(),
        "\u{9b}".as_bytes(),
        &[b'x'; 900],
    ];
    for seed in 0..200 {
        let mut state = seed;
        let mut dice = move |sides: usize| {
            state = step(state);
            (state >> 33) as usize % sides
        };
        let mut host = pair();
        host.connect("eve", "plain");
        for _ in 0..60 {
            let line: Vec<&[u8]> = (0..dice(6)).map(|_| pieces[dice(pieces.len())]).collect();
            let line = line.concat();
            host.hear(["ann", "bob", "eve"][dice(3)], &line);
            let read = host.read();
            let bad = read.chars().find(|c| acts(*c) && *c != '\n');
            assert_eq!(bad, None, "seed {seed}: {line:?} brought {read:?}");
        }
    }
}

/// The next state of a generator of 64 bits (Knuth's MMIX).
fn step(state: u64) -> u64 {
    state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407)
}

#[test]
fn irc_is_told_from_talk() {
    let irc = [
        "NICK ann",
        "nick ann",
        "CAP LS 302",
        "cap end",
        "USER ann 0 * :Ann A",
        "PASS sesame",
        "PING 1",
        "QUIT",
        "QUIT :bye",
        "AUTHENTICATE PLAIN",
        "@a=b :ann NICK ann",
    ];
    let talk = [
        "",
        "hello",
        "nick says hello",
        "NICK",
        "user error",
        "pass me the salt",
        "pass",
        "ping",
        "ping me",
        "quit",
        "quit smoking",
        "cap it",
        "PRIVMSG #lobby :hello",
        "/nick ann",
    ];
    for line in irc {
        assert!(opens_irc(line.as_bytes()), "{line}");
    }
    for line in talk {
        assert!(!opens_irc(line.as_bytes()), "{line}");
    }
    assert!(!opens_irc(b"NICK \xff"));
}
