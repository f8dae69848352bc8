//! talk line by line, for scripts: exact bytes, both half-closes, pieces without line ends, exit codes.

use crate::hullo::{Folder, Hullo, Start, run, run_with, wait_until};
use crate::peers::{connect, read_all, read_exactly, receive, reset, say, serve, udp};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::Signal;
use std::io::Write;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::time::Duration;

const LISTEN: [&str; 3] = ["talk", "--listen", "tcp://127.0.0.1:0"];

#[track_caller]
fn listening(args: &[&str]) -> Hullo {
    Start::hullo(args).listening(1)
}

#[test]
fn two_scripts_talk_line_by_line() {
    let mut server = listening(&LISTEN);
    let mut client = Hullo::start(&["talk", &server.address(0)]);
    client.say("你好\n");
    server.wait_for_output("你好\n");
    server.say("hello\n");
    client.wait_for_output("hello\n");
    client.end_input();
    server.wait_for_word("has left");
    server.say("one more, although you have ended\n");
    server.end_input();
    assert_eq!(server.ended().expect_code(0).text(), "你好\n");
    assert_eq!(
        client.ended().expect_code(0).text(),
        "hello\none more, although you have ended\n"
    );
}

#[test]
fn a_peer_hears_our_end_and_can_go_on() {
    let (address, server) = serve(|mut stream| {
        let heard = read_all(&mut stream);
        stream.write_all(b"after your end\n").unwrap();
        heard
    });
    let done = run_with(&["talk", &address], b"a\nb").expect_code(0);
    assert_eq!(done.text(), "after your end\n");
    assert_eq!(server.join().unwrap(), b"a\nb\n");
}

#[test]
fn we_can_go_on_after_the_peers_end() {
    let mut server = listening(&LISTEN);
    let mut peer = connect(&server.address(0));
    peer.write_all(b"all I have").unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    server.wait_for_word("has left");
    server.say("still here?\n");
    assert_eq!(read_exactly(&mut peer, 12), b"still here?\n");
    server.end_input();
    assert_eq!(read_all(&mut peer), b"");
    assert_eq!(server.ended().expect_code(0).text(), "all I have\n");
}

#[test]
fn the_line_end_is_the_one_that_was_asked_for() {
    for (newline, sent) in [
        ("lf", "a\n\nb\n"),
        ("crlf", "a\r\n\r\nb\r\n"),
        ("none", "ab"),
    ] {
        let (address, server) = serve(|mut stream| read_all(&mut stream));
        run_with(&["talk", &address, "--newline", newline], b"a\r\n\nb\n").expect_code(0);
        assert_eq!(server.join().unwrap(), sent.as_bytes(), "{newline}");
    }
}

#[test]
fn bytes_that_are_no_text_get_the_line_end_too() {
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    run_with(&["talk", &address], b"\xff\x00\nnext\n").expect_code(0);
    assert_eq!(server.join().unwrap(), b"\xff\x00\nnext\n");
}

#[test]
fn a_line_of_any_length_is_one_line() {
    let long = [vec![b'x'; 200_000], b"\r\nshort\n".to_vec()].concat();
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    run_with(&["talk", &address], &long).expect_code(0);
    let sent = [vec![b'x'; 200_000], b"\nshort\n".to_vec()].concat();
    assert!(server.join().unwrap() == sent);
}

#[test]
fn exit_on_a_line_of_its_own_leaves() {
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    let mut client = Hullo::start(&["talk", &address]);
    client.say("no exit yet\n EXIT \n");
    client.ended().expect_code(0);
    assert_eq!(server.join().unwrap(), b"no exit yet\n");
}

#[test]
fn what_comes_without_a_line_end_is_shown_after_a_pause_whole_characters_only() {
    let client = listening(&LISTEN);
    let mut peer = connect(&client.address(0));
    peer.set_nodelay(true).unwrap();
    let text = "你好".as_bytes();
    peer.write_all(&text[..4]).unwrap();
    // The first character comes alone, although the beginning of the second is there.
    client.wait_for_output("你\n");
    peer.write_all(&text[4..]).unwrap();
    assert_eq!(client.wait_for_output("好\n"), "你\n好\n");
    drop(peer);
}

