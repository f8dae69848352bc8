//! What docs/host.md lists, and the host itself: limits and their defaults, IRC's commands, capabilities, and 005.

use crate::hullo::{Hullo, PATIENCE, run};
use crate::page::{blocks, codes, text_of};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

const PAGES: [&str; 2] = ["docs/host.md", "docs/host.zh-CN.md"];

/// Rows whose first cell is code: (that, the second cell).
fn rows(page: &str) -> Vec<(String, String)> {
    let text = text_of(page);
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `")?.split(" | ");
        let first = cells.next()?.strip_suffix('`')?;
        Some((first.to_owned(), cells.next()?.to_owned()))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn the_limits_on_the_pages_are_those_of_the_host_in_its_order() {
    let file = run(&["host", "--print-config"]).expect_code(0);
    let limits: Vec<(String, String)> = file
        .text()
        .lines()
        .skip_while(|line| *line != "[limits]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .filter(|(key, _)| !key.starts_with('#'))
        .collect();
    assert!(limits.len() > 10, "{limits:?}");
    for page in PAGES {
        let shown: Vec<(String, String)> = rows(page)
            .into_iter()
            .filter(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
            .collect();
        assert_eq!(shown, limits, "{page}");
    }
}

/// The words of a block fenced as `text`, from the first.
fn listed(page: &str, block: usize) -> BTreeSet<String> {
    let text = text_of(page);
    let blocks = blocks(&text)
        .into_iter()
        .filter(|block| block.label == "text");
    let lines = blocks.map(|block| block.lines.join(" ")).nth(block);
    words(&lines.expect("the page lists capabilities, then tokens"))
}

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The commands in the tables under "IRC".
fn commands(page: &str) -> BTreeSet<String> {
    let text = text_of(page);
    let (_, irc) = text.split_once("\n## IRC\n").expect("a part on IRC");
    let tables: String = irc
        .lines()
        .take_while(|line| !line.contains("`+b`"))
        .collect();
    codes(&tables).into_iter().collect()
}

#[test]
fn what_the_pages_list_of_irc_is_what_the_host_speaks() {
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--rate", "0"]);
    let mut client = TcpStream::connect(("127.0.0.1", host.port(0))).unwrap();
    client.set_read_timeout(Some(PATIENCE)).unwrap();
    let documented = commands(PAGES[0]);
    assert_eq!(documented, commands(PAGES[1]));
    assert!(documented.len() > 30, "{documented:?}");
    let mut script = "CAP LS 302\r\nNICK page\r\nUSER page 0 * :page\r\nCAP END\r\n".to_owned();
    for command in documented.iter().filter(|command| *command != "QUIT") {
        script += &format!("{command}\r\n");
    }
    script += "CAP END\r\nAUTHENTICATE PLAIN\r\nQUIT\r\n";
    client.write_all(script.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    let unknown: Vec<&str> = answer
        .lines()
        .filter_map(|line| line.split_once(" 421 page ")?.1.split(' ').next())
        .collect();
    assert_eq!(unknown, ["AUTHENTICATE"], "{answer}");
    let capabilities = answer.lines().find_map(|line| line.split_once(" LS :"));
    let capabilities = words(capabilities.expect("an answer to CAP LS").1);
    let tokens: BTreeSet<String> = answer
        .lines()
        .filter_map(|line| line.split_once(" 005 page ")?.1.split_once(" :"))
        .flat_map(|(tokens, _)| words(tokens))
        .collect();
    for page in PAGES {
        assert_eq!(listed(page, 0), capabilities, "{page}");
        assert_eq!(listed(page, 1), tokens, "{page}");
    }
    host.stop().expect_code(0);
}
