//! What is too old or too much is dropped from the log, a little at a time.
//!
//! Promises: a step drops at most [`STEP`] chunks of one room, so that no commit waits longer than for one of them; what
//! is dropped is written down for the search index, in the same transaction.

use crate::log::commit::{Brought, Ledger};
use crate::log::entry::Retention;
use hullo_room::Stamp;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

/// Chunks that one step drops: some 200 µs.
const STEP: usize = 32;

/// What is still to be looked through.
#[derive(Debug)]
pub(super) struct Trim {
    retention: Retention,
    due: BTreeSet<i64>,
    /// The highest number given in the table of dropped chunks.
    pub(super) gone: i64,
}

struct Oldest {
    chunk: i64,
    last: Stamp,
    end: i64,
}

impl Trim {
    /// Everything is to be looked through at the start.
    pub(super) fn new(ledger: &Ledger, retention: Retention) -> rusqlite::Result<Trim> {
        let gone = "SELECT coalesce(max(id), 0) FROM gone";
        let mut trim = Trim {
            retention,
            due: BTreeSet::new(),
            gone: ledger.log.query_row(gone, [], |row| row.get(0))?,
        };
        trim.sweep(ledger)?;
        Ok(trim)
    }

    /// Notes what a commit brought.
    pub(super) fn note(&mut self, brought: &Brought) {
        self.due.extend(&brought.forgotten);
        if self.retention != Retention::default() {
            self.due.extend(&brought.grown);
        }
    }

    /// Notes all rooms: time has passed.
    pub(super) fn sweep(&mut self, ledger: &Ledger) -> rusqlite::Result<()> {
        let mut rooms = ledger.log.prepare_cached("SELECT id FROM room")?;
        for id in rooms.query_map([], |row| row.get(0))? {
            self.due.insert(id?);
        }
        Ok(())
    }

    /// Whether a step has something to do.
    pub(super) fn is_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// Drops a little. A room that fails is left for the next sweep.
    pub(super) fn step(&mut self, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let Some(room) = self.due.pop_first() else {
            return Ok(());
        };
        let forgotten = ledger
            .log
            .prepare_cached("SELECT name IS NULL FROM room WHERE id = ?1")?
            .query_row([room], |row| row.get(0))
            .optional()?;
        let Some(forgotten) = forgotten else {
            return Ok(());
        };
        let expired = self.expired(ledger, room, forgotten)?;
        if expired.is_empty() && !forgotten {
            return Ok(());
        }
        let all = expired.len() < STEP;
        let transaction = ledger.log.unchecked_transaction()?;
        let mut gone = self.gone;
        for chunk in expired {
            gone += 1;
            transaction
                .prepare_cached("INSERT INTO gone VALUES (?1, ?2)")?
                .execute([gone, chunk])?;
            transaction
                .prepare_cached("DELETE FROM chunk WHERE id = ?1")?
                .execute([chunk])?;
        }
        if forgotten && all {
            transaction
                .prepare_cached("DELETE FROM room WHERE id = ?1")?
                .execute([room])?;
        }
        // Numbers and stamps go on from here even if nothing is left.
        transaction
            .prepare_cached("UPDATE state SET chunk = ?1, stamp = ?2")?
            .execute(params![ledger.chunk, ledger.last.number()])?;
        transaction.commit()?;
        self.gone = gone;
        if !all {
            self.due.insert(room);
        }
        Ok(())
    }

    /// The search index has let go of what is numbered up to this.
    pub(super) fn purge(&self, ledger: &Ledger, gone: i64) -> rusqlite::Result<()> {
        ledger
            .log
            .prepare_cached("DELETE FROM gone WHERE id <= ?1")?
            .execute([gone])?;
        Ok(())
    }

    /// The oldest chunks of a room, as far as they are to go.
    fn expired(&self, ledger: &Ledger, room: i64, forgotten: bool) -> rusqlite::Result<Vec<i64>> {
        let total: i64 = ledger
            .log
            .prepare_cached(
                "SELECT number + count FROM chunk WHERE room = ?1 ORDER BY first DESC LIMIT 1",
            )?
            .query_row([room], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let floor = self.retention.floor();
        let kept = self.retention.records.map_or(i64::MAX, |records| {
            i64::try_from(records).unwrap_or(i64::MAX)
        });
        let goes = |oldest: &Oldest| {
            forgotten || oldest.last <= floor || oldest.end <= total.saturating_sub(kept)
        };
        let mut oldest = ledger.log.prepare_cached(
            "SELECT id, last, number + count FROM chunk WHERE room = ?1 ORDER BY first LIMIT ?2",
        )?;
        let oldest = oldest.query_map(params![room, STEP], |row| {
            Ok(Oldest {
                chunk: row.get(0)?,
                last: Stamp::from_number(row.get(1)?),
                end: row.get(2)?,
            })
        })?;
        let mut expired = Vec::new();
        for oldest in oldest {
            let oldest = oldest?;
            if !goes(&oldest) {
                break;
            }
            expired.push(oldest.chunk);
        }
        Ok(expired)
    }
}
