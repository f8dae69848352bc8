//! POST /room/NAME.

use crate::chatter::Chatter;
use crate::hullo::{Hullo, missing};
use crate::place::{curl, exchange, host, host_with, parts, url, visitor};
use std::io::{Read, Write};

fn post(host: &Hullo, path: &str, head: &str, body: &str) -> (u16, String) {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n{head}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = exchange(host, request.as_bytes());
    let (status, head, body) = parts(&answer);
    (status, format!("{head}\n\n{body}"))
}

#[test]
fn a_message_by_curl_reaches_everybody_and_the_history() {
    if missing("curl") {
        return;
    }
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let mut plain = visitor(&host);
    plain.write_all(b"/nick bob\n").unwrap();
    irc.wait_for(" JOIN #lobby");
    let sent = curl(&["-d", "deployed", &url(&host, "/room/lobby")]).expect_code(0);
    assert_eq!(parts(sent.text()).0, 204, "{}", sent.text());
    let at = url(&host, "/room/%23LOBBY?nick=ci");
    let sent = curl(&["-k", "-d", "大厅", &at.replace("http", "https")]).expect_code(0);
    assert_eq!(parts(sent.text()).0, 204, "{}", sent.text());
    assert_eq!(
        irc.wait_for("deployed"),
        ":webhook!http@127.0.0.1 PRIVMSG #lobby :deployed"
    );
    assert_eq!(
        irc.wait_for("大厅"),
        ":ci!http@127.0.0.1 PRIVMSG #lobby :大厅"
    );
    read_until(&mut plain, "大厅");
    let mut late = visitor(&host);
    late.write_all(b"/nick cat\n").unwrap();
    let past = read_until(&mut late, "大厅");
    assert!(past.contains("deployed"), "{past}");
}

fn read_until(stream: &mut impl Read, words: &str) -> String {
    let mut all = Vec::new();
    while !String::from_utf8_lossy(&all).contains(words) {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).expect("it comes in time");
        assert_ne!(read, 0, "{}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn what_cannot_be_said_is_refused_with_a_sentence() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #closed");
    irc.ask("MODE #closed +m");
    let long = "x".repeat((16 << 10) + 1);
    let many = "x\n".repeat(21);
    let cases = [
        ("/room/lobby", "", "\n", 400),
        ("/room/lobby?nick=ANN", "", "x", 409),
        ("/room/lobby", "Hullo-Nick: ann\r\n", "x", 409),
        ("/room/lobby?nick=a%20b", "", "x", 400),
        ("/room/lobby?nick=a%0d%0aQUIT", "", "x", 400),
        ("/room/none", "", "x", 404),
        ("/room/%ff", "", "x", 400),
        ("/room/closed", "", "x", 403),
        ("/room/lobby", "", long.as_str(), 413),
        ("/room/lobby", "", many.as_str(), 413),
        ("/room/lobby", "Origin: http://evil.example\r\n", "x", 403),
        ("/room/lobby", "Origin: http://h\r\n", "x", 204),
    ];
    for (path, head, body, expected) in cases {
        let (status, answer) = post(&host, path, head, body);
        assert_eq!(status, expected, "{path} {head}\n{answer}");
        let sentence = answer.lines().last().unwrap_or_default();
        assert_eq!(sentence.is_empty(), expected == 204, "{answer}");
    }
    let heard = irc.sync();
    assert!(heard.is_empty(), "only the lobby heard anything: {heard:?}");
}

#[test]
fn nothing_in_a_body_becomes_a_command_or_a_line_of_its_own() {
    let host = host();
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #lobby");
    let body = "one\r\nQUIT\r\ntwo\rKICK\0\x1b[2J\x01VERSION\x01";
    let (status, answer) = post(&host, "/room/lobby", "", body);
    assert_eq!(status, 204, "{answer}");
    let heard = irc.sync();
    let said = |text: &str| format!(":webhook!http@127.0.0.1 PRIVMSG #lobby :{text}");
    assert_eq!(
        heard,
        [
            said("one"),
            said("QUIT"),
            said("two\\rKICK\\x00\\x1b[2J\\x01VERSION\\x01")
        ]
    );
}

#[test]
fn a_token_is_asked_for_and_opens_closed_rooms_but_no_ban() {
    let (host, _folder) = host_with("[access]\ntoken = \"secret\"\n");
    let mut irc = Chatter::registered("127.0.0.1", host.port(0), "ann", "");
    irc.ask("JOIN #closed");
    irc.ask("MODE #closed +ik key");
    let bearer = "Authorization: Bearer secret\r\n";
    let cases = [
        ("/room/lobby", "", 401),
        ("/room/lobby", "Authorization: Bearer wrong\r\n", 401),
        ("/room/lobby?token=wrong", "", 401),
        ("/room/lobby", bearer, 204),
        ("/room/lobby?token=secret", "", 204),
        ("/room/closed?token=secret", "", 204),
    ];
    for (path, head, expected) in cases {
        let (status, answer) = post(&host, path, head, "x");
        assert_eq!(status, expected, "{path} {head}\n{answer}");
    }
    irc.ask("MODE #closed +b *!http@*");
    assert_eq!(post(&host, "/room/closed", bearer, "x").0, 403);
}

#[test]
fn whoever_says_too_much_is_told_when_to_come_back() {
    let (host, _folder) = host_with("[limits]\nburst = 3\nlines_per_second = 0.1\n");
    for _ in 0..3 {
        assert_eq!(post(&host, "/room/lobby", "", "x").0, 204);
    }
    let (status, answer) = post(&host, "/room/lobby", "", "x");
    assert_eq!(status, 429, "{answer}");
    assert!(answer.contains("retry-after: "), "{answer}");
}

#[test]
fn a_host_with_a_password_takes_it_in_place_of_a_token() {
    let (host, _folder) = host_with("[access]\npassword = \"sesame\"\n");
    assert_eq!(post(&host, "/room/lobby", "", "x").0, 401);
    assert_eq!(post(&host, "/room/lobby?token=sesame", "", "x").0, 204);
}
