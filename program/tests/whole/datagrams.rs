//! Datagrams: every peer answered at its own address, borders kept, from nothing to the longest there is.

use crate::hullo::{Folder, Hullo, missing_ipv6, run, run_with, skipped, wait_until};
use crate::peers::{ask, numbered, receive, udp};
use rustix::process::Signal;
use std::os::unix::net::UnixDatagram;
use std::thread;

/// 65,535 bytes less the headers of UDP and IPv4.
const LONGEST: usize = 65_507;

#[test]
fn several_peers_are_answered_each_at_its_own_address() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let peers: Vec<_> = (0..20).map(|_| udp("127.0.0.1:0")).collect();
    let address = server.address(0);
    for (number, peer) in peers.iter().enumerate() {
        let text = format!("peer {number}");
        peer.send_to(text.as_bytes(), address.trim_start_matches("udp://"))
            .unwrap();
    }
    for (number, peer) in peers.iter().enumerate() {
        let text = format!("peer {number}");
        assert_eq!(receive(peer), text.as_bytes());
        server.wait_for_output(&format!("{} {text}\n", peer.local_addr().unwrap()));
    }
}

#[test]
fn one_socket_without_a_host_answers_both_families() {
    if missing_ipv6() {
        return;
    }
    let server = Hullo::listen(&["listen", "udp://:0", "--reply", "here"]);
    let port = server.port(0);
    let v4 = udp("127.0.0.1:0");
    v4.connect(("127.0.0.1", port)).unwrap();
    v4.send(b"four").unwrap();
    assert_eq!(receive(&v4), b"here");
    let v6 = udp("[::1]:0");
    v6.connect(("::1", port)).unwrap();
    v6.send(b"six").unwrap();
    assert_eq!(receive(&v6), b"here");
    let said = server.wait_for_output(" six\n");
    assert!(
        said.contains(&format!(" {} four\n", v4.local_addr().unwrap())),
        "{said}"
    );
}

#[test]
fn empty_datagrams_are_datagrams_both_ways() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let peer = udp("127.0.0.1:0");
    assert_eq!(ask(&peer, &server.address(0), b""), b"");
    assert_eq!(ask(&peer, &server.address(0), b"x"), b"x");
    let from = peer.local_addr().unwrap();
    server.wait_for_output(&format!("{from} \n"));
    let answer = run_with(&["send", &server.address(0)], b"").expect_code(0);
    assert_eq!(answer.stdout, b"");
    let answer = run(&["send", "--json", &server.address(0), ""]).expect_code(0);
    assert!(
        answer.text().contains("\"kind\":\"datagram\""),
        "{answer:?}"
    );
}

#[test]
fn the_longest_datagram_passes_and_one_byte_more_is_told_the_limit() {
    for address in ["udp://127.0.0.1:0", "udp://[::1]:0"] {
        if address.contains('[') && missing_ipv6() {
            return;
        }
        let server = Hullo::listen(&["listen", address, "--echo"]);
        let answer = run_with(&["send", &server.address(0)], &numbered(LONGEST)).expect_code(0);
        assert!(answer.stdout == numbered(LONGEST));
    }
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let address = server.address(0);
    let refused = run_with(&["send", &address], &numbered(LONGEST + 1)).expect_code(2);
    assert_eq!(
        refused.stderr,
        format!(
            "hullo: could not send to {address}: a datagram of 65508 bytes is too long: the limit is 65507 over IPv4; \
             --split BYTES or --each-line makes more datagrams of it\n"
        )
    );
    // IPv6 has 20 bytes more; what is longer than that is not read to its end.
    let refused = run_with(&["send", &address], &numbered(1 << 20)).expect_code(2);
    assert!(
        refused.stderr.contains("longer than 65527 bytes"),
        "{}",
        refused.stderr
    );
}

