//! The textbook's Python programs against hullo: they send without a line end, take one recv(1024) for a message, and
//! keep strict turns. Their faults must not become ours, nor ours trip them.

use crate::hullo::{Hullo, Start, missing, run};
use crate::place::{families, url};
use std::net::TcpStream;

pub(crate) fn python(program: &str, args: &[&str]) -> Start {
    let file = format!("{}/tests/peers/{program}.py", env!("CARGO_MANIFEST_DIR"));
    let args: Vec<&str> = [file.as_str()]
        .into_iter()
        .chain(args.iter().copied())
        .collect();
    Start::program("python3", &args).env("PYTHONIOENCODING", "utf-8")
}

/// A Python server on a free port, which it says as hullo does.
pub(crate) fn server(program: &str, host: &str, answer: &str) -> Hullo {
    let mut args = vec![host, "0"];
    args.extend((!answer.is_empty()).then_some(answer));
    python(program, &args).listening(1)
}

#[test]
fn tcp_client_is_answered_while_another_connection_stays_open() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let reply = "Hello, 客户端";
        let server = Hullo::listen(&["listen", &url("tcp", host, 0), "--reply", reply]);
        let open = TcpStream::connect((host, server.port(0))).unwrap();
        let port = server.port(0).to_string();
        let done = python("tcp_client", &[host, &port]).run().expect_code(0);
        assert_eq!(done.text(), "Server: Hello, 客户端\n");
        server.wait_for_output("Hello, server! 你好，服务器！\n");
        drop(open);
    }
}

#[test]
fn tcp_client_is_echoed_with_no_byte_of_its_chinese_lost() {
    if missing("python3") {
        return;
    }
    // 341 characters are 1,023 bytes: the most Chinese that one recv(1024) holds whole.
    let text = "汉".repeat(341);
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let port = server.port(0).to_string();
    let done = python("tcp_client", &["127.0.0.1", &port, &text])
        .run()
        .expect_code(0);
    assert_eq!(done.text(), format!("Server: {text}\n"));
}

#[test]
fn tcp_server_is_heard() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let server = server("tcp_server", host, "");
        let done = run(&["send", &url("tcp", host, server.port(0)), "你好, server"]);
        assert_eq!(done.expect_code(0).text(), "Hello, client! 你好，客户端！");
        assert_eq!(
            server.ended().expect_code(0).text(),
            "Client: 你好, server\n"
        );
    }
}

#[test]
fn two_udp_clients_at_once_get_each_its_own_answer() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let server = Hullo::listen(&["listen", &url("udp", host, 0), "--echo"]);
        let port = server.port(0).to_string();
        let clients =
            ["安", "宝"].map(|name| (name, python("udp_client", &[host, &port, name]).spawn()));
        for (name, client) in clients {
            assert_eq!(
                client.ended().expect_code(0).text(),
                format!("Server: {name}\n")
            );
            server.wait_for_output(&format!(" {name}\n"));
        }
    }
}

#[test]
fn udp_server_is_heard_by_several_at_once() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let server = server("udp_server", host, "");
        let to = url("udp", host, server.port(0));
        let clients = ["一", "二", "三"].map(|word| Hullo::start(&["send", &to, word]));
        for client in clients {
            let done = client.ended().expect_code(0);
            assert_eq!(done.text(), "Hello, client! 你好，客户端！");
        }
        for word in ["一", "二", "三"] {
            server.wait_for_output(&format!("Client: {word}\n"));
        }
    }
}

#[test]
fn chat_client_keeps_its_turns_with_a_reply_to_each_message() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let at = url("tcp", host, 0);
        let server = Hullo::listen(&["listen", &at, "--reply", "收到", "--keep"]);
        let mut client = python("chat_client", &[host, &server.port(0).to_string()]).spawn();
        for (turn, word) in ["第一", "second"].into_iter().enumerate() {
            client.say(format!("{word}\n"));
            server.wait_for_output(&format!(" {word}\n"));
            client
                .stdout
                .wait_until("the chat client", "to be answered", |said| {
                    said.matches("Server: 收到\n").count() == turn + 1
                });
        }
        client.say("exit\n");
        client.ended().expect_code(0);
    }
}

#[test]
fn chat_server_is_asked_and_answers_by_hand() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let mut server = server("chat_server", host, "");
        let to = url("tcp", host, server.port(0));
        let mut client = Hullo::start(&["send", &to, "--keep-open"]);
        client.say("你好");
        server.wait_for_output("Client: 你好\n");
        server.say("再见\n");
        client.wait_for_output("再见");
        server.say("exit\n");
        client.say("still there?");
        server.wait_for_output("Client: still there?\n");
        client.end_input();
        client.ended().expect_code(0);
    }
}
