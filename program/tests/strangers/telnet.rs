//! telnet as a client of hullo: lines that end in CR LF, and no end of input before the answer.

use crate::hullo::{Hullo, Start, missing};
use crate::place::families;
use crate::place::url;

#[test]
fn telnet_is_answered_and_its_lines_are_shown_without_their_cr() {
    if missing("telnet") {
        return;
    }
    for host in families() {
        let server = Hullo::listen(&[
            "listen",
            &url("tcp", host, 0),
            "--reply",
            "Hello, telnet\r\n",
            "--keep",
        ]);
        let mut client = Start::program("telnet", &[host, &server.port(0).to_string()]).spawn();
        client.wait_for_output("Escape character");
        client.say("hello\n");
        client.wait_for_output("Hello, telnet");
        client.say("你好\n");
        let said = server.wait_for_output("你好\n");
        assert!(said.contains(" hello\n"), "{said}");
    }
}
