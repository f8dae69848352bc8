//! What listen does with what comes, and how it answers: every option, over streams and datagrams.

use crate::hullo::{Folder, Hullo, Start, missing, run, wait_until};
use crate::peers::{ask, connect, is_reset, read_all, read_exactly, receive, say, udp};
use std::io::Write;
use std::net::Shutdown;

const TCP: &str = "tcp://127.0.0.1:0";
const UDP: &str = "udp://127.0.0.1:0";

#[test]
fn a_fixed_reply_answers_everybody() {
    let server = Hullo::listen(&["listen", TCP, UDP, "--reply", r"ok\r\n", "-e"]);
    assert_eq!(say(&server.address(0), b"hello"), b"ok\r\n");
    // Who says nothing and ends is answered too; who neither speaks nor ends is waited for.
    assert_eq!(say(&server.address(0), b""), b"ok\r\n");
    let peer = udp("127.0.0.1:0");
    assert_eq!(ask(&peer, &server.address(1), b"hello"), b"ok\r\n");
    assert_eq!(ask(&peer, &server.address(1), b""), b"ok\r\n");
}

#[test]
fn a_reply_that_keeps_the_connection_answers_every_line() {
    let server = Hullo::listen(&["listen", TCP, "--reply", "ok;", "--keep"]);
    let mut client = connect(&server.address(0));
    client.write_all(b"a\nb\n").unwrap();
    assert_eq!(read_exactly(&mut client, 6), b"ok;ok;");
    // Without a line end it is answered after a pause, as the textbook's clients need it.
    client.write_all(b"c").unwrap();
    assert_eq!(read_exactly(&mut client, 3), b"ok;");
    client.write_all("最后".as_bytes()).unwrap();
    client.shutdown(Shutdown::Write).unwrap();
    assert_eq!(read_all(&mut client), b"ok;");
}

#[test]
fn tcp_and_udp_share_a_port_and_each_is_echoed() {
    let free = Hullo::listen(&["listen", TCP]);
    let port = free.port(0);
    free.stop().expect_code(0);
    let (tcp, udp_address) = (
        format!("tcp://127.0.0.1:{port}"),
        format!("udp://127.0.0.1:{port}"),
    );
    let server = Hullo::listen(&["listen", &tcp, &udp_address, "--echo"]);
    assert_eq!(say(&server.address(0), b"stream"), b"stream");
    assert_eq!(
        ask(&udp("127.0.0.1:0"), &server.address(1), b"datagram"),
        b"datagram"
    );
}

#[test]
fn a_command_answers_and_knows_its_peer() {
    if missing("sh") {
        return;
    }
    let command = "echo $HULLO_PROTO $HULLO_REMOTE_ADDR $HULLO_REMOTE_PORT $HULLO_LOCAL_PORT; cat";
    let server = Hullo::listen(&["listen", TCP, UDP, "--exec", command, "--shell"]);
    let mut client = connect(&server.address(0));
    let own = client.local_addr().unwrap().port();
    client.write_all(b"text").unwrap();
    client.shutdown(Shutdown::Write).unwrap();
    let expected = format!("tcp 127.0.0.1 {own} {}\ntext", server.port(0));
    assert_eq!(read_all(&mut client), expected.as_bytes());
    let peer = udp("127.0.0.1:0");
    let own = peer.local_addr().unwrap().port();
    let expected = format!("udp 127.0.0.1 {own} {}\ntext", server.port(1));
    assert_eq!(ask(&peer, &server.address(1), b"text"), expected.as_bytes());
}