#[test]
fn each_line_and_each_piece_is_a_datagram() {
    let peer = udp("127.0.0.1:0");
    let address = format!("udp://{}", peer.local_addr().unwrap());
    run_with(
        &["send", "--no-reply", "--each-line", &address],
        b"one\n\ntwo",
    )
    .expect_code(0);
    assert_eq!(
        [receive(&peer), receive(&peer), receive(&peer)],
        [&b"one"[..], b"", b"two"]
    );
    for bundled in [
        &["--split", "1000"][..],
        &["--split", "1000", "--no-bundle"],
    ] {
        let args: Vec<&str> = [&["send", "--no-reply", &address], bundled].concat();
        run_with(&args, &numbered(2500)).expect_code(0);
        let all = numbered(2500);
        for piece in all.chunks(1000) {
            assert_eq!(receive(&peer), piece, "{bundled:?}");
        }
    }
}

#[test]
fn answers_of_many_datagrams_are_counted() {
    // Every second datagram is answered: one of three is missing in the end.
    let server = udp("127.0.0.1:0");
    let address = format!("udp://{}", server.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let mut buffer = [0; 100];
        for number in 0..4 {
            let (count, from) = server.recv_from(&mut buffer).unwrap();
            if number % 2 == 0 {
                server.send_to(&buffer[..count], from).unwrap();
            }
        }
    });
    let args = [
        "send", "--count", "4", "--every", "1ms", "--wait", "300ms", &address, "ping",
    ];
    let ended = run(&args).expect_code(1);
    assert!(
        ended
            .stderr
            .contains("4 sent, 2 answered, 50.0% lost; round trip min "),
        "{}",
        ended.stderr
    );
    assert_eq!(ended.text(), "ping\nping\n");
    thread.join().unwrap();

    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let args = [
        "send",
        "--datagrams",
        "3",
        "--wait",
        "100ms",
        &server.address(0),
        "x",
    ];
    let ended = run(&args).expect_code(1);
    assert_eq!(
        (ended.text(), &*ended.stderr),
        ("x", "2 answers did not come\n")
    );
}

#[test]
fn unix_datagrams_are_answered_and_keep_their_borders() {
    let folder = Folder::new();
    let path = folder.file("socket");
    let server = Hullo::listen(&["listen", &format!("unixgram:{path}"), "--echo"]);
    let address = server.address(0);
    let longest_here = numbered(60_000);
    for message in [&b""[..], b"one", &longest_here] {
        assert!(run_with(&["send", &address], message).expect_code(0).stdout == message);
    }
    let own = folder.file("peer");
    let peer = UnixDatagram::bind(&own).unwrap();
    peer.send_to(b"from a path", &path).unwrap();
    let mut buffer = [0; 100];
    let count = peer.recv(&mut buffer).unwrap();
    assert_eq!(&buffer[..count], b"from a path");
    server.wait_for_output(&format!("{own} from a path\n"));
    // A sender without a name cannot be answered, and is heard.
    UnixDatagram::unbound()
        .unwrap()
        .send_to(b"nobody", &path)
        .unwrap();
    server.wait_for_output("unnamed nobody\n");
    server.wait_for_word("could not answer unnamed: ");
    server.stop().expect_code(0);
    assert!(!std::path::Path::new(&path).exists());
}

#[test]
fn a_udp_listener_survives_peers_that_are_gone() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    for _ in 0..10 {
        // Gone before the echo comes: an ICMP error is the answer to it.
        let peer = udp("127.0.0.1:0");
        let address = server.address(0);
        peer.send_to(b"x", address.trim_start_matches("udp://"))
            .unwrap();
    }
    let peer = udp("127.0.0.1:0");
    assert_eq!(
        ask(&peer, &server.address(0), b"still there?"),
        b"still there?"
    );
    server.stop().expect_code(0);
}

