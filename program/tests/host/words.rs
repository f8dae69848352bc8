//! What is said at the start.

use crate::hullo::{Hullo, Start, missing};

#[test]
fn the_ways_to_join_are_ready_to_be_pasted() {
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory"]);
    let said = host.wait_for_word("browser");
    let lines: Vec<&str> = said.lines().collect();
    let port = host.port(0);
    let pin = lines[0].rsplit(' ').next().unwrap();
    assert_eq!(
        &lines[1..],
        [
            "join with what you have:",
            &format!("  nc 127.0.0.1 {port}"),
            &format!("  irssi -c 127.0.0.1 -p {port}"),
            &format!("  hullo talk tls://127.0.0.1:{port} --pin {pin}"),
            &format!("  curl -d 'hello' http://127.0.0.1:{port}/room/lobby"),
            &format!("or in a browser: http://127.0.0.1:{port}/"),
        ]
    );
    // The one that is hullo's own is typed.
    let address = format!("tls://127.0.0.1:{port}");
    let mut talk = Start::hullo(&["talk", &address, "--pin", pin]).spawn();
    talk.wait_for_output("#lobby");
    talk.say("/quit\n");
    talk.end_input();
    talk.ended().expect_code(0);
}

#[test]
fn quiet_says_nothing_but_what_is_wrong() {
    let host = Hullo::start(&["host", "unix:@hullo-quiet-test", "--memory", "-q"]);
    let address = "unix:@hullo-quiet-test";
    let joined = Start::hullo(&["talk", address]).spawn();
    drop(joined);
    crate::hullo::wait_until("the host listens", || {
        let talk = Start::hullo(&["send", address, "/quit"]).run();
        (talk.code == 0).then_some(())
    });
    assert_eq!(host.stop().expect_code(0).stderr, "");
}

#[test]
fn the_picture_is_for_terminals_alone() {
    if missing("script") {
        return;
    }
    let args = ["host", "tcp://0.0.0.0:0", "--lan", "--memory"];
    let piped = Hullo::listen(&args);
    let said = piped.wait_for_word("join with what you have:");
    assert!(!said.contains('█'), "{said}");
    let command = format!("{} {}", env!("CARGO_BIN_EXE_hullo"), args.join(" "));
    let shown = Start::program("script", &["-qfec", &command, "/dev/null"])
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .spawn();
    let said = shown
        .stdout
        .wait_until("hullo on a terminal", "to say how to join", |said| {
            said.contains('█') || said.contains("no address in a local network")
        });
    assert!(!said.contains("\u{1b}[38"), "{said}");
    // With its end the terminal is gone, and so is the host.
    let port = port_of(&said);
    drop(shown);
    crate::hullo::wait_until("the host has ended with its terminal", || {
        std::net::TcpStream::connect(("127.0.0.1", port)).err()
    });
}

/// The port in the first line.
#[track_caller]
fn port_of(said: &str) -> u16 {
    let address = said
        .lines()
        .find_map(|line| line.strip_prefix("listening "))
        .unwrap();
    let address = address.split(' ').next().unwrap();
    address.rsplit(':').next().unwrap().parse().unwrap()
}
