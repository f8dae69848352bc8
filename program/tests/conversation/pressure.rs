//! relay under load: many clients at once, much at once, and peers that do not read: memory stays bounded and nobody
//! else is held up.

use crate::hullo::{Hullo, Start, wait_until};
use crate::peers::{connect, numbered, read_all, receive, say, serve, udp};
use rustix::process::Signal;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

/// VmHWM in KiB that no relay may reach: 20 MiB.
const MOST_MEMORY: u64 = 20 * 1024;

#[track_caller]
fn relay(target: &str) -> Hullo {
    Start::hullo(&["relay", "tcp://127.0.0.1:0", target]).listening(1)
}

#[track_caller]
fn is_small(relay: &Hullo) {
    let memory = relay.most_memory();
    assert!(memory < MOST_MEMORY, "{memory} KiB");
}

#[test]
fn two_hundred_clients_at_once_each_get_their_own_answer() {
    let relay = relay(&echo());
    let address = relay.address(0);
    // All are there before the first has said a word.
    let mut clients: Vec<TcpStream> = (0..200).map(|_| connect(&address)).collect();
    for (n, client) in clients.iter_mut().enumerate() {
        client
            .write_all(format!("client {n}").repeat(500).as_bytes())
            .unwrap();
        client.shutdown(Shutdown::Write).unwrap();
    }
    for (n, client) in clients.iter_mut().enumerate().rev() {
        let answer = String::from_utf8(read_all(client)).unwrap();
        assert_eq!(answer, format!("client {n}").repeat(500));
    }
    is_small(&relay);
    let ended = relay.stop().expect_code(0);
    assert!(ended.stderr.contains("200 clients, "), "{}", ended.stderr);
}

/// An echo server of this process, a thread a client, for as long as the test runs.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut copy = stream.try_clone().unwrap();
                let _ = std::io::copy(&mut stream, &mut copy);
                let _ = copy.shutdown(Shutdown::Write);
            });
        }
    });
    address
}

#[test]
fn a_gibibyte_passes_through_little_memory() {
    const GIBIBYTE: u64 = 1 << 30;
    let (address, server) =
        serve(|mut stream| std::io::copy(&mut stream, &mut std::io::sink()).unwrap());
    let relay = relay(&address);
    let mut client = connect(&relay.address(0));
    let part = vec![1; 1 << 20];
    for _ in 0..GIBIBYTE / part.len() as u64 {
        client.write_all(&part).unwrap();
    }
    client.shutdown(Shutdown::Write).unwrap();
    assert_eq!(server.join().unwrap(), GIBIBYTE);
    is_small(&relay);
}

#[test]
fn a_megabyte_each_way_at_the_same_time_arrives_whole() {
    let (address, server) = serve(|mut stream| {
        let mut writer = stream.try_clone().unwrap();
        let writing = thread::spawn(move || {
            writer.write_all(&numbered(8 << 20)).unwrap();
            writer.shutdown(Shutdown::Write).unwrap();
        });
        let heard = read_all(&mut stream);
        writing.join().unwrap();
        heard
    });
    let relay = relay(&address);
    let mut client = connect(&relay.address(0));
    let mut writer = client.try_clone().unwrap();
    let writing = thread::spawn(move || {
        writer.write_all(&numbered(8 << 20)).unwrap();
        writer.shutdown(Shutdown::Write).unwrap();
    });
    assert!(read_all(&mut client) == numbered(8 << 20));
    writing.join().unwrap();
    assert!(server.join().unwrap() == numbered(8 << 20));
}

/// Writes for ever, and counts what was taken; ends when the other side has gone.
fn flood(mut stream: TcpStream, taken: Arc<AtomicU64>, done: Arc<AtomicBool>) {
    stream
        .set_write_timeout(Some(std::time::Duration::from_millis(200)))
        .unwrap();
    let part = [0; 65_536];
    while !done.load(Ordering::Relaxed) {
        match stream.write(&part) {
            Ok(count) => drop(taken.fetch_add(count as u64, Ordering::Relaxed)),
            // Full: the other side does not read.
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                done.store(true, Ordering::Relaxed);
            }
            Err(_) => return,
        }
    }
}

