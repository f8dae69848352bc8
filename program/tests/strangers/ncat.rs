//! Nmap's Ncat against hullo: TCP, UDP, TLS and Unix sockets, each way.

use crate::hullo::{Folder, Hullo, Start, missing, run};
use crate::openssl::Certificate;
use crate::place::{Over, families, serve, serve_at, url};

/// What hullo needs against `ncat -e`, which at the end of our side drops what its command has still to say.
const HALF_OPEN: [&str; 3] = ["--keep-open", "--lines", "1"];

fn ncat(args: &[&str]) -> Start {
    Start::program("ncat", args)
}

#[test]
fn ncat_is_answered_over_tcp_and_udp() {
    if missing("ncat") {
        return;
    }
    for host in families() {
        let (tcp, udp) = (url("tcp", host, 0), url("udp", host, 0));
        let server = Hullo::listen(&["listen", &tcp, &udp, "--reply", "再见\n"]);
        let port = server.port(0).to_string();
        let done = ncat(&[host, &port]).run_with("你好\n".as_bytes());
        assert_eq!(done.expect_code(0).text(), "再见\n");
        // Over UDP it leaves at its input's end without waiting for the answer: so its input stays open.
        let mut client = ncat(&["-u", host, &server.port(1).to_string()]).spawn();
        client.say("question\n");
        assert_eq!(client.wait_for_output("再见\n"), "再见\n");
    }
}

#[test]
fn ncat_answers_over_tcp_and_udp() {
    if missing("ncat") {
        return;
    }
    for host in families() {
        let (_tcp, port) = serve(Over::Tcp, host, |port| {
            ncat(&["-lk", host, &port.to_string(), "-e", "/bin/cat"])
        });
        let to = url("tcp", host, port);
        let done = run(&[&["send", &to, "问题\n"], &HALF_OPEN[..]].concat());
        assert_eq!(done.expect_code(0).text(), "问题\n");
        let (_udp, port) = serve(Over::Udp, host, |port| {
            ncat(&["-lku", host, &port.to_string(), "-e", "/bin/cat"])
        });
        let done = run(&["send", &url("udp", host, port), "问题"]);
        assert_eq!(done.expect_code(0).text(), "问题");
    }
}

#[test]
fn ncat_is_answered_over_tls_and_finds_the_certificate_good() {
    if missing("ncat") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let authority = certificate.authority();
    for host in families() {
        let server = certificate.listen(host, &["--reply", "answer"]);
        let port = server.port(0).to_string();
        let mut args = vec!["--ssl-verify", "--ssl-trustfile", &authority];
        args.extend(["--ssl-servername", "localhost", host, &port]);
        let done = ncat(&args).run_with(b"question\n");
        assert_eq!(done.expect_code(0).text(), "answer");
        server.wait_for_output("question\n");
    }
}

#[test]
fn ncat_answers_over_tls() {
    if missing("ncat") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (file, key) = (certificate.certificate(), certificate.key());
    for host in families() {
        let (_server, port) = serve(Over::Tcp, host, |port| {
            let port = port.to_string();
            let mut args = vec!["-lk", host, &port, "-e", "/bin/cat"];
            args.extend(["--ssl", "--ssl-cert", &file, "--ssl-key", &key]);
            ncat(&args)
        });
        let to = url("tls", host, port);
        let authority = certificate.authority();
        let args = ["send", &to, "hello\n", "--ca", &authority];
        let done = run(&[&args, &HALF_OPEN[..]].concat());
        assert_eq!(done.expect_code(0).text(), "hello\n");
    }
}

#[test]
fn ncat_and_hullo_meet_at_unix_sockets() {
    if missing("ncat") {
        return;
    }
    let folder = Folder::new();
    let (theirs, ours) = (folder.file("theirs"), folder.file("ours"));
    let _server = serve_at(&theirs, ncat(&["-lkU", &theirs, "-e", "/bin/cat"]));
    let to = format!("unix:{theirs}");
    let done = run(&[&["send", &to, "hello\n"], &HALF_OPEN[..]].concat());
    assert_eq!(done.expect_code(0).text(), "hello\n");
    let _listener = Hullo::listen(&["listen", &format!("unix:{ours}"), "--echo"]);
    let done = ncat(&["-U", &ours]).run_with(b"hello");
    assert_eq!(done.expect_code(0).text(), "hello");
}
