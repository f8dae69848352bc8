//! The usual effects, in fewer words.

use crate::effect::{Audience, Effect};
use crate::id::SessionId;
use crate::person::Person;
use crate::record::{Record, RecordKind};
use crate::refusal::Refusal;
use crate::room::Room;
use crate::stamp::Stamp;
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
