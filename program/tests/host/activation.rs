//! systemd's side: sockets handed over by LISTEN_FDS, readiness told to NOTIFY_SOCKET.

use crate::caller::Caller;
use crate::hullo::{Folder, Heard, Hullo, PATIENCE, Start, missing};
use rustix::process::Signal;
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener};
use std::process::{Child, Command, Stdio};

/// A host that was started with `socket` as its file descriptor 3, and what it says.
struct Activated(Child, Heard);

impl Activated {
    fn start(socket: OwnedFd, pid: &str) -> (Activated, Folder) {
        let folder = Folder::new();
        let script = format!(
            "LISTEN_PID={pid} LISTEN_FDS=1 exec \"$0\" host 127.0.0.1:0 --memory 3<&0 </dev/null"
        );
        let mut child = Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_hullo")])
            .env("XDG_DATA_HOME", folder.path())
            .stdin(Stdio::from(socket))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Heard::from(child.stderr.take().unwrap());
        (Activated(child, said), folder)
    }
}

impl Drop for Activated {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_socket_that_was_handed_over_is_the_door() {
    if missing("sh") {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    // Who comes before the host is there waits.
    let early = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let (host, _data) = Activated::start(listener.into(), "$$");
    let said = host.1.wait_for("the host", "join with");
    assert!(
        said.starts_with(&format!("listening tcp://127.0.0.1:{port} certificate ")),
        "{said}"
    );
    assert_eq!(said.matches("listening").count(), 1, "{said}");
    Heard::from(early).wait_for("the host", "#lobby");
    let mut caller = Caller::comes_to(port, "#lobby");
    caller.says("/quit");
    caller.hears("goodbye");
}

#[test]
fn a_unix_socket_can_be_handed_over_and_keeps_its_file() {
    if missing("sh") {
        return;
    }
    let folder = Folder::new();
    let path = folder.file("chat");
    let listener = UnixListener::bind(&path).unwrap();
    let (host, _data) = Activated::start(listener.into(), "$$");
    host.1
        .wait_for("the host", &format!("listening unix:{path}"));
    let caller = Start::hullo(&["send", &format!("unix:{path}"), "/quit"])
        .run()
        .expect_code(0);
    assert!(caller.text().contains("goodbye"), "{}", caller.text());
    drop(host);
    assert!(std::fs::exists(&path).unwrap());
}

#[test]
fn sockets_for_another_process_are_left_alone() {
    if missing("sh") {
        return;
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (host, _data) = Activated::start(listener.into(), "1");
    let said = host.1.wait_for("the host", "listening");
    assert!(!said.contains(&format!(":{port} ")), "{said}");
}

#[test]
fn what_is_no_listening_socket_is_told() {
    if missing("sh") {
        return;
    }
    let datagrams = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let (mut host, _data) = Activated::start(datagrams.into(), "$$");
    host.1.wait_for(
        "the host",
        "hullo: could not use the socket of LISTEN_FDS with number 3: it is not a listening stream socket (ListenStream=)",
    );
    assert_eq!(host.0.wait().unwrap().code(), Some(2));
}

#[test]
fn the_service_manager_is_told_how_far_the_host_is() {
    let folder = Folder::new();
    let path = folder.file("notify");
    let abstracted = format!("hullo-notify-{}", std::process::id());
    let named = SocketAddr::from_abstract_name(&abstracted).unwrap();
    for (manager, name) in [
        (UnixDatagram::bind(&path).unwrap(), path.clone()),
        (
            UnixDatagram::bind_addr(&named).unwrap(),
            format!("@{abstracted}"),
        ),
    ] {
        manager.set_read_timeout(Some(PATIENCE)).unwrap();
        let hears = || {
            let mut state = [0; 256];
            let count = manager.recv(&mut state).unwrap();
            String::from_utf8_lossy(&state[..count]).into_owned()
        };
        let host: Hullo = Start::hullo(&["host", "tcp://127.0.0.1:0", "--memory"])
            .env("NOTIFY_SOCKET", &name)
            .listening(1);
        assert_eq!(hears(), "READY=1");
        host.signal(Signal::HUP);
        let reloading = hears();
        let since = reloading
            .strip_prefix("RELOADING=1\nMONOTONIC_USEC=")
            .unwrap();
        assert!(since.parse::<u64>().unwrap() > 0);
        assert_eq!(hears(), "READY=1");
        host.signal(Signal::TERM);
        assert_eq!(hears(), "STOPPING=1");
        host.ended().expect_code(0);
    }
}
