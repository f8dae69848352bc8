//! The chat: all people and rooms, and what becomes of each event.
//!
//! `handle` decides; the other functions only look.

use crate::effect::Effect;
use crate::event::Event;
use crate::id::{RoomId, SessionId};
use crate::now::Now;
use crate::person::Person;
use crate::refusal::Refusal;
use crate::room::Room;
use crate::rules::Rules;
use crate::stamp::Stamp;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Who was here.
#[derive(Clone, Debug)]
pub struct Gone {
    /// The nick as it was spelt.
    pub nick: Arc<str>,
    /// The user name.
    pub user: Arc<str>,
    /// The host as others saw it.
    pub host: Arc<str>,
    /// What they called themselves.
    pub realname: Arc<str>,
    /// The account they were logged in to; empty for none.
    pub account: Arc<str>,
    /// When they went, in milliseconds since 1970.
    pub at: u64,
}

/// All people and rooms.
#[derive(Debug)]
pub struct Chat {
    pub(crate) rules: Rules,
    pub(crate) last: Stamp,
    /// By session number; `None` where nobody has arrived.
    pub(crate) people: Vec<Option<Person>>,
    /// By folded nick.
    pub(crate) nicks: HashMap<Arc<str>, SessionId>,
    pub(crate) rooms: Vec<Option<Room>>,
    /// By folded name; ordered, since LIST shows it.
    pub(crate) names: BTreeMap<Arc<str>, RoomId>,
}

impl Chat {
    /// A chat in which nobody is yet, and what is to be done before the first event: rooms that only the invited could
    /// enter are forgotten, since nobody is left to invite. `last` is the last stamp of the log, `kept` the settings
    /// that the log kept for each room (by folded name); what cannot be read of them is passed over.
    pub fn new(
        rules: Rules,
        last: Stamp,
        kept: &[(Arc<str>, String)],
        now: Now,
    ) -> (Chat, Vec<Effect<'static>>) {
        todo!()
    }

    /// Something happened or was asked for: what is to be done is pushed to `effects`, in order.
    pub fn handle<'a>(
        &mut self,
        who: SessionId,
        event: Event<'a>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        todo!()
    }

    /// Changes the limits for what comes from now on.
    pub fn set_rules(&mut self, rules: Rules) {
        todo!()
    }

    /// The limits.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Whether this nick could be had by `who`, who may not have arrived yet.
    pub fn nick_free(&self, who: SessionId, nick: &str) -> Result<(), Refusal> {
        todo!()
    }

    /// The person of a session; `None` before they have arrived.
    pub fn person(&self, who: SessionId) -> Option<&Person> {
        self.people.get(who.index())?.as_ref()
    }

    /// Who has this nick, in whatever case.
    pub fn find(&self, nick: &str) -> Option<(SessionId, &Person)> {
        todo!()
    }

    /// Everybody, in the order of session numbers.
    pub fn people(&self) -> impl Iterator<Item = (SessionId, &Person)> {
        let numbered = self.people.iter().enumerate();
        numbered.filter_map(|(at, person)| Some((SessionId(at as u32), person.as_ref()?)))
    }

    /// The room of this number, which came from an effect or from [`Chat::find_room`].
    pub fn room(&self, room: RoomId) -> Option<&Room> {
        self.rooms.get(room.index())?.as_ref()
    }

    /// The room of this name, in whatever case.
    pub fn find_room(&self, name: &str) -> Option<(RoomId, &Room)> {
        todo!()
    }

    /// All rooms, by folded name.
    pub fn rooms(&self) -> impl Iterator<Item = (RoomId, &Room)> {
        self.names
            .values()
            .filter_map(|id| Some((*id, self.room(*id)?)))
    }

    /// Whether these two share a room.
    pub fn share_a_room(&self, one: SessionId, other: SessionId) -> bool {
        todo!()
    }

    /// Who had this nick, the latest first.
    pub fn gone(&self, nick: &str) -> Vec<&Gone> {
        todo!()
    }

    /// The nicks that `who` watches, as they were last spelt.
    pub fn watched(&self, who: SessionId) -> Vec<Arc<str>> {
        todo!()
    }

    /// People here, invisible ones of them, operators of the host of them, and the most there ever were at once.
    pub fn census(&self) -> Census {
        todo!()
    }
}

/// How many people there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// People here.
    pub people: usize,
    /// Of them invisible.
    pub invisible: usize,
    /// Of them operators of the host.
    pub operators: usize,
    /// The most there ever were at once.
    pub most: usize,
}
