//! TLS: whom a client believes, and what a listener shows.

use crate::hullo::{Folder, Hullo, Output, Start, missing, run};
use crate::peers::{connect, numbered, read_all};
use std::io::Write;
use std::path::Path;
use std::thread;

const TLS: &str = "tls://127.0.0.1:0";

/// The fingerprint that a listener said.
#[track_caller]
fn fingerprint(server: &Hullo) -> String {
    let said = server.stderr.so_far();
    let (_, print) = said
        .split_once(" certificate ")
        .expect("it says its fingerprint");
    print.lines().next().unwrap().to_owned()
}

/// The address of the same listener by name: its certificate bears that name too.
fn by_name(server: &Hullo) -> String {
    format!("tls://localhost:{}", server.port(0))
}

#[track_caller]
fn untrusted(ended: Output, words: &str) {
    let ended = ended.expect_code(8);
    assert!(
        ended.stderr.starts_with("hullo: could not trust tls://")
            && ended.stderr.contains(words)
            && ended.stderr.lines().count() == 1,
        "{}",
        ended.stderr
    );
}

#[test]
fn a_self_signed_certificate_is_made_once_and_kept() {
    let data = Folder::new();
    let listen = || {
        Start::hullo(&["listen", TLS])
            .env("XDG_DATA_HOME", data.path())
            .listening(1)
    };
    let first = fingerprint(&listen());
    assert_eq!(fingerprint(&listen()), first);
    assert!(first.starts_with("sha256:") && first.len() == 71, "{first}");
    assert!(data.path().join("hullo/certificate.pem").exists());
}

#[test]
fn a_pin_trusts_one_certificate_and_no_other() {
    let server = Hullo::listen(&["listen", TLS, "--echo"]);
    let right = fingerprint(&server);
    let answer = run(&["send", "--pin", &right, &server.address(0), "hi"]).expect_code(0);
    assert_eq!((answer.text(), &*answer.stderr), ("hi", ""));
    let wrong = format!("sha256:{}", "0".repeat(64));
    let words = format!(
        "its certificate is not the pinned {wrong}; the certificate's fingerprint is {right}; --ca"
    );
    untrusted(
        run(&["send", "--pin", &wrong, &server.address(0), "hi"]),
        &words,
    );
    server.wait_for_word("could not agree on TLS with 127.0.0.1:");
}

#[test]
fn a_certificate_of_nobody_is_refused_and_insecure_says_what_it_is() {
    let server = Hullo::listen(&["listen", TLS, "--echo"]);
    untrusted(
        run(&["send", &server.address(0), "hi"]),
        "its certificate is signed by nobody we know (self-signed?); the certificate's fingerprint is sha256:",
    );
    let answer = run(&["send", "--insecure", &server.address(0), "hi"]).expect_code(0);
    assert_eq!(answer.text(), "hi");
    assert_eq!(
        answer.stderr,
        "hullo: --insecure: the certificate is not checked; anybody on the way can read and change everything\n"
    );
}

/// A certificate authority and a certificate of it for localhost, made by openssl.
fn make_authority(folder: &Folder) {
    let script = "
        set -e
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=test authority' \
            -addext basicConstraints=critical,CA:true -keyout ca-key.pem -out ca.pem
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
            -keyout key.pem -out request.pem
        printf 'subjectAltName=DNS:localhost,DNS:chat.example\\n' >names
        openssl x509 -req -in request.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 \
            -extfile names -out certificate.pem
    ";
    Start::program("sh", &["-c", script])
        .dir(folder.path())
        .run()
        .expect_code(0);
}

