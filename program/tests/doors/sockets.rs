//! IRC over WebSocket.

use crate::chatter::Chatter;
use crate::hullo::{Hullo, wait_until};
use crate::place::{exchange, host, host_with, visitor};
use rustix::net::sockopt::set_socket_recv_buffer_size;
use std::io::Write;
use std::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{Frame, FrameHeader};
use tokio_tungstenite::tungstenite::{Error, Message, WebSocket, client};

type Socket = WebSocket<TcpStream>;

/// Opens a WebSocket; the error is the status of the refusal.
fn open(
    host: &Hullo,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Result<(Socket, String), u16> {
    let stream = visitor(host);
    let mut request = format!("ws://127.0.0.1:{}{path}", host.port(0))
        .into_client_request()
        .unwrap();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    match client(request, stream) {
        Ok((socket, answer)) => {
            let protocol = answer.headers().get("sec-websocket-protocol");
            let protocol = protocol.map_or("", |value| value.to_str().unwrap());
            Ok((socket, protocol.to_owned()))
        }
        Err(error) => Err(status(&error.to_string())),
    }
}

fn status(error: &str) -> u16 {
    let digits = error.split(|c: char| !c.is_ascii_digit());
    digits
        .filter(|word| word.len() == 3)
        .find_map(|word| word.parse().ok())
        .unwrap_or(0)
}

fn register(socket: &mut Socket, nick: &str) {
    say(socket, &format!("NICK {nick}"));
    say(socket, "USER web 0 * :Web");
    wait_for(socket, " 001 ");
    say(socket, "JOIN #lobby");
    wait_for(socket, " 366 ");
}

fn say(socket: &mut Socket, line: &str) {
    socket.send(Message::text(line)).unwrap();
}

/// The next frame with these words in it.
fn wait_for(socket: &mut Socket, words: &str) -> Message {
    loop {
        let message = socket.read().expect("it comes in time");
        if message.to_text().is_ok_and(|text| text.contains(words)) {
            return message;
        }
    }
}

#[test]
fn a_web_client_and_an_irc_client_hear_each_other_a_line_a_frame() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    for (path, asked, agreed) in [
        ("/", None, ""),
        ("/ws", Some("text.ircv3.net"), "text.ircv3.net"),
        (
            "/ws",
            Some("other, binary.ircv3.net, text.ircv3.net"),
            "binary.ircv3.net",
        ),
    ] {
        let headers: Vec<_> = asked
            .map(|asked| ("sec-websocket-protocol", asked))
            .into_iter()
            .collect();
        let (mut socket, protocol) = open(&host, path, &headers).unwrap();
        assert_eq!(protocol, agreed);
        register(&mut socket, "web");
        say(&mut socket, "PRIVMSG #lobby :hello 大厅");
        assert!(
            irc.wait_for("PRIVMSG")
                .ends_with(" PRIVMSG #lobby :hello 大厅")
        );
        irc.send("PRIVMSG #lobby :one");
        irc.send("PRIVMSG #lobby :two");
        let one = wait_for(&mut socket, ":one");
        let two = wait_for(&mut socket, ":two");
        for (message, end) in [(one, " #lobby :one"), (two, " #lobby :two")] {
            assert_eq!(message.is_binary(), agreed == "binary.ircv3.net");
            assert!(message.to_text().unwrap().ends_with(end), "{message:?}");
        }
        socket.close(None).unwrap();
        while socket.read().is_ok() {}
        irc.wait_for(" QUIT ");
    }
}

#[test]
fn a_frame_is_one_line_and_pieces_of_a_message_are_put_together() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let (mut socket, _) = open(&host, "/", &[]).unwrap();
    register(&mut socket, "web");
    say(&mut socket, "PRIVMSG #lobby :a\r\nQUIT :smuggled\r\n");
    assert!(irc.wait_for("PRIVMSG").ends_with(":a  QUIT :smuggled"));
    for (text, kind, last) in [
        ("PRIVMSG #lob", Data::Text, false),
        ("by :in ", Data::Continue, false),
        ("pieces", Data::Continue, true),
    ] {
        let header = FrameHeader {
            is_final: last,
            opcode: OpCode::Data(kind),
            ..FrameHeader::default()
        };
        let frame = Frame::from_payload(header, text.as_bytes().to_vec().into());
        socket.send(Message::Frame(frame)).unwrap();
        socket.send(Message::Ping(vec![1].into())).unwrap();
    }
    assert!(irc.wait_for("PRIVMSG").ends_with(" #lobby :in pieces"));
    say(&mut socket, "QUIT :done");
    while socket.read().is_ok() {}
    assert!(irc.wait_for(" QUIT ").contains("done"));
}

