//! How it ends: each kind of failure has its exit code, and its words on one line.

use crate::hullo::{Folder, Hullo, Output, Start, missing, run, run_with, wait_until};
use crate::peers::{read_all, serve, udp};
use rustix::process::Signal;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;

#[track_caller]
fn said(ended: Output, code: i32, line: &str) {
    let ended = ended.expect_code(code);
    assert_eq!(ended.stderr, format!("hullo: {line}\n"));
}

/// A port on which nobody listens, or did a moment ago.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

#[test]
fn a_name_that_is_not_found_ends_with_3() {
    let ended = run(&["send", "no-such-name.invalid", "hi"]).expect_code(3);
    let begin = "hullo: could not find tcp://no-such-name.invalid:12345: name \"no-such-name.invalid\" not found (";
    assert!(ended.stderr.starts_with(begin), "{}", ended.stderr);
    run(&["send", "udp://no-such-name.invalid", "hi"]).expect_code(3);
    let folder = Folder::new();
    let path = folder.file("nowhere");
    let line = format!("could not connect to unix:{path}: no socket of this name");
    said(run(&["send", &format!("unix:{path}"), "hi"]), 3, &line);
    run(&["send", "-6", "tcp://127.0.0.1:1", "hi"]).expect_code(3);
}

#[test]
fn a_refused_peer_ends_with_4() {
    let hint = "is the server running, and on this port? --retry waits for it";
    let address = format!("tcp://127.0.0.1:{}", free_port());
    let line = format!("could not connect to {address}: connection refused; {hint}");
    said(run(&["send", &address, "hi"]), 4, &line);

    let port = udp("127.0.0.1:0").local_addr().unwrap().port();
    let address = format!("udp://127.0.0.1:{port}");
    let line =
        format!("could not send to {address}: connection refused (ICMP: port unreachable); {hint}");
    said(run(&["send", &address, "hi"]), 4, &line);
    said(run(&["send", "--no-reply", &address, "hi"]), 4, &line);
    said(
        run_with(&["send", "--each-line", &address], b"a\nb\n"),
        4,
        &line,
    );

    // A socket file whose listener is gone.
    let folder = Folder::new();
    let path = folder.file("socket");
    drop(UnixListener::bind(&path).unwrap());
    let line = format!("could not connect to unix:{path}: connection refused; {hint}");
    said(run(&["send", &format!("unix:{path}"), "hi"]), 4, &line);
}

#[test]
fn a_peer_that_does_not_answer_in_time_ends_with_6() {
    let silent = udp("127.0.0.1:0");
    let address = format!("udp://{}", silent.local_addr().unwrap());
    let line = format!(
        "could not hear from {address}: no answer within 50ms; --wait waits longer, --no-reply not at all"
    );
    said(run(&["send", "--wait", "50ms", &address, "hi"]), 6, &line);

    let (end, ended) = std::sync::mpsc::channel::<()>();
    let (address, server) = serve(move |_stream| ended.recv());
    let line = format!(
        "could not hear from {address}: no answer within 50ms; --wait waits longer, --no-reply not at all"
    );
    said(run(&["send", "--wait", "50ms", &address, "hi"]), 6, &line);
    drop(end);
    let _ = server.join().unwrap();
}

#[test]
fn a_connection_that_cannot_be_made_in_time_ends_with_6() {
    // A full backlog: the kernel leaves further calls unanswered.
    let listener = socket_with_backlog_of_none();
    let address = listener.local_addr().unwrap();
    let _waiting: Vec<_> = (0..4)
        .map(|_| {
            let timeout = std::time::Duration::from_millis(100);
            std::net::TcpStream::connect_timeout(&address, timeout)
        })
        .collect();
    let address = format!("tcp://{address}");
    let line = format!("could not connect to {address}: timed out after 100ms (--connect-timeout)");
    said(
        run(&["send", "--connect-timeout", "100ms", &address, "hi"]),
        6,
        &line,
    );
}

fn socket_with_backlog_of_none() -> TcpListener {
    use rustix::net::{AddressFamily, SocketType, bind, ipproto, listen, socket};
    let fd = socket(AddressFamily::INET, SocketType::STREAM, Some(ipproto::TCP)).unwrap();
    bind(&fd, &std::net::SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    listen(&fd, 0).unwrap();
    TcpListener::from(fd)
}

#[test]
fn an_answer_that_ends_too_early_ends_with_7() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "one\nand a half"]);
    let address = server.address(0);
    let ended = run(&["send", "--lines", "3", &address, "hi"]).expect_code(7);
    assert_eq!(
        ended.stderr,
        format!("hullo: could not hear all from {address}: it closed after 1 of 3 lines\n")
    );
    assert_eq!(ended.text(), "one\nand a half");
    assert_eq!(
        run(&["send", "--lines", "1", &address, "hi"])
            .expect_code(0)
            .text(),
        "one\n"
    );
}

