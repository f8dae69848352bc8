//! What the writer tells the keeper of the index: how far the log is, and how busy.
//!
//! Promises: telling costs the writer a few atomic stores; it wakes the keeper only when that sleeps for want of work.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::Thread;
use std::time::Duration;

/// Shared by both.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// The last chunk committed.
    chunk: AtomicI64,
    /// The last dropped chunk's number in the table of these.
    gone: AtomicI64,
    /// Records committed.
    records: AtomicU64,
    /// Bytes written since the last checkpoint, nearly.
    unsaved: AtomicU64,
    closing: AtomicBool,
    asleep: AtomicBool,
    keeper: Mutex<Option<Thread>>,
}

/// How far the log is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beat {
    /// The last chunk committed.
    pub(super) chunk: i64,
    /// The last dropped chunk's number in the table of these.
    pub(super) gone: i64,
    /// Records committed since the start.
    pub(super) records: u64,
    /// Bytes written since the last checkpoint, nearly.
    pub(super) unsaved: u64,
}

impl Pulse {
    /// The writer's word after a commit.
    pub(super) fn beat(&self, chunk: i64, gone: i64, records: u64, bytes: u64) {
        self.chunk.store(chunk, Ordering::Relaxed);
        self.gone.store(gone, Ordering::Relaxed);
        self.records.fetch_add(records, Ordering::Relaxed);
        self.unsaved.fetch_add(bytes, Ordering::SeqCst);
        if self.asleep.load(Ordering::SeqCst) {
            self.wake();
        }
    }

    /// How far the log is.
    pub(super) fn read(&self) -> Beat {
        Beat {
            unsaved: self.unsaved.load(Ordering::SeqCst),
            chunk: self.chunk.load(Ordering::Relaxed),
            gone: self.gone.load(Ordering::Relaxed),
            records: self.records.load(Ordering::Relaxed),
        }
    }

    /// A checkpoint saved so many bytes.
    pub(super) fn saved(&self, bytes: u64) {
        self.unsaved.fetch_sub(bytes, Ordering::SeqCst);
    }

    /// The end is near.
    pub(super) fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        self.wake();
    }

    /// Whether it is.
    pub(super) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// The calling thread is the keeper.
    pub(super) fn attend(&self) {
        *self.keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::thread::current());
    }

    /// Sleeps until there is something to do, as `idle` sees it, or the time is over.
    pub(super) fn sleep(&self, longest: Duration, idle: impl Fn(Beat) -> bool) {
        self.asleep.store(true, Ordering::SeqCst);
        if idle(self.read()) && !self.is_closing() {
            std::thread::park_timeout(longest);
        }
        self.asleep.store(false, Ordering::SeqCst);
    }

    fn wake(&self) {
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keeper) = &*keeper {
            keeper.unpark();
        }
    }
}
