//! The pages that show commands: what they show is typed into real terminals, and what comes is compared.
//!
//! A block fenced as `console` is one or more terminals, each under a comment line `# terminal N`, which may come again:
//! then it goes on there. A line that begins with `$ ` is typed at the shell, one with `You: ` into a conversation, one
//! with `^C` is Ctrl-C; `line.rs` tells what is typed into nc; the others are what must be on the screen.
//! `likeness.rs` says what may differ from run to run. Ports 12345 to 12347 are exchanged for free ones.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;

mod chat;
mod examples;
mod likeness;
mod line;
mod page;
mod play;
mod port;
mod seat;
mod terminal;
mod words;

use hullo::{missing, missing_ipv6};
use page::{Block, blocks, text_of};
use std::sync::Mutex;
use std::thread;

/// As many blocks at once as keep two processors busy: most of the time is waiting.
const AT_ONCE: usize = 4;

/// Plays every block of a page; fails with all that differ.
#[track_caller]
fn page_holds(name: &str) {
    if missing("tmux") || missing("bash") || missing_ipv6() {
        return;
    }
    let (text, blocks) = (text_of(name), Mutex::new(Vec::new()));
    for block in page::consoles(&text) {
        if !block.strangers().into_iter().any(missing) {
            blocks.lock().unwrap().push(block);
        }
    }
    assert!(!blocks.lock().unwrap().is_empty(), "{name} shows nothing");
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(block) = next(&blocks) {
                    if let Err(why) = play::play(&block) {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("{name}:{}: {why}", block.line));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

fn next(blocks: &Mutex<Vec<Block>>) -> Option<Block> {
    blocks.lock().unwrap().pop()
}

#[test]
fn every_command_of_the_readme_does_what_is_shown() {
    page_holds("README.md");
}

#[test]
fn every_command_of_the_tour_does_what_is_shown() {
    page_holds("docs/tour.md");
}

#[test]
fn every_command_of_the_host_page_does_what_is_shown() {
    page_holds("docs/host.md");
}

#[test]
fn what_is_not_so_is_found_wrong() {
    if missing("tmux") || missing("bash") || missing("nc.openbsd") || missing_ipv6() {
        return;
    }
    let refused = "$ hullo send localhost:12345 hi\nhullo: could not connect to tcp://localhost:12345: connection refused;…\n$ echo $?\n";
    let pair = |said: &str, answer: &str| {
        format!(
            "# terminal 1\n$ hullo listen :12345 --reply 'a b'\nlistening tcp://[::]:12345\n{said}\n\n# terminal 2\n$ hullo send localhost:12345 hi\n{answer}\n"
        )
    };
    let chat = |after: &str| {
        let listens = "$ hullo host --memory\nlistening tcp://127.0.0.1:12345…\n…";
        let says = "$ echo hello | nc -N localhost 12345\n…\n-- goodbye: connection closed";
        let comes = "$ nc localhost 12345\n…\n-- you are in #lobby…\n…";
        format!(
            "# terminal 1\n{listens}\n\n# terminal 2\n{says}\n\n# terminal 1\n^Csaying goodbye;…\n{listens}\n\n# terminal 2\n{comes}\n{after}\n"
        )
    };
    let cases = [
        (chat("/search hello\n-- nothing found"), true),
        (chat("/search hello\n09:30 <guest1> hello"), false),
        (chat("<ann> hello\nhello"), false),
        (format!("{refused}4"), true),
        (format!("{refused}5"), false),
        (format!("{refused}4\nand more"), false),
        (
            "$ hullo send localhost:12345 hi\n$ echo $?\n4".to_owned(),
            false,
        ),
        (pair("00:00:00.000 127.0.0.1:1 hi", "a b"), true),
        (pair("00:00:00.000 127.0.0.1:1 ho", "a b"), false),
        (pair("127.0.0.1:1 hi", "a b"), false),
        (pair("00:00:00.000 127.0.0.1:1 hi", "a c"), false),
        (pair("00:00:00.000 127.0.0.1:1 hi", ""), false),
    ];
    thread::scope(|scope| {
        for (text, holds) in cases {
            scope.spawn(move || {
                let page = format!("```console\n{text}\n```\n");
                let found = play::play_within(
                    &page::consoles(&page)[0],
                    if holds { hullo::PATIENCE } else { play::GLANCE },
                );
                assert_eq!(found.is_ok(), holds, "{text}\n{found:?}");
            });
        }
    });
}

#[test]
fn both_languages_show_the_same() {
    for (english, chinese) in [
        ("README.md", "README.zh-CN.md"),
        ("docs/tour.md", "docs/tour.zh-CN.md"),
        ("docs/host.md", "docs/host.zh-CN.md"),
    ] {
        let shown = |name: &str| -> Vec<Vec<String>> {
            blocks(&text_of(name))
                .into_iter()
                .map(|block| block.without_comments())
                .collect()
        };
        assert_eq!(shown(english), shown(chinese), "{english} and {chinese}");
    }
}
