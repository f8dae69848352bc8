//! Somebody changes what may be done in a room.

use crate::chat::Chat;
use crate::chat::tell::{keep, record, refuse, room_and};
use crate::effect::Effect;
use crate::id::{RoomId, SessionId};
use crate::letters;
use crate::modes::{Changed, RoomChange, Switch};
use crate::now::Now;
use crate::record::RecordKind;
use crate::refusal::Refusal;
use crate::status::Status;
use crate::told::Told;

/// What comes of one change: it was made, it would have changed nothing, or it cannot be made.
pub(crate) type Outcome = Result<Option<Changed>, Refusal>;

impl Chat {
    pub(crate) fn room_modes_set<'a>(
        &mut self,
        who: SessionId,
        name: &'a str,
        changes: &'a [RoomChange<'a>],
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let room = || name.to_owned();
        let Some((id, found)) = self.find_room(name) else {
            return refuse(effects, who, Refusal::NoSuchRoom { room: room() });
        };
        if changes.is_empty() {
            return;
        }
        if !self.commands(who, found) {
            return refuse(effects, who, Refusal::NotRoomOperator { room: room() });
        }
        let mut changed = Vec::new();
        for change in changes {
            match self.change(who, id, name, change, now) {
                Ok(change) => changed.extend(change),
                Err(refusal) => refuse(effects, who, refusal),
            }
        }
        if !changed.is_empty() {
            self.tell_changed(who, id, changed, now, effects);
        }
    }

    fn tell_changed(
        &mut self,
        who: SessionId,
        id: RoomId,
        changed: Vec<Changed>,
        now: Now,
        effects: &mut Vec<Effect<'_>>,
    ) {
        let stamp = self.next_stamp(now);
        let (Some(person), Some(room)) =
            (self.people[who.index()].as_ref(), self.rooms.get_mut(id))
        else {
            return;
        };
        let text = letters::print(&changed);
        effects.push(Effect::Remember(record(
            RecordKind::Mode,
            room,
            person,
            &text,
            stamp,
        )));
        let lasting = changed
            .iter()
            .any(|one| !matches!(one, Changed::Status(..)));
        let to = room_and(who, id, room);
        let told = Told::RoomModesSet {
            source: person.source.clone(),
            room: id,
            changed,
            stamp,
        };
        effects.push(Effect::Tell { to, told });
        if lasting {
            keep(effects, room);
        }
    }

    fn change(
        &mut self,
        who: SessionId,
        id: RoomId,
        name: &str,
        change: &RoomChange<'_>,
        now: Now,
    ) -> Outcome {
        match *change {
            RoomChange::Status(switch, status, nick) => {
                return self.change_status(id, name, switch, status, nick);
            }
            RoomChange::List(switch, list, mask) => {
                return self.change_list(who, id, name, (switch, list, mask), now);
            }
            _ => {}
        }
        let longest = self.rules.key_length;
        let Some(found) = self.rooms.get_mut(id) else {
            return Ok(None);
        };
        let room = || name.to_owned();
        Ok(match *change {
            RoomChange::Flag(switch, flag) => found
                .switch(switch, flag)
                .then_some(Changed::Flag(switch, flag)),
            RoomChange::Key(None) => found.key.take().map(|key| Changed::Key(Switch::Off, key)),
            RoomChange::Key(Some(key)) if !is_key(key, longest) => {
                return Err(Refusal::KeyInvalid { room: room() });
            }
            RoomChange::Key(Some(key)) => {
                let before = found.key.replace(key.to_owned());
                let differs = before.as_deref() != Some(key);
                differs.then(|| Changed::Key(Switch::On, key.to_owned()))
            }
            RoomChange::Limit(None) => found.limit.take().map(|_| Changed::Limit(None)),
            RoomChange::Limit(Some(value)) => {
                let Some(limit) = parse_limit(value) else {
                    let (room, value) = (room(), value.to_owned());
                    return Err(Refusal::LimitInvalid { room, value });
                };
                let differs = found.limit.replace(limit) != Some(limit);
                differs.then_some(Changed::Limit(Some(limit)))
            }
            RoomChange::Status(..) | RoomChange::List(..) => None,
        })
    }

    fn change_status(
        &mut self,
        id: RoomId,
        name: &str,
        switch: Switch,
        status: Status,
        nick: &str,
    ) -> Outcome {
        let Some((whom, person)) = self.find(nick) else {
            let nick = nick.to_owned();
            return Err(Refusal::NoSuchNick { nick });
        };
        let nick = person.nick.to_string();
        let Some(room) = self.rooms.get_mut(id) else {
            return Ok(None);
        };
        let Some(before) = room.status(whom) else {
            let room = name.to_owned();
            return Err(Refusal::TheyAreNotInRoom { nick, room });
        };
        let after = match switch {
            Switch::On => before.with(status),
            Switch::Off => before.without(status),
        };
        room.set_status(whom, after);
        Ok((before != after).then_some(Changed::Status(switch, status, nick)))
    }
}

/// A key is one word that a list of keys can hold.
fn is_key(key: &str, longest: usize) -> bool {
    let held = |c: char| !c.is_whitespace() && !c.is_control() && c != ',';
    !key.is_empty() && key.len() <= longest && !key.starts_with(':') && key.chars().all(held)
}

fn parse_limit(value: &str) -> Option<u32> {
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let limit: u32 = digits.then(|| value.parse().ok())??;
    (limit > 0).then_some(limit)
}
