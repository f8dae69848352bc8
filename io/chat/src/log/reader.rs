//! Asks the log, beside the writer: never through it.

use crate::log::error::LogError;
use crate::log::memory::Memory;
use hullo_room::{Answer, Query};

/// Asks the log; as many as wanted, in any task.
#[derive(Clone, Debug)]
pub struct Reader(pub(super) Source);

#[derive(Clone, Debug)]
pub(super) enum Source {
    Memory(Memory),
}

impl Reader {
    /// Answers a question. It sees every batch that was done before it was asked.
    pub async fn ask(&self, query: Query) -> Result<Answer, LogError> {
        match &self.0 {
            Source::Memory(memory) => memory.ask(&query).await,
        }
    }
}
