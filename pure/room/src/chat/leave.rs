//! Somebody leaves a room.

use crate::chat::Chat;
use crate::chat::tell::{record, refuse, tell_these};
use crate::effect::Effect;
use crate::id::{RoomId, SessionId};
use crate::line::one_line;
use crate::now::Now;
use crate::record::RecordKind;
use crate::refusal::Refusal;
use crate::told::Told;

impl Chat {
    pub(crate) fn parted<'a>(
        &mut self,
        who: SessionId,
        name: &'a str,
        reason: &'a str,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let spelt = || name.to_owned();
        let Some((id, room)) = self.find_room(name) else {
            return refuse(effects, who, Refusal::NoSuchRoom { room: spelt() });
        };
        if room.status(who).is_none() {
            return refuse(effects, who, Refusal::NotInRoom { room: spelt() });
        }
        let stamp = self.next_stamp(now);
        let (Some(room), Some(person)) = (self.rooms.get(id), self.person(who)) else {
            return;
        };
        let reason = one_line(reason, self.rules.reason_length);
        let all = room.members.iter().map(|member| member.session).collect();
        let told = Told::Parted {
            source: person.source.clone(),
            room: id,
            reason: reason.clone(),
            stamp,
        };
        effects.push(Effect::Remember(record(
            RecordKind::Part,
            room,
            person,
            &reason,
            stamp,
        )));
        tell_these(effects, all, told);
        self.take_out(who, id, effects);
    }

    /// Takes a member out, which nobody is told of here.
    pub(crate) fn take_out(&mut self, who: SessionId, id: RoomId, effects: &mut Vec<Effect<'_>>) {
        if let Some(person) = self.people[who.index()].as_mut() {
            person.rooms.retain(|other| *other != id);
        }
        if let Some(room) = self.rooms.get_mut(id) {
            room.leave(who);
            if room.members.is_empty() {
                self.emptied(id, effects);
            }
        }
    }
}
