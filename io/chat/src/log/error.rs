//! Why the log could not do what it was asked.

use std::path::PathBuf;

/// What was attempted, on which file, and why it failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// Another host, in this process or another, has the folder.
    #[error("{} is in use by another host", .0.display())]
    InUse(PathBuf),
    /// A later hullo wrote the database.
    #[error("{} was written by a newer hullo (format {found}; this one knows up to {known})", .path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The latest that is understood here.
        known: i64,
    },
    /// The file is a SQLite database, but nobody's log.
    #[error("{} is another program's database", .0.display())]
    Foreign(PathBuf),
    /// The folder or a file in it could not be made or opened.
    #[error("could not open {}", .path.display())]
    Open {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A database could not be opened, made or brought up to date.
    #[error("could not open {}", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// SQLite failed.
    #[error("could not {doing}")]
    Database {
        /// What was attempted.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A row is not what was once written.
    #[error("a record in the log is damaged")]
    Damaged,
    /// The answer would have taken longer than a reader may.
    #[error("reading the log took too long")]
    TooLong,
    /// Too many readers wait already.
    #[error("too many readers wait for the log")]
    Busy,
    /// A thread could not be started.
    #[error("could not start a thread of the log")]
    Thread(#[source] std::io::Error),
    /// The log's thread is gone.
    #[error("the log is closed")]
    Closed,
}
