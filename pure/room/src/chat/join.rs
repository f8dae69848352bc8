//! Somebody enters a room.

use crate::chat::Chat;
use crate::chat::tell::{record, refuse, tell, tell_these};
use crate::effect::{Audience, Effect};
use crate::fold::fold;
use crate::id::{RoomId, SessionId};
use crate::mask::fits;
use crate::modes::{Flag, Trait};
use crate::name::is_room_name;
use crate::now::Now;
use crate::person::Person;
use crate::record::RecordKind;
use crate::refusal::Refusal;
use crate::room::Room;
use crate::status::Status;
use crate::told::Told;

impl Chat {
    pub(crate) fn joined<'a>(
        &mut self,
        who: SessionId,
        name: &'a str,
        key: Option<&str>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        let Some(person) = self.person(who) else {
            return;
        };
        let there = self.find_room(name);
        if there.is_some_and(|(_, room)| room.status(who).is_some()) {
            return;
        }
        let room = || name.to_owned();
        let door = match there {
            None if !is_room_name(name, self.rules.room_length) => {
                Err(Refusal::RoomInvalid { room: room() })
            }
            _ if person.rooms.len() >= self.rules.rooms_a_person => {
                Err(Refusal::TooManyRooms { room: room() })
            }
            None => Ok(None),
            Some((id, found)) => may_enter(found, who, person, name, key).map(|()| Some(id)),
        };
        let id = match door {
            Err(refusal) => return refuse(effects, who, refusal),
            Ok(Some(id)) => id,
            Ok(None) => match self.make_room(name, now, effects) {
                Some(id) => id,
                None => return refuse(effects, who, Refusal::TooManyRooms { room: room() }),
            },
        };
        self.enter(who, id, now, effects);
    }

    /// A new room, for which a long empty one makes place if need be.
    fn make_room(&mut self, name: &str, now: Now, effects: &mut Vec<Effect<'_>>) -> Option<RoomId> {
        if self.rooms.len() >= self.rules.rooms {
            let oldest = self.rooms.longest_vacant()?;
            self.make_way(oldest, effects);
        }
        let room = Room::new(name, &fold(name), now.unix_seconds());
        Some(self.rooms.add(room))
    }

    fn enter(&mut self, who: SessionId, id: RoomId, now: Now, effects: &mut Vec<Effect<'_>>) {
        let stamp = self.next_stamp(now);
        self.rooms.occupy(id);
        let (Some(person), Some(room)) =
            (self.people[who.index()].as_mut(), self.rooms.get_mut(id))
        else {
            return;
        };
        let status = match room.members.is_empty() && !room.lobby {
            true => Status::OPERATOR,
            false => Status::NONE,
        };
        let others = || room.members.iter().map(|member| member.session).collect();
        let away = person.away.clone().map(|text| (text, others()));
        room.enter(who, status);
        if room.invited.remove(&who) {
            person.invitations.retain(|other| *other != id);
        }
        person.rooms.push(id);
        let source = person.source.clone();
        effects.push(Effect::Remember(record(
            RecordKind::Join,
            room,
            person,
            "",
            stamp,
        )));
        let to = Audience::Room(id, Status::NONE);
        let told = Told::Joined {
            who,
            source: source.clone(),
            room: id,
            stamp,
        };
        effects.push(Effect::Tell { to, told });
        tell(effects, who, Told::Entered { room: id });
        if let Some((text, others)) = away {
            tell_these(effects, others, Told::Away { who, source, text });
        }
    }
}

/// Whether the room's modes let this person in. An invitation opens +i and +l, but neither a ban nor a key; operators of
/// the host come in everywhere.
fn may_enter(
    room: &Room,
    who: SessionId,
    person: &Person,
    name: &str,
    key: Option<&str>,
) -> Result<(), Refusal> {
    if person.is(Trait::Operator) {
        return Ok(());
    }
    let spelt = name.to_owned();
    let source = fold(&person.source);
    let invited = room.invited.contains(&who);
    let welcome = || invited || room.invites.iter().any(|mask| fits(&mask.folded, &source));
    if room.bans(&source) {
        return Err(Refusal::Banned { room: spelt });
    }
    if room.is(Flag::InviteOnly) && !welcome() {
        return Err(Refusal::InviteOnly { room: spelt });
    }
    if room.key.as_deref().is_some_and(|right| key != Some(right)) {
        return Err(Refusal::WrongKey { room: spelt });
    }
    let full = |limit: u32| room.members.len() >= limit as usize;
    if room.limit.is_some_and(full) && !invited {
        return Err(Refusal::Full { room: spelt });
    }
    Ok(())
}
