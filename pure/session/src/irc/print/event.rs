//! What happened in rooms: JOIN, PART, QUIT, NICK, KICK, TOPIC, MODE.

use crate::caps::{Cap, Caps};
use crate::irc::letters::changed;
use crate::irc::print::tags::Tagging;
use hullo_room::{Changed, Chat, Stamp, Told};
use hullo_wire::irc::{Sourced, Words};
use std::sync::Arc;

/// The letters and parameters that fit into one MODE line, in bytes: a line of 512 less a source, a room's name and
/// one more mask.
const MOST_CHANGES: usize = 150;

/// Writes one of these.
pub(crate) fn print_event(told: &Told<'_>, caps: Caps, chat: &Chat, out: &mut Vec<u8>) {
    let mut line = |source: &Arc<str>, stamp: &Stamp, write: &dyn Fn(Sourced<'_>)| {
        let tagging = Tagging {
            stamp: Some(*stamp),
            account: account_of(chat, source, caps),
            ..Tagging::default()
        };
        write(tagging.begin(caps, out).source(source));
    };
    let name = |room: &hullo_room::RoomId| chat.room(*room).map_or("*", |room| &room.name);
    match told {
        Told::Joined {
            who,
            source,
            room,
            stamp,
        } => {
            let person = chat.person(*who);
            let extended = person.filter(|_| caps.has(Cap::ExtendedJoin));
            line(source, stamp, &|line| {
                let words = line.command("JOIN").param(name(room));
                match extended {
                    None => words.end(),
                    Some(person) => join_extended(words, &person.account, &person.realname),
                }
            });
        }
        Told::Parted {
            source,
            room,
            reason,
            stamp,
        } => line(source, stamp, &|line| {
            with_reason(line.command("PART").param(name(room)), reason);
        }),
        Told::Quit {
            source,
            reason,
            stamp,
        } => line(source, stamp, &|line| {
            with_reason(line.command("QUIT"), reason);
        }),
        Told::Renamed {
            source,
            nick,
            stamp,
            ..
        } => line(source, stamp, &|line| {
            line.command("NICK").last(nick).end();
        }),
        Told::Kicked {
            source,
            room,
            nick,
            reason,
            stamp,
        } => line(source, stamp, &|line| {
            with_reason(line.command("KICK").param(name(room)).param(nick), reason);
        }),
        Told::TopicSet {
            source,
            room,
            topic,
            stamp,
        } => line(source, stamp, &|line| {
            line.command("TOPIC")
                .param(name(room))
                .trailing(topic)
                .cut();
        }),
        Told::RoomModesSet {
            source,
            room,
            changed,
            stamp,
        } => {
            for texts in changes(changed) {
                line(source, stamp, &|line| {
                    let words = line.command("MODE").param(name(room));
                    texts
                        .iter()
                        .fold(words, |words, text| words.param(text))
                        .cut();
                });
            }
        }
        _ => {}
    }
}

/// extended-join: account, or `*`, and realname.
pub(crate) fn join_extended(words: Words<'_>, account: &str, realname: &str) {
    let account = if account.is_empty() { "*" } else { account };
    words.param(account).trailing(realname).cut();
}

/// With a reason, if there is one.
pub(crate) fn with_reason(words: Words<'_>, reason: &str) {
    match reason {
        "" => words.end(),
        reason => words.trailing(reason).cut(),
    }
}

/// The changes of modes, letters first, in as many lines as it takes.
fn changes(all: &[Changed]) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut length = usize::MAX;
    let mut last = ' ';
    for change in all {
        let (sign, letter, param) = changed(change);
        if length > MOST_CHANGES {
            lines.push(vec![String::new()]);
            (length, last) = (0, ' ');
        }
        if let Some(line) = lines.last_mut() {
            if last != sign {
                line[0].push(sign);
                last = sign;
            }
            line[0].push(letter);
            length += 2 + param.as_ref().map_or(0, |param| param.len() + 1);
            line.extend(param);
        }
    }
    lines
}

/// The account of who is called this, looked up only for who wants to know.
fn account_of<'c>(chat: &'c Chat, source: &str, caps: Caps) -> &'c str {
    if !caps.has(Cap::AccountTag) {
        return "";
    }
    let nick = source.split('!').next().unwrap_or_default();
    chat.find(nick).map_or("", |(_, person)| &person.account)
}
