//! Opening: what is kept, and who is refused.

use super::ground::{Folder, all, put, said, texts};
use crate::log::{Durability, Entry, Log, LogError, Options};

#[tokio::test]
async fn reopening_keeps_everything() {
    let folder = Folder::new();
    for durability in [Durability::Normal, Durability::Full] {
        let mut log = folder.open_with(Options {
            durability,
            ..Options::default()
        });
        let known = texts(&log.reader(), all("#a")).await.len() as u64;
        let batch = (known + 1..=known + 300).map(|n| said(n, "#a", &n.to_string()));
        let mut batch: Vec<Entry> = batch.collect();
        batch.push(Entry::Keep {
            room: "#a".into(),
            settings: format!("topic {known}"),
        });
        put(&mut log, batch).await.expect("room enough");
    }
    let log = folder.open();
    let expected: Vec<String> = (1..=600).map(|n| n.to_string()).collect();
    assert_eq!(texts(&log.reader(), all("#a")).await, expected);
    assert_eq!(log.rooms(), [("#a".into(), "topic 300".to_owned())]);
}

#[tokio::test]
async fn what_was_appended_is_kept_even_if_nobody_waited() {
    let folder = Folder::new();
    let mut log = folder.open();
    for n in 0..50 {
        let _ = log.append(vec![said(n, "#a", "x")]);
    }
    drop(log);
    assert_eq!(texts(&folder.open().reader(), all("#a")).await.len(), 50);
}

#[test]
fn a_second_host_is_refused_until_the_first_ends() {
    let folder = Folder::new();
    let log = folder.open();
    let refused = Log::open(folder.path(), Options::default());
    assert!(matches!(refused, Err(LogError::InUse(_))), "{refused:?}");
    drop(log);
    folder.open();
}

#[test]
fn databases_of_others_are_refused() {
    let folder = Folder::new();
    drop(folder.open());
    rusqlite::Connection::open(folder.path().join("log.db"))
        .and_then(|database| database.execute_batch("PRAGMA user_version = 99"))
        .expect("our database");
    let newer = Log::open(folder.path(), Options::default());
    let message = newer.as_ref().map(drop).map_err(LogError::to_string);
    assert!(
        matches!(newer, Err(LogError::Newer { found: 99, .. })),
        "{newer:?}"
    );
    assert!(message.is_err_and(|m| m.contains("newer hullo (format 99")));

    let folder = Folder::new();
    std::fs::create_dir(folder.path()).expect("a fresh folder");
    rusqlite::Connection::open(folder.path().join("log.db"))
        .and_then(|database| database.execute_batch("CREATE TABLE mine (x)"))
        .expect("a database");
    let foreign = Log::open(folder.path(), Options::default());
    assert!(matches!(foreign, Err(LogError::Foreign(_))), "{foreign:?}");

    let folder = Folder::new();
    std::fs::create_dir(folder.path()).expect("a fresh folder");
    std::fs::write(folder.path().join("log.db"), "no database, ".repeat(500)).expect("a file");
    let unreadable = Log::open(folder.path(), Options::default());
    assert!(
        matches!(unreadable, Err(LogError::Unreadable { .. })),
        "{unreadable:?}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_said_is_not_for_other_users() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let _log = folder.open();
    for file in ["", "log.db", "log.db-wal", "search.db"] {
        let found = std::fs::metadata(folder.path().join(file)).expect(file);
        assert_eq!(found.permissions().mode() & 0o077, 0, "{file}");
    }
}
