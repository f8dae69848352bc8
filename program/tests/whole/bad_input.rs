//! What makes no sense is told in one line that says what, where and why; nothing is tried, and the exit code is 2.

use crate::hullo::{Folder, run, run_with};

/// The command line behind `hullo`, and words that the one line must hold.
const TABLE: &[(&str, &str)] = &[
    // Addresses.
    ("send", "<ADDRESS>"),
    ("send 12345 hi", "a port alone is written :12345"),
    ("send http://host hi", "unknown scheme \"http\""),
    ("send udp:host hi", "must be followed by two slashes"),
    ("send host:99999 hi", "port 99999 is above 65535"),
    ("send host:http hi", "port \"http\" is not a number"),
    ("send host: hi", "the port after the colon is missing"),
    ("send host:1:2 hi", "more than one colon"),
    ("send [::1 hi", "the bracket is never closed"),
    (
        "send [::1]12345 hi",
        "is not a port; expected as in [::1]:12345",
    ),
    ("send [::g]:1 hi", "is not an IPv6 address"),
    ("send []:1 hi", "nothing stands between the brackets"),
    ("send [fe80::1%]:1 hi", "is not a zone"),
    ("send 1.2.3.4.5:1 hi", "neither a name nor an IPv4 address"),
    ("send 256.0.0.1 hi", "neither a name nor an IPv4 address"),
    ("send a..b hi", "has an empty part between its dots"),
    ("send me@host hi", "a user name"),
    ("send host:1/path hi", "an address has no path"),
    ("send unix: hi", "the path of a Unix socket is missing"),
    ("listen", "<ADDRESS>"),
    ("listen -", "nobody comes in there"),
    ("listen tcp://:0 nonsense:x", "port \"x\" is not a number"),
    // Options.
    ("send --nonsense host", "--nonsense"),
    (
        "send --wait soon host",
        "--wait \"soon\": not a duration; write 200ms",
    ),
    (
        "send --wait=-1s host",
        "--wait \"-1s\": a duration cannot be negative",
    ),
    ("send --timeout 1x host", "--timeout \"1x\": not a duration"),
    (
        "send --connect-timeout x host",
        "--connect-timeout \"x\": not a duration",
    ),
    ("send --count many host", "--count"),
    (
        "send --lines 0 host",
        "--lines 0: --no-reply waits for no answer",
    ),
    ("send --lines 1 udp://host hi", "--lines is for streams"),
    ("send --datagrams 1 host hi", "--datagrams counts datagrams"),
    ("send --split 100 host hi", "--split makes datagrams"),
    (
        "send --split 0 udp://host hi",
        "--split 0: a datagram holds 1 to 65507 bytes",
    ),
    (
        "send --split 65508 udp://host hi",
        "--split 65508: a datagram holds",
    ),
    ("send --every 1s host hi", "--every needs --count"),
    (
        "send --keep-open udp://host hi",
        "--keep-open is for streams",
    ),
    ("send --no-reply --wait 1s host", "--no-reply"),
    ("send --hex host 4", "--hex"),
    ("send --hex host xyz", "--hex"),
    ("send -e host \\\\q", "-e"),
    ("send --newline cr host", "--newline"),
    ("send --file nowhere host hi", "--file"),
    ("send -4 -6 host", "-6"),
    ("send --ttl 256 host", "--ttl"),
    (
        "send --source nowhere host",
        "--source \"nowhere\": expected IP, IP:PORT or :PORT",
    ),
    ("send --source 127.0.0.1:x host", "--source"),
    (
        "send --pin sha256:00 tls://host",
        "--pin: \"sha256:00\" is not a fingerprint",
    ),
    ("send --pin x --insecure tls://host", "--insecure"),
    ("send --keepalive 1ms host", "--keepalive"),
    ("listen :0 --reply a --echo", "--echo"),
    ("listen :0 --keep", "--reply"),
    ("listen :0 --shell", "--exec"),
    ("listen :0 --exec ''", "no command"),
    ("listen :0 --exec 'a", "--exec"),
    ("listen :0 --raw --hex", "--hex"),
    ("listen :0 --allow 10.0.0.0/33", "--allow \"10.0.0.0/33\""),
    ("listen :0 --allow 10.0.0.1/8", "--allow \"10.0.0.1/8\""),
    ("listen :0 --deny everybody", "--deny \"everybody\""),
    (
        "listen :0 --max-messages 0",
        "--max-messages 0 would hear nothing",
    ),
    (
        "listen :0 --send-file nowhere",
        "could not read --send-file nowhere",
    ),
    ("listen :0 --cert nowhere", "--key"),
    (
        "listen tls://127.0.0.1:0 --cert nowhere --key nowhere",
        "nowhere",
    ),
    ("listen :0 --idle-timeout x", "--idle-timeout \"x\""),
    ("listen :0 --timeout x", "--timeout \"x\""),
    (
        "listen udp://127.0.0.1:0 --interface nosuch0",
        "interface \"nosuch0\"",
    ),
    (
        "listen tcp://192.0.2.1:0",
        "could not listen on tcp://192.0.2.1:0: ",
    ),
    (
        "listen unix:/nowhere/at/all",
        "could not listen on unix:/nowhere/at/all: no such file",
    ),
    ("nonsense", "nonsense"),
    ("--nonsense", "--nonsense"),
];

#[test]
fn every_mistake_is_told_in_one_line_and_ends_with_2() {
    let mut breaches = Vec::new();
    for (line, words) in TABLE {
        // As a beginner's shell would split it: quotes hold words together and may be left open.
        let args = shell_words::split(line)
            .unwrap_or_else(|_| line.split(' ').map(str::to_owned).collect());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ended = run_with(&args, b"");
        let is_one_line = ended.stderr.starts_with("hullo: ")
            && ended.stderr.ends_with('\n')
            && ended.stderr.lines().count() == 1;
        if ended.code != 2
            || !is_one_line
            || !ended.stderr.contains(words)
            || !ended.stdout.is_empty()
        {
            breaches.push(format!(
                "hullo {line}\n  wants 2 and {words:?}, got {ended:?}"
            ));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn a_file_that_is_not_there_or_cannot_be_read_is_named() {
    let server = crate::hullo::Hullo::listen(&["listen", "tcp://127.0.0.1:0"]);
    let folder = Folder::new();
    let nowhere = folder.file("nowhere");
    let ended = run(&["send", "--file", &nowhere, &server.address(0)]).expect_code(2);
    assert_eq!(
        ended.stderr,
        format!("hullo: could not open {nowhere}: no such file or directory\n")
    );
    let is_folder = folder.file("");
    let ended = run(&["send", "--file", &is_folder, &server.address(0)]).expect_code(2);
    assert!(
        ended.stderr.starts_with(&format!(
            "hullo: could not read {is_folder}: is a directory"
        )),
        "{}",
        ended.stderr
    );
}

#[test]
fn an_argument_cannot_act_on_the_terminal_through_its_error() {
    let ended = run(&["send", "\x1b[2J:x", "hi"]).expect_code(2);
    assert!(!ended.stderr.contains('\x1b'), "{:?}", ended.stderr);
    assert_eq!(ended.stderr.lines().count(), 1, "{:?}", ended.stderr);
}

#[test]
fn help_and_version_are_no_errors() {
    for args in [
        &["--help"][..],
        &["send", "--help"],
        &["--version"],
        &["listen", "-h"],
        &[],
    ] {
        let ended = run(args).expect_code(0);
        assert!(
            ended.text().contains("hullo") && ended.stderr.is_empty(),
            "{ended:?}"
        );
    }
}