#[test]
fn what_is_lost_ends_with_1() {
    let silent_later = udp("127.0.0.1:0");
    let address = format!("udp://{}", silent_later.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut buffer = [0; 10];
        let (count, from) = silent_later.recv_from(&mut buffer).unwrap();
        silent_later.send_to(&buffer[..count], from).unwrap();
        silent_later
    });
    let ended = run(&["send", "--datagrams", "3", "--wait", "100ms", &address, "x"]).expect_code(1);
    assert_eq!(
        (ended.text(), &*ended.stderr),
        ("x", "2 answers did not come\n")
    );
    thread.join().unwrap();
}

#[test]
fn a_closed_standard_output_is_a_quiet_end() {
    if missing("sh") {
        return;
    }
    let (address, server) = serve(|mut stream| while stream.write_all(&[b'\n'; 4096]).is_ok() {});
    let shell = format!("\"$HULLO\" send --keep-open {address} hi; echo $? >&2");
    let ended = Start::program("sh", &["-c", &format!("({shell}) | head -1")]).run();
    assert_eq!((ended.text(), &*ended.stderr), ("\n", "0\n"));
    server.join().unwrap();

    // A listener ends too when nobody reads it any more.
    for options in ["--echo", "--raw", "--hex", "--json"] {
        let command =
            format!("(\"$HULLO\" listen tcp://127.0.0.1:0 {options}; echo ended $? >&2) | head -1");
        let mut listener = Start::program("sh", &["-c", &command]).spawn();
        let address = if options == "--json" {
            let said = listener.wait_for_output("\n");
            let object: serde_json::Value = serde_json::from_str(&said).unwrap();
            object["address"].as_str().unwrap().to_owned()
        } else {
            listener.wait_until_listening(1);
            listener.address(0)
        };
        wait_until("the listener to end", || {
            // The first line ends head, and a later one ends the listener.
            let _ = Start::hullo(&["send", "--no-reply", &address, "line\n"]).run();
            listener.stderr.so_far().contains("ended").then_some(())
        });
        assert!(listener.ended().stderr.ends_with("ended 0\n"), "{options}");
    }

    // Standard output was never open.
    let (address, server) = serve(|mut stream| {
        stream.write_all(b"answer").unwrap();
        read_all(&mut stream)
    });
    let command = format!("exec \"$HULLO\" send {address} hi >&-");
    let ended = Start::program("sh", &["-c", &command]).run();
    assert!(ended.code == 0 && ended.stderr.is_empty(), "{ended:?}");
    assert_eq!(server.join().unwrap(), b"hi");
    run(&["--help"]).expect_code(0);
}

#[test]
fn a_full_disk_is_told() {
    let full = std::path::Path::new("/dev/full");
    if !full.exists() && crate::hullo::skipped("/dev/full is missing") {
        return;
    }
    let (address, server) = serve(|mut stream| {
        stream.write_all(b"answer").unwrap();
        read_all(&mut stream)
    });
    let command = format!("exec \"$HULLO\" send {address} hi >/dev/full");
    let ended = Start::program("sh", &["-c", &command]).run().expect_code(2);
    assert!(
        ended
            .stderr
            .starts_with("hullo: could not write to standard output: "),
        "{}",
        ended.stderr
    );
    server.join().unwrap();
}

#[test]
fn signals_end_a_listener_in_order() {
    for signal in [Signal::INT, Signal::TERM] {
        let folder = Folder::new();
        let path = folder.file("socket");
        let datagrams = folder.file("datagrams");
        let addresses = [format!("unix:{path}"), format!("unixgram:{datagrams}")];
        let server = Hullo::listen(&["listen", &addresses[0], &addresses[1], "tcp://127.0.0.1:0"]);
        let client = crate::peers::connect(&server.address(2));
        server.signal(signal);
        let ended = server.ended().expect_code(0);
        assert_eq!(ended.text(), "");
        drop(client);
        for path in [path, datagrams] {
            assert!(
                !std::path::Path::new(&path).exists(),
                "{path} is left behind"
            );
        }
    }
}

#[test]
fn ctrl_c_sums_up_what_was_repeated() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let send = Hullo::start(&[
        "send",
        "--count",
        "0",
        "--every",
        "10ms",
        &server.address(0),
        "x",
    ]);
    send.wait_for_word("answer 3: 1 bytes in ");
    send.signal(Signal::INT);
    let ended = send.ended();
    assert!(
        ended.code <= 1 && ended.stderr.contains(" sent, "),
        "{ended:?}"
    );
}
