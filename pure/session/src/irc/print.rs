//! What an IRC client is told, in lines.
//!
//! Promises: nothing is written that this reader's capabilities do not want; what is told to several is the same for
//! all of one way, but as `apart` and `alone` of [`Session`](crate::Session) say.

pub(crate) mod record;

mod event;
mod person;
mod refusal;
mod spoken;
mod tags;

use crate::about::About;
use crate::caps::{Cap, Caps};
use crate::hall::Page;
use crate::irc::channel::print_topic;
use crate::irc::names;
use crate::irc::numeric::nick_of;
use crate::irc::welcome::welcome;
use hullo_room::{Chat, Refusal, RoomId, SessionId, Told};

/// Appends what `reader` is told.
pub(crate) fn print(
    told: &Told<'_>,
    reader: SessionId,
    caps: Caps,
    chat: &Chat,
    about: &About,
    out: &mut Vec<u8>,
) {
    match told {
        Told::Spoke(spoken) => spoken::print_spoke(spoken, reader, caps, chat, out),
        Told::Said(spoken) => spoken::print_said(spoken, caps, chat, out),
        Told::Arrived => welcome(out, reader, chat, about),
        Told::Entered { room } => entered(*room, reader, caps, chat, about, out),
        // The farewell says so.
        Told::Killed { .. } => {}
        Told::Refused(refusal) => {
            let me = nick_of(chat, reader);
            refusal::print_refusal(refusal, me, &about.server, out);
        }
        Told::Joined { .. }
        | Told::Parted { .. }
        | Told::Quit { .. }
        | Told::Renamed { .. }
        | Told::Kicked { .. }
        | Told::TopicSet { .. }
        | Told::RoomModesSet { .. } => event::print_event(told, caps, chat, out),
        Told::IsAway { .. }
        | Told::PersonModesSet { .. }
        | Told::Invited { .. }
        | Told::Inviting { .. }
        | Told::OtherInvited { .. }
        | Told::Away { .. }
        | Told::NowAway { .. }
        | Told::RealnameSet { .. }
        | Told::NowOperator
        | Told::Wallops { .. }
        | Told::Online { .. }
        | Told::Offline { .. } => person::print_person(told, reader, caps, chat, about, out),
    }
}

/// Writes a refusal to the client that is being heard.
pub(crate) fn refuse(refusal: &Refusal, me: SessionId, page: Page<'_>) {
    let Page { chat, about, out } = page;
    refusal::print_refusal(refusal, nick_of(chat, me), &about.server, out);
}

/// The topic and who is there.
fn entered(
    room: RoomId,
    reader: SessionId,
    caps: Caps,
    chat: &Chat,
    about: &About,
    out: &mut Vec<u8>,
) {
    let Some(room) = chat.room(room) else {
        return;
    };
    let me = nick_of(chat, reader);
    print_topic(out, &about.server, me, room);
    if !caps.has(Cap::NoImplicitNames) {
        names::print_names(out, &about.server, chat, room, reader, caps);
        names::print_end(out, &about.server, me, &room.name);
    }
}
