//! The files of a log on disk, and what is in them.
//!
//! ```text
//! DIR/log.lock     held while a host lives
//! DIR/log.db       room, chunk (the records), gone, state                what must not be lost
//! DIR/search.db    words (FTS5), reached                                 made anew from log.db when it is missing
//! ```
//!
//! A chunk holds what one commit brought for one room (see [`pack`](crate::log::pack)). Chunks are numbered in the
//! order of the log: a later chunk's last stamp is never the earlier one.

use crate::log::error::LogError;
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// "HULL", so that another program's database is not taken for ours.
const APPLICATION: i64 = 0x4855_4c4c;

/// What brings a database from the version that is its place in the list to the next.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE room (
        id INTEGER PRIMARY KEY,
        name TEXT UNIQUE,                       -- casefolded; NULL: forgotten, its chunks are being dropped
        settings TEXT                           -- NULL: none kept
    );
    CREATE TABLE chunk (
        id INTEGER PRIMARY KEY,                 -- in the order of the log, never used twice
        room INTEGER NOT NULL,
        first INTEGER NOT NULL,                 -- stamp
        last INTEGER NOT NULL,                  -- stamp
        number INTEGER NOT NULL,                -- records of this room before it, since the room began
        count INTEGER NOT NULL,                 -- records in it
        body BLOB NOT NULL
    );
    CREATE INDEX chunk_of_room ON chunk (room, first);
    CREATE TABLE gone (                         -- dropped chunks that the search index still has
        id INTEGER PRIMARY KEY,
        chunk INTEGER NOT NULL
    );
    CREATE TABLE state (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        identity INTEGER NOT NULL,              -- which log a search index belongs to
        chunk INTEGER NOT NULL,                 -- when chunks were last dropped: the highest number given
        stamp INTEGER NOT NULL                  -- and the latest stamp
    );
    INSERT INTO state VALUES (1, random(), 0, 0);
"];

const SEARCH: &str = "
    CREATE VIRTUAL TABLE words USING fts5(
        room, nick, said, content = '', contentless_delete = 1, tokenize = 'ascii'
    );
    CREATE TABLE reached (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        identity INTEGER NOT NULL,
        chunk INTEGER NOT NULL
    );
";

/// How the search index is written; another one is made anew.
const SEARCH_VERSION: i64 = 1;

/// A page cache in KiB, negative as SQLite wants it: what appending touches, and a room's recent pages.
const CACHE: i64 = -8_192;

/// When a commit is on its way to the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// With the next checkpoint, a minute later at most: a killed process loses nothing, a power cut may lose what
    /// was said last.
    #[default]
    Normal,
    /// Before anybody sees what it holds: a power cut loses nothing either, and every commit waits for the disk.
    Full,
}

/// A folder that is ours as long as this lives.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Takes the folder, and makes it if it is missing.
    pub(super) fn take(path: &Path) -> Result<Folder, LogError> {
        make_private(path).map_err(failed(path))?;
        let lock_path = path.join("log.lock");
        let lock = private_file(&lock_path).map_err(failed(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LogError::InUse(path.to_owned())),
            Err(TryLockError::Error(source)) => return Err(failed(&lock_path)(source)),
        }
        Ok(Folder {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// The log's database, to write; made or brought up to date.
    pub(super) fn log(&self, durability: Durability) -> Result<Connection, LogError> {
        let path = self.path.join("log.db");
        private_file(&path).map_err(failed(&path))?;
        let mut log = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        migrate(&mut log, &path)?;
        prepare(&log, durability).map_err(unreadable(&path))?;
        Ok(log)
    }

    /// The log's database, to read.
    pub(super) fn reading(&self) -> Result<Connection, LogError> {
        connect(&self.path.join("log.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// The search index, to read.
    pub(super) fn searching(&self) -> Result<Connection, LogError> {
        let path = self.path.join("search.db");
        connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)
    }

    /// The search index of the log with this identity and last chunk, to write, and the last chunk it has. One that is
    /// ahead of its log, which lost its end in a power cut, is made anew like one that cannot be read.
    pub(super) fn index(&self, identity: i64, chunk: i64) -> Result<(Connection, i64), LogError> {
        let path = self.path.join("search.db");
        if let Ok(found) = open_index(&path, identity, chunk) {
            return Ok(found);
        }
        for end in ["", "-wal", "-shm"] {
            let file = self.path.join(format!("search.db{end}"));
            match std::fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(failed(&file)(error));
                }
                _ => {}
            }
        }
        private_file(&path).map_err(failed(&path))?;
        let index = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&index, Durability::Normal)
            .and_then(|()| {
                index.execute_batch(&format!(
                    "BEGIN; {SEARCH} INSERT INTO reached VALUES (1, {identity}, 0);
                     PRAGMA user_version = {SEARCH_VERSION}; COMMIT"
                ))
            })
            .map_err(unreadable(&path))?;
        Ok((index, 0))
    }
}

fn open_index(path: &Path, identity: i64, chunk: i64) -> rusqlite::Result<(Connection, i64)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let index = Connection::open_with_flags(path, flags)?;
    prepare(&index, Durability::Normal)?;
    let reached = index.query_row(
        "SELECT chunk FROM reached, pragma_user_version
         WHERE identity = ?1 AND chunk <= ?2 AND user_version = ?3",
        [identity, chunk, SEARCH_VERSION],
        |row| row.get(0),
    )?;
    Ok((index, reached))
}

fn connect(path: &Path, mode: OpenFlags) -> Result<Connection, LogError> {
    // Each connection has one thread.
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(unreadable(path))?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

fn prepare(connection: &Connection, durability: Durability) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = match durability {
        Durability::Normal => "NORMAL",
        Durability::Full => "FULL",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // A log that once grew long gives its room back at the next beginning.
    connection.pragma_update(None, "journal_size_limit", 64 << 20)
}

fn migrate(log: &mut Connection, path: &Path) -> Result<(), LogError> {
    let number = |log: &Connection, sql: &str| -> Result<i64, LogError> {
        log.query_row(sql, [], |row| row.get(0))
            .map_err(unreadable(path))
    };
    let application = number(log, "PRAGMA application_id")?;
    let found = number(log, "PRAGMA user_version")?;
    let tables = number(log, "SELECT count(*) FROM sqlite_schema")?;
    let known = MIGRATIONS.len() as i64;
    if application != APPLICATION && (tables > 0 || application != 0) {
        return Err(LogError::Foreign(path.to_owned()));
    }
    if found > known {
        return Err(LogError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    for (version, change) in MIGRATIONS.iter().enumerate().skip(found.max(0) as usize) {
        log.execute_batch(&format!(
            "BEGIN IMMEDIATE; {change} PRAGMA application_id = {APPLICATION};
             PRAGMA user_version = {}; COMMIT",
            version + 1
        ))
        .map_err(unreadable(path))?;
    }
    Ok(())
}

fn unreadable(path: &Path) -> impl Fn(rusqlite::Error) -> LogError {
    move |source| LogError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> LogError {
    move |source| LogError::Open {
        path: path.to_owned(),
        source,
    }
}

/// What is said in a room is for those who were there.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// SQLite gives the files beside a database the mode of the database.
fn private_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