#[test]
fn without_a_shell_a_command_is_split_into_words_and_nothing_else() {
    let server = Hullo::listen(&["listen", TCP, "--exec", r#"printf "%s|" 'a b' $HOME ; *"#]);
    assert_eq!(say(&server.address(0), b""), b"a b|$HOME|;|*|");
}

#[test]
fn a_command_that_cannot_be_run_costs_only_the_one_who_asked() {
    let server = Hullo::listen(&["listen", TCP, UDP, "--exec", "no-such-program"]);
    assert_eq!(say(&server.address(0), b""), b"");
    server.wait_for_word("could not run \"no-such-program\": ");
    udp("127.0.0.1:0")
        .send_to(b"x", server.address(1).trim_start_matches("udp://"))
        .unwrap();
    server.wait_for_word("by a command: could not run \"no-such-program\": ");
    server.stop().expect_code(0);
}

#[test]
fn a_file_answers() {
    let folder = Folder::new();
    let file = folder.file("greeting");
    std::fs::write(&file, "hello from a file\n").unwrap();
    let server = Hullo::listen(&["listen", TCP, UDP, "--send-file", &file]);
    // At once, before a word is said.
    let mut client = connect(&server.address(0));
    assert_eq!(read_exactly(&mut client, 18), b"hello from a file\n");
    assert_eq!(
        ask(&udp("127.0.0.1:0"), &server.address(1), b"?"),
        b"hello from a file\n"
    );
}

#[test]
fn standard_input_is_said_to_everybody() {
    let mut server = Hullo::listen(&["listen", TCP, UDP, "--send-stdin", "-v"]);
    let mut clients = [connect(&server.address(0)), connect(&server.address(0))];
    for client in &clients {
        server.wait_for_word(&format!("{} connected", client.local_addr().unwrap()));
    }
    let peer = udp("127.0.0.1:0");
    peer.send_to(b"me too", server.address(1).trim_start_matches("udp://"))
        .unwrap();
    server.wait_for_output("me too");
    server.say("news\n");
    for client in &mut clients {
        assert_eq!(read_exactly(client, 5), b"news\n");
    }
    assert_eq!(receive(&peer), b"news\n");
    // Its end ends nothing that is still being said to us.
    server.end_input();
    clients[0].write_all(b"thanks\n").unwrap();
    server.wait_for_output("thanks");
}

#[test]
fn a_broker_passes_on_to_all_others() {
    let server = Hullo::listen(&["listen", TCP, UDP, "--broker", "-v"]);
    let mut clients = [(); 3].map(|()| connect(&server.address(0)));
    for client in &clients {
        server.wait_for_word(&format!("{} connected", client.local_addr().unwrap()));
    }
    clients[0].write_all(b"from 0\n").unwrap();
    assert_eq!(read_exactly(&mut clients[1], 7), b"from 0\n");
    assert_eq!(read_exactly(&mut clients[2], 7), b"from 0\n");
    clients[1].write_all(b"from 1\n").unwrap();
    // Its own words do not come back to it: the next that 0 hears is 1's.
    assert_eq!(read_exactly(&mut clients[0], 7), b"from 1\n");

    let peers = [udp("127.0.0.1:0"), udp("127.0.0.1:0")];
    let at = server.address(1);
    let at = at.trim_start_matches("udp://");
    peers[0].send_to(b"first", at).unwrap();
    server.wait_for_output("first");
    peers[1].send_to(b"second", at).unwrap();
    assert_eq!(receive(&peers[0]), b"second");
}

#[test]
fn what_comes_is_written_to_one_file_a_peer() {
    let folder = Folder::new();
    let into = folder.file("heard");
    let server = Hullo::listen(&["listen", TCP, UDP, "--output", &into, "-v"]);
    say(&server.address(0), b"first\0connection");
    say(&server.address(0), b"second connection");
    let peer = udp("127.0.0.1:0");
    for text in [&b"one"[..], b"two"] {
        peer.send_to(text, server.address(1).trim_start_matches("udp://"))
            .unwrap();
    }
    let mut heard = wait_until("three whole files", || {
        let files = std::fs::read_dir(&into).ok()?;
        let heard: Vec<Vec<u8>> = files
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .filter(|bytes| bytes.len() > 5)
            .collect();
        (heard.len() == 3).then_some(heard)
    });
    heard.sort();
    assert_eq!(
        heard,
        [&b"first\0connection"[..], b"onetwo", b"second connection"]
    );
    assert_eq!(server.stop().expect_code(0).text(), "");
}

#[test]
fn bytes_are_dumped_or_passed_as_they_are() {
    let server = Hullo::listen(&["listen", TCP, "--hex", "--once"]);
    say(&server.address(0), b"hi\xff\x1b");
    let dump = server.ended().expect_code(0);
    let dump = dump.text();
    assert!(
        dump.contains(" 4 bytes\n") && dump.contains("68 69 ff 1b"),
        "{dump}"
    );

    let server = Hullo::listen(&["listen", UDP, "--raw", "--max-messages", "2"]);
    let peer = udp("127.0.0.1:0");
    for bytes in [&b"a\xff"[..], b"\x1b[2J"] {
        peer.send_to(bytes, server.address(0).trim_start_matches("udp://"))
            .unwrap();
    }
    assert_eq!(server.ended().expect_code(0).stdout, b"a\xff\x1b[2J");
}

#[test]
fn limits_end_the_listener_when_it_is_enough() {
    let server = Hullo::listen(&["listen", TCP, "--once", "--echo"]);
    assert_eq!(say(&server.address(0), b"only"), b"only");
    assert!(server.ended().expect_code(0).text().ends_with(" only\n"));

    let server = Hullo::listen(&["listen", UDP, "--once", "--echo"]);
    assert_eq!(
        ask(&udp("127.0.0.1:0"), &server.address(0), b"only"),
        b"only"
    );
    assert!(server.ended().expect_code(0).text().ends_with(" only\n"));

    let server = Hullo::listen(&["listen", TCP, "--max-messages", "2"]);
    let mut client = connect(&server.address(0));
    client.write_all(b"one\ntwo\nthree\n").unwrap();
    let heard = server.ended().expect_code(0);
    assert_eq!(heard.text().lines().count(), 2, "{heard:?}");

    let server = Start::hullo(&["listen", "--timeout", "100ms", TCP]).listening(1);
    server.ended().expect_code(0);
}

#[test]
fn an_idle_connection_is_closed_and_a_busy_one_is_not() {
    let server = Hullo::listen(&["listen", TCP, "--echo", "--idle-timeout", "300ms"]);
    let mut idle = connect(&server.address(0));
    idle.write_all(b"x").unwrap();
    assert_eq!(read_exactly(&mut idle, 1), b"x");
    assert_eq!(read_all(&mut idle), b"");
    server.wait_for_word("left: nothing came (--idle-timeout) (1 bytes in, 1 out)");
}

#[test]
fn networks_are_let_in_or_kept_out() {
    let server = Hullo::listen(&[
        "listen",
        "tcp://:0",
        "udp://:0",
        "--echo",
        "--deny",
        "127.0.0.0/8",
    ]);
    assert!(is_reset(&format!("127.0.0.1:{}", server.port(0))));
    server.wait_for_word(" refused: not allowed here (--allow, --deny)");
    udp("127.0.0.1:0")
        .send_to(b"x", ("127.0.0.1", server.port(1)))
        .unwrap();
    wait_until("both refused", || {
        (server.stderr.so_far().matches(" refused: ").count() == 2).then_some(())
    });
    let allowed = Hullo::listen(&["listen", TCP, "--echo", "--allow", "10.0.0.0/8,127.0.0.1"]);
    assert_eq!(say(&allowed.address(0), b"x"), b"x");
    let kept = Hullo::listen(&[
        "listen",
        TCP,
        "--echo",
        "--allow",
        "127.0.0.0/8",
        "--deny",
        "127.0.0.1",
    ]);
    run(&["send", &kept.address(0)]).expect_code(7);
    assert_eq!(server.stop().expect_code(0).text(), "");
}

#[test]
fn unix_sockets_are_heard_and_answered() {
    let folder = Folder::new();
    let path = folder.file("socket");
    let server = Hullo::listen(&["listen", &format!("unix:{path}"), "--reply", "hi"]);
    let answer = run(&["send", &server.address(0), "hello"]).expect_code(0);
    assert_eq!(answer.text(), "hi");
    server.wait_for_output(" hello\n");
    server.stop().expect_code(0);
    assert!(
        !std::path::Path::new(&path).exists(),
        "the socket file is left behind"
    );

    let name = format!("unix:@hullo-test-{}", std::process::id());
    let server = Hullo::listen(&["listen", &name, "--echo"]);
    assert_eq!(
        run(&["send", &name, "abstract"]).expect_code(0).text(),
        "abstract"
    );
    server.stop().expect_code(0);
}
