//! The hullo commands in examples/README.md: each client there against the server below it.

use crate::hullo::{Hullo, Start};
use crate::page::{codes, text_of};
use crate::port;

/// The commands of the page's last column, as words, with another port.
fn commands(port: u16) -> Vec<Vec<String>> {
    let text = text_of("examples/README.md");
    let lines = text.lines().filter(|line| line.starts_with("| "));
    lines
        .flat_map(codes)
        .filter_map(|code| code.strip_prefix("hullo ").map(str::to_owned))
        .map(|code| {
            let words = code.replace("12345", &port.to_string());
            words
                .split(' ')
                .map(|word| word.trim_matches('\'').to_owned())
                .collect()
        })
        .collect()
}

fn start(words: &[String]) -> Start {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Start::hullo(&words)
}

#[test]
fn each_client_of_the_examples_page_reaches_its_server() {
    let commands = commands(port::free());
    let [
        tcp_client,
        tcp_server,
        chat_client,
        chat_server,
        udp_client,
        udp_server,
    ] = commands.as_slice()
    else {
        panic!("six rows, a command each: {commands:?}");
    };
    for (client, server) in [(tcp_client, tcp_server), (udp_client, udp_server)] {
        let server = start(server).listening(1);
        let answer = start(client).run().expect_code(0);
        assert_eq!(answer.text().trim_end(), "hello", "{client:?}");
        server.wait_for_output(" hello");
        server.stop().expect_code(0);
    }
    let mut server = start(chat_server).listening(1);
    let mut client: Hullo = start(chat_client).spawn();
    client.say("hello\n");
    server.wait_for_output("hello\n");
    server.say("hello too\n");
    client.wait_for_output("hello too\n");
    client.say("exit\n");
    client.ended().expect_code(0);
    server.end_input();
    server.ended().expect_code(0);
}
