//! The chat: all people and rooms, and what becomes of each event.
//!
//! `handle` decides, a file under `chat/` for each kind of event; what is in `chat/look.rs` only looks.
//!
//! Promises: effects come in the order in which they are to be carried out; whoever is told of somebody's leaving is
//! named one by one, since the room no longer knows the one who left; what happens in a room is given to its log
//! before anybody is told.

mod arrive;
mod away;
mod invite;
mod join;
mod kick;
mod leave;
mod lists;
mod look;
mod mates;
mod modes;
mod person_modes;
mod post;
mod powers;
mod quit;
mod rename;
mod speak;
mod start;
mod tell;
mod topic;
mod vacant;
mod watch;

use crate::census::Census;
use crate::effect::Effect;
use crate::event::Event;
use crate::gone::Remembered;
use crate::id::SessionId;
use crate::marks::Marks;
use crate::nicks::Nicks;
use crate::now::Now;
use crate::person::Person;
use crate::rooms::Rooms;
use crate::rules::Rules;
use crate::stamp::Stamp;
use crate::watch::Watch;
use std::sync::Arc;

/// All people and rooms.
#[derive(Debug)]
pub struct Chat {
    rules: Rules,
    last: Stamp,
    /// By session number; `None` where nobody has arrived.
    people: Vec<Option<Person>>,
    nicks: Nicks,
    rooms: Rooms,
    gone: Remembered,
    census: Census,
    marks: Marks,
    watch: Watch,
    /// The empty text, shared by all who have none.
    nothing: Arc<str>,
}

impl Chat {
    /// Something happened or was asked for: what is to be done is pushed to `effects`, in order.
    pub fn handle<'a>(
        &mut self,
        who: SessionId,
        event: Event<'a>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        self.rooms.sweep();
        let event = match event {
            Event::Arrived(arrival) => return self.arrived(who, arrival, now, effects),
            Event::Posted(posting) => return self.posted(posting, now, effects),
            event => event,
        };
        if self.person(who).is_none() {
            return;
        }
        match event {
            Event::Arrived(_) | Event::Posted(_) => {}
            Event::Renamed { nick } => self.renamed(who, nick, now, effects),
            Event::Joined { room, key } => self.joined(who, room, key, now, effects),
            Event::Parted { room, reason } => self.parted(who, room, reason, now, effects),
            Event::Quit { reason } => self.quit(who, reason, now, effects),
            Event::Spoke {
                speech,
                target,
                text,
                tags,
            } => self.spoke(
                who,
                speak::Words::new(speech, text, tags),
                target,
                now,
                effects,
            ),
            Event::Watched { nicks } => self.watched_nicks(who, nicks, effects),
            Event::Unwatched { nicks } => self.unwatched(who, nicks),
            Event::Invited { nick, room } => self.invited(who, nick, room, effects),
            Event::Kicked { room, nick, reason } => {
                self.kicked(who, room, nick, reason, now, effects)
            }
            Event::TopicSet { room, topic } => self.topic_set(who, room, topic, now, effects),
            Event::RoomModesSet { room, changes } => {
                self.room_modes_set(who, room, changes, now, effects)
            }
            Event::PersonModesSet { changes } => self.person_modes_set(who, changes, effects),
            Event::Away { text } => self.went_away(who, text, effects),
            Event::RealnameSet { realname } => self.realname_set(who, realname, effects),
            Event::Opered => self.opered(who, effects),
            Event::Wallops { text } => self.wallops(who, text, effects),
            Event::Killed { nick, reason } => self.killed(who, nick, reason, now, effects),
        }
    }

    /// The stamp of what happens now.
    fn next_stamp(&mut self, now: Now) -> Stamp {
        self.last = self.last.next(now.unix_millis);
        self.last
    }
}

#[cfg(test)]
mod tests;
