//! The log of a host: what happened in its rooms, in the one order that everybody sees.

mod answer;
mod entry;
mod error;
mod hunt;
mod memory;
mod reader;
mod words;

pub use entry::{Appended, Entry, Limits, Retention};
pub use error::LogError;
pub use reader::Reader;

use hullo_room::Stamp;
use memory::Memory;
use reader::Source;
use std::sync::Arc;

/// A log, and its one writer.
#[derive(Debug)]
pub struct Log(Store);

#[derive(Debug)]
enum Store {
    Memory(Memory),
}

impl Log {
    /// A log in memory, for as long as the host lives.
    pub fn memory(limits: Limits) -> Log {
        Log(Store::Memory(Memory::new(limits)))
    }

    /// The stamp of the last record ever kept.
    pub fn last(&self) -> Stamp {
        match &self.0 {
            Store::Memory(memory) => memory.last(),
        }
    }

    /// The rooms with settings kept, by name.
    pub fn rooms(&self) -> Vec<(Arc<str>, String)> {
        match &self.0 {
            Store::Memory(memory) => memory.rooms(),
        }
    }

    /// Takes a batch, and never waits.
    pub fn append(&mut self, batch: Vec<Entry>) -> Appended {
        match &self.0 {
            Store::Memory(memory) => {
                memory.append(batch);
                Appended::Done
            }
        }
    }

    /// What became of the earliest batch that was answered with [`Appended::Later`] and not yet told of: it is in the
    /// log, or nothing of it is. Waits for ever if there is none; nothing is lost when the future is dropped.
    pub async fn done(&mut self) -> Result<(), LogError> {
        match &self.0 {
            Store::Memory(_) => std::future::pending().await,
        }
    }

    /// Somebody to ask.
    pub fn reader(&self) -> Reader {
        match &self.0 {
            Store::Memory(memory) => Reader(Source::Memory(memory.clone())),
        }
    }
}
