//! Lines from the server to the client that is being heard: numerics, and the few others.

use crate::hall::{Hall, Page};
use hullo_room::{Chat, SessionId};
use hullo_wire::irc::{Message, Words, print};

/// A numeric to the client that is being heard, up to its own nick.
pub(crate) fn numeric<'h>(hall: &'h mut dyn Hall, code: &str) -> Words<'h> {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    numeric_to(out, &about.server, code, nick_of(chat, id))
}

/// A numeric to whoever is called `me`.
pub(crate) fn numeric_to<'o>(
    out: &'o mut Vec<u8>,
    server: &str,
    code: &str,
    me: &str,
) -> Words<'o> {
    print(out).source(server).command(code).param(me)
}

/// A line of the server with a command that is no numeric.
pub(crate) fn server_line<'h>(hall: &'h mut dyn Hall, command: &str) -> Words<'h> {
    let Page { about, out, .. } = hall.page();
    print(out).source(&about.server).command(command)
}

/// The nick as numerics bear it: `*` before somebody has arrived.
pub(crate) fn nick_of(chat: &Chat, who: SessionId) -> &str {
    chat.person(who).map_or("*", |person| &person.nick)
}

/// Whether the client that is being heard has arrived.
pub(crate) fn here(hall: &dyn Hall) -> bool {
    hall.chat().person(hall.id()).is_some()
}

/// The first `N` parameters, or 461.
pub(crate) fn needs<'a, const N: usize>(
    message: &Message<'a>,
    hall: &mut dyn Hall,
) -> Option<[&'a str; N]> {
    let found = message.params.first_chunk::<N>().copied();
    if found.is_none() {
        too_few(message, hall);
    }
    found
}

/// 461.
pub(crate) fn too_few(message: &Message<'_>, hall: &mut dyn Hall) {
    let words = numeric(hall, "461").param(message.word().as_str());
    words.trailing("Not enough parameters").cut();
}

/// A list of words in as many lines as it takes; none for no words.
pub(crate) fn spread<'n>(
    out: &mut Vec<u8>,
    separator: char,
    start: impl Fn(&mut Vec<u8>) -> Words<'_>,
    items: impl Iterator<Item = std::borrow::Cow<'n, str>>,
) {
    let mark = out.len();
    let room = start(out).room();
    out.truncate(mark);
    let mut text = String::new();
    for item in items {
        if !text.is_empty() && text.len() + 1 + item.len() > room {
            start(out).trailing(&text).cut();
            text.clear();
        }
        if !text.is_empty() {
            text.push(separator);
        }
        text.push_str(&item);
    }
    if !text.is_empty() {
        start(out).trailing(&text).cut();
    }
}
