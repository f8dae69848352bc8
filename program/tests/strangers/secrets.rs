//! Rows about TLS: whom the client trusts, and a server that needs no preparation.

use crate::hullo::{Folder, Hullo, Start, missing, run};
use crate::openssl::{Certificate, fingerprint_seen_by_openssl};
use crate::place::{Over, serve};
use crate::table::row;

#[test]
fn row_33_certificate_is_checked_against_the_authority() {
    if missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (_server, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        certificate.s_server(&format!("127.0.0.1:{port}"))
    });
    let port = port.to_string();
    let done = row(33)
        .command(0, &[("12345", &port), ("ca.pem", &certificate.authority())])
        .run_with(b"")
        .expect_code(0);
    // `s_server -rev` turns each line round.
    assert_eq!(done.text(), "olleh\n");
    let stranger = Certificate::for_localhost();
    let to = format!("tls://localhost:{port}");
    for trust in [
        vec![],
        vec!["--ca".to_owned(), stranger.authority()],
        vec!["--pin".to_owned(), format!("sha256:{}", "00".repeat(32))],
    ] {
        let mut args = vec!["send", to.as_str(), "hello"];
        args.extend(trust.iter().map(String::as_str));
        let refused = run(&args).expect_code(8);
        assert_eq!(refused.text(), "", "{args:?}");
    }
}

#[test]
fn row_34_listener_makes_its_certificate_and_keeps_it() {
    if missing("openssl") {
        return;
    }
    let home = Folder::new();
    let start = || -> Start {
        row(34)
            .command(0, &[(":12345", "127.0.0.1:0")])
            .env("XDG_DATA_HOME", home.path())
    };
    let mut seen = Vec::new();
    for _ in 0..2 {
        let server = start().listening(1);
        let to = server.address(0);
        let pin = told(&server);
        let done = row(34)
            .command(1, &[("tls://HOST:12345", &to), ("sha256:…", &pin)])
            .run();
        assert_eq!(done.expect_code(0).text(), "hello");
        let openssl = fingerprint_seen_by_openssl(server.port(0));
        assert_eq!(pin, openssl, "the fingerprint is the certificate's");
        seen.push(pin);
    }
    assert_eq!(seen[0], seen[1], "kept over a restart");
}

fn told(server: &Hullo) -> String {
    let said = server.wait_for_word("certificate sha256:");
    let (_, after) = said.split_once("certificate ").expect("it was waited for");
    after.trim_end().to_owned()
}
