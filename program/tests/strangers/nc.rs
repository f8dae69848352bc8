//! OpenBSD's netcat against hullo: TCP, UDP and Unix sockets, each way.

use crate::hullo::{Folder, Hullo, Start, missing, run};
use crate::place::{Over, families, serve, serve_at, url};

fn nc(args: &[&str]) -> Start {
    Start::program("nc.openbsd", args)
}

#[test]
fn nc_is_answered_over_tcp() {
    if missing("nc.openbsd") {
        return;
    }
    for host in families() {
        let server = Hullo::listen(&["listen", &url("tcp", host, 0), "--reply", "再见\n"]);
        let port = server.port(0).to_string();
        let done = nc(&["-N", host, &port]).run_with("你好\n".as_bytes());
        assert_eq!(done.expect_code(0).text(), "再见\n");
        server.wait_for_output("你好\n");
    }
}

#[test]
fn nc_that_leaves_its_side_open_is_answered_over_tcp() {
    if missing("nc.openbsd") {
        return;
    }
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "bye"]);
    let mut client = nc(&["127.0.0.1", &server.port(0).to_string()]).spawn();
    client.say("no line end");
    client.wait_for_output("bye");
    server.wait_for_output("no line end\n");
}

#[test]
fn nc_answers_over_tcp() {
    if missing("nc.openbsd") {
        return;
    }
    for host in families() {
        let (mut server, port) = serve(Over::Tcp, host, |port| {
            nc(&["-lN", host, &port.to_string()])
        });
        let mut client = Hullo::start(&["send", &url("tcp", host, port)]);
        client.say("question\n");
        server.wait_for_output("question\n");
        server.say("answer");
        client.wait_for_output("answer");
        client.end_input();
        server.end_input();
        assert_eq!(client.ended().expect_code(0).text(), "answer");
        server.ended().expect_code(0);
    }
}

#[test]
fn nc_is_answered_over_udp() {
    if missing("nc.openbsd") {
        return;
    }
    for host in families() {
        let server = Hullo::listen(&["listen", &url("udp", host, 0), "--reply", "再见"]);
        let port = server.port(0).to_string();
        // Two at once, and each has its own answer.
        let mut clients: Vec<_> = (0..2).map(|_| nc(&["-u", host, &port]).spawn()).collect();
        for client in &mut clients {
            client.say("你好");
        }
        for client in &clients {
            assert_eq!(client.wait_for_output("再见"), "再见");
        }
    }
}

#[test]
fn nc_answers_over_udp() {
    if missing("nc.openbsd") {
        return;
    }
    for host in families() {
        let (mut server, port) = serve(Over::Udp, host, |port| {
            nc(&["-lu", host, &port.to_string()])
        });
        let client = Hullo::start(&[
            "send",
            &url("udp", host, port),
            "question",
            "--wait",
            "20s",
            "--datagrams",
            "1",
        ]);
        server.wait_for_output("question");
        server.say("answer");
        assert_eq!(client.ended().expect_code(0).text(), "answer");
    }
}

#[test]
fn nc_is_spoken_to_over_unix_sockets() {
    if missing("nc.openbsd") {
        return;
    }
    let folder = Folder::new();
    let (door, box_) = (folder.file("door"), folder.file("box"));
    let mut stream = serve_at(&door, nc(&["-lNU", &door]));
    stream.say("answer");
    stream.end_input();
    let done = run(&["send", &format!("unix:{door}"), "question"]).expect_code(0);
    assert_eq!(done.text(), "answer");
    assert_eq!(stream.ended().text(), "question");

    // nc ends where the sender has gone before it looks: so the sender waits for an answer.
    let mut datagrams = serve_at(&box_, nc(&["-luU", &box_]));
    let to = format!("unixgram:{box_}");
    let client = Hullo::start(&[
        "send",
        &to,
        "one datagram",
        "--wait",
        "20s",
        "--datagrams",
        "1",
    ]);
    datagrams.wait_for_output("one datagram");
    datagrams.say("answer");
    assert_eq!(client.ended().expect_code(0).text(), "answer");
}

#[test]
fn nc_speaks_over_unix_sockets() {
    if missing("nc.openbsd") {
        return;
    }
    let folder = Folder::new();
    let (door, box_) = (folder.file("door"), folder.file("box"));
    let (stream, datagrams) = (format!("unix:{door}"), format!("unixgram:{box_}"));
    let _server = Hullo::listen(&["listen", &stream, &datagrams, "--echo"]);
    let done = nc(&["-NU", &door])
        .run_with(b"over a stream")
        .expect_code(0);
    assert_eq!(done.text(), "over a stream");
    let mut client = nc(&["-uU", &box_]).spawn();
    client.say("a datagram");
    client.wait_for_output("a datagram");
}
