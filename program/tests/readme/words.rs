//! What the pages say between the blocks: options, links and set-up commands that must exist.

use crate::hullo::run;
use crate::page::{blocks, codes, prose, text_of};
use std::path::Path;

const PAGES: [&str; 6] = [
    "README.md",
    "README.zh-CN.md",
    "docs/tour.md",
    "docs/tour.zh-CN.md",
    "docs/host.md",
    "docs/host.zh-CN.md",
];

#[test]
fn every_option_that_is_named_exists() {
    let help: Vec<String> = ["send", "listen", "talk", "relay", "host"]
        .into_iter()
        .map(|command| run(&[command, "--help"]).expect_code(0).text().to_owned())
        .collect();
    let exists = |option: &str| {
        help.iter().any(|help| {
            help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .any(|word| word == option)
        })
    };
    assert!(exists("--reply") && exists("-4") && !exists("--repl"));
    for page in PAGES.into_iter().chain(["examples/README.md"]) {
        for code in codes(&text_of(page)) {
            // A line of another program is not ours to check.
            let ours = code.starts_with('-') || code.starts_with("hullo ");
            for option in code.split_whitespace().filter(|word| {
                ours && word.starts_with('-') && !word.ends_with('-') && *word != "--help"
            }) {
                assert!(exists(option), "{page}: no command has {option}");
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for page in PAGES.into_iter().chain(["examples/README.md"]) {
        let folder = root
            .join(page)
            .parent()
            .expect("a file is in a folder")
            .to_owned();
        let text = prose(&text_of(page));
        let links = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://")) {
            let leads = match link.strip_prefix('#') {
                Some(part) => headings(&text).any(|heading| heading == part),
                None => folder.join(link).exists(),
            };
            assert!(leads, "{page}: {link} leads to nothing");
        }
    }
}

/// The headings of a page, as links name them.
fn headings(text: &str) -> impl Iterator<Item = String> {
    let titles = text.lines().filter_map(|line| line.strip_prefix('#'));
    titles.map(|title| {
        let title = title.trim_start_matches('#').trim();
        title.to_lowercase().replace(' ', "-")
    })
}

#[test]
fn the_set_up_commands_are_those_of_this_repository() {
    let setup: Vec<String> = blocks(&text_of("README.md"))
        .into_iter()
        .filter(|block| block.label == "sh")
        .flat_map(|block| block.without_comments())
        .collect();
    assert_eq!(
        setup,
        [
            "cargo install --locked --path program",
            r#"alias hullo="$PWD/target/release/hullo""#
        ]
    );
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).ends_with("program"));
    assert!(Path::new(env!("CARGO_BIN_EXE_hullo")).ends_with("hullo"));
    // `cargo run` and `cargo build` in the root mean this package and this binary.
    assert!(text_of("Cargo.toml").contains("default-members = [\"program\"]"));
    assert!(text_of("program/Cargo.toml").contains("default-run = \"hullo\""));
    assert!(text_of("README.md").contains("`./check`"));
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../check")
            .is_file()
    );
}