#[test]
fn a_message_too_long_ends_the_connection_with_1009() {
    let host = host();
    let (mut socket, _) = open(&host, "/", &[]).unwrap();
    say(&mut socket, &"x".repeat(100_000));
    let closed = loop {
        match socket.read() {
            Ok(Message::Close(frame)) => break frame,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(u16::from(closed.unwrap().code), 1009);
}

#[test]
fn a_browser_may_come_in_from_the_hosts_own_pages_and_listed_ones() {
    let (host, _folder) = host_with("[access]\norigins = [\"https://chat.example\"]\n");
    let own = format!("http://127.0.0.1:{}", host.port(0));
    let cases = [
        (own.as_str(), Ok(())),
        ("https://chat.example", Ok(())),
        ("http://evil.example", Err(403)),
        ("null", Err(403)),
    ];
    for (origin, expected) in cases {
        let opened = open(&host, "/ws", &[("origin", origin)]);
        assert_eq!(opened.map(drop), expected, "{origin}");
    }
    let answer = exchange(
        &host,
        b"GET /ws HTTP/1.1\r\nHost: h\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n\
          Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 426 "), "{answer}");
}

#[test]
fn one_who_does_not_read_is_closed_and_nobody_else_waits() {
    let (host, _folder) = host_with("[limits]\nqueue_bytes = 100000\nlines_per_second = 0\n");
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let (mut socket, _) = open(&host, "/", &[]).unwrap();
    set_socket_recv_buffer_size(socket.get_ref(), 1 << 16).unwrap();
    register(&mut socket, "web");
    irc.wait_for(" JOIN ");
    let line = format!("PRIVMSG #lobby :{}\r\n", "x".repeat(400));
    let batch = line.repeat(50);
    let mut gone = "";
    let mut rounds = 0;
    while gone.is_empty() && rounds < 600 {
        irc.send_bytes(batch.as_bytes());
        if irc
            .sync()
            .iter()
            .any(|line| line.starts_with(":web!") && line.contains(" QUIT "))
        {
            gone = "web";
        }
        rounds += 1;
    }
    assert_eq!(gone, "web", "the one who does not read is put out");
    assert!(rounds > 5, "one tick's worth is taken: {rounds}");
    // What was told before is whole, and then comes the reason.
    let mut last = String::new();
    while let Ok(message) = socket.read() {
        if message.is_text() {
            last = message.to_string();
        }
    }
    assert!(
        last.starts_with("ERROR :") && last.contains("queue"),
        "{last}"
    );
}

#[test]
fn the_end_of_the_host_is_told_to_web_clients() {
    let host = host();
    let (mut socket, _) = open(&host, "/", &[]).unwrap();
    register(&mut socket, "web");
    host.signal(rustix::process::Signal::TERM);
    let mut told = Vec::new();
    let end = loop {
        match socket.read() {
            Ok(Message::Close(_)) => {}
            Ok(message) => told.push(message.to_string()),
            Err(error) => break error,
        }
    };
    assert!(matches!(end, Error::ConnectionClosed), "{end}");
    assert!(
        told.iter().any(|line| line.starts_with("ERROR :")),
        "{told:?}"
    );
    host.ended().expect_code(0);
}

#[test]
fn a_connection_cut_off_leaves_nobody_behind() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    let (mut socket, _) = open(&host, "/", &[]).unwrap();
    register(&mut socket, "web");
    socket.get_mut().write_all(b"\xff\xff\xff").unwrap();
    drop(socket);
    wait_until("web to be gone", || {
        let answer = irc.ask("ISON web");
        answer
            .iter()
            .any(|line| line.ends_with("303 ann :"))
            .then_some(())
    });
}
