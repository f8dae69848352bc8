//! What concerns people rather than rooms: away, invitations, watching, one's own modes.

use crate::about::About;
use crate::caps::{Cap, Caps};
use crate::irc::letters::{sign, trait_letter};
use crate::irc::numeric::{nick_of, numeric_to, spread};
use crate::irc::print::tags::Tagging;
use hullo_room::{Chat, PersonChange, SessionId, Told};
use std::borrow::Cow;

/// Writes one of these.
pub(crate) fn print_person(
    told: &Told<'_>,
    reader: SessionId,
    caps: Caps,
    chat: &Chat,
    about: &About,
    out: &mut Vec<u8>,
) {
    let (me, server) = (nick_of(chat, reader), &*about.server);
    let plain = Tagging::default();
    match told {
        Told::IsAway { nick, text } => {
            let words = numeric_to(out, server, "301", me).param(nick);
            words.trailing(text).cut();
        }
        Told::PersonModesSet { changed } => {
            let source = chat.person(reader).map_or(me, |person| &person.source);
            let words = plain
                .begin(caps, out)
                .source(source)
                .command("MODE")
                .param(me);
            words.param(&person_modes(changed)).end();
        }
        Told::Invited { source, nick, room } => {
            let words = plain.begin(caps, out).source(source).command("INVITE");
            words.param(nick).param(room).end();
        }
        Told::OtherInvited { source, nick, room } if caps.has(Cap::InviteNotify) => {
            let words = plain.begin(caps, out).source(source).command("INVITE");
            words.param(nick).param(room).end();
        }
        Told::Inviting { nick, room } => {
            numeric_to(out, server, "341", me)
                .param(nick)
                .param(room)
                .end();
        }
        Told::Away { who, source, text }
            if wants_news(*who, reader, Cap::AwayNotify, caps, chat) =>
        {
            let words = plain.begin(caps, out).source(source).command("AWAY");
            match &**text {
                "" => words.end(),
                text => words.trailing(text).cut(),
            }
        }
        Told::NowAway { text } => {
            let (code, text) = match &**text {
                "" => ("305", "You are no longer marked as being away"),
                _ => ("306", "You have been marked as being away"),
            };
            numeric_to(out, server, code, me).trailing(text).cut();
        }
        Told::RealnameSet {
            who,
            source,
            realname,
        } if wants_news(*who, reader, Cap::Setname, caps, chat) => {
            let words = plain.begin(caps, out).source(source).command("SETNAME");
            words.trailing(realname).cut();
        }
        Told::NowOperator => {
            let words = numeric_to(out, server, "381", me);
            words
                .trailing("You are now an operator of this server")
                .cut();
        }
        Told::Wallops { source, text } => {
            let words = plain.begin(caps, out).source(source).command("WALLOPS");
            words.trailing(text).cut();
        }
        Told::Online { sources } => {
            let sources = sources.iter().map(|source| Cow::Borrowed(&**source));
            spread(out, ',', |out| numeric_to(out, server, "730", me), sources);
        }
        Told::Offline { nicks } => {
            let nicks = nicks.iter().map(|nick| Cow::Borrowed(&**nick));
            spread(out, ',', |out| numeric_to(out, server, "731", me), nicks);
        }
        _ => {}
    }
}

/// Who shares no room hears of it only by watching, which takes extended-monitor as well.
fn wants_news(who: SessionId, reader: SessionId, cap: Cap, caps: Caps, chat: &Chat) -> bool {
    let near = || who == reader || chat.share_a_room(who, reader);
    caps.has(cap) && (caps.has(Cap::ExtendedMonitor) || near())
}

fn person_modes(changed: &[PersonChange]) -> String {
    let mut text = String::new();
    let mut last = ' ';
    for PersonChange(switch, which) in changed {
        let sign = sign(*switch);
        if sign != last {
            text.push(sign);
            last = sign;
        }
        text.push(trait_letter(*which));
    }
    text
}