#[test]
fn an_authority_vouches_for_the_names_in_its_certificates() {
    if missing("openssl") {
        return;
    }
    let folder = Folder::new();
    make_authority(&folder);
    let (certificate, key, ca) = (
        folder.file("certificate.pem"),
        folder.file("key.pem"),
        folder.file("ca.pem"),
    );
    let server = Hullo::listen(&[
        "listen",
        TLS,
        "--echo",
        "--cert",
        &certificate,
        "--key",
        &key,
    ]);
    let answer = run(&["send", "--ca", &ca, &by_name(&server), "hi"]).expect_code(0);
    assert_eq!((answer.text(), &*answer.stderr), ("hi", ""));
    // By an address the certificate does not bear; the name it bears may be said.
    untrusted(
        run(&["send", "--ca", &ca, &server.address(0), "hi"]),
        "127.0.0.1",
    );
    let args = [
        "send",
        "--ca",
        &ca,
        "--server-name",
        "chat.example",
        &server.address(0),
        "hi",
    ];
    assert_eq!(run(&args).expect_code(0).text(), "hi");
    let args = [
        "send",
        "--ca",
        &ca,
        "--server-name",
        "other.example",
        &server.address(0),
        "hi",
    ];
    untrusted(run(&args), "other.example");
    // The system does not know this authority.
    untrusted(run(&["send", &by_name(&server), "hi"]), "nobody we know");
    let ended = run(&["send", "--ca", &key, &by_name(&server), "hi"]).expect_code(2);
    assert!(
        ended.stderr.contains("no certificate in this file"),
        "{}",
        ended.stderr
    );
}

#[test]
fn the_key_of_another_certificate_is_refused_at_the_start() {
    if missing("openssl") {
        return;
    }
    let folder = Folder::new();
    make_authority(&folder);
    let (certificate, key) = (folder.file("certificate.pem"), folder.file("ca-key.pem"));
    let ended = run(&["listen", TLS, "--cert", &certificate, "--key", &key]).expect_code(2);
    assert!(
        ended.stderr.starts_with("hullo: could not ") && ended.stderr.lines().count() == 1,
        "{}",
        ended.stderr
    );
}

#[test]
fn both_half_closes_pass_through_tls() {
    let server = Hullo::listen(&["listen", TLS, "--echo", "--raw"]);
    let file = server.data.file("large");
    std::fs::write(&file, numbered(1 << 20)).unwrap();
    let args = ["send", "--insecure", "--file", &file, &server.address(0)];
    assert!(run(&args).expect_code(0).stdout == numbered(1 << 20));
    let shell = Hullo::listen(&["listen", TLS, "--exec", "wc -c"]);
    let args = ["send", "--insecure", "--file", &file, &shell.address(0)];
    assert_eq!(run(&args).expect_code(0).text().trim(), "1048576");
}

#[test]
fn a_peer_that_does_not_speak_tls_is_told_apart() {
    // A plain client at a TLS listener costs only itself.
    let server = Hullo::listen(&["listen", TLS, "--echo"]);
    let mut client = connect(&server.address(0).replace("tls:", "tcp:"));
    client.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let _ = client.shutdown(std::net::Shutdown::Write);
    // It may get an alert; it gets an end.
    read_all(&mut client);
    server.wait_for_word("could not agree on TLS with 127.0.0.1:");
    let right = fingerprint(&server);
    assert_eq!(
        run(&["send", "--pin", &right, &server.address(0), "hi"])
            .expect_code(0)
            .text(),
        "hi"
    );

    // A TLS client at a plain listener.
    let plain = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "what?\n"]);
    let address = plain.address(0).replace("tcp:", "tls:");
    let ended = run(&["send", "--insecure", &address, "hi"]).expect_code(8);
    assert!(
        ended.stderr.contains("; does the peer speak TLS?"),
        "{}",
        ended.stderr
    );
}

#[test]
fn a_client_that_never_finishes_its_handshake_holds_up_nobody() {
    let server = Hullo::listen(&["listen", TLS, "--echo"]);
    let address = server.address(0).replace("tls:", "tcp:");
    let _silent: Vec<_> = (0..20).map(|_| connect(&address)).collect();
    let right = fingerprint(&server);
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let (right, address) = (right.clone(), server.address(0));
            thread::spawn(move || run(&["send", "--pin", &right, &address, "hi"]).expect_code(0))
        })
        .collect();
    for sender in senders {
        assert_eq!(sender.join().unwrap().text(), "hi");
    }
    assert!(Path::new(&server.data.file("hullo/key.pem")).exists());
}
