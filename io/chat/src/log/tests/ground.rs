//! What the tests stand on: folders that go away, records in short, and logs that have taken something in.

use crate::log::{Appended, Entry, Limits, Log, LogError, Options, Reader, Retention};
use hullo_room::{Answer, Kinds, Query, Record, RecordKind, Span, Stamp, Take};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A fresh folder, removed in the end.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "hullo-log-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        Folder(std::env::temp_dir().join(name))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn open(&self) -> Log {
        self.open_with(Options::default())
    }

    pub(super) fn open_with(&self, options: Options) -> Log {
        Log::open(&self.0, options).expect("the log opens")
    }

    /// A number out of one of the databases, seen from outside.
    pub(super) fn number(&self, file: &str, sql: &str) -> i64 {
        rusqlite::Connection::open(self.0.join(file))
            .and_then(|database| database.query_row(sql, [], |row| row.get(0)))
            .expect("the database answers")
    }

    /// Waits until the search index has all chunks.
    pub(super) fn wait_for_index(&self) {
        let last = "SELECT coalesce(max(id), 0) FROM chunk";
        wait(|| {
            self.number("search.db", "SELECT chunk FROM reached") >= self.number("log.db", last)
        });
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Waits until something has happened.
#[track_caller]
pub(super) fn wait(happened: impl Fn() -> bool) {
    let begun = Instant::now();
    while !happened() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never happened");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A log in memory that keeps all.
pub(super) fn memory() -> Log {
    Log::memory(Limits {
        retention: Retention::default(),
        bytes: usize::MAX,
    })
}

/// The `n`-th stamp of the tests: a minute apart, and recent enough for any clock of today.
pub(super) fn stamp(n: u64) -> Stamp {
    Stamp::at(1_700_000_000_000 + n * 60_000)
}

/// Something said, or the kind that `text` begins with: `join:`, `notice:`, `topic:`.
pub(super) fn record(n: u64, room: &str, nick: &str, text: &str) -> Record {
    let (kind, text) = match text.split_once(':') {
        Some(("join", text)) => (RecordKind::Join, text),
        Some(("notice", text)) => (RecordKind::Notice, text),
        Some(("topic", text)) => (RecordKind::Topic, text),
        _ => (RecordKind::Message, text),
    };
    Record {
        stamp: stamp(n),
        room: room.into(),
        kind,
        source: format!("{nick}!u@host").into(),
        account: "".into(),
        text: text.into(),
        tags: "".into(),
    }
}

pub(super) fn said(n: u64, room: &str, text: &str) -> Entry {
    Entry::Record(record(n, room, "ann", text))
}

/// Appends, and waits until it is done.
pub(super) async fn put(log: &mut Log, batch: Vec<Entry>) -> Result<(), LogError> {
    match log.append(batch) {
        Appended::Done => Ok(()),
        Appended::Later => log.done().await,
    }
}

/// Everything of a room.
pub(super) fn all(room: &str) -> Query {
    Query::Page {
        room: room.into(),
        span: Span::ALL,
        take: Take::Oldest,
        limit: usize::MAX,
        kinds: Kinds::Everything,
    }
}

/// A search for words in these rooms.
pub(super) fn search(rooms: &[&str], words: &str, nick: Option<&str>) -> Query {
    Query::Search {
        rooms: rooms.iter().map(|room| Arc::from(*room)).collect(),
        words: words.into(),
        nick: nick.map(str::to_owned),
        span: Span::ALL,
        limit: 100,
    }
}

/// The texts of an answer.
pub(super) async fn texts(reader: &Reader, query: Query) -> Vec<String> {
    match reader.ask(query).await.expect("an answer") {
        Answer::Records(records) => records.into_iter().map(|r| r.text.into()).collect(),
        Answer::Rooms(rooms) => rooms
            .into_iter()
            .map(|(room, _)| room.to_string())
            .collect(),
    }
}
