//! What is too old, too much or forgotten.

use super::ground::{Folder, all, memory, put, said, search, texts, wait};
use crate::log::{Entry, Limits, Log, Options, Retention};
use hullo_room::Stamp;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn keeping(records: usize) -> Options {
    Options {
        retention: Retention {
            age: None,
            records: Some(records),
        },
        ..Options::default()
    }
}

fn minutes_ago(minutes: u64, text: &str) -> Entry {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let mut entry = said(0, "#a", text);
    if let Entry::Record(record) = &mut entry {
        record.stamp = Stamp::at(now.as_millis() as u64 - minutes * 60_000);
    }
    entry
}

#[tokio::test]
async fn a_room_on_disk_keeps_its_latest_records_and_the_index_follows() {
    let folder = Folder::new();
    let mut log = folder.open_with(keeping(100));
    put(&mut log, vec![said(0, "#quiet", "word0")])
        .await
        .expect("room enough");
    for n in 0..300 {
        let batch = (1..=10).map(|m| said(n * 10 + m, "#a", &format!("word{}", n * 10 + m)));
        put(&mut log, batch.collect()).await.expect("room enough");
    }
    let count = "SELECT sum(count) FROM chunk WHERE room = (SELECT id FROM room WHERE name = '#a')";
    wait(|| folder.number("log.db", count) < 100 + 256 + 10);
    let found = texts(&log.reader(), all("#a")).await;
    assert!(found.len() >= 100, "{}", found.len());
    let expected: Vec<String> = (3_001 - found.len()..=3_000)
        .map(|n| format!("word{n}"))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(texts(&log.reader(), all("#quiet")).await, ["word0"]);
    folder.wait_for_index();
    wait(|| folder.number("log.db", "SELECT count(*) FROM gone") == 0);
    let words = |n: usize| {
        folder.number(
            "search.db",
            &format!("SELECT count(*) FROM words('word{n}')"),
        )
    };
    assert_eq!(
        (words(0), words(1), words(1_500), words(3_000)),
        (1, 0, 0, 1)
    );
    let gone = search(&["#a"], "word1", None);
    assert!(texts(&log.reader(), gone).await.is_empty());
    // At the next start nothing is left of what is too much.
    drop(log);
    let log = folder.open_with(keeping(100));
    wait(|| folder.number("log.db", count) < 100 + 10);
    assert!(texts(&log.reader(), all("#a")).await.len() >= 100);
}

#[tokio::test]
async fn what_has_outlived_its_age_is_not_shown() {
    let folder = Folder::new();
    let retention = Retention {
        age: Some(Duration::from_secs(3_600)),
        records: None,
    };
    let disk = folder.open_with(Options {
        retention,
        ..Options::default()
    });
    let ring = Log::memory(Limits {
        retention,
        bytes: usize::MAX,
    });
    for mut log in [ring, disk] {
        let batch = vec![
            minutes_ago(90, "old"),
            minutes_ago(61, "late"),
            minutes_ago(5, "new"),
        ];
        put(&mut log, batch).await.expect("room enough");
        assert_eq!(texts(&log.reader(), all("#a")).await, ["new"]);
        assert_eq!(
            texts(&log.reader(), search(&["#a"], "", Some("ann"))).await,
            ["new"]
        );
        assert!(
            texts(&log.reader(), search(&["#a"], "old", None))
                .await
                .is_empty()
        );
    }
}

#[tokio::test]
async fn when_all_has_outlived_its_age_numbers_and_stamps_go_on() {
    let folder = Folder::new();
    let options = Options {
        retention: Retention {
            age: Some(Duration::from_secs(60)),
            records: None,
        },
        ..Options::default()
    };
    let mut log = folder.open();
    put(&mut log, vec![minutes_ago(9, "old")])
        .await
        .expect("room enough");
    let last = log.last();
    drop(log);
    let log = folder.open_with(options);
    wait(|| folder.number("log.db", "SELECT count(*) FROM chunk") == 0);
    drop(log);
    let mut log = folder.open_with(options);
    assert_eq!(log.last(), last);
    put(&mut log, vec![minutes_ago(0, "new")])
        .await
        .expect("room enough");
    assert_eq!(folder.number("log.db", "SELECT max(id) FROM chunk"), 2);
}

#[tokio::test]
async fn a_forgotten_room_begins_anew() {
    let folder = Folder::new();
    let keep = |settings: &str| Entry::Keep {
        room: "#a".into(),
        settings: settings.into(),
    };
    let forget = || Entry::Forget { room: "#a".into() };
    for mut log in [memory(), folder.open()] {
        put(&mut log, vec![said(1, "#a", "one"), keep("first")])
            .await
            .expect("room enough");
        put(&mut log, vec![forget()]).await.expect("room enough");
        assert!(texts(&log.reader(), all("#a")).await.is_empty());
        assert!(
            texts(&log.reader(), search(&["#a"], "one", None))
                .await
                .is_empty()
        );
        let batch = vec![
            said(2, "#a", "two"),
            forget(),
            said(3, "#a", "three"),
            keep("second"),
        ];
        put(&mut log, batch).await.expect("room enough");
        put(&mut log, vec![said(4, "#a", "four")])
            .await
            .expect("room enough");
        assert_eq!(texts(&log.reader(), all("#a")).await, ["three", "four"]);
    }
    // What the first host had no time to drop, the next one does.
    let log = folder.open();
    assert_eq!(log.rooms(), [("#a".into(), "second".to_owned())]);
    wait(|| folder.number("log.db", "SELECT count(*) FROM room WHERE name IS NULL") == 0);
    assert_eq!(folder.number("log.db", "SELECT sum(count) FROM chunk"), 2);
}

#[tokio::test]
async fn a_ring_in_memory_is_bounded_in_number_and_bytes() {
    let mut log = Log::memory(Limits {
        retention: keeping(3).retention,
        bytes: 2_000,
    });
    for n in 0..10 {
        put(&mut log, vec![said(n, "#a", &n.to_string())])
            .await
            .expect("memory");
    }
    assert_eq!(texts(&log.reader(), all("#a")).await, ["7", "8", "9"]);
    put(&mut log, vec![said(10, "#a", &"x".repeat(1_700))])
        .await
        .expect("memory");
    assert_eq!(texts(&log.reader(), all("#a")).await.len(), 2);
    put(&mut log, vec![said(11, "#a", &"x".repeat(3_000))])
        .await
        .expect("memory");
    assert!(texts(&log.reader(), all("#a")).await.is_empty());
}
