//! Asks the log, beside the writer: never through it.

use crate::log::error::LogError;
use crate::log::memory::Memory;
use crate::log::readers::Readers;
use hullo_room::{Answer, Query};

/// Asks the log; as many as wanted, in any task.
#[derive(Clone, Debug)]
pub(crate) struct Reader(pub(super) Source);

#[derive(Clone, Debug)]
pub(super) enum Source {
    Memory(Memory),
    Disk(Readers),
}

impl Reader {
    /// Answers a question. It sees every batch that was done before it was asked. A search finds messages and notices
    /// that hold all the words; what is between spaces is one word, Chinese, Japanese, Korean and other writing without
    /// spaces is found by any part of it, and nothing typed is an operator. No word: everything by that nick.
    pub(crate) async fn ask(&self, query: Query) -> Result<Answer, LogError> {
        match &self.0 {
            Source::Memory(memory) => memory.ask(&query).await,
            Source::Disk(readers) => readers.ask(query).await,
        }
    }
}
