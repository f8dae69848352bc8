//! chat_client and chat_server: lines both ways, whenever either side likes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use crate::running::{PATIENCE, Running};

const CLIENT: &str = env!("CARGO_BIN_EXE_chat_client");
const SERVER: &str = env!("CARGO_BIN_EXE_chat_server");

fn server() -> (Running, SocketAddr) {
    let server = Running::start(SERVER, &["127.0.0.1:0"]);
    let address = server.address();
    (server, address)
}

fn client(address: SocketAddr) -> Running {
    Running::start(CLIENT, &[&address.to_string()])
}

/// A chat server that the test plays itself: one client and the test's end of the connection.
fn client_of_mine() -> (Running, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = client(listener.local_addr().unwrap());
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    (client, stream)
}

#[test]
fn both_sides_talk_without_taking_turns() {
    let (server, address) = server();
    let client = client(address);
    server.stderr.wait_for(" came\n");
    server.say("一\n二\n");
    client.stdout.wait_for("Server: 一\nServer: 二\n");
    client.say("三\n\n四\n");
    let said = server.stdout.wait_for(": 四\n");
    let lines: Vec<_> = said.lines().map(|l| l.rsplit(": ").next()).collect();
    assert_eq!(lines, [Some("三"), Some(""), Some("四")]);
    server.say("五\n");
    client.stdout.wait_for("Server: 五\n");
}

#[test]
fn line_of_100_kb_stays_one_line() {
    let (server, address) = server();
    let client = client(address);
    server.stderr.wait_for(" came\n");
    let long = "长".repeat(33_333) + "!\n";
    client.say(&long);
    server.stdout.wait_for(&format!(": {long}"));
    server.say(&long);
    client.stdout.wait_for(&format!("Server: {long}"));
}

#[test]
fn two_clients_are_heard_and_told_at_once() {
    let (server, address) = server();
    let (ann, bob) = (client(address), client(address));
    server.stderr.wait_for_nth(" came\n", 2);
    ann.say("I am ann\n");
    bob.say("I am bob\n");
    server.stdout.wait_for(": I am ann\n");
    server.stdout.wait_for(": I am bob\n");
    server.say("大家好\n");
    ann.stdout.wait_for("Server: 大家好\n");
    bob.stdout.wait_for("Server: 大家好\n");
    ann.say("exit\n");
    assert!(ann.ended().0);
    server.stderr.wait_for(" left\n");
    server.say("still here?\n");
    bob.stdout.wait_for("Server: still here?\n");
}

#[test]
fn exit_of_the_client_leaves_and_is_not_sent() {
    let (client, mut stream) = client_of_mine();
    client.say("bye\nexit\n");
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap(); // ends: the client has told us that it left
    assert_eq!(said, "bye\n");
    assert!(client.ended().0);
}

#[test]
fn exit_of_the_server_ends_its_clients_too() {
    let (server, address) = server();
    let client = client(address);
    server.stderr.wait_for(" came\n");
    server.say("bye\nexit\n");
    assert!(server.ended().0);
    let (content, stdout, stderr) = client.ended(); // although nothing was typed there
    assert!(content, "{stderr}");
    assert_eq!(stdout, "Server: bye\n");
}

#[test]
fn end_of_the_clients_input_still_lets_it_hear() {
    let (mut client, mut stream) = client_of_mine();
    client.say("question");
    client.end_input();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert_eq!(said, "question\n");
    stream.write_all("answer\n".as_bytes()).unwrap();
    drop(stream);
    let (content, stdout, _) = client.ended();
    assert!(content);
    assert_eq!(stdout, "Server: answer\n");
}

#[test]
fn end_of_the_servers_input_still_lets_it_hear() {
    let (mut server, address) = server();
    server.end_input();
    let client = client(address);
    client.say("anybody?\n");
    server.stdout.wait_for(": anybody?\n");
}

