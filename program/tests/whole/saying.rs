//! send's options: where it comes from, how it waits, what it measures and how it cuts its input.

use crate::hullo::{Folder, Hullo, Start, run, run_with};
use crate::peers::{connect, read_all, read_exactly, receive, serve, udp};
use std::io::Write;
use std::net::TcpListener;

#[test]
fn the_message_is_an_argument_a_file_or_standard_input() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let address = server.address(0);
    let folder = Folder::new();
    let file = folder.file("message");
    std::fs::write(&file, "from a file").unwrap();
    for (args, input, answer) in [
        (&["hello"][..], "", "hello"),
        (&["-x is no option here"], "", "-x is no option here"),
        (&["--hex", "48 69 0a"], "", "Hi\n"),
        (&["-e", r"a\tb\x00\u{4f60}"], "", "a\tb\0你"),
        (&["--newline", "crlf", "line"], "", "line\r\n"),
        (&["--newline", "crlf"], "a\nb\r\nc", "a\r\nb\r\nc\r\n"),
        (&["--newline", "none"], "a\nb\n", "ab"),
        (&["--file", &file], "", "from a file"),
        (&[], "from standard input", "from standard input"),
    ] {
        let args: Vec<&str> = [&["send", &address], args].concat();
        let ended = run_with(&args, input.as_bytes()).expect_code(0);
        assert_eq!(ended.text(), answer, "{args:?}");
    }
}

#[test]
fn the_answer_ends_by_silence_or_lines_while_the_peer_stays() {
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let (address, server) = serve(move |mut stream| {
        read_exactly(&mut stream, 1);
        stream.write_all(b"one\ntwo\nthree").unwrap();
        let _ = ended.recv();
    });
    let args = ["send", "--keep-open", "--wait", "100ms", &address, "x"];
    assert_eq!(run(&args).expect_code(0).text(), "one\ntwo\nthree");
    drop(end);
    server.join().unwrap();

    let (end, ended) = std::sync::mpsc::channel::<()>();
    let (address, server) = serve(move |mut stream| {
        stream.write_all(b"one\ntwo\nthree").unwrap();
        let _ = ended.recv();
    });
    let args = ["send", "--keep-open", "--lines", "2", &address, "x"];
    assert_eq!(run(&args).expect_code(0).text(), "one\ntwo\n");
    drop(end);
    server.join().unwrap();
}

#[test]
fn a_side_that_is_kept_open_shows_no_end_to_the_peer() {
    let (address, server) = serve(|mut stream| {
        read_exactly(&mut stream, 2);
        stream.write_all(b"ok").unwrap();
        stream
            .set_read_timeout(Some(std::time::Duration::from_millis(50)))
            .unwrap();
        let mut byte = [0];
        std::io::Read::read(&mut stream, &mut byte)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock)
    });
    let answer = run(&["send", "--keep-open", &address, "hi"]).expect_code(0);
    assert_eq!(answer.text(), "ok");
    assert!(server.join().unwrap(), "the peer saw an end");
}

#[test]
fn the_source_can_be_chosen() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "udp://127.0.0.1:0", "--echo"]);
    for number in [0, 1] {
        let address = server.address(number);
        run(&["send", "--source", "127.0.0.9", &address, "address"]).expect_code(0);
        server.wait_for_output(" 127.0.0.9:");
    }
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    for (source, name) in [
        (format!("127.0.0.8:{port}"), "both"),
        (format!(":{port}"), "port"),
    ] {
        run(&["send", "--source", &source, &server.address(0), name]).expect_code(0);
        server.wait_for_output(&format!(":{port} {name}\n"));
    }
    let ended = run(&["send", "--source", "::1", &server.address(0), "x"]).expect_code(2);
    assert!(
        ended.stderr.contains("of different families"),
        "{}",
        ended.stderr
    );
    let ended = run(&["send", "--source", "192.0.2.1", &server.address(1), "x"]).expect_code(2);
    assert!(
        ended.stderr.contains("source 192.0.2.1:0: "),
        "{}",
        ended.stderr
    );
}

#[test]
fn retry_waits_until_the_server_is_up() {
    for scheme in ["tcp", "udp"] {
        // A port that was ours a moment ago.
        let first = Hullo::listen(&["listen", &format!("{scheme}://127.0.0.1:0")]);
        let address = first.address(0);
        first.stop().expect_code(0);
        let send = Hullo::start(&["send", "--retry", &address, "hello"]);
        let said = send.wait_for_word("; trying again until it works\n");
        assert!(said.contains("connection refused"), "{said}");
        let _server = Hullo::listen(&["listen", &address, "--reply", "there you are"]);
        let ended = send.ended().expect_code(0);
        assert_eq!(ended.text(), "there you are");
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    }
}

