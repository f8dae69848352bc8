//! The table of rooms.
//!
//! Promises: a room that is taken out can still be looked at by its number until [`Rooms::sweep`], so that what is
//! told of it can be printed; its number is given to another room only after that.

use crate::id::RoomId;
use crate::room::Room;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The table of rooms.
#[derive(Debug, Default)]
pub(crate) struct Rooms {
    slots: Vec<Option<Room>>,
    /// By folded name; the hash is keyed, since clients choose the names.
    numbers: HashMap<Arc<str>, RoomId>,
    /// The same in order, since LIST shows it.
    ordered: BTreeMap<Arc<str>, RoomId>,
    free: Vec<RoomId>,
    /// Taken out, and not yet swept.
    dying: Vec<RoomId>,
    /// Empty rooms that are no lobbies, the longest empty first.
    vacant: BTreeSet<(u64, RoomId)>,
    vacated: u64,
}

impl Rooms {
    pub(crate) fn find(&self, folded: &str) -> Option<RoomId> {
        self.numbers.get(folded).copied()
    }

    pub(crate) fn get(&self, id: RoomId) -> Option<&Room> {
        self.slots.get(id.index())?.as_ref()
    }

    pub(crate) fn get_mut(&mut self, id: RoomId) -> Option<&mut Room> {
        self.slots.get_mut(id.index())?.as_mut()
    }

    /// All rooms with their numbers, by folded name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (RoomId, &Room)> {
        let numbers = self.ordered.values();
        numbers.filter_map(|id| Some((*id, self.get(*id)?)))
    }

    pub(crate) fn len(&self) -> usize {
        self.ordered.len()
    }

    /// How many rooms are lobbies or have somebody in them.
    pub(crate) fn shown(&self) -> usize {
        self.ordered.len() - self.vacant.len()
    }

    pub(crate) fn add(&mut self, room: Room) -> RoomId {
        let id = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            RoomId(self.slots.len() as u32 - 1)
        });
        self.numbers.insert(room.folded.clone(), id);
        self.ordered.insert(room.folded.clone(), id);
        self.slots[id.index()] = Some(room);
        id
    }

    /// Takes a room out, which can be looked at until the next sweep.
    pub(crate) fn remove(&mut self, id: RoomId) {
        let Some(room) = self.slots[id.index()].as_ref() else {
            return;
        };
        self.numbers.remove(&room.folded);
        self.ordered.remove(&room.folded);
        self.vacant.remove(&(room.vacated, id));
        self.dying.push(id);
    }

    /// Drops what was taken out.
    pub(crate) fn sweep(&mut self) {
        for id in self.dying.drain(..) {
            self.slots[id.index()] = None;
            self.free.push(id);
        }
    }

    /// The room is empty, and may have to make place for others.
    pub(crate) fn vacate(&mut self, id: RoomId) {
        self.vacated += 1;
        let count = self.vacated;
        if let Some(room) = self.get_mut(id) {
            room.vacated = count;
            self.vacant.insert((count, id));
        }
    }

    /// Somebody is in the room, or it is to stay in any case.
    pub(crate) fn occupy(&mut self, id: RoomId) {
        if let Some(room) = self.get_mut(id) {
            let count = std::mem::take(&mut room.vacated);
            self.vacant.remove(&(count, id));
        }
    }

    /// The room that has been empty for the longest time.
    pub(crate) fn longest_vacant(&self) -> Option<RoomId> {
        self.vacant.first().map(|(_, id)| *id)
    }

    /// The empty rooms that are no lobbies.
    #[cfg(test)]
    pub(crate) fn vacant(&self) -> impl Iterator<Item = RoomId> {
        self.vacant.iter().map(|(_, id)| *id)
    }
}
