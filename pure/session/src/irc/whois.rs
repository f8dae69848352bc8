//! Who somebody is or was: WHOIS, WHOWAS, USERHOST, ISON.

use crate::caps::{Cap, Caps};
use crate::hall::{Hall, Page};
use crate::irc::letters::prefixes;
use crate::irc::numeric::{needs, nick_of, numeric, numeric_to, spread};
use crate::irc::sight::sees_room;
use crate::irc::time::push_time;
use hullo_room::{Chat, Person, SessionId, Trait};
use hullo_wire::irc::{Message, Words};
use std::borrow::Cow;

/// How many nicks USERHOST answers.
pub(crate) const MOST_USERHOSTS: usize = 5;

/// What is the same in all lines about one person.
struct Sheet<'a> {
    server: &'a str,
    me: &'a str,
    nick: &'a str,
}

impl Sheet<'_> {
    fn line<'o>(&self, out: &'o mut Vec<u8>, code: &str) -> Words<'o> {
        numeric_to(out, self.server, code, self.me).param(self.nick)
    }
}

/// WHOIS; of two parameters the first is a server.
pub(crate) fn whois(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some(nick) = message
        .param(1)
        .or(message.param(0))
        .filter(|nick| !nick.is_empty())
    else {
        let words = numeric(hall, "431");
        return words.trailing("No nickname given").cut();
    };
    let (id, now) = (hall.id(), hall.now().unix_millis);
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    match chat.find(nick) {
        None => {
            let words = numeric_to(out, &about.server, "401", me).param(nick);
            words.trailing("No such nick").cut();
        }
        Some((other, person)) => {
            let sheet = Sheet {
                server: &about.server,
                me,
                nick: &person.nick,
            };
            let words = sheet
                .line(out, "311")
                .param(&person.user)
                .param(&person.host);
            words.param("*").trailing(&person.realname).cut();
            rooms(out, &sheet, chat, (id, other), person);
            let words = sheet.line(out, "312").param(&about.server);
            words.trailing(&about.network).cut();
            if let Some(away) = &person.away {
                sheet.line(out, "301").trailing(away).cut();
            }
            let facts = [
                (
                    person.is(Trait::Operator),
                    "313",
                    "is an operator of this server",
                ),
                (person.is(Trait::Bot), "335", "is a bot"),
                (person.secure, "671", "is using a secure connection"),
            ];
            for (_, code, text) in facts.iter().filter(|(holds, _, _)| *holds) {
                sheet.line(out, code).trailing(text).cut();
            }
            if !person.account.is_empty() {
                let words = sheet.line(out, "330").param(&person.account);
                words.trailing("is logged in as").cut();
            }
            let idle = now.saturating_sub(person.spoke.max(person.arrived)) / 1000;
            let words = sheet.line(out, "317").param(&idle.to_string());
            let words = words.param(&(person.arrived / 1000).to_string());
            words.trailing("seconds idle, signon time").cut();
        }
    }
    let words = numeric_to(out, &about.server, "318", me).param(nick);
    words.trailing("End of /WHOIS list").cut();
}

/// 319: the rooms that the asker may know of; of somebody invisible only common ones.
fn rooms(
    out: &mut Vec<u8>,
    sheet: &Sheet<'_>,
    chat: &Chat,
    (asker, whose): (SessionId, SessionId),
    person: &Person,
) {
    let hides = person.is(Trait::Invisible) && asker != whose;
    let rooms = person.rooms.iter().filter_map(|room| chat.room(*room));
    let shown =
        rooms.filter(|room| sees_room(asker, room) && (!hides || room.status(asker).is_some()));
    let caps = Caps::default().with(Cap::MultiPrefix);
    let names = shown.map(|room| {
        let status = room.status(whose).unwrap_or_default();
        Cow::Owned(format!("{}{}", prefixes(status, caps), room.name))
    });
    spread(out, ' ', |out| sheet.line(out, "319"), names);
}

/// WHOWAS: the latest first; a count below 1 is about all.
pub(crate) fn whowas(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some(nick) = message.param(0).filter(|nick| !nick.is_empty()) else {
        let words = numeric(hall, "431");
        return words.trailing("No nickname given").cut();
    };
    let count = message.param(1).and_then(|count| count.parse().ok());
    let most = count.filter(|count: &i64| *count > 0);
    let most = most.map_or(usize::MAX, |count| count as usize);
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let me = nick_of(chat, id);
    let gone = chat.gone(nick);
    if gone.is_empty() {
        let words = numeric_to(out, &about.server, "406", me).param(nick);
        words.trailing("There was no such nickname").cut();
    }
    for gone in gone.iter().take(most) {
        let words = numeric_to(out, &about.server, "314", me).param(&gone.nick);
        let words = words.param(&gone.user).param(&gone.host).param("*");
        words.trailing(&gone.realname).cut();
        let mut when = Vec::new();
        push_time(gone.at, &mut when);
        let words = numeric_to(out, &about.server, "312", me).param(&gone.nick);
        let words = words.param(&about.server);
        words.trailing(&String::from_utf8_lossy(&when)).cut();
    }
    let words = numeric_to(out, &about.server, "369", me).param(nick);
    words.trailing("End of WHOWAS").cut();
}

/// USERHOST.
pub(crate) fn userhost(message: &Message<'_>, hall: &mut dyn Hall) {
    if needs::<1>(message, hall).is_none() {
        return;
    }
    let chat = hall.chat();
    let nicks = message.params.iter().take(MOST_USERHOSTS);
    let found = nicks.filter_map(|nick| chat.find(nick));
    let entries: Vec<_> = found
        .map(|(_, person)| {
            let operator = if person.is(Trait::Operator) { "*" } else { "" };
            let away = if person.away.is_some() { "-" } else { "+" };
            format!(
                "{}{operator}={away}{}@{}",
                person.nick, person.user, person.host
            )
        })
        .collect();
    numeric(hall, "302").trailing(&entries.join(" ")).cut();
}

/// ISON.
pub(crate) fn ison(message: &Message<'_>, hall: &mut dyn Hall) {
    if needs::<1>(message, hall).is_none() {
        return;
    }
    let chat = hall.chat();
    let nicks = message.params.iter().flat_map(|param| param.split(' '));
    let found = nicks.filter_map(|nick| chat.find(nick));
    let nicks: Vec<_> = found.map(|(_, person)| person.nick.clone()).collect();
    numeric(hall, "303").trailing(&nicks.join(" ")).cut();
}
