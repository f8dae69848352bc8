//! udp_client and udp_server: one datagram there, one back.

use std::net::{SocketAddr, UdpSocket};

use crate::running::{PATIENCE, Running};

const CLIENT: &str = env!("CARGO_BIN_EXE_udp_client");
const SERVER: &str = env!("CARGO_BIN_EXE_udp_server");

fn server() -> (Running, SocketAddr) {
    let server = Running::start(SERVER, &["127.0.0.1:0"]);
    let address = server.address();
    (server, address)
}

fn socket() -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    socket
}

fn hear(socket: &UdpSocket) -> (Vec<u8>, SocketAddr) {
    let mut room = vec![0; 65_536];
    let (n, peer) = socket.recv_from(&mut room).unwrap();
    (room[..n].to_vec(), peer)
}

#[test]
fn each_datagram_comes_back_whole() {
    let (server, address) = server();
    let longest = "长".repeat(21_835) + "!!"; // 65,507 bytes, all that fits
    for message in ["hello", "你好，世界", "", &longest] {
        let client = Running::start(CLIENT, &[&address.to_string(), message]);
        let (content, stdout, stderr) = client.ended();
        assert!(content, "{stderr}");
        assert_eq!(stdout, format!("Server: \"{message}\"\n"));
        server.stdout.wait_for(&format!(": \"{message}\"\n"));
    }
}

#[test]
fn message_that_does_not_fit_is_refused() {
    let (_server, address) = server();
    let message = "x".repeat(100_000);
    let (content, stdout, stderr) =
        Running::start(CLIENT, &[&address.to_string(), &message]).ended();
    assert!(!content);
    assert_eq!(stdout, "");
    assert!(stderr.to_lowercase().contains("too long"), "{stderr}");
}

#[test]
fn each_peer_gets_its_own_answers() {
    let (_server, address) = server();
    let (ann, bob) = (socket(), socket());
    ann.send_to(b"ann 1", address).unwrap();
    bob.send_to(b"bob 1", address).unwrap();
    ann.send_to(b"ann 2", address).unwrap();
    assert_eq!(hear(&bob), (b"bob 1".to_vec(), address));
    assert_eq!(hear(&ann), (b"ann 1".to_vec(), address));
    assert_eq!(hear(&ann), (b"ann 2".to_vec(), address));
}

#[test]
fn bad_bytes_and_half_a_character_harm_nobody() {
    let (server, address) = server();
    let socket = socket();
    for datagram in [&b"\xff\x1b[2J"[..], &"你好".as_bytes()[..4], b"next"] {
        socket.send_to(datagram, address).unwrap();
        assert_eq!(hear(&socket).0, datagram);
    }
    server.stdout.wait_for(": \"\u{fffd}\\u{1b}[2J\"\n");
    server.stdout.wait_for(": \"你\u{fffd}\"\n");
    server.stdout.wait_for(": \"next\"\n");
}

#[test]
fn client_asks_again_when_an_answer_is_lost() {
    let server = socket();
    let address = server.local_addr().unwrap().to_string();
    let client = Running::start(CLIENT, &[&address, "你好"]);
    let (first, _) = hear(&server); // and it is lost
    let (second, peer) = hear(&server);
    assert_eq!(first, second);
    server.send_to(&"好".as_bytes()[..2], peer).unwrap(); // not even a whole character
    let (content, stdout, stderr) = client.ended();
    assert!(content);
    assert_eq!(stdout, "Server: \"\u{fffd}\"\n");
    assert!(stderr.contains("no answer in 500ms"), "{stderr}");
}

#[test]
fn client_takes_no_answer_from_a_stranger() {
    let (server, stranger) = (socket(), socket());
    let address = server.local_addr().unwrap().to_string();
    let client = Running::start(CLIENT, &[&address, "hi"]);
    let (_, peer) = hear(&server);
    stranger.send_to(b"lie", peer).unwrap();
    server.send_to(b"truth", peer).unwrap();
    let (content, stdout, _) = client.ended();
    assert!(content);
    assert_eq!(stdout, "Server: \"truth\"\n");
}

#[test]
fn client_gives_up_on_a_server_that_never_answers() {
    let server = socket();
    let address = server.local_addr().unwrap().to_string();
    let (content, stdout, stderr) = Running::start(CLIENT, &[&address, "hi"]).ended();
    assert!(!content);
    assert_eq!(stdout, "");
    assert!(stderr.contains("timed out"), "{stderr}");
    server.set_nonblocking(true).unwrap();
    let asked = std::iter::from_fn(|| server.recv(&mut [0; 8]).ok()).count();
    assert_eq!(asked, 3);
}

#[test]
fn client_says_so_when_nobody_listens() {
    let taken = socket();
    let address = taken.local_addr().unwrap().to_string();
    drop(taken);
    let (content, _, stderr) = Running::start(CLIENT, &[&address]).ended();
    assert!(!content);
    assert!(
        stderr.contains(&address) && stderr.contains("refused"),
        "{stderr}"
    );
}

#[test]
fn textbook_client_is_answered() {
    let (server, address) = server();
    let port = address.port().to_string();
    let Some(client) = Running::textbook("udp_client.py", &[&port, "你好"]) else {
        return;
    };
    let (content, stdout, stderr) = client.ended();
    assert!(content, "{stderr}");
    assert_eq!(stdout, "Server: 你好\n");
    server.stdout.wait_for(": \"你好\"\n");
}

#[test]
fn textbook_server_is_understood() {
    let Some(server) = Running::textbook("udp_server.py", &["0", "你好，客户端"]) else {
        return;
    };
    for message in ["你好", "second", ""] {
        let client = Running::start(CLIENT, &[&server.address().to_string(), message]);
        let (content, stdout, stderr) = client.ended();
        assert!(content, "{stderr}");
        assert_eq!(stdout, "Server: \"你好，客户端\"\n");
        server.stdout.wait_for(&format!("Client: {message}\n"));
    }
}
