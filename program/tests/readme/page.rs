//! A Markdown page read: its fenced blocks, the terminals in them, and the code within lines.

use std::path::Path;

/// A file of the repository.
pub(crate) fn text_of(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A fenced block.
pub(crate) struct Block {
    /// The line of the page on which it opens, from 1.
    pub(crate) line: usize,
    /// The word after the fence.
    pub(crate) label: String,
    pub(crate) lines: Vec<String>,
}

impl Block {
    /// Its acts: a terminal, numbered from 1, and what stands under one comment line that names it, without the empty
    /// lines at the end. A terminal that is named again goes on where it was.
    pub(crate) fn acts(&self) -> Vec<(usize, Vec<String>)> {
        let mut names: Vec<&str> = Vec::new();
        let mut acts = vec![(1, Vec::new())];
        for line in &self.lines {
            if line.starts_with("# ") {
                let known = names.iter().position(|name| name == line);
                let number = known.unwrap_or(names.len());
                if known.is_none() {
                    names.push(line);
                }
                acts.push((number + 1, Vec::new()));
            } else if let Some((_, act)) = acts.last_mut() {
                act.push(line.clone());
            }
        }
        for (_, act) in &mut acts {
            while act.last().is_some_and(String::is_empty) {
                act.pop();
            }
        }
        acts.retain(|(_, act)| !act.is_empty());
        acts
    }

    /// The programs that it needs and a machine may lack.
    pub(crate) fn strangers(&self) -> Vec<&'static str> {
        let words = |line: &String| {
            line.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let typed: Vec<String> = self
            .lines
            .iter()
            .filter(|line| line.starts_with("$ "))
            .flat_map(words)
            .collect();
        [
            ("nc", "nc.openbsd"),
            ("curl", "curl"),
            ("python3", "python3"),
        ]
        .into_iter()
        .filter(|(word, _)| typed.iter().any(|typed| typed == word))
        .map(|(_, program)| program)
        .collect()
    }

    /// Its lines, what is said in a human language apart.
    pub(crate) fn without_comments(&self) -> Vec<String> {
        let code = |line: &String| match line.split_once(" # ") {
            Some((code, _)) => code.trim_end().to_owned(),
            None if line.starts_with("# ") => "#".to_owned(),
            None => line.clone(),
        };
        self.lines.iter().map(code).collect()
    }
}

/// All fenced blocks, their common indentation taken away.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    for (number, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        match (bare.strip_prefix("```"), open.take()) {
            (Some(label), None) => {
                let block = Block {
                    line: number + 1,
                    label: label.trim().to_owned(),
                    lines: Vec::new(),
                };
                open = Some((line.len() - bare.len(), block));
            }
            (Some(_), Some((_, block))) => blocks.push(block),
            (None, Some((indent, mut block))) => {
                block
                    .lines
                    .push(line.get(indent..).unwrap_or("").trim_end().to_owned());
                open = Some((indent, block));
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    blocks
}

/// The blocks that are played.
pub(crate) fn consoles(text: &str) -> Vec<Block> {
    let mut blocks = blocks(text);
    blocks.retain(|block| block.label == "console");
    blocks
}

/// The text outside of fenced blocks.
pub(crate) fn prose(text: &str) -> String {
    let outside = text.split("```").step_by(2);
    outside.collect::<Vec<_>>().join("\n")
}

/// What stands between backticks in the prose.
pub(crate) fn codes(text: &str) -> Vec<String> {
    let prose = prose(text);
    prose
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_block_is_read_act_by_act() {
    let page = "a\n\n  ```console\n  # terminal 1\n  $ x # why\n  y\n\n  # terminal 2\n  $ z\n\n  # terminal 1\n  ^C\n  ```\n`b`\n```sh\n```\n";
    let found = consoles(page);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].line, 3);
    let lines = |lines: &[&str]| -> Vec<String> { lines.iter().map(|&l| l.to_owned()).collect() };
    let acts = [
        (1, lines(&["$ x # why", "y"])),
        (2, lines(&["$ z"])),
        (1, lines(&["^C"])),
    ];
    assert_eq!(found[0].acts(), acts);
    assert_eq!(
        found[0].without_comments(),
        ["#", "$ x", "y", "", "#", "$ z", "", "#", "^C"]
    );
    assert_eq!(codes(page), ["b"]);
}
