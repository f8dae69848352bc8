//! What there is to see: who is in a room, which rooms there are.

use crate::plain::note::note;
use hullo_room::{Chat, Flag, Member, Room, RoomId, SessionId, Status};

/// So many names are shown of those in a room.
const MOST_NAMES: usize = 50;

/// So many rooms are shown.
const MOST_ROOMS: usize = 50;

/// The room that one has come into: who else is in it, what it is about.
pub(super) fn entered(room: RoomId, reader: SessionId, chat: &Chat, out: &mut Vec<u8>) {
    let Some(room) = chat.room(room) else {
        return;
    };
    let others = room.members().iter().filter(|m| m.session != reader);
    let names: Vec<&str> = others
        .take(MOST_NAMES)
        .filter_map(|member| Some(&*chat.person(member.session)?.nick))
        .collect();
    let more = room.members().len().saturating_sub(1 + names.len());
    let name = &room.name;
    match names.is_empty() {
        true => note(out, format_args!("you are in {name}, alone so far")),
        false => {
            let names = listed(&names, more);
            note(out, format_args!("you are in {name} with {names}"));
        }
    }
    topic(room, out);
}

fn topic(room: &Room, out: &mut Vec<u8>) {
    if let Some(topic) = &room.topic {
        note(out, format_args!("the topic: {}", topic.text));
    }
}

/// Who is in a room, those who run it first.
pub(super) fn who(room: &Room, chat: &Chat, out: &mut Vec<u8>) {
    let (operators, others): (Vec<&Member>, Vec<&Member>) = room
        .members()
        .iter()
        .partition(|member| member.status.has(Status::OPERATOR));
    let mut names = Vec::new();
    for member in operators.into_iter().chain(others).take(MOST_NAMES) {
        let Some(person) = chat.person(member.session) else {
            continue;
        };
        let is = [
            (member.status.has(Status::OPERATOR), " (runs the room)"),
            (person.away.is_some(), " (away)"),
        ];
        let is = is.iter().filter(|(is, _)| *is).map(|(_, words)| *words);
        names.push(is.fold(person.nick.to_string(), |name, words| name + words));
    }
    let more = room.members().len().saturating_sub(names.len());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    note(
        out,
        format_args!("in {}: {}", room.name, listed(&names, more)),
    );
    topic(room, out);
}

/// The rooms that `reader` may know of, how many are in each, and what they are about.
pub(super) fn rooms(reader: SessionId, chat: &Chat, out: &mut Vec<u8>) {
    let known = || {
        let rooms = chat.rooms().map(|(_, room)| room);
        rooms.filter(|room| knows(reader, room))
    };
    for room in known().take(MOST_ROOMS) {
        let count = room.members().len();
        match &room.topic {
            None => note(out, format_args!("{} ({count})", room.name)),
            Some(topic) => note(out, format_args!("{} ({count}) {}", room.name, topic.text)),
        }
    }
    match known().count() {
        0 => note(
            out,
            format_args!("there is no room yet: /join ROOM makes one"),
        ),
        all if all > MOST_ROOMS => note(out, format_args!("and {} more", all - MOST_ROOMS)),
        _ => {}
    }
}

/// Whether `reader` may know that there is this room.
pub(super) fn knows(reader: SessionId, room: &Room) -> bool {
    !room.is(Flag::Secret) || room.status(reader).is_some()
}

fn listed(names: &[&str], more: usize) -> String {
    let names = names.join(", ");
    match more {
        0 => names,
        more => format!("{names} and {more} more"),
    }
}
