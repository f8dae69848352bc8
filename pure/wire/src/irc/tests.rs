//! Lines read, printed, refused and cut.

use super::*;

/// `line` is read as these tags, source, command and parameters, and printed as `printed`.
#[track_caller]
fn check(line: &str, expected: (&str, Option<&str>, &str, &[&str]), printed: &str) {
    let message = parse(line).unwrap_or_else(|error| panic!("{line}: {error}"));
    let (tags, source, command, params) = expected;
    assert_eq!(message.tags.as_str(), tags, "{line}");
    assert_eq!(message.source, source, "{line}");
    assert_eq!(message.command, command, "{line}");
    assert_eq!(*message.params, *params, "{line}");
    let mut out = Vec::new();
    message.print(&mut out);
    assert_eq!(String::from_utf8(out).unwrap(), format!("{printed}\r\n"));
}

#[test]
fn a_line_is_tags_source_command_and_parameters() {
    check("PING", ("", None, "PING", &[]), "PING");
    check(
        "@a=1;+b/c :ann!a@h PRIVMSG #c :hello all",
        ("a=1;+b/c", Some("ann!a@h"), "PRIVMSG", &["#c", "hello all"]),
        "@a=1;+b/c :ann!a@h PRIVMSG #c :hello all",
    );
    check("  nick   ann  ", ("", None, "nick", &["ann"]), "nick ann");
    check(
        "@a  :s  C  x  :  y ",
        ("a", Some("s"), "C", &["x", "  y "]),
        "@a :s C x :  y ",
    );
    check("AWAY :", ("", None, "AWAY", &[""]), "AWAY :");
    check("C a:b :", ("", None, "C", &["a:b", ""]), "C a:b :");
    check("C :a", ("", None, "C", &["a"]), "C a");
    check("C ::a", ("", None, "C", &[":a"]), "C ::a");
    check("C a\tb", ("", None, "C", &["a\tb"]), "C a\tb");
    check("@ C", ("", None, "C", &[]), "C");
    check("@;a=;=b;c== C", (";a=;=b;c==", None, "C", &[]), "@a;c== C");
    check(
        "PRIVMSG #你 :你好",
        ("", None, "PRIVMSG", &["#你", "你好"]),
        "PRIVMSG #你 你好",
    );
}

#[test]
fn the_fifteenth_parameter_takes_the_rest() {
    let fourteen = "1 2 3 4 5 6 7 8 9 10 11 12 13 14";
    for (rest, last) in [("15 16 ", "15 16 "), (":15 16", "15 16"), ("  15", "15")] {
        let line = format!("C {fourteen} {rest}");
        let message = parse(&line).unwrap();
        assert_eq!(message.params.len(), MOST_PARAMS);
        assert_eq!(message.param(14), Some(last));
        assert_eq!(message.param(15), None);
    }
    let line = format!("C {fourteen} ");
    assert_eq!(parse(&line).unwrap().params.len(), 14);
}

#[test]
fn what_is_no_message_says_what_was_expected_and_what_came() {
    let check = |line: &str, expected| assert_eq!(parse(line), Err(expected), "{line:?}");
    check("", IrcError::Empty);
    check("  ", IrcError::Empty);
    check("@a", IrcError::NoCommand);
    check("@a ", IrcError::NoCommand);
    check(":a  ", IrcError::NoCommand);
    check(": a", IrcError::EmptySource);
    check(":", IrcError::EmptySource);
    check("@a @b", IrcError::BadCommand { found: '@' });
    check(":a :b", IrcError::BadCommand { found: ':' });
    for (line, byte, position) in [("A\0", 0, 2), ("\rA", 13, 1), ("A :x\ny", 10, 5)] {
        check(line, IrcError::Forbidden { byte, position });
    }
    assert_eq!(
        parse_bytes(b"A \xff"),
        Err(IrcError::NotUtf8 { position: 3 })
    );
    let error = parse(": a").unwrap_err().to_string();
    assert_eq!(
        error,
        "nothing stands between the colon and the space where a source was expected"
    );
}

#[test]
fn limits_count_tags_and_the_rest_apart() {
    let tags = |length: usize| format!("@{} ", "a".repeat(length - 2));
    let rest = |length: usize| format!("C {}", "b".repeat(length - 4));
    assert!(parse(&(tags(4096) + &rest(512))).is_ok());
    assert_eq!(
        parse(&(tags(4097) + "C")),
        Err(IrcError::TagsTooLong {
            length: 4097,
            most: 4096
        })
    );
    assert!(parse_from_server(&(tags(8191) + &rest(512))).is_ok());
    assert!(parse_from_server(&(tags(8192) + "C")).is_err());
    for before in ["", "@a "] {
        let error = parse(&(before.to_string() + &rest(513))).map(drop);
        assert_eq!(error, Err(IrcError::LineTooLong { length: 513 }));
        assert!(error.unwrap_err().is_too_long());
    }
}

