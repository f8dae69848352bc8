//! What the house test reads in Markdown: fenced blocks, the commands in them, and the drawn arrows.

use std::collections::BTreeSet;

/// A fenced block: the word after its fence, and its lines.
pub(crate) struct Block {
    label: String,
    lines: Vec<String>,
}

pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines().map(str::trim) {
        match (line.strip_prefix("```"), open.take()) {
            (Some(label), None) => {
                open = Some(Block {
                    label: label.trim().to_owned(),
                    lines: Vec::new(),
                });
            }
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some(mut block)) => {
                block.lines.push(line.to_owned());
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    blocks
}

/// The lines of a block that a reader types: after `$ `, or beginning with one of our commands.
/// Comments after ` # ` are left out, for they are translated.
pub(crate) fn commands(block: &Block) -> Vec<&str> {
    block
        .lines
        .iter()
        .filter_map(|line| match line.strip_prefix("$ ") {
            Some(typed) => Some(typed),
            None => ["hullo ", "cargo ", "./check"]
                .iter()
                .any(|start| line.starts_with(start))
                .then_some(line.as_str()),
        })
        .map(|line| line.split(" # ").next().unwrap_or(line).trim_end())
        .collect()
}

/// Every `from -> to` of the block labelled `arrows`, whose lines read `from -> to to to`.
pub(crate) fn arrows(text: &str) -> Option<BTreeSet<(String, String)>> {
    let block = blocks(text)
        .into_iter()
        .find(|block| block.label == "arrows")?;
    let pairs = block
        .lines
        .iter()
        .filter_map(|line| line.split_once("->"))
        .flat_map(|(from, to)| {
            to.split_whitespace()
                .map(|to| (from.trim().to_owned(), to.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect();
    Some(pairs)
}

#[test]
fn commands_are_told_from_output_and_comments() {
    let block =
        "```sh\n$ echo hi | hullo send :7 # says hi\nhi\nhullo talk :7\n# cargo\n./check\n```\n";
    let found: Vec<_> = blocks(block)
        .iter()
        .flat_map(|block| {
            commands(block)
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        found,
        ["echo hi | hullo send :7", "hullo talk :7", "./check"]
    );
}

#[test]
fn arrows_are_read_from_their_own_block() {
    let text = "```\na -> b\n```\n\n```arrows\nprogram -> talk net\ntalk -> net\nwire ->\n```\n";
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        arrows(text),
        Some(
            [
                pair("program", "net"),
                pair("program", "talk"),
                pair("talk", "net")
            ]
            .into()
        )
    );
    assert_eq!(arrows("```\na -> b\n```\n"), None);
}
