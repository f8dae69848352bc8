//! Rules about the text of one Rust file.
//!
//! They read lines, not syntax: enough for code that rustfmt has laid out, and short enough to trust.

/// Whether line 1 says what the file is for.
pub(crate) fn opens_with_purpose(text: &str) -> bool {
    text.lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .is_some_and(|purpose| !purpose.trim().is_empty())
}

/// The first statement that is neither `mod name;` nor `pub use`.
pub(crate) fn first_definition(text: &str) -> Option<String> {
    let code: Vec<_> = text.lines().map(without_comment).collect();
    let code = code.join(" ");
    let mut rest = code.trim_start();
    while !rest.is_empty() {
        if rest.starts_with('#') {
            rest = after_attribute(rest);
            continue;
        }
        let (statement, after) = rest.split_once(';').unwrap_or((rest, ""));
        let is_mod = ["mod ", "pub mod ", "pub(crate) mod "]
            .iter()
            .any(|start| statement.starts_with(start) && !statement.contains('{'));
        let is_use = ["pub use ", "pub(crate) use "]
            .iter()
            .any(|start| statement.starts_with(start));
        if !is_mod && !is_use {
            return Some(statement.chars().take(60).collect());
        }
        rest = after.trim_start();
    }
    None
}

/// The numbers, from 1, of the lines that write `super::`, down to the tests at the bottom.
pub(crate) fn lines_with_super(text: &str) -> Vec<usize> {
    let lines: Vec<_> = text.lines().collect();
    let end = (0..lines.len())
        .find(|&n| opens_tests(&lines[n..]))
        .unwrap_or(lines.len());
    (0..end)
        .filter(|&n| without_comment(lines[n]).contains("super::"))
        .map(|n| n + 1)
        .collect()
}

/// `#[cfg(test)]`, perhaps more attributes, then `mod name {`.
fn opens_tests(lines: &[&str]) -> bool {
    lines[0] == "#[cfg(test)]"
        && lines
            .iter()
            .find(|line| !line.starts_with("#["))
            .is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
}

fn without_comment(line: &str) -> &str {
    let line = line.trim();
    if line.starts_with("//") {
        return "";
    }
    line.split_once(" //").map_or(line, |(code, _)| code)
}

fn after_attribute(text: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' if depth == 1 => return text[at + 1..].trim_start(),
            ']' => depth -= 1,
            _ => {}
        }
    }
    ""
}

#[test]
fn a_file_without_a_purpose_is_seen() {
    assert!(opens_with_purpose("//! Lines.\n"));
    for text in ["", "//!\n//! Lines.\n", "// Lines.\n", "use std::fs;\n"] {
        assert!(!opens_with_purpose(text), "{text:?}");
    }
}

#[test]
fn a_definition_in_lib_rs_is_seen() {
    let check = |text, expected: Option<&str>| {
        assert_eq!(first_definition(text).as_deref(), expected, "{text}");
    };
    check(
        "//! A crate.\n\nmod line;\npub use line::Line; // the noun\n",
        None,
    );
    check("#![deny(unsafe_code)]\n#[cfg(test)]\nmod tests;\n", None);
    check(
        "pub use a::{\n    B,\n    C,\n};\npub(crate) mod d;\n",
        None,
    );
    check("mod a;\npub struct B;\n", Some("pub struct B"));
    check("use a::B;\n", Some("use a::B"));
    check("#[test]\nfn a() {}\n", Some("fn a() {}"));
    check("mod a { pub fn b() {} }\n", Some("mod a { pub fn b() {} }"));
}

#[test]
fn super_is_seen_outside_tests_only() {
    let check = |text, expected: &[usize]| assert_eq!(lines_with_super(text), expected, "{text}");
    check("use crate::a::B;\n// not super::B\n", &[]);
    check("use super::B;\nfn f() { super::g() }\n", &[1, 2]);
    check("#[cfg(test)]\nmod tests {\n    use super::*;\n}\n", &[]);
    check("#[cfg(test)]\nmod tests;\nuse super::B;\n", &[3]);
}
