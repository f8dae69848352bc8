//! How a host ends, and what keeps it from starting.

use crate::caller::Caller;
use crate::hullo::{Hullo, Start, run};
use rustix::process::Signal;
use std::net::TcpListener;
use std::time::{Duration, Instant};

#[test]
fn everybody_is_told_goodbye_within_five_seconds() {
    for signal in [Signal::TERM, Signal::INT] {
        let host = Hullo::listen(&["host", "tcp://127.0.0.1:0"]);
        let callers: Vec<Caller> = (0..3).map(|_| Caller::comes(&host, "#lobby")).collect();
        let asked = Instant::now();
        host.signal(signal);
        let ended = host.ended().expect_code(0);
        assert!(
            asked.elapsed() < Duration::from_secs(5),
            "{:?}",
            asked.elapsed()
        );
        for caller in callers {
            let heard = caller.hears_all();
            assert!(heard.contains("goodbye"), "{heard}");
        }
        assert_eq!(ended.text(), "");
    }
}

#[test]
fn who_does_not_read_does_not_hold_up_the_end() {
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--rate", "0"]);
    let deaf = std::net::TcpStream::connect(("127.0.0.1", host.port(0))).unwrap();
    let mut ann = Caller::comes(&host, "#lobby");
    let bob = Caller::comes(&host, "#lobby");
    // More than the kernel takes for somebody who does not read, and less than the host gives up at.
    let line = "x".repeat(4000);
    for _ in 0..1000 {
        ann.says(&line);
    }
    ann.says("that was all");
    bob.hears("that was all");
    let asked = Instant::now();
    host.signal(Signal::TERM);
    host.ended().expect_code(0);
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "{:?}",
        asked.elapsed()
    );
    drop(deaf);
}

#[test]
fn what_was_said_is_there_after_the_next_start() {
    let folder = crate::hullo::Folder::new();
    let data = folder.file("data");
    let args = ["host", "tcp://127.0.0.1:0", "--data", &data];
    let host = Hullo::listen(&args);
    let mut ann = Caller::comes(&host, "#lobby");
    ann.says("remember this");
    // The sender's own line comes back when the log has it; here another sees it.
    Caller::comes(&host, "remember this");
    host.stop().expect_code(0);
    let host = Hullo::listen(&args);
    Caller::comes(&host, "remember this");
    host.stop().expect_code(0);
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("tcp://{}", taken.local_addr().unwrap());
    let said = run(&["host", &at, "--memory"]).expect_code(2).stderr;
    assert!(
        said.starts_with(&format!(
            "hullo: could not listen on {at}: address already in use; "
        )),
        "{said}"
    );
}

#[test]
fn a_folder_that_is_taken_is_told() {
    let folder = crate::hullo::Folder::new();
    let data = folder.file("data");
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--data", &data]);
    let said = Start::hullo(&["host", "tcp://127.0.0.1:0", "--data", &data])
        .run()
        .expect_code(2)
        .stderr;
    assert!(
        said.starts_with(&format!("hullo: could not keep the history in {data}: ")),
        "{said}"
    );
    host.stop().expect_code(0);
}