#[test]
fn a_command_is_the_same_in_any_case() {
    let message = parse("privMsg #c x").unwrap();
    assert_eq!(message.word().as_str(), "PRIVMSG");
    assert!(message.command_is("PRIVMSG") && !message.command_is("PRIVMS"));
    assert_eq!(Word::new("authenticate").as_str(), "AUTHENTICATE");
    assert_eq!(Word::new("sixteen-letters!").as_str(), "SIXTEEN-LETTERS!");
    assert_eq!(Word::new("seventeen-letters").as_str(), "");
    assert_eq!(Word::new("é1").as_str(), "é1");
}

#[test]
fn tag_values_are_escaped_and_back() {
    for (value, raw) in [
        ("", ""),
        ("plain:=é", "plain:=é"),
        ("a;b c\\d\re\nf", "a\\:b\\sc\\\\d\\re\\nf"),
        ("\\", "\\\\"),
        (" ", "\\s"),
    ] {
        assert_eq!(escape(value), raw);
        assert_eq!(unescape(raw), value);
    }
    assert_eq!(unescape("a\\bc\\"), "abc");
    assert_eq!(unescape("\\é\\\\s"), "é\\s");
    assert_eq!(escape("a\0"), "a\\s");
}

#[test]
fn of_equal_keys_the_last_counts() {
    let tags = parse("@a=1;b;a=x\\sy;c= C").unwrap().tags;
    assert_eq!(tags.get("a").as_deref(), Some("x y"));
    assert_eq!(tags.get("b").as_deref(), Some(""));
    assert_eq!(tags.get("c").as_deref(), Some(""));
    assert_eq!(tags.get("d"), None);
    let all: Vec<_> = tags.iter().collect();
    assert_eq!(all, [("a", "1"), ("b", ""), ("a", "x\\sy"), ("c", "")]);
    assert!(!tags.is_empty() && parse("@; C").unwrap().tags.is_empty());
}

#[test]
fn keys_follow_the_grammar() {
    for key in [
        "a",
        "msgid",
        "+typing",
        "+draft/reply",
        "example.com/a-1",
        "+-",
    ] {
        assert!(is_key(key), "{key}");
    }
    for key in [
        "", "+", "a/", "/a", "a/b/c", "++a", "a.b", "é", "a b", "a=b",
    ] {
        assert!(!is_key(key), "{key}");
    }
}

/// What `write` prints, without the CR LF that it must end with.
fn printed(write: impl FnOnce(Head<'_>)) -> String {
    let mut out = b"before\r\n".to_vec();
    write(print(&mut out));
    let text = String::from_utf8(out).unwrap();
    let line = text.strip_prefix("before\r\n").unwrap();
    line.strip_suffix("\r\n").unwrap().to_string()
}

#[test]
fn nothing_smuggles_a_line_or_a_parameter() {
    let line = printed(|head| {
        head.tag("a", "1;b\r\n")
            .raw_tag("b", "x y")
            .raw_tag("c;d", "")
            .raw_tag("", "e")
            .raw_tag("f", "\\s")
            .source("ann\r\nQUIT")
            .command("PRIV MSG")
            .param("")
            .param(":x")
            .param("a b")
            .trailing("x\r\nQUIT\0\n")
            .end();
    });
    assert_eq!(line, "@a=1\\:b\\r\\n;f=\\s :* * * * * :x  QUIT  ");
    assert_eq!(
        printed(|head| head.command("C").last("a\nb").end()),
        "C :a b"
    );
    assert_eq!(printed(|head| head.command("C").last("").end()), "C :");
    assert_eq!(printed(|head| head.command("C").last("a").end()), "C a");
    assert_eq!(
        printed(|head| head.command("C").trailing("a").end()),
        "C :a"
    );
    assert_eq!(printed(|head| head.command("C").end()), "C");
    assert_eq!(printed(|head| head.command("@C").end()), "*");
    assert_eq!(
        printed(|head| head.source(":1").command("C").end()),
        "::1 C"
    );
}

#[test]
fn a_line_is_cut_at_512_bytes_between_characters() {
    let body = |text: &str| {
        printed(|head| {
            let words = head
                .tag("time", &"t".repeat(600))
                .command("PRIVMSG")
                .param("#c");
            assert_eq!(words.room(), 512 - "PRIVMSG #c :\r\n".len());
            words.trailing(text).cut();
        })
        .split_once(' ')
        .unwrap()
        .1
        .to_string()
    };
    let room = 512 - "PRIVMSG #c :\r\n".len();
    for text in ["x".repeat(room), "x".repeat(room - 3) + "你"] {
        assert_eq!(body(&text), format!("PRIVMSG #c :{text}"));
    }
    assert_eq!(body(&"x".repeat(room + 1)).len(), 510);
    for missing in 0..3 {
        let text = "x".repeat(room - missing);
        assert_eq!(body(&format!("{text}😀")), format!("PRIVMSG #c :{text}"));
    }
    let long = "x".repeat(600);
    assert_eq!(
        printed(|head| head.command("C").trailing(&long).end()).len(),
        603
    );
    assert_eq!(printed(|head| head.command(&long).cut()).len(), 510);
    let words = printed(|head| {
        let words = head.command(&long);
        assert_eq!(words.room(), 0);
        words.end();
    });
    assert_eq!(words.len(), 600);
}
