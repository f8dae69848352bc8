//! Half-closes.

use crate::hullo::{Hullo, run};

#[test]
fn send_prints_what_listen_replies() {
    let server = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--reply", "Hello, Client"]);
    let answer = run(&["send", &server.address(0), "Hello, server"]).expect_code(0);
    assert_eq!(answer.text(), "Hello, Client");
    let done = server.stop().expect_code(0);
    assert!(done.text().contains("Hello, server"), "{done:?}");
}