#[test]
fn what_the_kernel_dropped_is_told_at_the_end() {
    let small = ["listen", "udp://127.0.0.1:0", "--receive-buffer", "4096"];
    let server = Hullo::listen(&small);
    let peer = udp("127.0.0.1:0");
    peer.connect(server.address(0).trim_start_matches("udp://"))
        .unwrap();
    server.signal(Signal::STOP);
    let stat = format!("/proc/{}/stat", server.pid());
    wait_until("the listener stands still", || {
        let stat = std::fs::read_to_string(&stat).unwrap();
        stat.contains(") T ").then_some(())
    });
    for _ in 0..100 {
        peer.send(&[b'x'; 1000]).unwrap();
    }
    server.signal(Signal::CONT);
    // Once the first are printed, the buffer has room again.
    server.wait_for_output("xxx");
    peer.send(b"again").unwrap();
    server.wait_for_output("again");
    let ended = server.stop().expect_code(0);
    let told = ended
        .stderr
        .lines()
        .find(|line| line.contains("dropped by the kernel"));
    let told = told.unwrap_or_else(|| panic!("no word of it: {}", ended.stderr));
    let count: u64 = told.split(' ').next().unwrap().parse().unwrap();
    assert!((50..=100).contains(&count), "{told}");
}

/// Sends `bytes` with these options, from a file or standard input, and gives the datagrams that came.
fn split(bytes: &[u8], count: usize, options: &[&str], from_file: bool) -> Vec<String> {
    let most = count.to_string();
    let server = Hullo::start(&[
        "listen",
        "udp://127.0.0.1:0",
        "--json",
        "--max-messages",
        &most,
    ]);
    let listening = server.wait_for_output("}\n");
    let listening: serde_json::Value = serde_json::from_str(listening.trim()).unwrap();
    let address = listening["address"].as_str().unwrap();
    let folder = Folder::new();
    let file = folder.file("input");
    std::fs::write(&file, bytes).unwrap();
    let mut args = vec!["send", "--no-reply"];
    args.push(address);
    args.extend(options);
    if from_file {
        args.extend(["--file", &file]);
        run(&args).expect_code(0);
    } else {
        run_with(&args, bytes).expect_code(0);
    }
    let heard = server.ended().expect_code(0);
    let events = heard.text().lines().map(|line| {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        event
    });
    events
        .filter(|event| event["event"] == "received")
        .map(|event| event["text"].as_str().unwrap().to_owned())
        .collect()
}

/// Whether the kernel gives a listener too small a buffer for what a sender at full speed sends; then the test returns.
fn small_buffers() -> bool {
    let most = std::fs::read_to_string("/proc/sys/net/core/rmem_max").unwrap();
    let enough = most.trim().parse::<u64>().unwrap() >= 8 << 20;
    let root = rustix::process::geteuid().is_root();
    !root && !enough && skipped("net.core.rmem_max is small, and only root may ask for more")
}

#[test]
fn a_split_input_comes_in_datagrams_of_one_size_and_a_shorter_last() {
    if small_buffers() {
        return;
    }
    let text: String = (0..60_000).map(|number| format!("{number:05}")).collect();
    for size in [1400, 333, 9000, 300_000 / 5, 65_507] {
        let count = text.len().div_ceil(size);
        let pieces: Vec<&str> = (0..count)
            .map(|n| &text[n * size..text.len().min((n + 1) * size)])
            .collect();
        let size = size.to_string();
        for (options, from_file) in [
            (&["--split", &size][..], true),
            (&["--split", &size], false),
            (&["--split", &size, "--no-bundle"], true),
        ] {
            let came = split(text.as_bytes(), count, options, from_file);
            assert!(came == pieces, "{options:?}, from a file: {from_file}");
        }
    }
}

#[test]
fn a_file_longer_than_a_pipe_is_split_without_a_gap() {
    if small_buffers() {
        return;
    }
    let text: String = (0..600_000).map(|number| format!("{number:06}")).collect();
    let came = split(
        text.as_bytes(),
        text.len().div_ceil(1400),
        &["--split", "1400"],
        true,
    );
    assert!(came.iter().rev().skip(1).all(|piece| piece.len() == 1400));
    assert!(came.concat() == text);
}
