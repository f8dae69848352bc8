//! Failures: a full disk, a read that takes too long.

use super::ground::{Folder, all, put, said, texts};
use crate::log::entry::Retention;
use crate::log::schema;
use crate::log::shelves::Shelves;
use crate::log::writer::Job;
use crate::log::{Log, LogError};
use std::time::{Duration, Instant};

/// Lets the database have so many pages more, or fewer.
fn room_for(log: &Log, folder: &Folder, pages: i64) {
    let used = folder.number("log.db", "PRAGMA page_count");
    let Log::Disk(disk) = log else {
        panic!("only a disk is ever full");
    };
    disk.send(Job::Pages(u32::try_from(used + pages).expect("few pages")));
}

#[tokio::test]
async fn a_full_disk_fails_batches_whole_until_there_is_room_again() {
    let folder = Folder::new();
    let mut log = folder.open();
    put(&mut log, vec![said(1, "#a", "before")])
        .await
        .expect("room enough");
    room_for(&log, &folder, 0);
    let large = "x".repeat(100_000);
    let batch = vec![said(2, "#a", "small"), said(3, "#new", &large)];
    let refused = put(&mut log, batch).await.expect_err("no room");
    let LogError::Database { source, .. } = &refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        source.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DiskFull)
    );
    assert_eq!(texts(&log.reader(), all("#a")).await, ["before"]);
    assert!(texts(&log.reader(), all("#new")).await.is_empty());

    room_for(&log, &folder, 1_000);
    put(&mut log, vec![said(4, "#new", "after")])
        .await
        .expect("room again");
    assert_eq!(texts(&log.reader(), all("#new")).await, ["after"]);
    drop(log);
    let log = folder.open();
    assert_eq!(texts(&log.reader(), all("#a")).await, ["before"]);
    assert_eq!(texts(&log.reader(), all("#new")).await, ["after"]);
}

#[tokio::test]
async fn of_batches_that_fail_together_those_that_fit_are_kept() {
    let folder = Folder::new();
    let mut log = folder.open();
    put(&mut log, vec![said(1, "#a", "before")])
        .await
        .expect("room enough");
    room_for(&log, &folder, 0);
    let large = "x".repeat(100_000);
    for (n, text) in [(2, "fits"), (3, &large), (4, "fits too")] {
        let _ = log.append(vec![said(n, "#a", text)]);
    }
    let outcomes = [log.done().await, log.done().await, log.done().await];
    assert_eq!(outcomes.map(|outcome| outcome.is_ok()), [true, false, true]);
    assert_eq!(
        texts(&log.reader(), all("#a")).await,
        ["before", "fits", "fits too"]
    );
}

#[tokio::test]
async fn a_dropped_wait_loses_nothing() {
    let folder = Folder::new();
    let mut log = folder.open();
    let _ = log.append(vec![said(1, "#a", "x")]);
    let _ = log.append(vec![said(2, "#a", "y")]);
    tokio::select! {
        biased;
        () = std::future::ready(()) => {}
        _ = log.done() => {}
    }
    log.done().await.expect("the first");
    log.done().await.expect("the second");
}

#[tokio::test]
async fn a_read_that_takes_too_long_is_given_up_and_the_next_is_answered() {
    let folder = Folder::new();
    let mut log = folder.open();
    for n in 0..40 {
        let batch = (0..1_000).map(|m| said(n * 1_000 + m, "#a", "something quite ordinary"));
        put(&mut log, batch.collect()).await.expect("room enough");
    }
    let path = schema::Folder::take(folder.path());
    assert!(matches!(path, Err(LogError::InUse(_))));
    let database = rusqlite::Connection::open(folder.path().join("log.db")).expect("a reader");
    let shelves = Shelves::open(database, None, Retention::default()).expect("a reader");
    for query in [
        all("#a"),
        super::ground::search(&["#a"], "extraordinary", None),
    ] {
        let begun = Instant::now();
        let late = shelves.ask(&query, begun + Duration::from_millis(2));
        assert!(
            matches!(late, Err(LogError::TooLong)),
            "{:?}",
            late.map(drop)
        );
        assert!(begun.elapsed() < Duration::from_secs(1));
        shelves
            .ask(&query, begun + Duration::from_secs(60))
            .expect("time enough");
    }
    let past = shelves.ask(&all("#a"), Instant::now());
    assert!(matches!(past, Err(LogError::TooLong)));
}
