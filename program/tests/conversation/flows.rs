//! relay with datagrams: a flow a client, frames on streams.

use crate::hullo::{Hullo, Start};
use crate::peers::{connect, read_all, read_exactly, receive, reset, serve, udp};
use std::io::Write;
use std::net::{Shutdown, SocketAddr, UdpSocket};

#[track_caller]
fn relay(args: &[&str]) -> Hullo {
    Start::hullo(&[&["relay"], args].concat()).listening(1)
}

/// A datagram target of this process, and its address as hullo takes it.
fn target() -> (UdpSocket, String) {
    let socket = udp("127.0.0.1:0");
    let address = format!("udp://{}", socket.local_addr().unwrap());
    (socket, address)
}

/// A client that sends to the relay and hears only its answers.
#[track_caller]
fn client(relay: &Hullo) -> UdpSocket {
    let socket = udp("127.0.0.1:0");
    socket
        .connect(relay.address(0).trim_start_matches("udp://"))
        .unwrap();
    socket
}

#[track_caller]
fn receive_from(socket: &UdpSocket) -> (Vec<u8>, SocketAddr) {
    let mut buffer = vec![0; 1 << 16];
    let (count, from) = socket.recv_from(&mut buffer).unwrap();
    buffer.truncate(count);
    (buffer, from)
}

#[test]
fn two_clients_have_a_flow_each_and_get_their_own_answers() {
    let (target, address) = target();
    let relay = relay(&["udp://127.0.0.1:0", &address]);
    let (ann, bob) = (client(&relay), client(&relay));
    ann.send(b"I am Ann").unwrap();
    let (text, to_ann) = receive_from(&target);
    assert_eq!(text, b"I am Ann");
    bob.send(b"").unwrap();
    let (text, to_bob) = receive_from(&target);
    assert_eq!(text, b"", "an empty datagram is a datagram");
    assert_ne!(to_ann, to_bob);
    target.send_to(b"hello Bob", to_bob).unwrap();
    target.send_to("你好 Ann".as_bytes(), to_ann).unwrap();
    assert_eq!(receive(&ann), "你好 Ann".as_bytes());
    assert_eq!(receive(&bob), b"hello Bob");
    // The same client keeps its flow.
    ann.send(&[7; 60_000]).unwrap();
    let (large, from) = receive_from(&target);
    assert_eq!((large.len(), from), (60_000, to_ann));
    let ended = relay.stop().expect_code(0);
    let said = "2 clients, 0 here now; 60008 bytes up, 19 bytes down\n";
    assert!(ended.stderr.ends_with(said), "{}", ended.stderr);
}

#[test]
fn a_flow_on_which_nothing_passes_is_forgotten() {
    let (target, address) = target();
    let relay = relay(&[
        "udp://127.0.0.1:0",
        &address,
        "--flow-timeout",
        "200ms",
        "-v",
    ]);
    let client = client(&relay);
    client.send(b"one").unwrap();
    let (_, first) = receive_from(&target);
    relay.wait_for_word(" left (3 bytes in, 0 out)");
    client.send(b"two").unwrap();
    let (_, second) = receive_from(&target);
    assert_ne!(first, second, "a new flow has a source port of its own");
    target.send_to(b"2", second).unwrap();
    assert_eq!(receive(&client), b"2");
}

