//! What GET finds.

use crate::hullo::missing;
use crate::place::{curl, exchange, host, parts, url};

#[test]
fn every_address_answers_as_documented() {
    if missing("curl") {
        return;
    }
    let host = host();
    let cases: [(&[&str], &str, u16, &str, &str); 12] = [
        (
            &[],
            "/",
            200,
            "content-security-policy: default-src 'none'",
            "room/lobby",
        ),
        (&["-I"], "/", 200, "content-type: text/html", ""),
        (
            &[],
            "/style.css",
            200,
            "content-type: text/css",
            "color-scheme",
        ),
        (&[], "/healthz", 200, "cache-control: no-store", "ok\n"),
        (&[], "/readyz", 200, "text/plain", "ok\n"),
        (
            &[],
            "/metrics",
            200,
            "openmetrics-text",
            "\nhullo_clients{speaks=\"http\"} 1\n",
        ),
        (&[], "/nothing", 404, "text/plain", "nothing here"),
        (&[], "/room/", 405, "allow: post", "POST only"),
        (&[], "/room/lobby", 405, "allow: post", "POST only"),
        (&["-X", "DELETE"], "/", 405, "allow: get, head", "GET, HEAD"),
        (
            &["-d", "x"],
            "/metrics",
            405,
            "allow: get, head",
            "GET, HEAD",
        ),
        (
            &[],
            "/ws",
            426,
            "sec-websocket-version: 13",
            "WebSockets only",
        ),
    ];
    for (args, path, status, header, text) in cases {
        let at = url(&host, path);
        let args: Vec<_> = args.iter().copied().chain([at.as_str()]).collect();
        let answer = curl(&args).expect_code(0);
        let (found, head, body) = parts(answer.text());
        assert_eq!(found, status, "{args:?}\n{}", answer.text());
        assert!(head.contains(header), "{args:?}\n{head}");
        assert!(body.contains(text), "{args:?}\n{body}");
    }
    let at = url(&host, "/healthz").replace("http", "https");
    let answer = curl(&["-k", &at]).expect_code(0);
    assert!(
        answer.text().ends_with("ok\n"),
        "over TLS: {}",
        answer.text()
    );
    let answer = curl(&["--http2-prior-knowledge", &url(&host, "/")]);
    assert_ne!(answer.code, 0, "HTTP/2 is refused: {}", answer.stderr);
    host.stop().expect_code(0);
}

#[test]
fn the_page_shows_the_address_that_was_asked_for_and_no_markup_of_the_asker() {
    let host = host();
    let ask = |name: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        exchange(&host, request.as_bytes())
    };
    assert!(ask("chat.example:4567").contains("nc chat.example 4567"));
    let page = ask("<script>alert(1)</script>");
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn requests_in_a_row_are_answered_in_their_order_on_one_connection() {
    let host = host();
    let requests = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n\
                    GET /nothing HTTP/1.1\r\nHost: h\r\n\r\n\
                    POST /room/lobby HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi\
                    GET /readyz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    let answers = exchange(&host, requests.as_bytes());
    let found: Vec<_> = answers
        .split("HTTP/1.1 ")
        .skip(1)
        .map(|answer| &answer[..3])
        .collect();
    assert_eq!(found, ["200", "404", "204", "200"], "{answers}");
}
