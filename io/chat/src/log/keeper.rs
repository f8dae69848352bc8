//! The thread that keeps the search index behind the log, and saves the write-ahead log into the database.
//!
//! ```text
//! writer ── pulse ──→ keeper: chunks after the last one indexed ──→ words;  chunks that are gone ──→ out of words
//! ```
//!
//! Promises: nobody waits for it, since a search looks through by itself what is not indexed yet; how far the index is
//! stands in the index, in the transaction that brought it there, so that a crash costs nothing; while the log is
//! busier than [`BUSY`], it takes a fiftieth of its thread's time.

use crate::log::answer::is_words;
use crate::log::pack::unpack;
use crate::log::pulse::{Beat, Pulse};
use crate::log::words::{nick_of, spread};
use crate::log::writer::{Job, checkpoint};
use hullo_room::Stamp;
use rusqlite::{Connection, params};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// Records a second above which indexing, at some 5 µs a record, would be felt.
const BUSY: f64 = 20_000.0;

/// How long records may gather before they are indexed: many at once cost less.
const GATHER: Duration = Duration::from_millis(100);

/// How long indexing goes on before the keeper looks again how busy the log is.
const LOOK: Duration = Duration::from_millis(20);

/// How often what has outlived its age is looked for, and the disk waited for.
const MINUTE: Duration = Duration::from_secs(60);

/// Records that one step indexes: some 3 ms.
const STEP: usize = 512;

/// Dropped chunks that one step takes out.
const GONE_STEP: i64 = 256;

/// Bytes in the write-ahead log that are worth a checkpoint when there is time, and when there is none.
const CALM_CHECKPOINT: u64 = 4 << 20;
const LATEST_CHECKPOINT: u64 = 64 << 20;

/// The keeper's thread.
#[derive(Debug)]
pub(super) struct Keeper {
    /// The log's database. Only read, but a checkpoint writes.
    pub(super) log: Connection,
    /// The search index.
    pub(super) index: Connection,
    /// The last chunk that it has.
    pub(super) reached: i64,
    /// The last dropped chunk that it has let go, in this process.
    pub(super) gone: i64,
    /// Where the log is.
    pub(super) pulse: Arc<Pulse>,
    /// To the writer.
    pub(super) jobs: Sender<Job>,
    /// Whether records have an age at all.
    pub(super) aging: bool,
}

/// How a round went.
enum Round {
    /// Nothing is left to do.
    Done,
    /// Something is, but others go first.
    Waiting(Duration),
}

impl Keeper {
    /// Works until the log is closed.
    pub(super) fn run(mut self) {
        self.pulse.attend();
        // On Linux a thread's own; elsewhere it would be the whole process's.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::setpriority_process(None, 10);
        let mut swept = Instant::now();
        let mut saved = Instant::now();
        let mut looked = (Instant::now(), self.pulse.read().records);
        let mut round = Ok(Round::Done);
        while !self.pulse.is_closing() {
            // What failed (on a full disk) is tried again after a second.
            match round {
                Ok(Round::Done) => {
                    self.pulse.sleep(MINUTE, |beat| self.is_idle(beat, saved));
                    looked = (Instant::now(), self.pulse.read().records);
                    std::thread::park_timeout(GATHER);
                }
                Ok(Round::Waiting(pause)) => std::thread::park_timeout(pause),
                Err(_) => std::thread::park_timeout(10 * GATHER),
            }
            if self.aging && swept.elapsed() >= MINUTE {
                swept = Instant::now();
                let _ = self.jobs.send(Job::Sweep);
            }
            let records = self.pulse.read().records;
            let busy = (records - looked.1) as f64 / looked.0.elapsed().as_secs_f64() > BUSY;
            looked = (Instant::now(), records);
            round = self.round(busy);
            if self.save(busy, saved).unwrap_or(false) {
                saved = Instant::now();
            }
        }
    }

    fn is_idle(&self, beat: Beat, saved: Instant) -> bool {
        beat.chunk <= self.reached
            && beat.gone <= self.gone
            && beat.unsaved < CALM_CHECKPOINT
            && (beat.unsaved == 0 || saved.elapsed() < MINUTE)
    }

