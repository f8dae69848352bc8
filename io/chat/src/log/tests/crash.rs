//! A host that is killed: its files as they lay at that moment are opened again.

use super::ground::{Folder, all, put, said, search, texts};
use crate::log::Log;

/// The files of a live log, as a kill would leave them.
fn killed(folder: &Folder, files: &[&str]) -> Folder {
    let copy = Folder::new();
    std::fs::create_dir(copy.path()).expect("a fresh folder");
    for file in files {
        let from = folder.path().join(file);
        std::fs::copy(from, copy.path().join(file)).expect(file);
    }
    copy
}

const LOG: [&str; 2] = ["log.db", "log.db-wal"];

async fn tell(log: &mut Log) {
    for n in 0..200 {
        let batch = vec![said(n, "#a", &format!("第{n}句 延迟"))];
        put(log, batch).await.expect("room enough");
    }
}

#[tokio::test]
async fn everything_done_is_there_after_a_kill() {
    let folder = Folder::new();
    let mut log = folder.open();
    tell(&mut log).await;
    let copy = killed(&folder, &LOG);
    let found = texts(&copy.open().reader(), all("#a")).await;
    assert_eq!(found.len(), 200);
    assert_eq!(found[199], "第199句 延迟");
}

#[tokio::test]
async fn the_index_catches_up_after_a_kill() {
    let folder = Folder::new();
    let mut log = folder.open();
    tell(&mut log).await;
    let copy = killed(&folder, &LOG);
    let log = copy.open();
    let query = || search(&["#a"], "延迟", None);
    assert_eq!(texts(&log.reader(), query()).await.len(), 100);
    copy.wait_for_index();
    assert_eq!(
        copy.number("search.db", "SELECT count(*) FROM words('第')"),
        200
    );
    assert_eq!(texts(&log.reader(), query()).await.len(), 100);
}

#[tokio::test]
async fn a_lost_damaged_or_foreign_index_is_made_anew() {
    let folder = Folder::new();
    let mut log = folder.open();
    tell(&mut log).await;
    folder.wait_for_index();
    let other = Folder::new();
    drop(other.open());
    for content in [None, Some("not a database".repeat(100).into_bytes()), {
        Some(std::fs::read(other.path().join("search.db")).expect("another log's index"))
    }] {
        let copy = killed(&folder, &LOG);
        if let Some(content) = content {
            std::fs::write(copy.path().join("search.db"), content).expect("a file");
        }
        let log = copy.open();
        copy.wait_for_index();
        let found = texts(&log.reader(), search(&["#a"], "第7句", None)).await;
        assert_eq!(found, ["第7句 延迟"]);
    }
}

#[tokio::test]
async fn an_index_ahead_of_a_log_that_lost_its_end_is_made_anew() {
    let folder = Folder::new();
    let mut log = folder.open();
    put(&mut log, vec![said(1, "#a", "kept")])
        .await
        .expect("room enough");
    let early = killed(&folder, &LOG);
    put(&mut log, vec![said(2, "#a", "lost")])
        .await
        .expect("room enough");
    folder.wait_for_index();
    for file in ["search.db", "search.db-wal"] {
        std::fs::copy(folder.path().join(file), early.path().join(file)).expect(file);
    }
    let mut log = early.open();
    put(&mut log, vec![said(3, "#a", "new")])
        .await
        .expect("room enough");
    early.wait_for_index();
    let rows = |word: &str| {
        early.number(
            "search.db",
            &format!("SELECT count(*) FROM words('{word}')"),
        )
    };
    assert_eq!((rows("kept"), rows("lost"), rows("new")), (1, 0, 1));
}
