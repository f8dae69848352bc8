//! The database under the writer's hand: batches become rows in one transaction.
//!
//! Promises: a transaction is in the database whole, or not at all; after a failure the next one finds all as it was.

use crate::log::entry::Entry;
use crate::log::error::LogError;
use crate::log::pack::Pack;
use hullo_room::{Record, Stamp};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;
use std::sync::Arc;

/// The log's database, for its one writer.
#[derive(Debug)]
pub(super) struct Ledger {
    /// The connection.
    pub(super) log: Connection,
    /// Rooms as the database has them; some of them only.
    rooms: HashMap<Arc<str>, Shelf>,
    /// The highest number given to a chunk.
    pub(super) chunk: i64,
    /// The latest stamp.
    pub(super) last: Stamp,
}

/// What a room's next chunk needs to know.
#[derive(Clone, Copy, Debug)]
struct Shelf {
    id: i64,
    /// Records that the room ever had.
    number: i64,
    /// That many when it was last looked through for records to drop.
    trimmed: i64,
}

/// A transaction's work on top of the ledger, thrown away if it fails.
#[derive(Debug, Default)]
struct Draft<'a> {
    /// Where the room of the record before went.
    recent: Option<(&'a Arc<str>, usize)>,
    open: HashMap<&'a Arc<str>, usize>,
    packs: Vec<(&'a Arc<str>, Pack<'a>)>,
}

/// What a transaction brought.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// Records kept.
    pub(super) records: u64,
    /// Bytes of them.
    pub(super) bytes: u64,
    /// Rooms that have grown enough to be looked through.
    pub(super) grown: Vec<i64>,
    /// Rooms that were forgotten.
    pub(super) forgotten: Vec<i64>,
}

impl Ledger {
    /// Takes over an open database.
    pub(super) fn open(log: Connection) -> rusqlite::Result<Ledger> {
        let (chunk, last): (i64, u64) = log.query_row(
            "SELECT max(state.chunk, coalesce(newest.id, 0)), max(stamp, coalesce(newest.last, 0))
             FROM state LEFT JOIN (SELECT id, last FROM chunk ORDER BY id DESC LIMIT 1) AS newest",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Ledger {
            log,
            rooms: HashMap::new(),
            chunk,
            last: Stamp::from_number(last),
        })
    }

    /// Does what the batches say, or nothing of it.
    pub(super) fn commit(&mut self, batches: &[Vec<Entry>]) -> rusqlite::Result<Brought> {
        let (chunk, last) = (self.chunk, self.last);
        let brought = self.transact(batches);
        if brought.is_err() {
            // A failed COMMIT may have rolled back by itself.
            if !self.log.is_autocommit() {
                let _ = self.log.execute_batch("ROLLBACK");
            }
            self.rooms.clear();
            (self.chunk, self.last) = (chunk, last);
        }
        brought
    }

    fn transact(&mut self, batches: &[Vec<Entry>]) -> rusqlite::Result<Brought> {
        self.log.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let mut brought = Brought::default();
        let mut draft = Draft::default();
        for entry in batches.iter().flatten() {
            match entry {
                Entry::Record(record) => draft.push(record),
                Entry::Keep { room, settings } => {
                    let id = self.shelf(room)?.id;
                    self.log
                        .prepare_cached("UPDATE room SET settings = ?2 WHERE id = ?1")?
                        .execute(params![id, settings])?;
                }
                Entry::Forget { room } => {
                    self.write(&mut draft, &mut brought)?;
                    brought.forgotten.extend(self.forget(room)?);
                }
            }
        }
        self.write(&mut draft, &mut brought)?;
        self.log.prepare_cached("COMMIT")?.execute([])?;
        Ok(brought)
    }

    /// Writes what is packed, in the order of the last stamps: a search goes through chunks from the latest on.
    fn write(&mut self, draft: &mut Draft, brought: &mut Brought) -> rusqlite::Result<()> {
        draft.recent = None;
        draft.open.clear();
        draft.packs.sort_by_key(|(_, pack)| pack.last);
        for (room, pack) in draft.packs.drain(..) {
            let Shelf { id, number, .. } = self.shelf(room)?;
            self.chunk += 1;
            self.last = self.last.max(pack.last);
            self.log
                .prepare_cached("INSERT INTO chunk VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    self.chunk,
                    id,
                    pack.first.number(),
                    pack.last.number(),
                    number,
                    pack.count,
                    pack.body
                ])?;
            brought.records += u64::from(pack.count);
            brought.bytes += pack.body.len() as u64;
            if let Some(shelf) = self.rooms.get_mut(room) {
                shelf.number += i64::from(pack.count);
                if shelf.number - shelf.trimmed >= GROWTH {
                    shelf.trimmed = shelf.number;
                    brought.grown.push(id);
                }
            }
        }
        Ok(())
    }

    fn shelf(&mut self, room: &Arc<str>) -> rusqlite::Result<Shelf> {
        if let Some(shelf) = self.rooms.get(room) {
            return Ok(*shelf);
        }
        let id = self
            .log
            .prepare_cached("SELECT id FROM room WHERE name = ?1")?
            .query_row([room], |row| row.get(0))
            .optional()?;
        let id = match id {
            Some(id) => id,
            None => {
                self.log
                    .prepare_cached("INSERT INTO room (name) VALUES (?1)")?
                    .execute([room])?;
                self.log.last_insert_rowid()
            }
        };
        let number = self
            .log
            .prepare_cached(
                "SELECT number + count FROM chunk WHERE room = ?1 ORDER BY first DESC LIMIT 1",
            )?
            .query_row([id], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let shelf = Shelf {
            id,
            number,
            trimmed: number - GROWTH,
        };
        self.rooms.insert(room.clone(), shelf);
        Ok(shelf)
    }

    /// Takes the room's name away; its chunks are dropped when there is time.
    fn forget(&mut self, room: &Arc<str>) -> rusqlite::Result<Option<i64>> {
        self.rooms.remove(room);
        self.log
            .prepare_cached(
                "UPDATE room SET name = NULL, settings = NULL WHERE name = ?1 RETURNING id",
            )?
            .query_row([room], |row| row.get(0))
            .optional()
    }

    /// The rooms' settings, by name.
    pub(super) fn settings(&self) -> rusqlite::Result<Vec<(Arc<str>, String)>> {
        self.log
            .prepare(
                "SELECT name, settings FROM room
                 WHERE name NOT NULL AND settings NOT NULL ORDER BY name",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
    }
}

/// Records that a room takes in before it is looked through for old ones again.
const GROWTH: i64 = 256;

impl<'a> Draft<'a> {
    fn push(&mut self, record: &'a Record) {
        let room = &record.room;
        let place = match self.recent {
            Some((recent, place)) if Arc::ptr_eq(recent, room) => Some(place),
            _ => self.open.get(room).copied(),
        };
        let place = match place {
            Some(place) if !self.packs[place].1.is_full() => place,
            _ => {
                self.packs.push((room, Pack::new(record.stamp)));
                let place = self.packs.len() - 1;
                self.open.insert(room, place);
                place
            }
        };
        self.recent = Some((room, place));
        self.packs[place].1.push(record);
    }
}

/// For `map_err`.
pub(super) fn keeping() -> impl Fn(rusqlite::Error) -> LogError {
    |source| LogError::Database {
        doing: "write to the log",
        source,
    }
}
