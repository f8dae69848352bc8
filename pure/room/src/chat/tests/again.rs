//! The rules written down a second time, to hold the first against.

use crate::chat::tests::acts::Act;
use crate::*;

/// The rules, once more: whether this may be said, or this room entered or changed.
pub(super) fn allowed(chat: &Chat, who: SessionId, act: &Act) -> bool {
    let Some(person) = chat.person(who) else {
        return false;
    };
    let source = fold(&person.source);
    let on = |room: &Room, list| {
        let mut masks = room.list(list).iter();
        masks.any(|mask| fits(&fold(&mask.mask), &source))
    };
    let banned = |room: &Room| on(room, List::Ban) && !on(room, List::Except);
    let commands = |room: &Room| {
        let here = room
            .status(who)
            .is_some_and(|status| status.has(Status::OPERATOR));
        here || person.is(Trait::Operator)
    };
    let found = |name: &str| chat.find_room(name).map(|(_, room)| room);
    match act {
        Act::Say(target, text) => {
            let name = target.trim_start_matches(['@', '+']);
            found(name).is_some_and(|room| {
                let status = room.status(who);
                let trusted = status.is_some_and(|status| status != Status::NONE);
                let outside = status.is_none() && room.is(Flag::NoExternal);
                let muted = !trusted && (room.is(Flag::Moderated) || banned(room));
                let ctcp = room.is(Flag::NoCtcp) && *text == "\u{1}VERSION\u{1}";
                !outside && !muted && !ctcp
            })
        }
        Act::Join(name, key) if person.rooms.len() < 3 => match found(name) {
            None => {
                let full = chat.rooms.len() >= 4;
                let place = chat.rooms.longest_vacant().is_some();
                is_room_name(name, 64) && (!full || place)
            }
            Some(room) => {
                let invited = chat.invitations(who).any(|(_, one)| one.name == room.name);
                let closed = room.is(Flag::InviteOnly) && !invited && !on(room, List::Invite);
                let locked = room.key.is_some() && room.key.as_deref() != *key;
                let full = room
                    .limit
                    .is_some_and(|l| room.members().len() >= l as usize);
                let welcome = !banned(room) && !closed && !locked && (!full || invited);
                welcome || person.is(Trait::Operator)
            }
        },
        Act::Mode(room, _) | Act::Kick(room, _) => found(room).is_some_and(commands),
        Act::Topic(room) => found(room).is_some_and(|room| {
            let member = room.status(who).is_some();
            commands(room) || member && !room.is(Flag::TopicLocked)
        }),
        _ => false,
    }
}
