//! Rows about `listen` and many clients of streams: answers, echo, and everybody hearing everybody.

use crate::hullo::{Hullo, PATIENCE, Start, missing};
use crate::sending::noise;
use crate::table::row;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;

fn connect(server: &Hullo) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", server.port(0))).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

#[test]
fn row_05_every_client_gets_the_answer_however_much_it_says() {
    let server = row(5)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let silent = connect(&server);
    let clients: Vec<_> = (0..8)
        .map(|n| {
            let mut client = connect(&server);
            thread::spawn(move || {
                client.write_all(&noise(n * 30_000)).unwrap();
                client.shutdown(Shutdown::Write).unwrap();
                let mut answer = String::new();
                client.read_to_string(&mut answer).unwrap();
                answer
            })
        })
        .collect();
    for client in clients {
        assert_eq!(client.join().unwrap(), "Hello, Client");
    }
    drop(silent);
}

#[test]
fn row_06_hundred_and_twenty_clients_are_echoed_at_once() {
    let server = row(6)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let mut clients: Vec<_> = (0..120).map(|_| connect(&server)).collect();
    // The last first: none waits for another's end.
    for (n, client) in clients.iter_mut().enumerate().rev() {
        let said = format!("client {n}\n");
        client.write_all(said.as_bytes()).unwrap();
        let mut heard = vec![0; said.len()];
        client.read_exact(&mut heard).unwrap();
        assert_eq!(heard, said.as_bytes());
    }
}

#[test]
fn row_07_standard_input_goes_to_all_and_all_are_heard() {
    if missing("nc.openbsd") {
        return;
    }
    let mut server = row(7)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let port = server.port(0).to_string();
    let mut clients: Vec<_> = ["ann", "bob"]
        .map(|name| {
            let mut client = Start::program("nc.openbsd", &["127.0.0.1", &port]).spawn();
            client.say(format!("{name} is here\n"));
            server.wait_for_output(&format!("{name} is here\n"));
            client
        })
        .into();
    server.say("dinner!\n");
    for client in &mut clients {
        client.wait_for_output("dinner!\n");
    }
    let said = server.stdout.so_far();
    let senders: Vec<_> = said
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    assert_eq!(senders.len(), 2, "{said}");
    assert!(senders[0] != senders[1], "each line has its sender: {said}");
}

#[test]
fn row_09_everybody_hears_the_others_in_any_script() {
    if missing("nc.openbsd") || missing("ncat") {
        return;
    }
    let server = row(9)
        .command(0, &[(":12345", "tcp://127.0.0.1:0")])
        .listening(1);
    let port = server.port(0).to_string();
    let mut ann = Start::program("nc.openbsd", &["127.0.0.1", &port]).spawn();
    ann.say("first\n");
    server.wait_for_output("first\n");
    let mut bob = Start::program("ncat", &["127.0.0.1", &port]).spawn();
    bob.say("大家好\n");
    let heard = ann.wait_for_output("大家好\n");
    assert_eq!(heard, "大家好\n", "nobody hears himself");
    ann.say("你好\n");
    assert_eq!(bob.wait_for_output("你好\n"), "你好\n");
}
