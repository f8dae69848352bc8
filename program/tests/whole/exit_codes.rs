//! docs/exit-codes.md holds: each example ends with its code and says its line.

use crate::hullo::{Folder, Start, missing, skipped};

const PAGE: &str = include_str!("../../../docs/exit-codes.md");

/// The texts between backticks in a cell.
fn quoted(cell: &str) -> &str {
    cell.split('`').nth(1).expect("the cell quotes something")
}

/// Whether `line` is as the page says, where `…` stands for anything.
fn matches(line: &str, said: &str) -> bool {
    let Some((begin, end)) = said.split_once('…') else {
        return line == said;
    };
    line.starts_with(begin) && line.ends_with(end)
}

#[test]
fn every_example_of_the_page_ends_as_it_says() {
    if missing("unshare") || missing("ip") || missing("sh") {
        return;
    }
    if Start::program("unshare", &["-rn", "true"]).run().code != 0
        && skipped("network namespaces are not allowed here")
    {
        return;
    }
    let folder = Folder::new();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_hullo"), folder.file("hullo")).unwrap();
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap()
    );
    let rows = PAGE.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let code: i32 = cells.get(1)?.parse().ok()?;
        Some((code, quoted(cells[3]), quoted(cells[4])))
    });
    let mut codes = Vec::new();
    for (code, example, said) in rows {
        // Alone in a network with a loopback, and with it ends whatever an example leaves running.
        let script = format!("ip link set lo up; {example}");
        let args = ["-rn", "--fork", "--kill-child", "-p", "sh", "-c", &script];
        let ended = Start::program("unshare", &args)
            .env("PATH", &path)
            .run()
            .expect_code(code);
        assert!(
            ended.stderr.lines().any(|line| matches(line, said)),
            "{example}\n says {}\n not {said}",
            ended.stderr
        );
        codes.push(code);
    }
    assert_eq!(codes, (0..=8).collect::<Vec<i32>>());
}
