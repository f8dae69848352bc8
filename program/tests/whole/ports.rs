//! Addresses that are taken: a live one is refused and never shared, a stale one is taken over.

use crate::hullo::{Folder, Hullo, Output, missing_ipv6, run};
use crate::peers::say;
use std::os::unix::net::{UnixDatagram, UnixListener};

#[track_caller]
fn refused(ended: Output) {
    let ended = ended.expect_code(2);
    assert!(
        ended.stderr.starts_with("hullo: could not listen on ")
            && ended.stderr.contains("in use")
            && ended.stderr.lines().count() == 1,
        "{}",
        ended.stderr
    );
}

#[test]
fn a_port_that_is_taken_is_refused() {
    for scheme in ["tcp", "udp", "tls"] {
        let first = Hullo::listen(&["listen", &format!("{scheme}://127.0.0.1:0")]);
        let port = first.port(0);
        // The same, and all addresses of this machine, which are that one too.
        for host in ["127.0.0.1", "", "0.0.0.0"] {
            refused(run(&["listen", &format!("{scheme}://{host}:{port}")]));
        }
        first.stop().expect_code(0);

        let all = Hullo::listen(&["listen", &format!("{scheme}://:0")]);
        let port = all.port(0);
        for host in ["127.0.0.1", "", "0.0.0.0"] {
            refused(run(&["listen", &format!("{scheme}://{host}:{port}")]));
        }
        if !missing_ipv6() {
            refused(run(&["listen", &format!("{scheme}://[::1]:{port}")]));
        }
        all.stop().expect_code(0);
    }
}

#[test]
fn either_all_addresses_are_taken_or_none() {
    let first = Hullo::listen(&["listen", "tcp://127.0.0.1:0"]);
    let ended = run(&["listen", "tcp://127.0.0.1:0", &first.address(0)]).expect_code(2);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
}

#[test]
fn a_port_is_free_again_at_once_after_its_listener_has_ended() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "bye"]);
    let address = server.address(0);
    // The server closes first, which leaves its port in TIME_WAIT.
    say(&address, b"x");
    server.stop().expect_code(0);
    let again = Hullo::listen(&["listen", &address, "--echo"]);
    assert_eq!(say(&again.address(0), b"again"), b"again");
}

#[test]
fn a_stale_socket_file_is_replaced_and_a_live_one_is_refused() {
    let folder = Folder::new();
    for scheme in ["unix", "unixgram"] {
        let path = folder.file(scheme);
        match scheme {
            "unix" => drop(UnixListener::bind(&path).unwrap()),
            _ => drop(UnixDatagram::bind(&path).unwrap()),
        }
        let address = format!("{scheme}:{path}");
        let server = Hullo::listen(&["listen", &address, "--echo"]);
        refused(run(&["listen", &address]));
        // The one who was refused has not removed it.
        assert_eq!(
            run(&["send", &address, "here"]).expect_code(0).text(),
            "here"
        );
        server.stop().expect_code(0);
    }
    let path = folder.file("file");
    std::fs::write(&path, "keep me").unwrap();
    let ended = run(&["listen", &format!("unix:{path}")]).expect_code(2);
    assert!(
        ended
            .stderr
            .contains("a file that is not a socket is there"),
        "{}",
        ended.stderr
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"keep me");
}
