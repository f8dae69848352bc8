//! The two directions of a stream end one by one, and nothing is lost on the one that goes on.

use crate::hullo::{Folder, Hullo, Start, run, run_with};
use crate::peers::{connect, numbered, read_all, read_exactly, say, serve};
use std::io::Write;
use std::net::Shutdown;

const MIB: usize = 1 << 20;

#[test]
fn a_client_that_ends_its_side_gets_the_whole_answer() {
    let folder = Folder::new();
    let file = folder.file("answer");
    std::fs::write(&file, numbered(MIB)).unwrap();
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--send-file", &file]);
    assert!(say(&server.address(0), b"and now you") == numbered(MIB));

    let command = format!("cat '{file}'");
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--exec", &command]);
    assert!(say(&server.address(0), b"") == numbered(MIB));

    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let answer = run_with(&["send", &server.address(0)], &numbered(MIB)).expect_code(0);
    assert!(answer.stdout == numbered(MIB));
}

#[test]
fn send_hears_the_whole_answer_after_it_has_ended_its_side() {
    let (address, server) = serve(|mut stream| {
        // Only after the client's end does the answer begin.
        let heard = read_all(&mut stream);
        stream.write_all(&numbered(MIB)).unwrap();
        heard
    });
    let answer = run(&["send", &address, "your turn"]).expect_code(0);
    assert!(answer.stdout == numbered(MIB));
    assert_eq!(server.join().unwrap(), b"your turn");
}

#[test]
fn a_server_that_ends_its_side_first_still_hears_all() {
    let (address, server) = serve(|mut stream| {
        stream.write_all(b"I am done").unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        read_all(&mut stream)
    });
    let mut send = Hullo::start(&["send", &address]);
    // The server's end has come before the client says a word.
    send.wait_for_output("I am done");
    send.say(numbered(MIB));
    send.end_input();
    assert_eq!(send.ended().expect_code(0).text(), "I am done");
    assert!(server.join().unwrap() == numbered(MIB));
}

#[test]
fn listen_hears_a_client_out_after_its_own_reply() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "ok"]);
    let mut client = connect(&server.address(0));
    client.write_all(b"first\n").unwrap();
    // The reply comes in the client's pause, and with it the server's end.
    assert_eq!(read_all(&mut client), b"ok");
    client.write_all(b"second\n").unwrap();
    drop(client);
    server.wait_for_output(" second\n");
}

#[test]
fn nothing_said_is_an_exchange_too() {
    for protocol in ["tcp", "unix"] {
        let folder = Folder::new();
        let address = match protocol {
            "tcp" => "tcp://127.0.0.1:0".to_owned(),
            _ => format!("unix:{}", folder.file("socket")),
        };
        let server = Hullo::listen(&["listen", &address, "--echo", "-v"]);
        let answer = run(&["send", &server.address(0)]).expect_code(0);
        assert_eq!(answer.stdout, b"");
        server.wait_for_word("left (0 bytes in, 0 out)");
        let answer = run(&["send", &server.address(0), ""]).expect_code(0);
        assert_eq!(answer.stdout, b"");
    }
}

#[test]
fn bytes_that_come_one_by_one_are_one_message() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let mut client = connect(&server.address(0));
    client.set_nodelay(true).unwrap();
    let text = "早上好, one\n";
    for byte in text.as_bytes() {
        client.write_all(&[*byte]).unwrap();
        assert_eq!(read_exactly(&mut client, 1), [*byte]);
    }
    server.wait_for_output(&format!(" {text}"));
    client.shutdown(Shutdown::Write).unwrap();
    assert_eq!(read_all(&mut client), b"");
}

#[test]
fn send_prints_a_character_cut_in_two_by_a_packet_whole() {
    let (address, server) = serve(|mut stream| {
        stream.set_nodelay(true).unwrap();
        for byte in "你好".as_bytes() {
            stream.write_all(&[*byte]).unwrap();
        }
        read_all(&mut stream)
    });
    assert_eq!(run(&["send", &address, "x"]).expect_code(0).text(), "你好");
    assert_eq!(server.join().unwrap(), b"x");
}

#[test]
fn send_that_expects_no_reply_loses_nothing_of_what_it_says() {
    let (address, server) = serve(|mut stream| {
        // Unasked words stand unread at the client when it closes.
        stream.write_all(&numbered(MIB / 16)).unwrap();
        read_all(&mut stream)
    });
    run_with(&["send", "--no-reply", &address], &numbered(4 * MIB)).expect_code(0);
    assert!(server.join().unwrap() == numbered(4 * MIB));
}

#[test]
fn a_file_goes_through_listen_raw_unchanged() {
    let folder = Folder::new();
    let file = folder.file("in");
    std::fs::write(&file, numbered(8 * MIB + 3)).unwrap();
    let server = Start::hullo(&["listen", "--raw", "--once", "tcp://127.0.0.1:0"]).listening(1);
    run(&["send", "--no-reply", "--file", &file, &server.address(0)]).expect_code(0);
    assert!(server.ended().expect_code(0).stdout == numbered(8 * MIB + 3));
}
