//! WHOX: WHO with chosen fields (`WHO #a %tcuhn,42`), answered in an order of its own.

use crate::irc::numeric::numeric_to;
use crate::irc::who::{Sheet, flags};
use hullo_room::{Person, Room, Status};

/// The fields in the order in which they are always given.
const ORDER: &str = "tcuihsnfdlaor";

/// What was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whox<'a> {
    fields: &'a str,
    token: &'a str,
}

impl<'a> Whox<'a> {
    /// From what stands behind the `%`.
    pub(crate) fn new(asked: &'a str) -> Whox<'a> {
        let (fields, token) = asked.split_once(',').unwrap_or((asked, ""));
        let fits = (1..=3).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_digit());
        let token = if fits { token } else { "0" };
        Whox { fields, token }
    }

    /// Writes a line of 354.
    pub(crate) fn print(
        self,
        sheet: &mut Sheet<'_>,
        person: &Person,
        place: Option<(&Room, Status)>,
    ) {
        let (server, now) = (sheet.server, sheet.now);
        let flags = flags(person, place.map(|(_, status)| status), sheet.caps);
        let idle = (now.saturating_sub(person.spoke) / 1000).to_string();
        let mut words = numeric_to(sheet.out, server, "354", sheet.me);
        for field in ORDER.chars().filter(|field| self.fields.contains(*field)) {
            if field == 'r' {
                return words.trailing(&person.realname).cut();
            }
            words = words.param(match field {
                't' => self.token,
                'c' => place.map_or("*", |(room, _)| &room.name),
                'u' => &person.user,
                // The address is nobody's business beyond what the host shows.
                'i' => "255.255.255.255",
                'h' => &person.host,
                's' => server,
                'n' => &person.nick,
                'f' => &flags,
                'd' => "0",
                'l' => &idle,
                'a' if person.account.is_empty() => "0",
                'a' => &person.account,
                _ => "n/a",
            });
        }
        words.cut();
    }
}
