//! `relay` between strangers who could not meet without it: other families, other transports, TLS on one side only.

use crate::hullo::{Folder, Hullo, Start, missing, missing_ipv6};
use crate::openssl::Certificate;
use crate::place::{Over, serve};
use crate::textbook::{python, server};

#[test]
fn nc_on_ipv4_reaches_socat_on_ipv6() {
    if missing("nc.openbsd") || missing("socat") || missing_ipv6() {
        return;
    }
    let (_socat, port) = serve(Over::Tcp, "::1", |port| {
        let at = format!("TCP6-LISTEN:{port},bind=[::1],fork");
        Start::program("socat", &["-t20", &at, "PIPE"])
    });
    let to = format!("tcp://[::1]:{port}");
    let relay = Start::hullo(&["relay", "127.0.0.1:0", &to]).listening(1);
    let nc = ["-N", "127.0.0.1", &relay.port(0).to_string()];
    for text in ["第一", "second"] {
        let done = Start::program("nc.openbsd", &nc).run_with(text.as_bytes());
        assert_eq!(done.expect_code(0).text(), text);
    }
}

#[test]
fn two_textbook_udp_clients_reach_one_server_each_by_a_flow_of_its_own() {
    if missing("python3") {
        return;
    }
    let server = server("udp_server", "127.0.0.1", "");
    let to = format!("udp://127.0.0.1:{}", server.port(0));
    let relay = Start::hullo(&["relay", "udp://127.0.0.1:0", &to]).listening(1);
    let port = relay.port(0).to_string();
    let clients =
        ["安", "宝"].map(|name| python("udp_client", &["127.0.0.1", &port, name]).spawn());
    for client in clients {
        let done = client.ended().expect_code(0);
        assert_eq!(done.text(), "Server: Hello, client! 你好，客户端！\n");
    }
    server.wait_for_output("Client: 安\n");
    server.wait_for_output("Client: 宝\n");
}

#[test]
fn openssl_reaches_a_socat_that_knows_no_tls() {
    if missing("openssl") || missing("socat") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (file, key) = (certificate.certificate(), certificate.key());
    let (_socat, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        let at = format!("TCP4-LISTEN:{port},bind=127.0.0.1,fork");
        Start::program("socat", &["-t20", &at, "PIPE"])
    });
    let to = format!("127.0.0.1:{port}");
    let args = [
        "relay",
        "tls://127.0.0.1:0",
        &to,
        "--cert",
        &file,
        "--key",
        &key,
    ];
    let relay = Start::hullo(&args).listening(1);
    let (at, authority) = (
        format!("127.0.0.1:{}", relay.port(0)),
        certificate.authority(),
    );
    let mut args = vec!["s_client", "-connect", &at, "-CAfile", &authority];
    args.extend(["-quiet", "-verify_return_error"]);
    let mut client = Start::program("openssl", &args).spawn();
    client.say("hello\n");
    client.wait_for_output("hello\n");
}

#[test]
fn nc_reaches_a_server_that_speaks_only_tls() {
    if missing("nc.openbsd") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (_server, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        certificate.s_server(&format!("127.0.0.1:{port}"))
    });
    let (to, authority) = (format!("tls://localhost:{port}"), certificate.authority());
    let relay = Start::hullo(&["relay", "127.0.0.1:0", &to, "--ca", &authority]).listening(1);
    let nc = ["127.0.0.1", &relay.port(0).to_string()];
    let mut client = Start::program("nc.openbsd", &nc).spawn();
    client.say("abc\n");
    client.wait_for_output("cba\n");
}

#[test]
fn ncat_at_a_unix_socket_reaches_nc_over_tcp() {
    if missing("ncat") || missing("nc.openbsd") {
        return;
    }
    let folder = Folder::new();
    let door = folder.file("door");
    let (mut nc, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        Start::program("nc.openbsd", &["-lN", "127.0.0.1", &port.to_string()])
    });
    let to = format!("127.0.0.1:{port}");
    let _relay = Start::hullo(&["relay", &format!("unix:{door}"), &to]).listening(1);
    let mut ncat = Start::program("ncat", &["-U", &door]).spawn();
    ncat.say("question\n");
    nc.wait_for_output("question\n");
    nc.say("answer");
    ncat.wait_for_output("answer");
    // A listening nc ends when it has heard its caller out.
    ncat.end_input();
    nc.ended().expect_code(0);
    ncat.ended().expect_code(0);
}

#[test]
fn our_own_input_and_output_reach_socat() {
    if missing("socat") {
        return;
    }
    let (_socat, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        let at = format!("TCP4-LISTEN:{port},bind=127.0.0.1");
        Start::program("socat", &["-t20", &at, "PIPE"])
    });
    let mut relay = Hullo::start(&["relay", "-", &format!("127.0.0.1:{port}")]);
    relay.say("as ssh's ProxyCommand does\n");
    relay.wait_for_output("as ssh's ProxyCommand does\n");
    relay.end_input();
    relay.ended().expect_code(0);
}