#[test]
fn no_more_flows_than_max_clients() {
    let (target, address) = target();
    let args = ["udp://127.0.0.1:0", &address, "--max-clients", "1"];
    let relay = relay(&args);
    let (ann, bob) = (client(&relay), client(&relay));
    ann.send(b"Ann").unwrap();
    assert_eq!(receive(&target), b"Ann");
    bob.send(b"Bob").unwrap();
    ann.send(b"Ann again").unwrap();
    assert_eq!(receive(&target), b"Ann again");
    let ended = relay.stop().expect_code(0);
    assert!(
        ended.stderr.ends_with("; 1 datagram dropped\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_target_that_is_not_there_yet_is_found_by_the_next_datagram() {
    let (gone, address) = target();
    let place = gone.local_addr().unwrap();
    drop(gone);
    let relay = relay(&["udp://127.0.0.1:0", &address]);
    let client = client(&relay);
    client.send(b"anybody?").unwrap();
    relay.wait_for_word("connection refused");
    let target = udp(&place.to_string());
    client.send(b"now?").unwrap();
    assert_eq!(receive(&target), b"now?");
}

#[test]
fn lines_of_a_stream_are_datagrams_and_answers_are_lines() {
    let (target, address) = target();
    let relay = relay(&["tcp://127.0.0.1:0", &address, "--frame", "lines"]);
    let mut client = connect(&relay.address(0));
    client.write_all("one\n二\nthr".as_bytes()).unwrap();
    let (one, from) = receive_from(&target);
    assert_eq!(one, b"one");
    assert_eq!(receive(&target), "二".as_bytes());
    // One that brings its line end, one that cannot be a line, one more.
    for text in [&b"first\n"[..], b"two\nlines", b"last"] {
        target.send_to(text, from).unwrap();
    }
    assert_eq!(read_exactly(&mut client, 11), b"first\nlast\n");
    relay.wait_for_word("left out");
    // The end makes the unfinished line a datagram; the answer to it still comes.
    client.shutdown(Shutdown::Write).unwrap();
    assert_eq!(receive(&target), b"thr");
    target.send_to(b"ee", from).unwrap();
    assert_eq!(read_all(&mut client), b"ee\n");
}

#[test]
fn counted_frames_carry_any_datagram_both_ways() {
    let (target, address) = target();
    let relay = relay(&["tcp://127.0.0.1:0", &address, "--frame", "u16"]);
    let mut client = connect(&relay.address(0));
    client.set_nodelay(true).unwrap();
    // Empty, with a line end, and one whose frame comes byte by byte.
    client.write_all(b"\x00\x00\x00\x02a\n").unwrap();
    for byte in b"\x00\x03xyz" {
        client.write_all(&[*byte]).unwrap();
    }
    let (empty, from) = receive_from(&target);
    assert_eq!(empty, b"");
    assert_eq!(receive(&target), b"a\n");
    assert_eq!(receive(&target), b"xyz");
    target.send_to(b"", from).unwrap();
    target.send_to(b"\nok", from).unwrap();
    assert_eq!(read_exactly(&mut client, 7), b"\x00\x00\x00\x03\nok");
}

#[test]
fn a_broken_frame_ends_its_stream_but_not_what_came_whole() {
    let (target, address) = target();
    let relay = relay(&["tcp://127.0.0.1:0", &address, "--frame", "u16"]);
    for (broken, why) in [
        (&b"\x00\x02ok\x00\x09short"[..], "after 7 of the 11 bytes"),
        (b"\x00\x02ok\xff\xfftoo long", "above the limit of 65507"),
    ] {
        let mut client = connect(&relay.address(0));
        client.write_all(broken).unwrap();
        // The relay may have seen enough, and ended it, before.
        let _ = client.shutdown(Shutdown::Write);
        assert_eq!(receive(&target), b"ok");
        let ended = std::io::Read::read(&mut client, &mut [0]);
        let reset = ended.unwrap_err().kind() == std::io::ErrorKind::ConnectionReset;
        assert!(reset, "a broken stream must not look whole");
        relay.wait_for_word(why);
    }
    // Others are served.
    let mut client = connect(&relay.address(0));
    client.write_all(b"\x00\x04fine").unwrap();
    assert_eq!(receive(&target), b"fine");
}

#[test]
fn datagrams_become_frames_of_a_stream_of_their_own() {
    let (address, server) = serve(|mut stream| {
        let asked = read_exactly(&mut stream, 9);
        stream.write_all(b"\x00\x02o").unwrap();
        stream.write_all(b"k\x00\x00").unwrap();
        asked
    });
    let relay = relay(&["udp://127.0.0.1:0", &address, "--frame", "u16"]);
    let client = client(&relay);
    client.send(b"hello").unwrap();
    client.send(b"").unwrap();
    assert_eq!(server.join().unwrap(), b"\x00\x05hello\x00\x00");
    assert_eq!(receive(&client), b"ok");
    assert_eq!(receive(&client), b"");
}

#[test]
fn without_frames_a_read_is_a_datagram() {
    let (target, address) = target();
    let relay = relay(&["tcp://127.0.0.1:0", &address]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"two\nlines").unwrap();
    let (text, from) = receive_from(&target);
    assert_eq!(text, b"two\nlines");
    target.send_to(b"as it is", from).unwrap();
    assert_eq!(read_exactly(&mut client, 8), b"as it is");
}

#[test]
fn a_datagram_target_that_is_not_there_is_a_reset_to_a_stream_client() {
    let (gone, address) = target();
    drop(gone);
    let relay = relay(&["tcp://127.0.0.1:0", &address]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"anybody?").unwrap();
    let ended = std::io::Read::read(&mut client, &mut [0]);
    assert_eq!(
        ended.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionReset
    );
    relay.wait_for_word("connection refused");
}

#[test]
fn a_stream_client_that_vanishes_ends_its_flow() {
    let (target, address) = target();
    let relay = relay(&["tcp://127.0.0.1:0", &address]);
    let mut client = connect(&relay.address(0));
    client.write_all(b"hello").unwrap();
    assert_eq!(receive(&target), b"hello");
    reset(client);
    relay.wait_for_word("connection reset by peer");
    assert_eq!(say_and_hear(&relay, &target), b"still there");
}

#[track_caller]
fn say_and_hear(relay: &Hullo, target: &UdpSocket) -> Vec<u8> {
    let mut client = connect(&relay.address(0));
    client.write_all(b"still there").unwrap();
    receive(target)
}
