//! curl as a client of hullo, which answers HTTP/1.0 by a fixed reply.

use crate::hullo::{Hullo, Start, missing};
use crate::openssl::Certificate;
use crate::place::{bracketed, families, url};

const REPLY: &str = r"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nHello, curl\n";

#[test]
fn curl_takes_a_fixed_reply_for_a_web_page() {
    if missing("curl") {
        return;
    }
    for host in families() {
        let at = url("tcp", host, 0);
        let server = Hullo::listen(&["listen", &at, "--reply", REPLY, "-e"]);
        let page = format!("http://{}:{}/page", bracketed(host), server.port(0));
        for _ in 0..2 {
            let done = Start::program("curl", &["-sS", "--noproxy", "*", &page]).run();
            assert_eq!(done.expect_code(0).text(), "Hello, curl\n");
        }
        // What is posted is read to its end, or the server's close would reset the page away.
        let form = "x".repeat(300_000);
        let args = [
            "-sS",
            "--noproxy",
            "*",
            "-H",
            "Expect:",
            "--data-binary",
            "@-",
            &page,
        ];
        let done = Start::program("curl", &args).run_with(form.as_bytes());
        assert_eq!(done.expect_code(0).text(), "Hello, curl\n");
        server.wait_for_output("GET /page HTTP/1.1\n");
    }
}

#[test]
fn curl_takes_it_over_tls_too() {
    if missing("curl") || missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let server = certificate.listen("127.0.0.1", &["--reply", REPLY, "-e"]);
    let (page, authority) = (
        format!("https://localhost:{}/", server.port(0)),
        certificate.authority(),
    );
    let args = [
        "-sS",
        "--noproxy",
        "*",
        "--ipv4",
        "--cacert",
        &authority,
        &page,
    ];
    let done = Start::program("curl", &args).run();
    assert_eq!(done.expect_code(0).text(), "Hello, curl\n");
}
