//! The house test: what CONTRIBUTING.md promises about the tree is held by `cargo test`.
//!
//! Each test reads the files of the repository as they lie there, gathers every breach, and fails with the list.
//! Rules about one text are functions of that text, with their own small tests, in the modules beside this one.

mod manifest;
mod markdown;
mod source;
mod tree;

use std::collections::BTreeSet;

use tree::{all_files, rust_files, text_of};

/// A longer source file has a second purpose that wants a file of its own.
const MOST_LINES: usize = 450;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 9] = [
    "util",
    "utils",
    "common",
    "shared",
    "helper",
    "helpers",
    "types",
    "misc",
    "constants",
];

/// What a crate would need in order to touch the world.
const TOUCHING: [&str; 5] = ["tokio", "mio", "socket2", "rustix", "libc"];

#[track_caller]
fn nothing_in(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn every_rust_file_opens_with_what_it_is_for() {
    nothing_in(
        rust_files()
            .iter()
            .filter(|file| !source::opens_with_purpose(&file.text()))
            .map(|file| format!("{}: line 1 is not `//! ...`", file.path))
            .collect(),
    );
}

#[test]
fn lib_rs_and_mod_rs_define_nothing() {
    nothing_in(
        rust_files()
            .iter()
            .filter(|file| ["lib.rs", "mod.rs"].contains(&file.name()))
            .filter_map(|file| Some((file, source::first_definition(&file.text())?)))
            .map(|(file, what)| format!("{}: `{what}` belongs in a file of its own", file.path))
            .collect(),
    );
}

#[test]
fn files_are_named_after_what_they_define() {
    nothing_in(
        all_files()
            .iter()
            .flat_map(|file| {
                file.path
                    .split('/')
                    .map(|part| part.split('.').next().unwrap_or(part))
                    .filter(|stem| EMPTY_NAMES.contains(&stem.to_lowercase().as_str()))
                    .map(|stem| format!("{}: `{stem}` says nothing", file.path))
                    .collect::<Vec<_>>()
            })
            .collect(),
    );
}

#[test]
fn code_outside_tests_names_modules_from_the_crate_down() {
    nothing_in(
        rust_files()
            .iter()
            .filter(|file| !file.is_test())
            .flat_map(|file| {
                source::lines_with_super(&file.text())
                    .into_iter()
                    .map(|line| format!("{}:{line}: write `crate::`", file.path))
                    .collect::<Vec<_>>()
            })
            .collect(),
    );
}

#[test]
fn no_source_file_outgrows_its_purpose() {
    nothing_in(
        rust_files()
            .iter()
            .filter(|file| !file.is_test())
            .map(|file| (file, file.text().lines().count()))
            .filter(|(_, lines)| *lines > MOST_LINES)
            .map(|(file, lines)| format!("{}: {lines} lines, at most {MOST_LINES}", file.path))
            .collect(),
    );
}

#[test]
fn pure_crates_cannot_touch_the_world() {
    let pure: Vec<_> = all_files()
        .into_iter()
        .filter(|file| file.path.starts_with("pure/") && file.name() == "Cargo.toml")
        .collect();
    assert!(!pure.is_empty(), "no manifest found in pure/");
    nothing_in(
        pure.iter()
            .flat_map(|file| {
                manifest::all_dependencies(&file.text())
                    .into_iter()
                    .filter(|name| TOUCHING.contains(&name.as_str()))
                    .map(|name| format!("{}: depends on {name}", file.path))
                    .collect::<Vec<_>>()
            })
            .collect(),
    );
}

/// `fuzz/` is a workspace of its own and not drawn.
#[test]
fn arrows_between_crates_are_those_drawn_in_architecture_md() {
    let drawn = markdown::arrows(&text_of("ARCHITECTURE.md"))
        .expect("ARCHITECTURE.md has a block fenced as ```arrows with lines `a -> b c`");
    let built: BTreeSet<_> = all_files()
        .iter()
        .filter(|file| file.name() == "Cargo.toml" && !file.path.starts_with("fuzz/"))
        .flat_map(|file| manifest::arrows(&file.text()))
        .collect();
    let missing = drawn
        .difference(&built)
        .map(|(from, to)| format!("{from} -> {to}: drawn in ARCHITECTURE.md, in no Cargo.toml"));
    let extra = built
        .difference(&drawn)
        .map(|(from, to)| format!("{from} -> {to}: in a Cargo.toml, not drawn in ARCHITECTURE.md"));
    nothing_in(missing.chain(extra).collect());
}

#[test]
fn both_readmes_show_the_same_commands() {
    let english = markdown::blocks(&text_of("README.md"));
    let chinese = markdown::blocks(&text_of("README.zh-CN.md"));
    assert_eq!(
        english.len(),
        chinese.len(),
        "number of fenced blocks in README.md and README.zh-CN.md"
    );
    nothing_in(
        english
            .iter()
            .zip(&chinese)
            .enumerate()
            .map(|(n, (en, zh))| (n + 1, markdown::commands(en), markdown::commands(zh)))
            .filter(|(_, en, zh)| en != zh)
            .map(|(n, en, zh)| {
                format!("block {n}:\n  README.md {en:#?}\n  README.zh-CN.md {zh:#?}")
            })
            .collect(),
    );
}

#[test]
fn no_file_names_a_path_of_one_machine() {
    let paths = ["work", "root", "home"].map(|folder| format!("/{folder}/"));
    nothing_in(
        all_files()
            .iter()
            .flat_map(|file| {
                paths
                    .iter()
                    .filter(|path| file.contains(path))
                    .map(|path| format!("{}: names {path}", file.path))
                    .collect::<Vec<_>>()
            })
            .collect(),
    );
}
