//! NAMES: who is in a room.

use crate::caps::{Cap, Caps};
use crate::hall::{Hall, Page};
use crate::irc::client::Irc;
use crate::irc::letters::prefixes;
use crate::irc::numeric::{nick_of, numeric_to, spread};
use crate::irc::sight::{find_room, sees_member};
use hullo_room::{Chat, Flag, Member, Room, SessionId};
use hullo_wire::irc::Message;
use std::borrow::Cow;

/// Answers NAMES: of several rooms one end naming the whole list.
pub(crate) fn names(irc: &Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let list = message.param(0).filter(|list| !list.is_empty());
    for name in list.unwrap_or_default().split(',') {
        if let Some((_, room)) = find_room(chat, id, name) {
            print_names(out, &about.server, chat, room, id, irc.caps);
        }
    }
    print_end(out, &about.server, nick_of(chat, id), list.unwrap_or("*"));
}

/// Writes the lines of 353.
pub(crate) fn print_names(
    out: &mut Vec<u8>,
    server: &str,
    chat: &Chat,
    room: &Room,
    reader: SessionId,
    caps: Caps,
) {
    let me = nick_of(chat, reader);
    let symbol = if room.is(Flag::Secret) { "@" } else { "=" };
    let name = |member: &Member| {
        let person = chat.person(member.session)?;
        if !sees_member(reader, room, person) {
            return None;
        }
        let who = match caps.has(Cap::UserhostInNames) {
            true => &person.source,
            false => &person.nick,
        };
        Some(match prefixes(member.status, caps) {
            "" => Cow::Borrowed(&**who),
            prefix => Cow::Owned(format!("{prefix}{who}")),
        })
    };
    let names = room.members().iter().filter_map(name);
    spread(
        out,
        ' ',
        |out| {
            numeric_to(out, server, "353", me)
                .param(symbol)
                .param(&room.name)
        },
        names,
    );
}

/// Writes 366.
pub(crate) fn print_end(out: &mut Vec<u8>, server: &str, me: &str, list: &str) {
    let words = numeric_to(out, server, "366", me).param(list);
    words.trailing("End of /NAMES list").cut();
}
