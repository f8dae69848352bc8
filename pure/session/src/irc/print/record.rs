//! What a log kept, as the lines that were sent when it happened.

use crate::caps::{Cap, Caps};
use crate::irc::print::event::{join_extended, with_reason};
use crate::irc::print::tags::Tagging;
use crate::irc::time::push_time;
use hullo_room::{Record, RecordKind, Stamp};
use hullo_wire::irc::print;

/// Writes one thing that happened in `room`.
pub(crate) fn print_record(
    record: &Record,
    room: &str,
    batch: &str,
    caps: Caps,
    out: &mut Vec<u8>,
) {
    if record.kind == RecordKind::Tags && !caps.has(Cap::MessageTags) {
        return;
    }
    let tagging = Tagging {
        batch,
        stamp: Some(record.stamp),
        account: &record.account,
        bot: false,
        client: &record.tags,
    };
    let line = tagging.begin(caps, out).source(&record.source);
    let text = &*record.text;
    match record.kind {
        RecordKind::Message => line.command("PRIVMSG").param(room).trailing(text).cut(),
        RecordKind::Notice => line.command("NOTICE").param(room).trailing(text).cut(),
        RecordKind::Tags => line.command("TAGMSG").param(room).end(),
        RecordKind::Join => {
            let words = line.command("JOIN").param(room);
            match caps.has(Cap::ExtendedJoin) {
                // The realname of then was not kept.
                true => join_extended(words, &record.account, nick_of(&record.source)),
                false => words.end(),
            }
        }
        RecordKind::Part => with_reason(line.command("PART").param(room), text),
        RecordKind::Quit => with_reason(line.command("QUIT"), text),
        RecordKind::Nick => line.command("NICK").last(text).end(),
        RecordKind::Kick => {
            let (nick, reason) = text.split_once(' ').unwrap_or((text, ""));
            with_reason(line.command("KICK").param(room).param(nick), reason);
        }
        RecordKind::Topic => line.command("TOPIC").param(room).trailing(text).cut(),
        RecordKind::Mode => {
            let words = line.command("MODE").param(room);
            text.split(' ')
                .fold(words, |words, word| words.param(word))
                .cut();
        }
    }
}

/// Writes one line of CHATHISTORY TARGETS.
pub(crate) fn print_target(room: &str, last: Stamp, batch: &str, server: &str, out: &mut Vec<u8>) {
    let head = match batch {
        "" => print(out),
        batch => print(out).raw_tag("batch", batch),
    };
    let words = head
        .source(server)
        .command("CHATHISTORY")
        .param("TARGETS")
        .param(room);
    let mut time = Vec::new();
    push_time(last.unix_millis(), &mut time);
    words.param(&String::from_utf8_lossy(&time)).end();
}

fn nick_of(source: &str) -> &str {
    source.split('!').next().unwrap_or_default()
}