#[test]
fn a_client_that_never_reads_holds_up_nobody_and_costs_little() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("tcp://{}", listener.local_addr().unwrap());
    let (taken, full) = (
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    let (count, stuck) = (taken.clone(), full.clone());
    let server = thread::spawn(move || {
        let (first, _) = listener.accept().unwrap();
        let flooding = thread::spawn(move || flood(first, count, stuck));
        let (mut second, _) = listener.accept().unwrap();
        let heard = read_all(&mut second);
        second.write_all(&heard).unwrap();
        flooding
    });
    let relay = relay(&target);
    let lazy = connect(&relay.address(0));
    wait_until("the target's writes stop", || {
        full.load(Ordering::Relaxed).then_some(())
    });
    // What was taken stands in the kernel's buffers, which are bounded, and not in the relay.
    assert!(taken.load(Ordering::Relaxed) < 64 << 20);
    assert_eq!(say(&relay.address(0), b"me too"), b"me too");
    is_small(&relay);
    drop(lazy);
    server.join().unwrap().join().unwrap();
}

#[test]
fn a_target_that_never_reads_holds_up_nobody_and_costs_little() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("tcp://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (lazy, _) = listener.accept().unwrap();
        let (mut second, _) = listener.accept().unwrap();
        let mut asked = [0; 6];
        second.read_exact(&mut asked).unwrap();
        second.write_all(&asked).unwrap();
        (lazy, second)
    });
    let relay = relay(&target);
    let (taken, full) = (
        Arc::new(AtomicU64::new(0)),
        Arc::new(AtomicBool::new(false)),
    );
    flood(connect(&relay.address(0)), taken.clone(), full.clone());
    assert!(full.load(Ordering::Relaxed) && taken.load(Ordering::Relaxed) < 64 << 20);
    let mut second = connect(&relay.address(0));
    second.write_all(b"me too").unwrap();
    let mut answer = [0; 6];
    second.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"me too");
    is_small(&relay);
    drop(server.join().unwrap());
}

#[test]
fn datagrams_for_a_target_that_does_not_read_are_dropped_and_counted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("tcp://{}", listener.local_addr().unwrap());
    let lazy = thread::spawn(move || {
        let taken = listener.incoming().take(8);
        taken.collect::<std::io::Result<Vec<TcpStream>>>().unwrap()
    });
    let args = ["relay", "udp://127.0.0.1:0", &target, "--frame", "u16"];
    let relay = Start::hullo(&args).listening(1);
    let address = relay.address(0);
    let clients: Vec<_> = (0..8).map(|_| udp("127.0.0.1:0")).collect();
    let place = address.trim_start_matches("udp://");
    wait_until("datagrams are dropped", || {
        for client in &clients {
            client.send_to(&[0; 60_000], place).unwrap();
        }
        relay.signal(Signal::USR1);
        relay.stderr.so_far().contains(" dropped\n").then_some(())
    });
    // As many again: what is dropped costs nothing.
    for client in clients.iter().cycle().take(2000) {
        client.send_to(&[0; 60_000], place).unwrap();
    }
    is_small(&relay);
    drop(lazy.join().unwrap());
}

#[test]
fn two_hundred_flows_cost_little() {
    let target = udp("127.0.0.1:0");
    let address = format!("udp://{}", target.local_addr().unwrap());
    let relay = Start::hullo(&["relay", "udp://127.0.0.1:0", &address]).listening(1);
    let place = relay.address(0);
    let place = place.trim_start_matches("udp://");
    let clients: Vec<_> = (0..200).map(|_| udp("127.0.0.1:0")).collect();
    let before = relay.most_memory();
    for client in &clients {
        client.send_to(b"hello", place).unwrap();
        let (_, flow) = target.recv_from(&mut [0; 5]).unwrap();
        target.send_to(b"hello", flow).unwrap();
        assert_eq!(receive(client), b"hello");
    }
    // Room for the longest datagram, 64 KiB, and some for the task around it.
    let a_flow = (relay.most_memory() - before) / 200;
    assert!(a_flow < 100, "{a_flow} KiB");
}
