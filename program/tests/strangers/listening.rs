//! Rows about `listen` itself: ports, families, limits, who is let in, what is printed.

use crate::hullo::{Folder, Hullo, Start, missing, missing_ipv6, run};
use crate::place::free_port;
use crate::table::row;
use std::io::Read;
use std::net::{Ipv4Addr, TcpStream};

#[test]
fn row_22_both_families_are_heard_on_one_port() {
    if missing_ipv6() {
        return;
    }
    let server = row(22)
        .command(0, &[(":12345", "tcp://:0"), (":12345", ":0")])
        .listening(2);
    for (n, scheme) in ["tcp", "udp"].into_iter().enumerate() {
        for host in ["127.0.0.1", "[::1]"] {
            let to = format!("{scheme}://{host}:{}", server.port(n));
            let done = run(&["send", &to, "hello"]).expect_code(0);
            assert_eq!(done.text(), "hello", "{to}");
        }
    }
}

#[test]
fn row_23_tcp_and_udp_are_heard_on_one_port() {
    let port = free_port("127.0.0.1");
    let at = format!("127.0.0.1:{port}");
    let server = row(23)
        .command(
            0,
            &[
                (":12345", &at[..]),
                ("udp://:12345", &format!("udp://{at}")),
            ],
        )
        .listening(2);
    for scheme in ["tcp", "udp"] {
        let done = run(&["send", &format!("{scheme}://{at}"), scheme]).expect_code(0);
        assert_eq!(done.text(), scheme);
    }
    assert_eq!(server.port(0), server.port(1));
}

#[test]
fn row_29_free_port_is_told() {
    let server = row(29).command(0, &[]).listening(1);
    assert_ne!(server.port(0), 0);
    TcpStream::connect(("127.0.0.1", server.port(0))).unwrap();
}

#[test]
fn row_31_taken_port_is_refused_and_free_again_at_once() {
    for (n, scheme) in ["tcp", "udp"].into_iter().enumerate() {
        let first = Hullo::listen(&["listen", &format!("{scheme}://:0"), "--echo"]);
        let port = format!(":{}", first.port(0));
        let shown = ":12345";
        let refused = row(31).command(n, &[(shown, &port)]).run().expect_code(2);
        assert!(refused.stderr.contains("in use"), "{}", refused.stderr);
        // A connection that was open leaves TCP's TIME_WAIT behind, which must not hold up a restart.
        run(&["send", &format!("{scheme}://127.0.0.1{port}"), "hello"]).expect_code(0);
        first.stop().expect_code(0);
        row(31).command(n, &[(shown, &port)]).listening(1);
    }
}

#[test]
fn row_35_dump_time_and_json() {
    let at = (":12345", "tcp://127.0.0.1:0");
    let dump = row(35).command(0, &[at]).listening(1);
    run(&["send", &dump.address(0), "caf\u{e9}\u{1b}", "--no-reply"]).expect_code(0);
    dump.wait_for_output("63 61 66 c3 a9 1b");

    let lines = row(35).command(1, &[at]).listening(1);
    run(&["send", &lines.address(0), "hello", "--no-reply"]).expect_code(0);
    let said = lines.wait_for_output("hello\n");
    let fields: Vec<_> = said.trim_end().split(' ').collect();
    assert_eq!(fields.len(), 3, "{said}");
    assert!(fields[0].len() == "12:34:56.789".len() && fields[1].starts_with("127.0.0.1:"));

    let json = row(35).command(2, &[at]).spawn();
    let said = json.wait_for_output("\n");
    let first: serde_json::Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let address = first["address"].as_str().unwrap();
    run(&["send", address, "hello", "--no-reply"]).expect_code(0);
    json.wait_for_output("hello");
    let said = json.stop().expect_code(0);
    let events: Vec<serde_json::Value> = said
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let received = events
        .iter()
        .find(|event| event["event"] == "received")
        .unwrap();
    assert_eq!(received["text"], "hello");
    assert!(received["time"].as_f64().unwrap() > 1.7e9);
}

#[test]
fn row_40_unix_sockets_of_each_kind() {
    let folder = Folder::new();
    let hall = format!("unix:@hullo-test-{}", std::process::id());
    // A listener that was killed leaves its files behind; the next one takes their place.
    for _ in 0..2 {
        let server = row(40)
            .command(0, &[("unix:@hall", &hall)])
            .dir(folder.path())
            .listening(3);
        for (n, change) in [
            (1, None),
            (2, None),
            (3, Some(("unix:@hall", hall.as_str()))),
        ] {
            let changes: Vec<_> = change.into_iter().collect();
            let done = row(40).command(n, &changes).dir(folder.path()).run();
            assert_eq!(done.expect_code(0).text(), "hello", "command {n}");
        }
        drop(server); // by SIGKILL
        assert!(folder.path().join("door.sock").exists());
    }
}

#[test]
fn row_45_reader_that_goes_away_ends_us_quietly() {
    let server = row(45)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let to = server.address(0);
    let mut client = Hullo::start(&["send", &to, "--no-reply"]);
    client.say("first line\n");
    server.wait_for_output("first");
    client.say("second line\n");
    let done = server.ended().expect_code(0);
    assert_eq!(done.text(), "first");
    assert!(!done.stderr.contains("hullo:"), "{}", done.stderr);
}

#[test]
fn row_47_client_beyond_the_limit_is_closed_and_told_of() {
    let server = row(47)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let mut inside: Vec<_> = ["ann\n", "bob\n"]
        .map(|name| {
            let mut client = Hullo::start(&["send", &server.address(0)]);
            client.say(name);
            client.wait_for_output(name);
            client
        })
        .into();
    // Reset, as early as in its connect.
    let outside = TcpStream::connect(("127.0.0.1", server.port(0)));
    assert!(
        outside
            .and_then(|mut stream| stream.read(&mut [0]))
            .is_err()
    );
    server.wait_for_word("--max-clients");
    let mut ann = inside.remove(0);
    ann.end_input();
    ann.ended().expect_code(0);
    let mut next = Hullo::start(&["send", &server.address(0)]);
    next.say("cleo\n");
    next.wait_for_output("cleo\n");
}

#[test]
fn row_48_only_those_networks_are_let_in() {
    let server = row(48)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let to = server.address(0);
    let from = |source: Ipv4Addr| run(&["send", &to, "hello", "--source", &source.to_string()]);
    let inside = from(Ipv4Addr::new(127, 0, 0, 65)).expect_code(0);
    assert_eq!(inside.text(), "welcome");
    let outside = from(Ipv4Addr::new(127, 0, 0, 66)).expect_code(7);
    assert_eq!(outside.text(), "");
    server.wait_for_word("127.0.0.66");
}

#[test]
fn row_49_command_serves_a_connection_and_knows_the_peer() {
    if missing("nc.openbsd") {
        return;
    }
    let server = row(49)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let port = server.port(0).to_string();
    let args = ["-N", "-s", "127.0.0.77", "127.0.0.1", &port];
    let done = Start::program("nc.openbsd", &args).run();
    assert_eq!(done.expect_code(0).text(), "hello 127.0.0.77\n");
}

#[test]
fn last_line_without_a_line_end_counts_as_a_message() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--max-messages", "2"]);
    run(&["send", &server.address(0), "one\ntwo", "--no-reply"]).expect_code(0);
    let done = server.ended().expect_code(0);
    assert_eq!(done.text().lines().count(), 2, "{done:?}");
}