#[test]
fn character_cut_in_two_is_shown_whole() {
    let (client, mut stream) = client_of_mine();
    stream.write_all(&"你好\n".as_bytes()[..4]).unwrap();
    client.stdout.wait_for("Server: 你\n"); // no newline came: a short quiet showed it
    stream.write_all(&"你好\n".as_bytes()[4..]).unwrap();
    client.stdout.wait_for("Server: 你\nServer: 好\n");

    let (server, address) = server();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(&"你好\n".as_bytes()[..4]).unwrap();
    server.stdout.wait_for(": 你\n");
    stream.write_all(&"你好\n".as_bytes()[4..]).unwrap();
    let said = server.stdout.wait_for(": 好\n");
    assert!(!said.contains('\u{fffd}'), "{said}");
}

#[test]
fn bad_bytes_and_escape_codes_harm_nobody() {
    let (server, address) = server();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"\xff\x1b[2J\n").unwrap();
    server.stdout.wait_for(": \u{fffd}\u{fffd}[2J\n");
    stream
        .write_all("\u{202e}txt.exe\nnext\n".as_bytes())
        .unwrap();
    server.stdout.wait_for(": \u{fffd}txt.exe\n");
    server.stdout.wait_for(": next\n");
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    server.say("fine\n");
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).unwrap();
    assert_eq!(line, "fine\n");
}

#[test]
fn client_that_never_reads_does_not_silence_the_server() {
    let (server, address) = server();
    let _deaf = TcpStream::connect(address).unwrap();
    server.stderr.wait_for(" came\n");
    let hearing = TcpStream::connect(address).unwrap();
    server.stderr.wait_for_nth(" came\n", 2);
    let hearing = thread::spawn(move || {
        let lines = BufReader::new(hearing).lines().map(Result::unwrap);
        lines.take_while(|line| line != "still here").count()
    });
    let long = "x".repeat(1 << 20) + "\n";
    for _ in 0..16 {
        server.say(&long); // more than the system will keep for the deaf one
    }
    server.stderr.wait_for(" left\n");
    server.say("still here\n");
    assert_eq!(hearing.join().unwrap(), 16);
}

#[test]
fn client_says_so_when_nobody_listens() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    drop(taken);
    let (content, _, stderr) = client(address).ended();
    assert!(!content);
    assert!(
        stderr.contains(&address.to_string()) && stderr.contains("refused"),
        "{stderr}"
    );
}

#[test]
fn textbook_client_takes_turns_with_the_server() {
    let (server, address) = server();
    let port = address.port().to_string();
    let Some(textbook) = Running::textbook("chat_client.py", &[&port]) else {
        return;
    };
    textbook.say("你好\n"); // arrives without a newline
    server.stdout.wait_for(": 你好\n");
    server.say("你也好\n");
    textbook.stdout.wait_for("Server: 你也好\n");
    textbook.say("second\n");
    server.stdout.wait_for(": second\n");
    server.say("turn\n");
    textbook.stdout.wait_for("Server: turn\n");
    textbook.say("exit\n");
    assert!(textbook.ended().0);
    server.stderr.wait_for(" left\n");
    assert!(!server.stdout.so_far().contains("exit"));
}

#[test]
fn textbook_server_takes_turns_with_the_client() {
    let Some(textbook) = Running::textbook("chat_server.py", &["0"]) else {
        return;
    };
    let client = client(textbook.address());
    client.say("你好\n");
    textbook.stdout.wait_for("Client: 你好\n");
    textbook.say("你也好\n"); // arrives without a newline
    client.stdout.wait_for("Server: 你也好\n");
    client.say("second\n");
    textbook.stdout.wait_for("Client: second\n");
    textbook.say("exit\n");
    let (content, stdout, stderr) = client.ended();
    assert!(content, "{stderr}");
    assert_eq!(stdout, "Server: 你也好\n");
    assert!(textbook.ended().0);
}