    /// Step after step until all is done or it is time to look how busy the log is; one of them if it is.
    fn round(&mut self, busy: bool) -> rusqlite::Result<Round> {
        let begun = Instant::now();
        loop {
            let beat = self.pulse.read();
            let mut behind = false;
            if beat.chunk > self.reached {
                self.index_some()?;
                behind = true;
            }
            if beat.gone > self.gone {
                self.let_go()?;
                behind = true;
            }
            if !behind || self.pulse.is_closing() {
                return Ok(Round::Done);
            }
            if busy {
                return Ok(Round::Waiting(49 * begun.elapsed()));
            }
            if begun.elapsed() >= LOOK {
                return Ok(Round::Waiting(Duration::ZERO));
            }
        }
    }

    /// Indexes the next chunks, and notes how far that is.
    fn index_some(&mut self) -> rusqlite::Result<()> {
        let transaction = self.index.unchecked_transaction()?;
        let mut chunks = self.log.prepare_cached(
            "SELECT id, room, first, count, body FROM chunk WHERE id > ?1 ORDER BY id",
        )?;
        let mut chunks = chunks.query([self.reached])?;
        let mut insert = transaction.prepare_cached(
            "INSERT INTO words (rowid, room, nick, said) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut reached = None;
        let mut records = 0;
        let room: Arc<str> = "".into();
        let (mut said, mut nicks, mut spreaded) = (String::new(), String::new(), String::new());
        while records < STEP
            && let Some(chunk) = chunks.next()?
        {
            let id: i64 = chunk.get(0)?;
            reached = Some(id);
            records += chunk.get::<_, usize>(3)?;
            let body = chunk.get_ref(4)?.as_blob()?;
            let first = Stamp::from_number(chunk.get(2)?);
            // A damaged chunk cannot be found, and does not keep the others from being found.
            let Ok(packed) = unpack(&room, first, body) else {
                continue;
            };
            said.clear();
            nicks.clear();
            for record in packed.iter().filter(|record| is_words(record.kind)) {
                spread(&record.text, &mut spreaded);
                said.push_str(&spreaded);
                spread(nick_of(&record.source), &mut spreaded);
                if !nicks.contains(&spreaded) {
                    nicks.push_str(&spreaded);
                }
            }
            if !said.is_empty() || !nicks.is_empty() {
                insert.execute(params![id, room_word(chunk.get(1)?), nicks, said])?;
            }
        }
        drop(insert);
        // Chunks up to the last one committed may all have been dropped.
        let reached = match reached {
            Some(reached) => reached,
            None => self.pulse.read().chunk,
        };
        transaction
            .prepare_cached("UPDATE reached SET chunk = ?1")?
            .execute([reached])?;
        transaction.commit()?;
        self.reached = reached;
        Ok(())
    }

    /// Takes chunks that were dropped out of the index.
    fn let_go(&mut self) -> rusqlite::Result<()> {
        let transaction = self.index.unchecked_transaction()?;
        let mut dropped = self
            .log
            .prepare_cached("SELECT id, chunk FROM gone WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let dropped: Vec<(i64, i64)> = dropped
            .query_map([self.gone, GONE_STEP], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        for (_, chunk) in &dropped {
            transaction
                .prepare_cached("DELETE FROM words WHERE rowid = ?1")?
                .execute([chunk])?;
        }
        transaction.commit()?;
        match dropped.last() {
            Some((gone, _)) => {
                self.gone = *gone;
                let _ = self.jobs.send(Job::Purge(self.gone));
            }
            None => self.gone = self.pulse.read().gone,
        }
        Ok(())
    }

    /// Checkpoints if it is time; tells whether it did.
    fn save(&self, busy: bool, saved: Instant) -> rusqlite::Result<bool> {
        let unsaved = self.pulse.read().unsaved;
        let late = unsaved >= LATEST_CHECKPOINT;
        let calm = !busy && (unsaved >= CALM_CHECKPOINT || saved.elapsed() >= MINUTE);
        if unsaved == 0 || !late && !calm {
            return Ok(false);
        }
        checkpoint(&self.log)?;
        self.pulse.saved(unsaved);
        if late {
            // The writer went on meanwhile; only with all of it saved can the file begin anew.
            let _ = self.jobs.send(Job::Checkpoint);
        }
        Ok(true)
    }
}

/// A room as a word of the index.
pub(super) fn room_word(room: i64) -> String {
    format!("r{room}")
}
