//! WHO: people by room, nick or mask.

use crate::caps::Caps;
use crate::hall::{Hall, Page};
use crate::irc::client::Irc;
use crate::irc::glob;
use crate::irc::letters::prefixes;
use crate::irc::numeric::{nick_of, numeric_to};
use crate::irc::sight::{find_room, finds, sees_member};
use crate::irc::whox::Whox;
use hullo_room::{Person, Room, Status, Trait, fits, fold};
use hullo_wire::irc::Message;

/// How many people a mask finds at most: all of a large host would fill the asker's queue.
const MOST_FOUND: usize = 500;

/// Everything that is the same in all lines of one answer.
pub(crate) struct Sheet<'a> {
    pub(crate) out: &'a mut Vec<u8>,
    pub(crate) server: &'a str,
    pub(crate) me: &'a str,
    pub(crate) caps: Caps,
    /// Milliseconds since 1970.
    pub(crate) now: u64,
    only_operators: bool,
    whox: Option<Whox<'a>>,
}

/// Answers WHO.
pub(crate) fn who(irc: &Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let (id, now) = (hall.id(), hall.now().unix_millis);
    let Page { chat, about, out } = hall.page();
    let asked = message
        .param(0)
        .filter(|mask| !mask.is_empty())
        .unwrap_or("*");
    let how = message.param(1).unwrap_or_default();
    let (flags, fields) = how
        .split_once('%')
        .map_or((how, None), |(f, w)| (f, Some(w)));
    let mut sheet = Sheet {
        out,
        server: &about.server,
        me: nick_of(chat, id),
        caps: irc.caps,
        now,
        only_operators: flags.contains('o'),
        whox: fields.map(Whox::new),
    };
    let mask = if asked == "0" { "*" } else { asked };
    let exact = chat.find(mask).filter(|_| !glob::is_mask(mask));
    if mask.starts_with('#') {
        if let Some((_, room)) = find_room(chat, id, mask) {
            for member in room.members() {
                let person = chat.person(member.session);
                if let Some(person) = person.filter(|person| sees_member(id, room, person)) {
                    sheet.print(person, Some((room, member.status)));
                }
            }
        }
    } else if let Some((_, person)) = exact {
        sheet.print(person, None);
    } else {
        let folded = fold(mask);
        let found = chat.people().filter(|(other, person)| {
            finds(chat, id, *other, person) && has(&folded, person, &about.server)
        });
        for (_, person) in found.take(MOST_FOUND) {
            sheet.print(person, None);
        }
    }
    let Sheet {
        out, server, me, ..
    } = sheet;
    let words = numeric_to(out, server, "315", me).param(asked);
    words.trailing("End of /WHO list").cut();
}

fn has(mask: &str, person: &Person, server: &str) -> bool {
    let others = [&*person.user, &*person.host, &*person.realname, server];
    let mut others = others.iter();
    mask == "*" || fits(mask, person.folded()) || others.any(|text| fits(mask, &fold(text)))
}

impl Sheet<'_> {
    fn print(&mut self, person: &Person, place: Option<(&Room, Status)>) {
        if self.only_operators && !person.is(Trait::Operator) {
            return;
        }
        if let Some(whox) = self.whox {
            return whox.print(self, person, place);
        }
        let flags = flags(person, place.map(|(_, status)| status), self.caps);
        let room = place.map_or("*", |(room, _)| &room.name);
        let words = numeric_to(self.out, self.server, "352", self.me).param(room);
        let words = words.param(&person.user).param(&person.host);
        let words = words.param(self.server).param(&person.nick).param(&flags);
        words.trailing(&format!("0 {}", person.realname)).cut();
    }
}

/// Here or gone, an operator of the host, what in the room, a program.
pub(crate) fn flags(person: &Person, status: Option<Status>, caps: Caps) -> String {
    let mut flags = String::from(if person.away.is_some() { "G" } else { "H" });
    if person.is(Trait::Operator) {
        flags.push('*');
    }
    if let Some(status) = status {
        flags.push_str(prefixes(status, caps));
    }
    if person.is(Trait::Bot) {
        flags.push('B');
    }
    flags
}
