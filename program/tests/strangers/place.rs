//! Where strangers listen: ports that nobody else has, and the kernel's word that a stranger listens there. Nothing
//! connects only to look, for many strangers serve one client and end.

use crate::hullo::{Hullo, Start, missing, missing_ipv6, skipped, wait_until};
use std::fs;
use std::io;
use std::net::{TcpListener, UdpSocket};

/// This machine's own addresses: one a family.
pub(crate) fn families() -> Vec<&'static str> {
    let mut all = vec!["127.0.0.1"];
    if !missing_ipv6() {
        all.push("::1");
    }
    all
}

/// `127.0.0.1` as it is, `::1` in brackets, as URLs and socat have it.
pub(crate) fn bracketed(host: &str) -> String {
    if host.contains(':') {
        format!("[{host}]")
    } else {
        host.to_owned()
    }
}

/// `scheme://host:port`.
pub(crate) fn url(scheme: &str, host: &str, port: u16) -> String {
    format!("{scheme}://{}:{port}", bracketed(host))
}

/// How a stranger is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Tcp,
    Udp,
}

/// A port that was free, over TCP and UDP, a moment ago.
pub(crate) fn free_port(host: &str) -> u16 {
    wait_until("a free port", || {
        let stream = TcpListener::bind((host, 0)).ok()?;
        let port = stream.local_addr().ok()?.port();
        UdpSocket::bind((host, port)).ok().map(|_| port)
    })
}

/// Starts a stranger that listens on the port it is given, and waits until it does. Where somebody took the port
/// meanwhile the stranger ends, and another port is tried.
#[track_caller]
pub(crate) fn serve(over: Over, host: &str, start: impl Fn(u16) -> Start) -> (Hullo, u16) {
    let mut why = String::new();
    for _ in 0..5 {
        let port = free_port(host);
        let mut stranger = start(port).spawn();
        let up = wait_until("a stranger to listen", || {
            match listens(over, stranger.pid(), port) {
                true => Some(true),
                false if !stranger.is_running() => Some(false),
                false => None,
            }
        });
        if up {
            return (stranger, port);
        }
        why = stranger.ended().stderr;
    }
    panic!("the stranger could listen on none of five ports: {why}");
}

/// Starts a stranger that listens at a Unix socket, and waits until it does.
#[track_caller]
pub(crate) fn serve_at(path: &str, start: Start) -> Hullo {
    let stranger = start.spawn();
    wait_until("a stranger to listen at its path", || {
        // proc(5): the flags' bit 0x10000 is a listening stream, the type 0002 a datagram socket.
        let list = fs::read_to_string("/proc/net/unix").ok()?;
        let at = list.lines().find(|line| line.ends_with(path))?;
        let fields: Vec<&str> = at.split_whitespace().collect();
        (fields[3] == "00010000" || fields[4] == "0002").then_some(())
    });
    stranger
}

/// Whether the process has a socket that listens on the port (proc(5), /proc/net/tcp; state 0A listens, 07 is any UDP).
fn listens(over: Over, pid: u32, port: u16) -> bool {
    let (files, state) = match over {
        Over::Tcp => (["/proc/net/tcp", "/proc/net/tcp6"], "0A"),
        Over::Udp => (["/proc/net/udp", "/proc/net/udp6"], "07"),
    };
    let end = format!(":{port:04X}");
    let mut inodes = Vec::new();
    for file in files {
        let list = fs::read_to_string(file).unwrap_or_default(); // without IPv6 there is no list of it
        for line in list.lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            if fields[1].ends_with(&end) && fields[3] == state {
                inodes.push(format!("socket:[{}]", fields[9]));
            }
        }
    }
    holds(pid, &inodes).unwrap_or(false)
}

fn holds(pid: u32, inodes: &[String]) -> io::Result<bool> {
    for file in fs::read_dir(format!("/proc/{pid}/fd"))? {
        let target = fs::read_link(file?.path()).unwrap_or_default();
        if inodes
            .iter()
            .any(|inode| target.as_os_str() == inode.as_str())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Runs the test of this name again in a network and mounts of its own, which `setup` has prepared by shell commands,
/// and gives true there; out here false, when that has passed.
#[track_caller]
pub(crate) fn alone(test: &str, setup: &str) -> bool {
    const INSIDE: &str = "HULLO_TEST_ALONE";
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    if missing("unshare") || missing("ip") {
        return false;
    }
    let allowed = Start::program("unshare", &["-rnm", "true"]).run().code == 0;
    if !allowed && skipped("namespaces are not allowed here") {
        return false;
    }
    let tests = std::env::current_exe().expect("a test knows its own file");
    let tests = tests.to_str().expect("the build folder's name is text");
    let script = format!("set -e; ip link set lo up\n{setup}\nexec \"$0\" --exact \"$1\"");
    let inside = Start::program("unshare", &["-rnm", "sh", "-c", &script, tests, test])
        .env(INSIDE, "1")
        .run()
        .expect_code(0);
    assert!(inside.text().contains("1 passed"), "{}", inside.text());
    false
}
