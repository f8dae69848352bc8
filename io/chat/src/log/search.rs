//! A search on disk: first what is not indexed yet, then what the index names, from the latest on.
//!
//! ```text
//! chunks:  … indexed … | not yet
//!          ←── 2: words MATCH … | ←── 1: looked through     until no earlier find would be among the latest
//! ```
//!
//! Promises: the index only saves looking; what it names is read in the log and compared by the same rule as ever
//! (see [`Hunt`]), so that a stale or missing index makes a search slow and never wrong.

use crate::log::error::LogError;
use crate::log::hunt::Hunt;
use crate::log::keeper::room_word;
use crate::log::pack::unpack;
use crate::log::shelves::{Watch, blob, reading, room_id};
use crate::log::words::spread;
use hullo_room::{Record, Stamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;
use std::sync::Arc;

/// More chunks than one commit brings: within a commit, a chunk may begin before the end of the one before it.
const COMMIT: i64 = 1 << 16;

/// A search's means.
#[derive(Debug)]
pub(super) struct Seeker<'a> {
    /// The log's database.
    pub(super) log: &'a Connection,
    /// When to give up.
    pub(super) watch: &'a Watch,
}

type Rooms = HashMap<i64, Arc<str>>;

impl Seeker<'_> {
    /// The finds, in the order of the log.
    pub(super) fn search(
        &self,
        mut hunt: Hunt,
        index: Option<&Connection>,
    ) -> Result<Vec<Record>, LogError> {
        if hunt.is_vain() {
            return Ok(Vec::new());
        }
        // The index is looked at first: what the log gets later is beyond what it has reached.
        let _index_look = index
            .map(|index| index.unchecked_transaction())
            .transpose()
            .map_err(reading())?;
        let reached = index.and_then(|index| {
            index
                .query_row("SELECT chunk FROM reached", [], |row| row.get(0))
                .ok()
        });
        let _log_look = self.log.unchecked_transaction().map_err(reading())?;
        let mut rooms = Rooms::new();
        for room in &hunt.rooms {
            if let Some(id) = room_id(self.log, room)? {
                rooms.insert(id, room.clone());
            }
        }
        if rooms.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.chunk_from(hunt.span.after)?;
        let last = self.chunk_from(hunt.span.before)?.saturating_add(COMMIT);
        let middle = reached.unwrap_or(0).max(first - 1);
        self.look_through(&mut hunt, &rooms, middle + 1, last)?;
        if let Some(index) = index {
            self.follow(index, &mut hunt, &rooms, first, last.min(middle))?;
        }
        Ok(hunt.finds())
    }

    /// Everything from chunk `first` to chunk `last`, the latest first.
    fn look_through(
        &self,
        hunt: &mut Hunt,
        rooms: &Rooms,
        first: i64,
        last: i64,
    ) -> Result<(), LogError> {
        let mut chunks = self
            .log
            .prepare_cached(
                "SELECT room, first, last, body FROM chunk WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC",
            )
            .map_err(reading())?;
        let mut chunks = chunks.query([first, last]).map_err(reading())?;
        while let Some(chunk) = chunks.next().map_err(reading())? {
            if !self.look_at(hunt, rooms, chunk)? {
                break;
            }
        }
        Ok(())
    }

    /// What the index names from chunk `first` to chunk `last`, the latest first.
    fn follow(
        &self,
        index: &Connection,
        hunt: &mut Hunt,
        rooms: &Rooms,
        first: i64,
        last: i64,
    ) -> Result<(), LogError> {
        let mut names = index
            .prepare_cached(
                "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3
                 ORDER BY rowid DESC",
            )
            .map_err(reading())?;
        let mut names = names
            .query(params![expression(hunt, rooms), first, last])
            .map_err(reading())?;
        let mut chunk = self
            .log
            .prepare_cached("SELECT room, first, last, body FROM chunk WHERE id = ?1")
            .map_err(reading())?;
        while let Some(name) = names.next().map_err(reading())? {
            let id: i64 = name.get(0).map_err(reading())?;
            let mut chunk = chunk.query([id]).map_err(reading())?;
            if let Some(chunk) = chunk.next().map_err(reading())?
                && !self.look_at(hunt, rooms, chunk)?
            {
                break;
            }
        }
        Ok(())
    }

    /// Looks at a chunk's records; tells whether earlier ones are worth it.
    fn look_at(&self, hunt: &mut Hunt, rooms: &Rooms, chunk: &Row) -> Result<bool, LogError> {
        if self.watch.is_over() {
            return Err(LogError::TooLong);
        }
        let stamp = |column| chunk.get(column).map(Stamp::from_number).map_err(reading());
        let (first, last) = (stamp(1)?, stamp(2)?);
        if !hunt.wants(last) {
            return Ok(false);
        }
        let room: i64 = chunk.get(0).map_err(reading())?;
        if let Some(room) = rooms.get(&room)
            && first < hunt.span.before
        {
            for record in unpack(room, first, blob(chunk, 3)?)? {
                hunt.look(&record);
            }
        }
        Ok(true)
    }

    /// The first chunk whose last record is not before a stamp, or the number after the last chunk: their last stamps
    /// ascend, so that it is found by halving.
    fn chunk_from(&self, stamp: Stamp) -> Result<i64, LogError> {
        let ends = "SELECT coalesce((SELECT min(id) FROM chunk), 0), coalesce((SELECT max(id) FROM chunk), 0)";
        let ends: (i64, i64) = self
            .log
            .prepare_cached(ends)
            .and_then(|mut ends| ends.query_row([], |row| Ok((row.get(0)?, row.get(1)?))))
            .map_err(reading())?;
        let (mut low, mut high) = (ends.0, ends.1 + 1);
        let mut probe = self
            .log
            .prepare_cached("SELECT last FROM chunk WHERE id >= ?1 ORDER BY id LIMIT 1")
            .map_err(reading())?;
        while low < high {
            let middle = low + (high - low) / 2;
            let last: Option<u64> = probe
                .query_row([middle], |row| row.get(0))
                .optional()
                .map_err(reading())?;
            match last.is_some_and(|last| last < stamp.number()) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        Ok(low)
    }
}

/// What FTS5 is asked: only words of ours, each in quotes.
fn expression(hunt: &Hunt, rooms: &Rooms) -> String {
    let rooms: Vec<String> = rooms.keys().map(|id| room_word(*id)).collect();
    let mut expression = format!("room : ({})", rooms.join(" OR "));
    if let Some(nick) = &hunt.nick {
        let mut words = String::new();
        spread(nick, &mut words);
        if !words.is_empty() {
            expression.push_str(&format!(" AND nick : \"{words}\""));
        }
    }
    for phrase in &hunt.words.phrases {
        expression.push_str(&format!(" AND said : \"{phrase}\""));
    }
    expression
}
