//! Rows about what goes wrong: each kind of failure has its own exit code, and none is silent.

use crate::hullo::{Folder, Hullo, run};
use crate::place::free_port;
use crate::sending::{Dead, heard_out, noise, one_client};
use crate::table::row;
use rustix::net::sockopt::set_socket_linger;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const DONE: i32 = 0;
const COULD_NOT: i32 = 2;
const NAME_NOT_FOUND: i32 = 3;
const REFUSED: i32 = 4;
const UNREACHABLE: i32 = 5;
const TIMED_OUT: i32 = 6;
const CLOSED: i32 = 7;

/// Ends the connection by a RST instead of a FIN.
fn reset(stream: TcpStream) {
    set_socket_linger(&stream, Some(Duration::ZERO)).unwrap();
}

#[test]
fn row_24_connecting_is_given_up_after_the_time_said() {
    let dead = Dead::at("127.0.0.1:0");
    let to = dead.address.to_string();
    let start = Instant::now();
    let failed = row(24)
        .command(0, &[("HOST:12345", &to), ("2s", "300ms")])
        .run()
        .expect_code(TIMED_OUT);
    assert!(start.elapsed() >= Duration::from_millis(300));
    assert!(failed.stderr.contains(&to), "{}", failed.stderr);
}

#[test]
fn row_25_silence_and_the_whole_have_their_limits() {
    let server = row(25)
        .command(0, &[(":12345", "tcp://127.0.0.1:0"), ("30s", "200ms")])
        .listening(1);
    let mut silent = TcpStream::connect(("127.0.0.1", server.port(0))).unwrap();
    assert_eq!(silent.read(&mut [0]).unwrap(), 0, "closed by the listener");
    server.wait_for_word("--idle-timeout");

    let (host, peer) = one_client(|mut client| {
        heard_out(&mut client);
        client // open until the test ends
    });
    row(25)
        .command(1, &[("HOST:12345", &host), ("5s", "300ms")])
        .run()
        .expect_code(TIMED_OUT);
    peer.join().unwrap();
}

#[test]
fn row_26_exit_codes_tell_failures_apart() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let dead = Dead::at("127.0.0.1:0");
    let dropped = dead.address.to_string();
    let nobody = format!("127.0.0.1:{}", free_port("127.0.0.1"));
    for (to, code, word) in [
        (server.address(0).as_str(), DONE, ""),
        ("localhost:99999", COULD_NOT, "65535"),
        // RFC 6761: names under .invalid never exist.
        ("nobody.invalid:12345", NAME_NOT_FOUND, "not found"),
        (&nobody, REFUSED, "refused"),
        // TCP has no broadcast: there is no way there, whatever the network.
        ("255.255.255.255:12345", UNREACHABLE, "unreachable"),
        (&dropped, TIMED_OUT, "timed out"),
    ] {
        let command = row(26).command(0, &[("HOST:12345", to)]);
        let done = match code {
            TIMED_OUT => run(&["send", to, "hello", "--connect-timeout", "300ms"]),
            _ => command.run(),
        };
        let done = done.expect_code(code);
        assert!(done.stderr.contains(word), "{to}: {}", done.stderr);
        assert!(done.stderr.lines().count() <= 1, "{to}: {}", done.stderr);
    }
}

#[test]
fn row_27_reset_while_the_answer_comes_is_no_good_end() {
    let (host, server) = one_client(|mut client| {
        client.write_all(b"half an ans").unwrap();
        let mut question = [0; 8];
        client.read_exact(&mut question).unwrap();
        reset(client);
    });
    let failed = row(27).command(0, &[("HOST:12345", &host)]).run();
    let failed = failed.expect_code(CLOSED);
    assert!(failed.stderr.contains("reset"), "{}", failed.stderr);
    server.join().unwrap();
}

#[test]
fn row_46_server_that_closes_while_we_speak_is_no_good_end() {
    let folder = Folder::new();
    std::fs::write(folder.file("image.bin"), noise(8 << 20)).unwrap();
    let (host, server) = one_client(|mut client| {
        let mut part = [0; 1000];
        client.read_exact(&mut part).unwrap();
        // Closed with the rest unread.
    });
    row(46)
        .command(0, &[("HOST:12345", &host)])
        .dir(folder.path())
        .run()
        .expect_code(CLOSED);
    server.join().unwrap();
}