#[test]
fn a_character_cut_in_two_by_a_packet_is_shown_whole() {
    let folder = Folder::new();
    let record = folder.file("record");
    let client = listening(&[&LISTEN[..], &["--record", &record]].concat());
    let mut peer = connect(&client.address(0));
    peer.set_nodelay(true).unwrap();
    peer.write_all(&"你".as_bytes()[..1]).unwrap();
    wait_until("the first byte is read", || {
        let heard = std::fs::read_to_string(&record).ok()?;
        heard.contains(r#""hex":"e4""#).then_some(())
    });
    peer.write_all(&"你".as_bytes()[1..]).unwrap();
    assert_eq!(client.wait_for_output("你\n"), "你\n");
}

#[test]
fn two_sides_that_both_say_much_do_not_wait_for_each_other() {
    // More than the socket buffers of both sides take together.
    let text: String = (0..400_000).map(|n| format!("{n:0>40}\n")).collect();
    let mut server = listening(&LISTEN);
    let mut client = Hullo::start(&["talk", &server.address(0)]);
    for mut input in [server.take_input(), client.take_input()] {
        let text = text.clone();
        std::thread::spawn(move || input.write_all(text.as_bytes()));
    }
    assert!(server.ended().expect_code(0).text() == text);
    assert!(client.ended().expect_code(0).text() == text);
}

#[test]
fn an_interrupt_leaves_a_peer_that_does_not_read() {
    let (tell, told) = channel::<()>();
    let (address, server) = serve(move |_stream| told.recv());
    let mut client = Hullo::start(&["talk", &address]);
    let mut input = client.take_input();
    // Until the peer's buffers and ours are full and the program does not take more for a while.
    let while_stuck = Timespec::try_from(Duration::from_millis(300)).unwrap();
    while poll(
        &mut [PollFd::new(&input, PollFlags::OUT)],
        Some(&while_stuck),
    )
    .unwrap()
        > 0
    {
        input
            .write_all(&[[b'x'; 99].as_slice(), b"\n"].concat())
            .unwrap();
    }
    client.signal(Signal::INT);
    client.ended().expect_code(0);
    drop(tell);
    let _ = server.join().unwrap();
}

#[test]
fn over_datagrams_whoever_spoke_last_is_answered() {
    let mut server = listening(&["talk", "--listen", "udp://127.0.0.1:0"]);
    server.say("too early\n");
    server.wait_for_word("nobody has spoken to us yet");
    let (ann, bob) = (udp("127.0.0.1:0"), udp("127.0.0.1:0"));
    let place = server.address(0);
    let place = place.trim_start_matches("udp://");
    ann.send_to(b"I am Ann", place).unwrap();
    server.wait_for_output("I am Ann\n");
    server.say("hello Ann\n");
    assert_eq!(receive(&ann), b"hello Ann");
    bob.send_to("我是鲍勃\n".as_bytes(), place).unwrap();
    server.wait_for_output("我是鲍勃\n");
    server.say("hello Bob\n");
    assert_eq!(receive(&bob), b"hello Bob");
    ann.send_to(b"two\nlines", place).unwrap();
    server.wait_for_output("two\nlines\n");
    server.say("again Ann\n");
    assert_eq!(receive(&ann), b"again Ann");
    ann.send_to(b"exit", place).unwrap();
    server.wait_for_word(&format!("{} has left", ann.local_addr().unwrap()));
    server.say("exit\n");
    assert_eq!(receive(&ann), b"exit");
    server.ended().expect_code(0);
}

#[test]
fn a_second_caller_is_refused_while_one_talks() {
    let server = listening(&[&LISTEN[..], &["-v"]].concat());
    let address = server.address(0);
    let first = connect(&address);
    server.wait_for_word("connected");
    let second = run(&["talk", &address]).expect_code(4);
    assert!(
        second.stderr.contains("connection refused"),
        "{}",
        second.stderr
    );
    drop(first);
}

#[test]
fn how_a_call_fails_is_told_by_the_exit_code() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", free.local_addr().unwrap());
    drop(free);
    run(&["talk", &address]).expect_code(4);
    run(&["talk", "tcp://name.invalid:1"]).expect_code(3);
    run(&["talk"]).expect_code(2);
    run(&["talk", "-"]).expect_code(2);
    run(&["talk", "unix:/nowhere/socket"]).expect_code(3);
    let refused = run_with(&["talk", "udp://127.0.0.1:9"], b"anybody?\n");
    refused.expect_code(4);
    // A server that takes the connection and never speaks TLS.
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    let address = address.replace("tcp:", "tls:");
    run(&["talk", &address, "--connect-timeout", "100ms"]).expect_code(6);
    server.join().unwrap();
    let (address, server) = serve(|mut stream| {
        read_exactly(&mut stream, 3);
        reset(stream);
    });
    let ended = run_with(&["talk", &address], b"hi\n").expect_code(7);
    assert_eq!(
        ended.stderr,
        format!("hullo: could not talk to {address}: connection reset by peer\n")
    );
    server.join().unwrap();
}

#[test]
fn a_listener_takes_one_caller_and_ends_with_it() {
    let mut server = listening(&LISTEN);
    server.end_input();
    assert_eq!(say(&server.address(0), b"hello\n"), b"");
    assert_eq!(server.ended().expect_code(0).text(), "hello\n");
}

#[test]
fn a_silent_caller_does_not_hold_up_the_one_who_speaks_tls() {
    let mut listener = Start::hullo(&["talk", "--listen", "tls://127.0.0.1:0"]).listening(1);
    let address = listener.address(0);
    let silent = TcpStream::connect(address.trim_start_matches("tls://")).unwrap();
    let mut caller = Start::hullo(&["talk", &address, "--insecure"]).spawn();
    caller.say("at last\n");
    listener.wait_for_output("at last\n");
    drop(silent);
    caller.end_input();
    listener.end_input();
    // The silent caller's time did not have to run out first.
    let ended = listener.ended().expect_code(0);
    assert!(!ended.stderr.contains("agree on TLS"), "{}", ended.stderr);
    caller.ended().expect_code(0);
}
