//! The one thread that writes to the log's database.
//!
//! ```text
//! desk ── batch, batch ──→ everything that waits becomes one transaction ──→ done, done
//! ```
//!
//! Promises: a transaction begins as soon as there is a batch, and there is no timer; if several batches fail together,
//! each is tried alone; a failure is told and the next batch is tried like any other. Old records are dropped when
//! nothing waits, and a little between commits when that never happens.

use crate::log::commit::{Ledger, keeping};
use crate::log::entry::Entry;
use crate::log::error::LogError;
use crate::log::pulse::Pulse;
use crate::log::trim::Trim;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use tokio::sync::mpsc::UnboundedSender;

/// Entries that a transaction gathers before it stops looking for more batches.
const GATHER: usize = 4_096;

/// Commits between two steps of dropping, when there is never nothing to do.
const BUSY_STEP: u32 = 16;

/// Work for the writer.
#[derive(Debug)]
pub(super) enum Job {
    /// From the desk.
    Batch(Vec<Entry>),
    /// From the keeper: time has passed.
    Sweep,
    /// From the keeper: the search index has let go of chunks up to this number.
    Purge(i64),
    /// From the keeper: the rest of a checkpoint, which it cannot finish beside an eager writer.
    Checkpoint,
    /// From a test: the database may have so many pages.
    #[cfg(test)]
    Pages(u32),
}

/// The writer's thread.
#[derive(Debug)]
pub(super) struct Writer {
    /// The database.
    pub(super) ledger: Ledger,
    /// What is to be dropped.
    pub(super) trim: Trim,
    /// What is to be done.
    pub(super) jobs: Receiver<Job>,
    /// What became of it.
    pub(super) done: UnboundedSender<Result<(), LogError>>,
    /// For the keeper.
    pub(super) pulse: Arc<Pulse>,
}

impl Writer {
    /// Works until nobody can ask for anything any more, and everything that was asked is done.
    pub(super) fn run(mut self) {
        let mut batches = Vec::new();
        let mut commits = 0_u32;
        while let Some(job) = self.next() {
            let other = match job {
                Job::Batch(batch) => self.gather(batch, &mut batches),
                other => Some(other),
            };
            if !batches.is_empty() {
                self.keep(&batches);
                batches.clear();
                commits = commits.wrapping_add(1);
                if commits.is_multiple_of(BUSY_STEP) {
                    self.drop_a_little();
                }
            }
            if let Some(other) = other {
                // A failure here is tried again: by the next sweep, or by the keeper at the next start.
                let _ = self.tend(other);
            }
        }
    }

    fn next(&mut self) -> Option<Job> {
        loop {
            match self.jobs.try_recv() {
                Ok(job) => return Some(job),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) if self.trim.is_due() => self.drop_a_little(),
                Err(TryRecvError::Empty) => return self.jobs.recv().ok(),
            }
        }
    }

    /// Takes what waits behind a batch, up to the first job of another sort.
    fn gather(&self, first: Vec<Entry>, batches: &mut Vec<Vec<Entry>>) -> Option<Job> {
        let mut entries = first.len();
        batches.push(first);
        while entries < GATHER {
            match self.jobs.try_recv() {
                Ok(Job::Batch(batch)) => {
                    entries += batch.len();
                    batches.push(batch);
                }
                Ok(other) => return Some(other),
                Err(_) => break,
            }
        }
        None
    }

    fn keep(&mut self, batches: &[Vec<Entry>]) {
        match self.commit(batches) {
            Ok(()) => batches.iter().for_each(|_| self.tell(Ok(()))),
            Err(error) if batches.len() == 1 => self.tell(Err(error)),
            Err(_) => {
                for batch in batches.chunks(1) {
                    let outcome = self.commit(batch);
                    self.tell(outcome);
                }
            }
        }
    }

    fn commit(&mut self, batches: &[Vec<Entry>]) -> Result<(), LogError> {
        let brought = self.ledger.commit(batches).map_err(keeping())?;
        self.trim.note(&brought);
        // A commit writes whole pages: two at least.
        self.beat(brought.records, brought.bytes + 8_192);
        Ok(())
    }

    fn tell(&self, outcome: Result<(), LogError>) {
        // Nobody listens any more when the log is being closed.
        let _ = self.done.send(outcome);
    }

    fn beat(&self, records: u64, bytes: u64) {
        self.pulse
            .beat(self.ledger.chunk, self.trim.gone, records, bytes);
    }

    fn drop_a_little(&mut self) {
        let gone = self.trim.gone;
        if self.trim.step(&mut self.ledger).is_ok() && self.trim.gone > gone {
            self.beat(0, 8_192);
        }
    }

    fn tend(&mut self, job: Job) -> rusqlite::Result<()> {
        match job {
            Job::Batch(_) => Ok(()),
            Job::Sweep => self.trim.sweep(&self.ledger),
            Job::Purge(gone) => self.trim.purge(&self.ledger, gone),
            Job::Checkpoint => checkpoint(&self.ledger.log).map(drop),
            #[cfg(test)]
            Job::Pages(pages) => self.ledger.log.pragma_update(None, "max_page_count", pages),
        }
    }
}

/// Writes what the write-ahead log has into the database, as far as no reader needs it where it is, and to the disk.
pub(super) fn checkpoint(log: &rusqlite::Connection) -> rusqlite::Result<()> {
    log.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
