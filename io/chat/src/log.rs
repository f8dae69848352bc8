//! The log of a host: what happened in its rooms, in the one order that everybody sees.
//!
//! ```text
//! desk ── append(batch) ──→ writer ──→ log.db ──→ done()        then the desk tells the receivers
//! session ── ask(query) ──→ reader threads ──→ log.db, search.db
//!            keeper: log.db ──→ search.db, when there is time
//! ```
//!
//! Promises: [`Log::append`] never waits; batches are done in their order, each whole or not at all; a reader never
//! passes through the writer, and sees a batch as soon as it is done; memory and disk give the same answers.
//!
//! What survives: a batch that is done is in the write-ahead log in the system's hands, so that a killed process loses
//! nothing of it. A power cut may take what was done in the last minute at [`Durability::Normal`], and nothing at
//! [`Durability::Full`]; the database opens in either case. A full disk fails batches until there is room again.

mod answer;
mod commit;
mod disk;
mod entry;
mod error;
mod hunt;
mod keeper;
mod memory;
mod pack;
mod pulse;
mod reader;
mod readers;
mod schema;
mod search;
mod shelves;
#[cfg(test)]
mod tests;
mod trim;
mod words;
mod writer;

pub(crate) use disk::Options;
pub use entry::Retention;
pub(crate) use entry::{Appended, Entry, Limits};
pub(crate) use error::LogError;
pub(crate) use reader::Reader;
pub use schema::Durability;

use disk::Disk;
use hullo_room::Stamp;
use memory::Memory;
use reader::Source;
use std::path::Path;
use std::sync::Arc;

/// A log, for its one writer. Dropping it waits until everything appended is kept.
#[derive(Debug)]
pub(crate) enum Log {
    /// For as long as the host lives.
    Memory(Memory),
    /// In a folder.
    Disk(Disk),
}

impl Log {
    /// A log in memory.
    pub(crate) fn memory(limits: Limits) -> Log {
        Log::Memory(Memory::new(limits))
    }

    /// The log in a folder of its own, which is made if it is missing. Errors: another host has it, a newer hullo wrote
    /// it, or it cannot be opened.
    pub(crate) fn open(folder: &Path, options: Options) -> Result<Log, LogError> {
        Disk::open(folder, options).map(Log::Disk)
    }

    /// The latest stamp: the next is later.
    pub(crate) fn last(&self) -> Stamp {
        match self {
            Log::Memory(memory) => memory.last(),
            Log::Disk(disk) => disk.last,
        }
    }

    /// The rooms with settings and these, by name: on disk, as they were when the log was opened.
    pub(crate) fn rooms(&self) -> Vec<(Arc<str>, String)> {
        match self {
            Log::Memory(memory) => memory.rooms(),
            Log::Disk(disk) => disk.rooms.clone(),
        }
    }

    /// Takes a batch, and never waits.
    pub(crate) fn append(&mut self, batch: Vec<Entry>) -> Appended {
        match self {
            Log::Memory(memory) => {
                memory.append(batch);
                Appended::Done
            }
            Log::Disk(disk) => {
                disk.append(batch);
                Appended::Later
            }
        }
    }

    /// What became of the earliest batch that was answered with [`Appended::Later`] and not yet told of: it is in the
    /// log, or nothing of it is. Waits for ever if there is none; nothing is lost when the future is dropped.
    pub(crate) async fn done(&mut self) -> Result<(), LogError> {
        match self {
            Log::Memory(_) => std::future::pending().await,
            Log::Disk(disk) => disk.done().await,
        }
    }

    /// Somebody to ask.
    pub(crate) fn reader(&self) -> Reader {
        match self {
            Log::Memory(memory) => Reader(Source::Memory(memory.clone())),
            Log::Disk(disk) => Reader(Source::Disk(disk.readers.clone())),
        }
    }
}
