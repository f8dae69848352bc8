//! The log's database under a reader's hand.

use crate::log::answer::{Shelf, Visit, answer};
use crate::log::entry::Retention;
use crate::log::error::LogError;
use crate::log::hunt::Hunt;
use crate::log::pack::unpack;
use crate::log::search::Seeker;
use hullo_room::{Answer, Query, Span, Stamp, Take};
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// How long a reader may go on.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    base: Instant,
    until: Arc<AtomicU64>,
}

/// The database, to read, and its search index.
#[derive(Debug)]
pub(super) struct Shelves {
    log: Connection,
    index: Option<Connection>,
    retention: Retention,
    watch: Watch,
}

/// Steps of SQLite's machine between two looks at the clock: some 20 µs.
const STEPS: std::ffi::c_int = 200;

impl Watch {
    fn new() -> Watch {
        Watch {
            base: Instant::now(),
            until: Arc::new(AtomicU64::new(u64::MAX)),
        }
    }

    fn set(&self, until: Instant) {
        let micros = until.saturating_duration_since(self.base).as_micros();
        let micros = u64::try_from(micros).unwrap_or(u64::MAX);
        self.until.store(micros, Ordering::Relaxed);
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        self.base.elapsed().as_micros() > u128::from(self.until.load(Ordering::Relaxed))
    }
}

impl Shelves {
    /// Takes over open databases.
    pub(super) fn open(
        mut log: Connection,
        mut index: Option<Connection>,
        retention: Retention,
    ) -> rusqlite::Result<Shelves> {
        let watch = Watch::new();
        for connection in [Some(&mut log), index.as_mut()].into_iter().flatten() {
            let watch = watch.clone();
            connection.progress_handler(STEPS, Some(move || watch.is_over()))?;
        }
        Ok(Shelves {
            log,
            index,
            retention,
            watch,
        })
    }

    /// Answers a question by then, or not at all.
    pub(super) fn ask(&self, query: &Query, until: Instant) -> Result<Answer, LogError> {
        self.watch.set(until);
        if self.watch.is_over() {
            return Err(LogError::TooLong);
        }
        let floor = self.retention.floor();
        match Hunt::asked(query, floor) {
            Some(hunt) => {
                let seeker = Seeker {
                    log: &self.log,
                    watch: &self.watch,
                };
                Ok(Answer::Records(seeker.search(hunt, self.index.as_ref())?))
            }
            None => {
                // One look for all parts of an answer.
                let _look = self.log.unchecked_transaction().map_err(reading())?;
                answer(self, query, floor)
            }
        }
    }

    fn walk_oldest(&self, room: i64, name: &str, span: Span, visit: Visit) -> Result<(), LogError> {
        let mut chunks = self
            .log
            .prepare_cached(
                "SELECT first, body FROM chunk WHERE room = ?1 AND first < ?3 AND first >= coalesce(
                    (SELECT first FROM chunk WHERE room = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1), 0)
                 ORDER BY first",
            )
            .map_err(reading())?;
        let mut chunks = chunks
            .query(params![room, span.after.number(), span.before.number()])
            .map_err(reading())?;
        let name: Arc<str> = name.into();
        while let Some(chunk) = chunks.next().map_err(reading())? {
            let first = Stamp::from_number(chunk.get(0).map_err(reading())?);
            for record in unpack(&name, first, blob(chunk, 1)?)? {
                if record.stamp >= span.before {
                    return Ok(());
                }
                if record.stamp > span.after && visit(&record).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn walk_newest(&self, room: i64, name: &str, span: Span, visit: Visit) -> Result<(), LogError> {
        let mut chunks = self
            .log
            .prepare_cached(
                "SELECT first, body FROM chunk WHERE room = ?1 AND first < ?2 ORDER BY first DESC",
            )
            .map_err(reading())?;
        let mut chunks = chunks
            .query(params![room, span.before.number()])
            .map_err(reading())?;
        let name: Arc<str> = name.into();
        while let Some(chunk) = chunks.next().map_err(reading())? {
            let first = Stamp::from_number(chunk.get(0).map_err(reading())?);
            for record in unpack(&name, first, blob(chunk, 1)?)?.iter().rev() {
                if record.stamp <= span.after {
                    return Ok(());
                }
                if record.stamp < span.before && visit(record).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl Shelf for Shelves {
    fn walk(&self, room: &str, span: Span, take: Take, visit: Visit) -> Result<(), LogError> {
        let Some(id) = room_id(&self.log, room)? else {
            return Ok(());
        };
        match take {
            Take::Oldest => self.walk_oldest(id, room, span, visit),
            Take::Newest => self.walk_newest(id, room, span, visit),
        }
    }
}

/// The room's number in the database.
pub(super) fn room_id(log: &Connection, room: &str) -> Result<Option<i64>, LogError> {
    log.prepare_cached("SELECT id FROM room WHERE name = ?1")
        .and_then(|mut rooms| rooms.query_row([room], |row| row.get(0)).optional())
        .map_err(reading())
}

/// A chunk's body.
pub(super) fn blob<'a>(row: &'a rusqlite::Row, column: usize) -> Result<&'a [u8], LogError> {
    let value = row.get_ref(column).map_err(reading())?;
    value.as_blob().map_err(|_| LogError::Damaged)
}

/// For `map_err`: the deadline is an error of its own.
pub(super) fn reading() -> impl Fn(rusqlite::Error) -> LogError {
    |source| match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::OperationInterrupted) => LogError::TooLong,
        _ => LogError::Database {
            doing: "read the log",
            source,
        },
    }
}
