//! Rows about UDP: many peers, borders, sizes, broadcast and multicast, and what is said when nobody hears.

use crate::hullo::{Folder, Hullo, PATIENCE, Start, missing, missing_ipv6, run};
use crate::place::{Over, alone, free_port, serve};
use crate::sending::noise;
use crate::table::row;
use std::fs;
use std::net::UdpSocket;
use std::time::{Duration, Instant};

fn socket() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

fn heard(socket: &UdpSocket) -> Vec<u8> {
    let mut bytes = vec![0; 70_000];
    let count = socket.recv(&mut bytes).unwrap();
    bytes.truncate(count);
    bytes
}

fn host(socket: &UdpSocket) -> String {
    socket.local_addr().unwrap().to_string()
}

/// Sends each of these from a socket of its own, the next once the server has shown the one before.
fn say_in_turn(server: &Hullo, words: &[&str]) -> Vec<String> {
    let mut peers = Vec::new();
    for word in words {
        let peer = socket();
        peer.send_to(word.as_bytes(), ("127.0.0.1", server.port(0)))
            .unwrap();
        server.wait_for_output(&format!(" {word}\n"));
        peers.push(host(&peer));
    }
    peers
}

#[test]
fn row_10_several_peers_are_heard() {
    let server = row(10)
        .command(0, &[(":12345", "127.0.0.1:0")])
        .listening(1);
    say_in_turn(&server, &["one", "two", "three"]);
}

#[test]
fn row_11_two_hundred_peers_are_answered() {
    let server = row(11)
        .command(0, &[(":12345", "127.0.0.1:0")])
        .listening(1);
    let peers: Vec<_> = (0..200).map(|_| socket()).collect();
    for round in 0..2 {
        for peer in &peers {
            peer.send_to(b"question", ("127.0.0.1", server.port(0)))
                .unwrap();
            assert_eq!(heard(peer), b"got it", "round {round}");
        }
    }
}

#[test]
fn row_13_one_datagram_out_and_its_answer_in() {
    if missing("socat") {
        return;
    }
    let (_server, port) = serve(Over::Udp, "127.0.0.1", |port| {
        let at = format!("UDP4-RECVFROM:{port},bind=127.0.0.1,fork");
        Start::program("socat", &[&at, "PIPE"])
    });
    let done = row(13)
        .command(0, &[("HOST:12345", &format!("127.0.0.1:{port}"))])
        .run();
    assert_eq!(done.expect_code(0).text(), "question\n");
}

#[test]
fn row_14_each_line_is_a_datagram_and_the_empty_one_too() {
    let folder = Folder::new();
    fs::write(folder.file("lines.txt"), "first\n\n第三\nlast").unwrap();
    let server = socket();
    row(14)
        .command(0, &[("HOST:12345", &host(&server))])
        .dir(folder.path())
        .run()
        .expect_code(0);
    let all: Vec<_> = (0..4).map(|_| heard(&server)).collect();
    assert_eq!(all, [&b"first"[..], b"", "第三".as_bytes(), b"last"]);
}

#[test]
fn row_15_each_datagram_has_a_line_with_time_and_sender() {
    let server = row(15)
        .command(0, &[(":12345", "127.0.0.1:0")])
        .listening(1);
    let peers = say_in_turn(&server, &["a", "b"]);
    let said = server.stdout.so_far();
    for (line, (peer, word)) in said.lines().zip(peers.iter().zip(["a", "b"])) {
        let fields: Vec<_> = line.split(' ').collect();
        let clock: Vec<_> = fields[0].split([':', '.']).map(str::len).collect();
        assert_eq!(clock, [2, 2, 2, 3], "{line}");
        assert_eq!(fields[1..], [peer.as_str(), word], "{line}");
    }
}

/// 65,535 less IPv4's header of 20 and UDP's of 8.
const LARGEST: usize = 65_507;

#[test]
fn row_16_largest_datagram_goes_out_and_comes_in_whole() {
    let folder = Folder::new();
    let bytes = noise(LARGEST);
    fs::write(folder.file("largest.bin"), &bytes).unwrap();
    let receiver = Folder::new();
    let server = row(16)
        .command(1, &[(":12345", "127.0.0.1:0")])
        .dir(receiver.path())
        .listening(1);
    let to = server.address(0);
    row(16)
        .command(0, &[("udp://HOST:12345", &to)])
        .dir(folder.path())
        .run()
        .expect_code(0);
    server.ended().expect_code(0);
    assert!(fs::read(receiver.file("largest.bin")).unwrap() == bytes);
}

#[test]
fn row_17_datagram_that_cannot_be_is_refused_with_the_limit() {
    let folder = Folder::new();
    fs::write(folder.file("too-long.bin"), noise(LARGEST + 1)).unwrap();
    let server = socket();
    let refused = row(17)
        .command(0, &[("HOST:12345", &host(&server))])
        .dir(folder.path())
        .run()
        .expect_code(2);
    assert!(refused.stderr.contains("65507"), "{}", refused.stderr);
    server.set_nonblocking(true).unwrap();
    assert!(server.recv(&mut [0; 9]).is_err(), "not a part of it left");
}

