//! Rooms from within: JOIN, PART, KICK, INVITE, TOPIC.

use crate::hall::{Hall, Page};
use crate::irc::numeric::{needs, nick_of, numeric, numeric_to};
use crate::irc::sight::{find_room, sees_room};
use hullo_room::{Event, Room};
use hullo_wire::irc::Message;
use std::sync::Arc;

/// JOIN: rooms and keys one by one; `0` leaves all rooms.
pub(crate) fn join(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([rooms]) = needs(message, hall) else {
        return;
    };
    if rooms == "0" {
        for room in own_rooms(hall) {
            hall.event(Event::Parted {
                room: &room,
                reason: "",
            });
        }
        return;
    }
    let mut keys = message.param(1).unwrap_or_default().split(',');
    for room in rooms.split(',') {
        let key = keys.next().filter(|key| !key.is_empty());
        if !room.is_empty() {
            hall.event(Event::Joined { room, key });
        }
    }
}

/// The names of the rooms this client is in.
pub(crate) fn own_rooms(hall: &dyn Hall) -> Vec<Arc<str>> {
    let chat = hall.chat();
    let person = chat.person(hall.id());
    let rooms = person.map_or(&[][..], |person| &person.rooms);
    let rooms = rooms.iter().filter_map(|room| chat.room(*room));
    rooms.map(|room| room.name.clone()).collect()
}

/// PART.
pub(crate) fn part(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([rooms]) = needs(message, hall) else {
        return;
    };
    let reason = message.param(1).unwrap_or_default();
    for room in rooms.split(',').filter(|room| !room.is_empty()) {
        hall.event(Event::Parted { room, reason });
    }
}

/// KICK: several out of one room, or one each out of as many rooms.
pub(crate) fn kick(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([rooms, nicks]) = needs(message, hall) else {
        return;
    };
    let reason = message.param(2).unwrap_or_default();
    let mut rooms = rooms.split(',');
    let first = rooms.next().unwrap_or_default();
    let mut room = first;
    for nick in nicks.split(',').filter(|nick| !nick.is_empty()) {
        hall.event(Event::Kicked { room, nick, reason });
        room = rooms.next().unwrap_or(room);
    }
}

/// INVITE; bare, it lists what one is invited to.
pub(crate) fn invite(message: &Message<'_>, hall: &mut dyn Hall) {
    if !message.params.is_empty() {
        if let Some([nick, room]) = needs(message, hall) {
            hall.event(Event::Invited { nick, room });
        }
        return;
    }
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    for (_, room) in chat.invitations(id) {
        numeric_to(out, &about.server, "336", me)
            .param(&room.name)
            .end();
    }
    let words = numeric_to(out, &about.server, "337", me);
    words.trailing("End of /INVITE list").cut();
}

/// TOPIC: with a text it is set, without one shown.
pub(crate) fn topic(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([room]) = needs(message, hall) else {
        return;
    };
    if let Some(topic) = message.param(1) {
        return hall.event(Event::TopicSet { room, topic });
    }
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    match find_room(chat, id, room) {
        Some((_, room)) if room.topic.is_some() => print_topic(out, &about.server, me, room),
        Some((_, room)) => {
            let words = numeric_to(out, &about.server, "331", me).param(&room.name);
            words.trailing("No topic is set").cut();
        }
        None => no_such_room(room, hall),
    }
}

/// Writes 332 and 333, or nothing where there is no topic.
pub(crate) fn print_topic(out: &mut Vec<u8>, server: &str, me: &str, room: &Room) {
    if let Some(topic) = &room.topic {
        let words = numeric_to(out, server, "332", me).param(&room.name);
        words.trailing(&topic.text).cut();
        let words = numeric_to(out, server, "333", me).param(&room.name);
        words.param(&topic.by).param(&topic.at.to_string()).end();
    }
}

/// 403, or 442 for a room that is there but not shown.
pub(crate) fn no_such_room(name: &str, hall: &mut dyn Hall) {
    let hidden = hall.chat().find_room(name);
    let hidden = hidden.is_some_and(|(_, room)| !sees_room(hall.id(), room));
    let (code, text) = match hidden {
        true => ("442", "You are not on that channel"),
        false => ("403", "No such channel"),
    };
    numeric(hall, code).param(name).trailing(text).cut();
}
