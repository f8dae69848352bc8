//! openssl s_client and s_server against hullo over TLS, certificates checked on both sides.

use crate::hullo::{Folder, Hullo, Start, missing, run};
use crate::place::{Over, bracketed, families, serve, url};

/// An authority and a certificate of it for localhost and the loopback addresses, made by openssl.
pub(crate) struct Certificate(Folder);

impl Certificate {
    pub(crate) fn for_localhost() -> Certificate {
        let folder = Folder::new();
        let openssl = |args: &[&str]| {
            Start::program("openssl", args)
                .dir(folder.path())
                .run()
                .expect_code(0);
        };
        let new_key = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
        ];
        let mut authority = vec!["req", "-x509", "-keyout", "ca-key.pem", "-out", "ca.pem"];
        authority.extend(new_key);
        authority.extend(["-subj", "/CN=test authority", "-days", "2"]);
        openssl(&authority);
        let mut certificate = vec!["req", "-x509", "-CA", "ca.pem", "-CAkey", "ca-key.pem"];
        certificate.extend(new_key);
        certificate.extend(["-keyout", "key.pem", "-out", "cert.pem", "-days", "2"]);
        certificate.extend([
            "-subj",
            "/CN=localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
        ]);
        certificate.extend([
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1",
        ]);
        openssl(&certificate);
        Certificate(folder)
    }

    pub(crate) fn authority(&self) -> String {
        self.0.file("ca.pem")
    }

    pub(crate) fn certificate(&self) -> String {
        self.0.file("cert.pem")
    }

    pub(crate) fn key(&self) -> String {
        self.0.file("key.pem")
    }

    /// A server that turns each line round and sends it back.
    pub(crate) fn s_server(&self, at: &str) -> Start {
        let (certificate, key) = (self.certificate(), self.key());
        let mut args = vec!["s_server", "-accept", at, "-rev", "-quiet"];
        args.extend(["-cert", &certificate, "-key", &key]);
        Start::program("openssl", &args)
    }

    /// hullo listening with this certificate.
    pub(crate) fn listen(&self, host: &str, more: &[&str]) -> Hullo {
        let (at, certificate, key) = (url("tls", host, 0), self.certificate(), self.key());
        let mut args = vec!["listen", &at, "--cert", &certificate, "--key", &key];
        args.extend(more);
        Hullo::listen(&args)
    }
}

/// The SHA-256 fingerprint of a TLS server's certificate, as openssl computes it, in hullo's spelling.
pub(crate) fn fingerprint_seen_by_openssl(port: u16) -> String {
    let command = format!(
        "openssl s_client -connect 127.0.0.1:{port} </dev/null 2>/dev/null \
         | openssl x509 -noout -fingerprint -sha256"
    );
    let seen = Start::program("sh", &["-c", &command]).run().expect_code(0);
    let (_, hex) = seen
        .text()
        .split_once('=')
        .expect("openssl prints NAME=HEX");
    format!("sha256:{}", hex.trim().replace(':', "").to_lowercase())
}

#[test]
fn s_client_is_answered_and_finds_the_certificate_good() {
    if missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    for host in families() {
        let server = certificate.listen(host, &["--reply", "Hello, 客户\n"]);
        let to = format!("{}:{}", bracketed(host), server.port(0));
        let authority = certificate.authority();
        for version in ["-tls1_2", "-tls1_3"] {
            let mut args = vec!["s_client", "-connect", &to, "-CAfile", &authority, version];
            args.extend([
                "-quiet",
                "-verify_return_error",
                "-verify_hostname",
                "localhost",
            ]);
            let mut client = Start::program("openssl", &args).spawn();
            client.say(format!("hello {version}\n"));
            client.wait_for_output("Hello, 客户\n");
            server.wait_for_output(&format!("hello {version}\n"));
        }
    }
}

#[test]
fn s_server_is_spoken_to_and_its_certificate_checked() {
    if missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let authority = certificate.authority();
    for host in families() {
        let (_server, port) = serve(Over::Tcp, host, |port| {
            certificate.s_server(&format!("{}:{port}", bracketed(host)))
        });
        let to = url("tls", host, port);
        let done = run(&["send", &to, "abc\n", "--ca", &authority, "--lines", "1"]);
        assert_eq!(done.expect_code(0).text(), "cba\n", "{to}");
    }
}

#[test]
fn tls_spoken_to_a_plain_listener_is_told_as_tls() {
    if missing("openssl") {
        return;
    }
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let to = format!("tls://127.0.0.1:{}", server.port(0));
    run(&["send", &to, "hello", "--insecure"]).expect_code(8);
}
