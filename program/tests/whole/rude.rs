//! Peers that do not behave: one that never reads, one that vanishes. They cost nobody but themselves.

use crate::hullo::{Hullo, run, run_with};
use crate::peers::{connect, numbered, read_exactly, reset, say, serve};
use std::fs::File;
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::Duration;

#[test]
fn send_to_a_peer_that_never_reads_ends_by_its_timeout() {
    let (tell, told) = channel::<()>();
    let (address, server) = serve(move |_stream| told.recv());
    let folder = crate::hullo::Folder::new();
    let file = folder.file("large");
    // More than any socket buffer takes.
    File::create(&file).unwrap().set_len(64 << 20).unwrap();
    let args = ["send", "--timeout", "300ms", "--file", &file, &address];
    let ended = run(&args).expect_code(6);
    assert_eq!(
        ended.stderr,
        format!("hullo: could not finish with {address}: not done after 300ms\n")
    );
    drop(tell);
    let _ = server.join().unwrap();
}

#[test]
fn a_client_that_never_reads_holds_up_nobody_else() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo", "--raw"]);
    let address = server.address(0);
    let mut rude = connect(&address);
    rude.set_write_timeout(Some(Duration::from_millis(200)))
        .unwrap();
    // Until the echo cannot be delivered and the server stops reading.
    while rude.write_all(&[b'x'; 65_536]).is_ok() {}
    assert_eq!(say(&address, b"me too"), b"me too");
}

#[test]
fn send_to_a_peer_that_vanishes_is_no_success() {
    let (address, server) = serve(|mut stream| {
        let heard = read_exactly(&mut stream, 5);
        stream.write_all(b"half an ans").unwrap();
        reset(stream);
        heard
    });
    let mut send = Hullo::start(&["send", &address]);
    send.say("hello");
    let ended = send.ended().expect_code(7);
    assert_eq!(
        ended.stderr,
        format!("hullo: could not hear all from {address}: connection reset by peer\n")
    );
    server.join().unwrap();
}

#[test]
fn send_whose_peer_vanishes_while_it_speaks_is_no_success() {
    let (address, server) = serve(|mut stream| {
        read_exactly(&mut stream, 100);
        reset(stream);
    });
    let ended = run_with(&["send", &address], &numbered(16 << 20)).expect_code(7);
    assert!(
        ended.stderr.starts_with("hullo: could not ") && ended.stderr.lines().count() == 1,
        "{}",
        ended.stderr
    );
    server.join().unwrap();
}

#[test]
fn listen_goes_on_after_a_client_has_vanished() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let mut rude = connect(&server.address(0));
    rude.write_all(b"hello\n").unwrap();
    read_exactly(&mut rude, 6);
    let from = rude.local_addr().unwrap();
    reset(rude);
    server.wait_for_word(&format!("{from} left: "));
    assert_eq!(say(&server.address(0), b"still there?"), b"still there?");
    server.stop().expect_code(0);
}
