//! docs/netcat.md is made here from the rows, and compared with what lies there. Each row has a test of its own, which
//! runs the very command that the table shows, with the address changed for one that is free.

use crate::hullo::Start;
use crate::rows::{ROWS, Row};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# Fifty jobs, and how hullo does them

Each command below is run by a test (`program/tests/strangers/`), which also writes this page; HOST is the other machine.
The test changes only addresses, interfaces and file names, and makes long times short. The last column
is what we found when we tried the same job with netcat-openbsd 1.219 (*nc*), Ncat 7.93 and socat 1.7.4.4 of Debian 12.
Newer versions may do better: Ncat 7.94 changed its UDP server, 7.96 its end of input; we have not run those.
";

/// The row with this number.
pub(crate) fn row(number: u8) -> &'static Row {
    ROWS.iter()
        .find(|row| row.number == number)
        .expect("tests ask for rows that are there")
}

impl Row {
    /// The row's command number `n`, from 0, with these words changed; each of them must be there.
    #[track_caller]
    pub(crate) fn command(&self, n: usize, changes: &[(&str, &str)]) -> Start {
        let mut command = self.hullo[n].to_owned();
        for (shown, real) in changes {
            assert!(
                command.contains(shown),
                "row {}: {command:?} shows no {shown:?}",
                self.number
            );
            command = command.replacen(shown, real, 1);
        }
        if command.contains(['|', '>', '<', ';', '&']) && !command.contains("--exec") {
            return Start::program("sh", &["-c", &command]).env("PATH", path_with_hullo());
        }
        let words = shell_words::split(&command).expect("the shown command has whole quotes");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(words[0], "hullo", "row {}", self.number);
        Start::hullo(&words[1..])
    }
}

fn path_with_hullo() -> std::ffi::OsString {
    let hullo = Path::new(env!("CARGO_BIN_EXE_hullo"));
    let folder = hullo.parent().expect("a binary lies in a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(all).expect("the folder's name has no colon")
}

fn draw() -> String {
    let cell = |text: &str| text.replace('|', "\\|");
    let mut page = HEAD.to_owned();
    page.push_str("\n| # | job | hullo | nc, ncat, socat |\n|---|---|---|---|\n");
    for row in ROWS {
        let commands: Vec<String> = row
            .hullo
            .iter()
            .map(|command| format!("`{}`", cell(command)))
            .collect();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            row.number,
            cell(row.job),
            commands.join("<br>"),
            cell(row.others)
        );
    }
    page
}

#[test]
fn the_page_shows_what_the_tests_run() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/netcat.md");
    let page = draw();
    if std::env::var_os("HULLO_REGENERATE").is_some() {
        fs::write(&file, &page).expect("docs/netcat.md can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        kept == page,
        "docs/netcat.md differs from program/tests/strangers/rows.rs: HULLO_REGENERATE=1 writes it anew"
    );
}

#[test]
fn every_row_has_its_test() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/strangers");
    let sources: String = fs::read_dir(folder)
        .expect("the tests' sources are here")
        .map(|file| {
            let file = file.expect("a folder can be read");
            fs::read_to_string(file.path()).expect("sources are text")
        })
        .collect();
    for (at, row) in ROWS.iter().enumerate() {
        assert_eq!(row.number as usize, at + 1, "rows stand in order");
        let name = format!("fn row_{:02}_", row.number);
        assert!(
            sources.contains(&name),
            "no test is called {name}: {}",
            row.job
        );
    }
}