#[test]
fn timing_tells_the_steps_and_what_tcp_knows() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "tls://127.0.0.1:0", "--echo"]);
    let said = run(&["send", "--timing", &server.address(0), "hi"])
        .expect_code(0)
        .stderr;
    for word in [
        "timing: lookup ",
        ", connect ",
        ", first byte ",
        ", last byte ",
        "tcp: rtt ",
        ", retransmits 0, cwnd ",
        ", delivery rate ",
    ] {
        assert!(said.contains(word), "{word:?} in {said}");
    }
    assert!(!said.contains(" tls "), "{said}");
    let args = ["send", "--timing", "--insecure", &server.address(1), "hi"];
    let said = run(&args).expect_code(0).stderr;
    assert!(said.contains(", tls "), "{said}");
}

#[test]
fn repeated_exchanges_are_counted_over_streams_too() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let args = [
        "send",
        "--count",
        "5",
        "--every",
        "1ms",
        &server.address(0),
        "ping",
    ];
    let ended = run(&args).expect_code(0);
    assert_eq!(ended.text(), "ping\n".repeat(5));
    assert!(
        ended.stderr.contains("5 sent, 5 answered, 0.0% lost"),
        "{}",
        ended.stderr
    );
    for (every, least) in [("0s", 0), ("40ms", 80)] {
        let start = std::time::Instant::now();
        run(&[
            "send",
            "--count",
            "3",
            "--every",
            every,
            &server.address(0),
            "x",
        ])
        .expect_code(0);
        assert!(start.elapsed().as_millis() >= least, "{every}");
    }
}

#[test]
fn each_line_of_a_stream_goes_out_as_it_comes() {
    let (address, server) = serve(|mut stream| {
        let first = read_exactly(&mut stream, 4);
        stream.write_all(b"heard").unwrap();
        (first, read_all(&mut stream))
    });
    let mut send = Hullo::start(&["send", "--each-line", &address]);
    send.say("one\n");
    // The peer has it before the next line exists.
    send.wait_for_output("heard");
    send.say("two\r\nthree");
    send.end_input();
    send.ended().expect_code(0);
    assert_eq!(
        server.join().unwrap(),
        (b"one\n".to_vec(), b"two\nthree\n".to_vec())
    );
}

#[test]
fn lines_go_out_one_by_one_in_time() {
    let peer = udp("127.0.0.1:0");
    let address = format!("udp://{}", peer.local_addr().unwrap());
    let start = std::time::Instant::now();
    let args = [
        "send",
        "--each-line",
        "--every",
        "50ms",
        "--no-reply",
        &address,
    ];
    run_with(&args, b"a\nb\nc\n").expect_code(0);
    assert!(start.elapsed().as_millis() >= 100);
    assert_eq!(
        [receive(&peer), receive(&peer), receive(&peer)],
        [b"a", b"b", b"c"]
    );
}

#[test]
fn words_can_be_silenced_and_multiplied() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "-v"]);
    let client = connect(&server.address(0));
    let own = client.local_addr().unwrap();
    server.wait_for_word(&format!("{own} connected\n"));
    drop(client);
    server.wait_for_word(&format!("{own} left (0 bytes in, 0 out)\n"));
    let ended = server.stop().expect_code(0);
    assert!(
        ended
            .stderr
            .ends_with("1 connections, 0 messages, 0 bytes\n"),
        "{}",
        ended.stderr
    );

    let quiet = Start::hullo(&[
        "listen",
        "--quiet",
        "--timeout",
        "50ms",
        "tcp://127.0.0.1:0",
    ])
    .run();
    assert_eq!((quiet.code, &*quiet.stderr), (0, ""));
}

#[test]
fn a_name_is_tried_on_both_families() {
    // Most names of this machine stand for ::1 and 127.0.0.1, and the listener hears only one of them.
    for host in ["127.0.0.1", "[::1]"] {
        if host == "[::1]" && crate::hullo::missing_ipv6() {
            return;
        }
        let server = Hullo::listen(&["listen", &format!("tcp://{host}:0"), "--echo"]);
        let address = format!("tcp://:{}", server.port(0));
        assert_eq!(
            run(&["send", &address, "found"]).expect_code(0).text(),
            "found"
        );
    }
}
