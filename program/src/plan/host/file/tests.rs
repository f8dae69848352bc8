//! The configuration file as people write it, and what they are told.

use super::*;

fn settings(text: &str) -> Result<String, String> {
    let mut settings = Settings::default();
    read(text, &mut settings).map(|()| format!("{settings:#?}"))
}

#[test]
fn the_printed_defaults_read_back_as_the_defaults() {
    let defaults = format!("{:#?}", Settings::default());
    assert_eq!(settings(&print()), Ok(defaults.clone()));
    assert_eq!(settings(""), Ok(defaults));
}

#[test]
fn what_is_shown_as_an_example_can_be_read() {
    let page = print().replace("\n#key", "\nkey").replace("…", "x");
    let page = page
        .replace("\n#certificate", "\ncertificate")
        .replace("\n#folder", "\nfolder")
        .replace("\n#age", "\nage")
        .replace("\n#messages", "\nmessages")
        .replace("\n#token", "\ntoken");
    let read = settings(&page).unwrap();
    for set in [
        "key: Some",
        "certificate: Some",
        "folder: Some",
        "token: Some",
        "2592000s",
        "100000",
    ] {
        assert!(read.contains(set), "{set}: {read}");
    }
}

#[test]
fn every_default_that_is_shown_can_be_changed() {
    let page = print();
    let mut changed = 0;
    for line in page.lines().filter(|line| line.ends_with("false")) {
        let other = line.replace("false", "true");
        assert_ne!(
            settings(&page.replace(line, &other)),
            settings(""),
            "{line}"
        );
        changed += 1;
    }
    for line in page
        .lines()
        .filter(|line| line.ends_with(|c: char| c.is_ascii_digit()) && !line.starts_with('#'))
    {
        let (name, _) = line.split_once(" = ").unwrap();
        assert_ne!(
            settings(&page.replace(&format!("\n{line}\n"), &format!("\n{name} = 64\n"))),
            settings("").map(|s| s + name),
            "{line}"
        );
        changed += 1;
    }
    assert!(changed > 15, "{changed}");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for (text, error) in [
        (
            "[limits]\nconections = 5",
            "2: unknown key conections in [limits]; did you mean connections?",
        ),
        (
            "[limits]\nlines = 5",
            "2: unknown key lines in [limits]; did you mean lines_per_second?",
        ),
        (
            "[limits]\npassword = 5",
            "2: unknown key password in [limits]; it belongs under [access]",
        ),
        (
            "[limits]\nxyzzy = 5",
            "2: unknown key xyzzy in [limits]; `hullo host --print-config` shows all",
        ),
        (
            "\n[limit]\n",
            "2: unknown section [limit]; did you mean [limits]?",
        ),
        (
            "[xyzzy]",
            "1: unknown section [xyzzy]; there are listen, history, limits, access, server",
        ),
        ("lan = true", "1: lan belongs under [listen]"),
        (
            "limits = 5",
            "1: limits is a section: write [limits] on a line of its own",
        ),
        (
            "[limits]\n\nconnections = \"5\"",
            "3: limits.connections: expected a whole number, 0 or more, found the text \"5\"",
        ),
        (
            "[limits]\nconnections = -5",
            "2: limits.connections: expected a whole number, 0 or more, found -5",
        ),
        (
            "[limits]\nconnections = 0",
            "2: limits.connections: expected 1 to 1000000",
        ),
        (
            "[limits]\nlines_per_second = -0.5",
            "2: limits.lines_per_second: expected a number, 0 or more, found -0.5",
        ),
        (
            "[limits]\nlines_per_second = nan",
            "2: limits.lines_per_second: expected a number, 0 or more, found nan",
        ),
        (
            "[limits]\nregistration = \"soon\"",
            "2: limits.registration: expected a time such as \"90s\" or \"30d\", found the text \"soon\"",
        ),
        (
            "[limits]\nregistration = 0",
            "2: limits.registration: expected a second or more",
        ),
        (
            "[history]\nage = true",
            "2: history.age: expected a time such as \"90s\" or \"30d\", found true or false",
        ),
        (
            "[history]\nmessages = 0",
            "2: history.messages: expected 1 or more; memory = true keeps nothing on disk",
        ),
        (
            "[history]\ndurability = \"best\"",
            "2: history.durability: expected \"normal\" or \"full\", found the text \"best\"",
        ),
        (
            "[listen]\naddresses = [\n  \":1\",\n  \"ftp://a\",\n]",
            "4: listen.addresses: address \"ftp://a\": unknown scheme \"ftp\"; the known ones are tcp://, udp://, tls://, unix: and unixgram:",
        ),
        (
            "[listen]\naddresses = \":1\"",
            "2: listen.addresses: expected a list in [ ], found the text \":1\"",
        ),
        (
            "[listen]\nlan = 1",
            "2: listen.lan: expected true or false, found 1",
        ),
        (
            "[access]\nallow = [\"10.0.0.1/8\"]",
            "2: access.allow: network \"10.0.0.1/8\": has bits set after the first 8; that network is 10.0.0.0/8",
        ),
        (
            "[access]\npassword = \"\"",
            "2: access.password: an empty password lets everybody in; leave it out for that",
        ),
        (
            "[access]\noperators = [\"ann\"]",
            "2: access.operators: expected a table such as { name = \"ann\", password = \"…\" }, found the text \"ann\"",
        ),
        (
            "[access]\noperators = [{ name = \"ann\", pass = \"x\" }]",
            "2: access.operators: unknown key \"pass\": an operator has name and password",
        ),
        (
            "[[access.operators]]\nname = \"ann\"",
            "1: access.operators: expected a table such as { name = \"ann\", password = \"…\" }",
        ),
        (
            "[server]\nnetwork = \"two words\"",
            "2: server.network: expected one word of at most 63 bytes",
        ),
        (
            "[server]\nmotd = [\"a\\nb\"]",
            "2: server.motd: control characters and line ends cannot stand here",
        ),
        (
            "[server]\nlobbies = [\"lobby\"]",
            "2: server.lobbies: expected one or more names of rooms, such as [\"#lobby\"]",
        ),
        (
            "[server]\nlan = true\n[limits]\nx = 1",
            "2: unknown key lan in [server]; it belongs under [listen]",
        ),
        (
            "[limits]\nburst = ",
            "2: string values must be quoted, expected literal string",
        ),
        ("[limits]\nburst = 1\nburst = 2", "3: duplicate key"),
    ] {
        assert_eq!(settings(text), Err(error.to_owned()), "{text}");
    }
}

#[test]
fn passwords_are_not_shown() {
    let shown = settings(
        "[access]\npassword = \"s3cret\"\noperators = [{ name = \"ann\", password = \"s3cret\" }]",
    );
    let shown = shown.unwrap();
    assert!(
        shown.contains("ann") && !shown.contains("s3cret"),
        "{shown}"
    );
}
