//! The log that forgets: a ring of records for each room, gone when the host ends.
//!
//! Promises: no room holds more than its [`Limits`]; a search gives way to others every few hundred records.

use crate::log::answer::{Shelf, Visit, answer};
use crate::log::entry::{Entry, Limits};
use crate::log::error::LogError;
use crate::log::hunt::Hunt;
use hullo_room::{Answer, Query, Record, Span, Stamp, Take};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Records that a search looks at before others get their turn: some 100 µs.
const STRIDE: usize = 200;

/// The log, as readers share it.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Arc<Mutex<Rings>>);

#[derive(Debug)]
struct Rings {
    limits: Limits,
    rings: HashMap<Arc<str>, Ring>,
    settings: BTreeMap<Arc<str>, String>,
    last: Stamp,
}

#[derive(Debug, Default)]
struct Ring {
    records: VecDeque<Record>,
    bytes: usize,
}

impl Memory {
    /// An empty log.
    pub(super) fn new(limits: Limits) -> Memory {
        Memory(Arc::new(Mutex::new(Rings {
            limits,
            rings: HashMap::new(),
            settings: BTreeMap::new(),
            last: Stamp::default(),
        })))
    }

    fn rings(&self) -> MutexGuard<'_, Rings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The stamp of the last record ever kept.
    pub(super) fn last(&self) -> Stamp {
        self.rings().last
    }

    /// The rooms' settings, by name.
    pub(super) fn rooms(&self) -> Vec<(Arc<str>, String)> {
        let rings = self.rings();
        let settings = rings.settings.iter();
        settings.map(|(r, s)| (r.clone(), s.clone())).collect()
    }

    /// Does what the entries say.
    pub(super) fn append(&self, batch: Vec<Entry>) {
        let mut rings = self.rings();
        for entry in batch {
            match entry {
                Entry::Record(record) => rings.keep(record),
                Entry::Keep { room, settings } => {
                    rings.settings.insert(room, settings);
                }
                Entry::Forget { room } => {
                    rings.settings.remove(&room);
                    rings.rings.remove(&room);
                }
            }
        }
    }

    /// Answers a question.
    pub(super) async fn ask(&self, query: &Query) -> Result<Answer, LogError> {
        let floor = self.rings().limits.retention.floor();
        match Hunt::asked(query, floor) {
            None => answer(&*self.rings(), query, floor),
            Some(hunt) => Ok(Answer::Records(self.search(hunt).await)),
        }
    }

    async fn search(&self, mut hunt: Hunt) -> Vec<Record> {
        if hunt.is_vain() {
            return Vec::new();
        }
        for room in hunt.rooms.clone() {
            let mut before = hunt.span.before;
            loop {
                let more = self.rings().stride(&room, before, &mut hunt);
                let Some(reached) = more else {
                    break;
                };
                before = reached;
                tokio::task::yield_now().await;
            }
        }
        hunt.finds()
    }
}

impl Rings {
    fn keep(&mut self, record: Record) {
        debug_assert!(record.stamp >= self.last, "the log decides the order");
        self.last = self.last.max(record.stamp);
        let Limits { retention, bytes } = self.limits;
        let floor = retention.age.map_or(Stamp::FIRST, |age| {
            let age = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
            Stamp::at(self.last.unix_millis().saturating_sub(age))
        });
        if !self.rings.contains_key(&record.room) {
            self.rings.insert(record.room.clone(), Ring::default());
        }
        let Some(ring) = self.rings.get_mut(&record.room) else {
            return;
        };
        ring.bytes += cost(&record);
        ring.records.push_back(record);
        while let Some(oldest) = ring.records.front() {
            let fits = ring.bytes <= bytes
                && retention.records.is_none_or(|r| ring.records.len() <= r)
                && floor <= oldest.stamp;
            if fits {
                break;
            }
            ring.bytes -= cost(oldest);
            ring.records.pop_front();
        }
    }

    /// Looks at a few records of a room before a stamp; gives the stamp reached if there are more.
    fn stride(&self, room: &str, before: Stamp, hunt: &mut Hunt) -> Option<Stamp> {
        let records = &self.rings.get(room)?.records;
        let end = records.partition_point(|record| record.stamp < before);
        let start = end.saturating_sub(STRIDE);
        for record in records.range(start..end).rev() {
            if record.stamp <= hunt.span.after || !hunt.wants(record.stamp) {
                return None;
            }
            hunt.look(record);
        }
        (start > 0).then(|| records[start].stamp)
    }
}

impl Shelf for Rings {
    fn walk(&self, room: &str, span: Span, take: Take, visit: Visit) -> Result<(), LogError> {
        let Some(Ring { records, .. }) = self.rings.get(room) else {
            return Ok(());
        };
        let start = records.partition_point(|record| record.stamp <= span.after);
        let end = records.partition_point(|record| record.stamp < span.before);
        let mut records = records.range(start..end.max(start));
        while let Some(record) = match take {
            Take::Oldest => records.next(),
            Take::Newest => records.next_back(),
        } {
            if visit(record).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// The bytes that holding a record costs: its own, and two allocations. Its source is shared with many.
fn cost(record: &Record) -> usize {
    size_of::<Record>() + record.text.len() + record.tags.len() + 16
}