#[test]
fn row_18_empty_datagram_is_sent_and_shown() {
    let server = row(18)
        .command(1, &[(":12345", "127.0.0.1:0")])
        .listening(1);
    let to = server.address(0);
    row(18)
        .command(0, &[("udp://HOST:12345", &to)])
        .run()
        .expect_code(0);
    run(&["send", &to, "next", "--no-reply"]).expect_code(0);
    let said = server.wait_for_output("next\n");
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert_eq!(lines[0].split(' ').nth(2), Some(""), "{said}");
}

#[test]
fn row_19_broadcast_is_heard_and_all_answers_are_printed() {
    let one = row(19).command(1, &[(":12345", ":0")]).listening(1);
    let port = one.port(0);
    // The loopback network has a broadcast address as every network has.
    let to = format!("127.255.255.255:{port}");
    let done = row(19)
        .command(0, &[("192.168.1.255:12345", &to), ("1s", "300ms")])
        .run();
    assert_eq!(done.expect_code(0).text(), "here");
    one.wait_for_output("anybody here?\n");
}

/// Replies to nobody, but tells the TTL with which each datagram came.
fn socat_that_tells_the_ttl(at: &str, option: &str, variable: &str) -> Option<(Hullo, u16)> {
    if missing("socat") {
        return None;
    }
    Some(serve(Over::Udp, "127.0.0.1", |port| {
        let at = format!("{at}:{port},fork,{option}");
        // socat's own output is the answer to the sender, and its standard error is ours.
        let tell = format!("SYSTEM:'echo ttl ${variable} >&2'");
        Start::program("socat", &["-u", &at, &tell])
    }))
}

#[test]
fn row_20_multicast_group_is_joined_and_spoken_to() {
    let server = row(20)
        .command(0, &[(":12345", ":0"), ("eth0", "lo")])
        .listening(1);
    let to = server.address(0);
    row(20)
        .command(1, &[("udp://239.1.2.3:12345", &to), ("eth0", "lo")])
        .run()
        .expect_code(0);
    server.wait_for_output("hello\n");
    let join = "ip-add-membership=239.1.2.4:127.0.0.1,ip-recvttl";
    if let Some((socat, port)) = socat_that_tells_the_ttl("UDP4-RECVFROM", join, "SOCAT_IP_TTL") {
        let to = format!("239.1.2.4:{port}");
        row(20)
            .command(1, &[("239.1.2.3:12345", &to), ("eth0", "127.0.0.1")])
            .run()
            .expect_code(0);
        socat.wait_for_word("ttl 7\n");
    }
}

#[test]
fn row_21_ipv6_multicast_group_is_joined_and_spoken_to() {
    // The loopback interface bears no IPv6 multicast.
    let test = "datagrams::row_21_ipv6_multicast_group_is_joined_and_spoken_to";
    let cable = "ip link add left type veth peer name right
        ip link set left up
        ip link set right up
        ip -6 address add fd00:9::1/64 dev left nodad";
    if missing_ipv6() || !alone(test, cable) {
        return;
    }
    let interface = "left";
    let server = row(21)
        .command(0, &[("]:12345", "]:0"), ("eth0", interface)])
        .listening(1);
    let to = server.address(0);
    let changes = [
        ("udp://[ff12::1234]:12345", to.as_str()),
        ("eth0", interface),
    ];
    row(21).command(1, &changes).run().expect_code(0);
    server.wait_for_output("hello\n");
    let join = format!("ipv6-join-group=[ff15::1235]:{interface},ipv6-recvhoplimit");
    let socat = socat_that_tells_the_ttl("UDP6-RECVFROM", &join, "SOCAT_IPV6_HOPLIMIT");
    if let Some((socat, port)) = socat {
        let to = format!("udp://[ff15::1235]:{port}");
        let changes = [
            ("udp://[ff12::1234]:12345", to.as_str()),
            ("eth0", interface),
        ];
        row(21).command(1, &changes).run().expect_code(0);
        socat.wait_for_word("ttl 7\n");
    }
    let alone = run(&["listen", "udp://[ff12::1234]:0"]).expect_code(2);
    assert!(alone.stderr.contains("--interface"), "{}", alone.stderr);
}

#[test]
fn row_38_port_where_nobody_hears_is_refused_at_once() {
    let to = format!("127.0.0.1:{}", free_port("127.0.0.1"));
    let start = Instant::now();
    let refused = row(38).command(0, &[("HOST:12345", &to)]).run();
    let refused = refused.expect_code(4);
    assert!(refused.stderr.contains("refused"), "{}", refused.stderr);
    // Without the ICMP message it would wait for an answer, 2 s.
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn row_39_more_words_send_nothing_more() {
    let server = socket();
    row(39)
        .command(0, &[("HOST:12345", &host(&server))])
        .run()
        .expect_code(0);
    assert_eq!(heard(&server), b"hello");
    // Over loopback all that was sent has come when its sender has ended.
    server.set_nonblocking(true).unwrap();
    assert!(server.recv(&mut [0; 9]).is_err());
}
