//! How much has passed, and what the two directions of an exchange know of each other.

use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use tokio::sync::Notify;
use tokio::time::Instant;

/// How much has passed so far; may be read at any time.
#[derive(Debug, Default)]
pub struct Moved {
    /// Bytes sent.
    pub sent: AtomicU64,
    /// Bytes received.
    pub received: AtomicU64,
}

/// What both directions know of each other.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    pub(crate) moved: &'a Moved,
    /// When the whole input had been said.
    pub(crate) spoken: OnceLock<Instant>,
    pub(crate) wake: Notify,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(moved: &'a Moved) -> Progress<'a> {
        Progress {
            moved,
            spoken: OnceLock::new(),
            wake: Notify::new(),
        }
    }
}
