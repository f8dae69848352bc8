//! What is put into the log, and how soon it is there.

use hullo_room::{Record, Stamp};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// One thing for the log to do. The entries of a batch are done in their order, all or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Keep this record. Its stamp is later than that of every record already in its room, and not earlier than any
    /// record's of the log.
    Record(Record),
    /// Keep a room's settings, in place of the earlier ones.
    Keep {
        /// The room's casefolded name.
        room: Arc<str>,
        /// The settings, a text that the log does not read.
        settings: String,
    },
    /// Drop a room's records and settings.
    Forget {
        /// The room's casefolded name.
        room: Arc<str>,
    },
}

/// Whether a batch is in the log already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Appended {
    /// It is, and every reader sees it.
    Done,
    /// [`Log::done`](crate::log::Log::done) will tell.
    Later,
}

/// What a log lets go, room by room. The default keeps everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Records older than this are not shown any more, and dropped when there is time.
    pub age: Option<Duration>,
    /// A room keeps this many of its latest records; a log on disk drops the older ones in steps, so that it may hold
    /// a few hundred more.
    pub records: Option<usize>,
}

impl Retention {
    /// What is not later than this has outlived its age.
    pub(super) fn floor(&self) -> Stamp {
        let Some(age) = self.age else {
            return Stamp::FIRST;
        };
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let born = now.saturating_sub(age).as_millis();
        Stamp::at(u64::try_from(born).unwrap_or(u64::MAX))
    }
}

/// What a log in memory may hold of one room: the oldest records go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// By age and number.
    pub(crate) retention: Retention,
    /// Bytes of a room's records, with what it costs to hold them.
    pub(crate) bytes: usize,
}

impl Default for Limits {
    /// 1,000 records and 1 MiB a room: what somebody who comes in scrolls back through.
    fn default() -> Limits {
        Limits {
            retention: Retention {
                age: None,
                records: Some(1_000),
            },
            bytes: 1 << 20,
        }
    }
}
