//! The dependencies that a Cargo.toml names, read line by line: enough for manifests laid out as ours are.

use std::collections::BTreeSet;

/// Every dependency in every table of dependencies.
pub(crate) fn all_dependencies(text: &str) -> Vec<String> {
    dependencies(text).map(|(_, name)| name).collect()
}

/// This crate's arrows to others of the workspace: `hullo-x` is called `x`, and the package hullo `program`.
/// What only its tests need is no arrow.
pub(crate) fn arrows(text: &str) -> BTreeSet<(String, String)> {
    let Some(package) = package(text) else {
        return BTreeSet::new();
    };
    dependencies(text)
        .filter(|(table, _)| !table.contains("dev-dependencies"))
        .filter_map(|(_, name)| Some((package.clone(), crate_called(&name)?)))
        .collect()
}

fn package(text: &str) -> Option<String> {
    entries(text)
        .find(|(table, key, _)| table == "package" && key == "name")
        .and_then(|(_, _, value)| crate_called(value.trim_matches('"')))
}

fn crate_called(package: &str) -> Option<String> {
    match package {
        "hullo" => Some("program".to_owned()),
        _ => package.strip_prefix("hullo-").map(str::to_owned),
    }
}

/// Pairs of table and dependency: both `[dependencies]` with a line each and `[dependencies.name]`.
/// The root's `[workspace.dependencies]` only gives versions.
fn dependencies(text: &str) -> impl Iterator<Item = (String, String)> {
    let ends = |table: &str| table.ends_with("dependencies") && !table.starts_with("workspace");
    entries(text).filter_map(move |(table, key, _)| match table.rsplit_once('.') {
        Some((parent, name)) if ends(parent) => Some((parent.to_owned(), unquoted(name))),
        _ if ends(&table) && !key.is_empty() => Some((table, unquoted(&key))),
        _ => None,
    })
}

fn unquoted(name: &str) -> String {
    name.trim_matches('"').to_owned()
}

/// Table, key up to its first dot, value. The header of a table is an entry without a key.
fn entries(text: &str) -> impl Iterator<Item = (String, String, String)> {
    let mut table = String::new();
    text.lines().map(str::trim).filter_map(move |line| {
        if line.starts_with('#') {
            return None;
        }
        if let Some(header) = line.strip_prefix('[') {
            table = header.split(']').next().unwrap_or(header).to_owned();
            return Some((table.clone(), String::new(), String::new()));
        }
        let (key, value) = line.split_once('=')?;
        let key = key.split('.').next().unwrap_or(key).trim();
        Some((table.clone(), key.to_owned(), value.trim().to_owned()))
    })
}

#[cfg(test)]
const EXAMPLE: &str = r#"
[package]
name = "hullo-talk"
version.workspace = true

[dependencies]
hullo-net.workspace = true
tokio = { version = "1", features = ["rt"] }
# mio = "1"

[dependencies.hullo-wire]
path = "../wire"

[target.'cfg(unix)'.dependencies]
libc = "0.2"

[dev-dependencies]
hullo-meter.workspace = true
"#;

#[test]
fn dependencies_are_found_in_every_kind_of_table() {
    assert_eq!(
        all_dependencies(EXAMPLE)
            .into_iter()
            .collect::<BTreeSet<_>>(),
        ["hullo-meter", "hullo-net", "hullo-wire", "libc", "tokio"]
            .map(str::to_owned)
            .into()
    );
}

#[test]
fn arrows_leave_out_what_only_tests_need() {
    let arrow = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        arrows(EXAMPLE),
        [arrow("talk", "net"), arrow("talk", "wire")].into()
    );
    assert_eq!(
        arrows("[package]\nname = \"hullo\"\n[dependencies]\nhullo-talk.workspace = true\n"),
        [arrow("program", "talk")].into()
    );
    assert_eq!(
        arrows("[workspace.dependencies]\nhullo-net = { path = \"io/net\" }\n"),
        [].into()
    );
}
