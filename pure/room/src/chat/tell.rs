//! The usual effects, in fewer words.

use crate::effect::{Audience, Effect};
use crate::id::{RoomId, SessionId};
use crate::person::Person;
use crate::record::{Record, RecordKind};
use crate::refusal::Refusal;
use crate::room::Room;
use crate::settings;
use crate::stamp::Stamp;
use crate::status::Status;
use crate::told::Told;

pub(crate) fn tell<'a>(effects: &mut Vec<Effect<'a>>, who: SessionId, told: Told<'a>) {
    let to = Audience::One(who);
    effects.push(Effect::Tell { to, told });
}

/// Tells these, if there are any.
pub(crate) fn tell_these<'a>(effects: &mut Vec<Effect<'a>>, these: Vec<SessionId>, told: Told<'a>) {
    if !these.is_empty() {
        let to = Audience::These(these);
        effects.push(Effect::Tell { to, told });
    }
}

pub(crate) fn refuse(effects: &mut Vec<Effect<'_>>, who: SessionId, refusal: Refusal) {
    tell(effects, who, Told::Refused(refusal));
}

/// What a room's log keeps of somebody's doing.
pub(crate) fn record(
    kind: RecordKind,
    room: &Room,
    person: &Person,
    text: &str,
    stamp: Stamp,
) -> Record {
    Record {
        stamp,
        room: room.folded.clone(),
        kind,
        source: person.source.clone(),
        account: person.account.clone(),
        text: Box::from(text),
        tags: Box::default(),
    }
}

/// All in the room, and the one whose doing it is: an operator of the host need not be in it.
pub(crate) fn room_and(who: SessionId, id: RoomId, room: &Room) -> Audience {
    if room.status(who).is_some() {
        return Audience::Room(id, Status::NONE);
    }
    Audience::These(members_and(who, room))
}

/// As [`room_and`], named one by one.
pub(crate) fn members_and(who: SessionId, room: &Room) -> Vec<SessionId> {
    let outsider = room.status(who).is_none().then_some(who);
    let members = room.members.iter().map(|member| member.session);
    outsider.into_iter().chain(members).collect()
}

/// Has the log keep the room's settings as they are now.
pub(crate) fn keep(effects: &mut Vec<Effect<'_>>, room: &mut Room) {
    room.kept = true;
    effects.push(Effect::Keep {
        room: room.folded.clone(),
        settings: settings::print(room),
    });
}
