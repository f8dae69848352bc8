//! socat against hullo: TCP, UDP, TLS and Unix sockets, each way.

use crate::hullo::{Folder, Hullo, Start, missing, run};
use crate::openssl::Certificate;
use crate::place::{Over, bracketed, families, serve, serve_at, url};

/// `-t20`: the answer is waited for so long, not half a second.
fn socat(address: &str, other: &str) -> Start {
    Start::program("socat", &["-t20", address, other])
}

/// `4` or `6`, as socat's address types are called.
fn digit(host: &str) -> char {
    if host.contains(':') { '6' } else { '4' }
}

#[test]
fn socat_is_answered_over_tcp_and_udp() {
    if missing("socat") {
        return;
    }
    for host in families() {
        let (tcp, udp) = (url("tcp", host, 0), url("udp", host, 0));
        let server = Hullo::listen(&["listen", &tcp, &udp, "--reply", "再见"]);
        let (v, at) = (digit(host), bracketed(host));
        let to = format!("TCP{v}:{at}:{}", server.port(0));
        let done = socat("-", &to).run_with("你好".as_bytes());
        assert_eq!(done.expect_code(0).text(), "再见");
        let mut client = socat("-", &format!("UDP{v}:{at}:{}", server.port(1))).spawn();
        client.say("你好");
        assert_eq!(client.wait_for_output("再见"), "再见");
    }
}

#[test]
fn socat_answers_over_tcp_and_udp() {
    if missing("socat") {
        return;
    }
    for host in families() {
        let (v, at) = (digit(host), bracketed(host));
        let (_tcp, port) = serve(Over::Tcp, host, |port| {
            socat(&format!("TCP{v}-LISTEN:{port},bind={at},fork"), "PIPE")
        });
        let done = run(&["send", &url("tcp", host, port), "问题"]);
        assert_eq!(done.expect_code(0).text(), "问题");
        let (_udp, port) = serve(Over::Udp, host, |port| {
            socat(&format!("UDP{v}-RECVFROM:{port},bind={at},fork"), "PIPE")
        });
        let done = run(&["send", &url("udp", host, port), "问题"]);
        assert_eq!(done.expect_code(0).text(), "问题");
    }
}

#[test]
fn socat_is_answered_over_tls_and_finds_the_certificate_good() {
    if missing("socat") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    for host in families() {
        let server = certificate.listen(host, &["--reply", "answer"]);
        let (at, port, authority) = (bracketed(host), server.port(0), certificate.authority());
        let to = format!("OPENSSL:{at}:{port},cafile={authority},commonname=localhost");
        let done = socat("-", &to).run_with(b"question");
        assert_eq!(done.expect_code(0).text(), "answer");
        server.wait_for_output("question\n");
    }
}

#[test]
fn socat_answers_over_tls() {
    if missing("socat") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (file, key) = (certificate.certificate(), certificate.key());
    for host in families() {
        let family = if digit(host) == '6' { "pf=ip6," } else { "" };
        let (_server, port) = serve(Over::Tcp, host, |port| {
            let at = bracketed(host);
            let listen = format!(
                "OPENSSL-LISTEN:{port},{family}bind={at},fork,verify=0,cert={file},key={key}"
            );
            socat(&listen, "PIPE")
        });
        let to = url("tls", host, port);
        let done = run(&["send", &to, "hello", "--ca", &certificate.authority()]);
        assert_eq!(done.expect_code(0).text(), "hello");
    }
}

#[test]
fn socat_and_hullo_meet_at_unix_sockets() {
    if missing("socat") {
        return;
    }
    let folder = Folder::new();
    let file = |name: &str| folder.file(name);
    let _stream = serve_at(
        &file("theirs"),
        socat(&format!("UNIX-LISTEN:{},fork", file("theirs")), "PIPE"),
    );
    let done = run(&["send", &format!("unix:{}", file("theirs")), "hello"]);
    assert_eq!(done.expect_code(0).text(), "hello");
    let datagrams = format!("UNIX-RECVFROM:{},fork", file("their-box"));
    let _datagrams = serve_at(&file("their-box"), socat(&datagrams, "PIPE"));
    let done = run(&["send", &format!("unixgram:{}", file("their-box")), "hello"]);
    assert_eq!(done.expect_code(0).text(), "hello");

    let abstract_name = format!("hullo-socat-{}", std::process::id());
    let _listener = Hullo::listen(&[
        "listen",
        &format!("unix:{}", file("ours")),
        &format!("unixgram:{}", file("our-box")),
        &format!("unix:@{abstract_name}"),
        "--echo",
    ]);
    let done = socat("-", &format!("UNIX-CONNECT:{}", file("ours"))).run_with(b"hello");
    assert_eq!(done.expect_code(0).text(), "hello");
    let done = socat("-", &format!("ABSTRACT-CONNECT:{abstract_name}")).run_with(b"hello");
    assert_eq!(done.expect_code(0).text(), "hello");
    // A datagram is answered where its sender has bound a name.
    let to = format!(
        "UNIX-SENDTO:{},bind={}",
        file("our-box"),
        file("reply-here")
    );
    let mut client = socat("-", &to).spawn();
    client.say("hello");
    client.wait_for_output("hello");
}
