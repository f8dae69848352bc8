//! The configuration file, through the real binary.

use crate::caller::Caller;
use crate::hullo::{Folder, Hullo, run};
use std::fs::write;

#[test]
fn the_printed_file_is_a_file_to_start_with() {
    let folder = Folder::new();
    let printed = run(&["host", "--print-config"]).expect_code(0);
    let file = folder.file("host.toml");
    write(&file, printed.text()).unwrap();
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--config", &file]);
    assert_eq!(host.stop().expect_code(0).text(), "");
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_place() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    for (text, error) in [
        (
            "# one\n[limits]\nconections = 3\n",
            ":3: unknown key conections in [limits]; did you mean connections?",
        ),
        (
            "[listen]\naddresses = [\"tcp://127.0.0.1:99999\"]\n",
            ":2: listen.addresses: address \"tcp://127.0.0.1:99999\": ",
        ),
        ("[limits\n", ":1: "),
        (
            "[listen]\nkey = \"key.pem\"\n",
            "listen.certificate and listen.key go together: one of them is missing",
        ),
    ] {
        write(&file, text).unwrap();
        let said = run(&["host", "tcp://127.0.0.1:0", "--config", &file])
            .expect_code(2)
            .stderr;
        let expected = match error.starts_with(':') {
            true => format!("hullo: {file}{error}"),
            false => format!("hullo: {error}"),
        };
        assert!(said.starts_with(&expected), "{text}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn the_file_says_where_what_and_how_much() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    let text = "[listen]\naddresses = [\"127.0.0.1:0\"]\n[history]\nmemory = true\n[limits]\nconnections = 1\n\
        [server]\nnetwork = \"kitchen\"\nmotd = [\"Be kind.\"]\nlobbies = [\"#table\"]\n";
    write(&file, text).unwrap();
    let mut host = Hullo::start(&["host", "--config", &file]);
    host.wait_until_listening(1);
    let caller = Caller::comes(&host, "#table");
    let heard = caller.hears("welcome to kitchen");
    assert!(!heard.contains("#lobby"), "{heard}");
    let second = std::net::TcpStream::connect(("127.0.0.1", host.port(0))).unwrap();
    host.wait_for_word("refused");
    drop(second);
}
