//! What is made from the definitions of the arguments: help, man pages, completions, the reference in docs.

use crate::hullo::{Folder, Output, Start, missing, run};
use std::fs::{read_dir, read_to_string, write};

const COMMANDS: [&str; 5] = ["host", "send", "listen", "talk", "relay"];

/// A folder with what was generated.
#[track_caller]
fn generated(what: &str) -> Folder {
    let folder = Folder::new();
    let path = folder.path().to_str().unwrap();
    let done = run(&["generate", what, path]).expect_code(0);
    assert_eq!((done.text(), &*done.stderr), ("", ""));
    folder
}

/// The names of the files in a folder, in order.
#[track_caller]
fn names(folder: &Folder) -> Vec<String> {
    let files = read_dir(folder.path()).unwrap();
    let mut names: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn hullo_alone_shows_an_example_of_each_command() {
    let said = run(&[]).expect_code(0);
    let examples = said
        .text()
        .lines()
        .filter(|line| line.starts_with("  hullo "));
    assert_eq!(examples.count(), 6, "{}", said.text());
    for command in COMMANDS {
        assert!(
            said.text().contains(&format!("hullo {command} ")),
            "{command}"
        );
    }
    assert_eq!(said.stderr, "");
}

#[test]
fn the_help_of_each_command_has_examples() {
    for command in COMMANDS {
        let said = run(&[command, "--help"]).expect_code(0);
        let (_, examples) = said.text().split_once("Examples:\n").unwrap();
        let examples: Vec<&str> = examples.lines().collect();
        assert!(examples.len() >= 3, "{command}: {examples:?}");
        for example in examples {
            assert!(example.contains(&format!("hullo {command} ")), "{example}");
        }
    }
    let said = run(&["--help"]).expect_code(0);
    assert!(!said.text().contains("generate"), "{}", said.text());
}

#[test]
fn the_reference_in_docs_is_what_the_program_would_write() {
    let folder = generated("reference");
    let fresh = read_to_string(folder.file("reference.md")).unwrap();
    let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference.md");
    if std::env::var_os("HULLO_REGENERATE").is_some() {
        write(kept, &fresh).unwrap();
    }
    let kept = read_to_string(kept).unwrap_or_default();
    assert!(
        kept == fresh,
        "docs/reference.md is not up to date: `hullo generate reference docs` writes it again"
    );
}

#[test]
fn each_command_has_a_man_page_that_formats_without_a_warning() {
    let folder = generated("man");
    let pages = [
        "hullo-host.1",
        "hullo-listen.1",
        "hullo-relay.1",
        "hullo-send.1",
        "hullo-talk.1",
        "hullo.1",
    ];
    assert_eq!(names(&folder), pages);
    if missing("man") || missing("groff") {
        return;
    }
    for page in pages {
        let args = ["--warnings", "-l", page];
        let start = Start::program("man", &args).dir(folder.path());
        let shown = start
            .env("MANWIDTH", "80")
            .env("MANPAGER", "cat")
            .run()
            .expect_code(0);
        assert_eq!(shown.stderr, "", "{page}");
        // Examples keep their lines.
        if let Some(command) = page.strip_prefix("hullo-") {
            let command = command.trim_end_matches(".1");
            assert!(shown.text().contains("EXAMPLES"), "{page}");
            let help = run(&[command, "--help"]);
            let last = help
                .text()
                .trim_end()
                .lines()
                .last()
                .unwrap()
                .trim()
                .to_owned();
            assert!(
                shown.text().contains(&last),
                "{page}: {last:?} in\n{}",
                shown.text()
            );
        }
    }
}

/// Runs a shell's script beside the generated completions.
#[track_caller]
fn shell(folder: &Folder, program: &str, args: &[&str]) -> Output {
    Start::program(program, args)
        .dir(folder.path())
        .run()
        .expect_code(0)
}

#[test]
fn bash_completes_commands_options_and_their_values() {
    if missing("bash") {
        return;
    }
    let folder = generated("completions");
    shell(&folder, "bash", &["-n", "hullo.bash"]);
    // What readline does: the function that `complete` names, with the words so far and the present one.
    let script = r#"
        source ./hullo.bash
        function=$(complete -p hullo | sed 's/.*-F \([^ ]*\).*/\1/')
        COMP_WORDS=(hullo "$@"); COMP_CWORD=$#; COMPREPLY=()
        "$function" hullo "${!#}" "${COMP_WORDS[$#-1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let complete = |words: &[&str]| -> Vec<String> {
        let args = [&["--norc", "-c", script, "bash"], words].concat();
        let said = shell(&folder, "bash", &args);
        said.text().lines().map(str::to_owned).collect()
    };
    let commands = complete(&[""]);
    for command in COMMANDS {
        assert!(commands.contains(&command.to_owned()), "{commands:?}");
    }
    assert!(!commands.contains(&"generate".to_owned()), "{commands:?}");
    assert_eq!(complete(&["ta"]), ["talk"]);
    assert_eq!(complete(&["talk", "--newl"]), ["--newline"]);
    assert_eq!(complete(&["talk", "--newline", ""]), ["lf", "crlf", "none"]);
    assert_eq!(complete(&["relay", "--frame", "u"]), ["u16"]);
}

#[test]
fn zsh_reads_its_completions() {
    if missing("zsh") {
        return;
    }
    let folder = generated("completions");
    shell(&folder, "zsh", &["-n", "_hullo"]);
    let text = read_to_string(folder.file("_hullo")).unwrap();
    assert!(text.starts_with("#compdef hullo\n"));
    for command in COMMANDS {
        assert!(text.contains(&format!("({command})\n")), "{command}");
    }
    assert!(!text.contains("(generate)"));
}

#[test]
fn fish_completes_commands_and_options() {
    if missing("fish") {
        return;
    }
    let folder = generated("completions");
    shell(&folder, "fish", &["-n", "hullo.fish"]);
    let complete = |line: &str| -> Vec<String> {
        let script = format!("source ./hullo.fish; complete -C '{line}'");
        let start = Start::program("fish", &["--no-config", "-c", &script]);
        let start = start.env("HOME", folder.path()).dir(folder.path());
        let said = start.run().expect_code(0);
        let words = said
            .text()
            .lines()
            .map(|line| line.split('\t').next().unwrap());
        words.map(str::to_owned).collect()
    };
    assert_eq!(complete("hullo ta"), ["talk"]);
    assert_eq!(complete("hullo talk --newl"), ["--newline"]);
    assert_eq!(complete("hullo talk --newline c"), ["crlf"]);
    assert!(!complete("hullo ").contains(&"generate".to_owned()));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let ended = run(&["generate", "man", "/proc/nowhere"]).expect_code(2);
    assert!(ended.stderr.contains("/proc/nowhere"), "{}", ended.stderr);
}
