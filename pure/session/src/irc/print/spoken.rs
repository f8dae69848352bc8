//! What was said, to those who hear it and, as an echo, to who said it.

use crate::caps::{Cap, Caps};
use crate::irc::print::tags::Tagging;
use hullo_room::{Chat, SessionId, Speech, Spoken, Status, Target};

/// To a hearer; to the speaker only as an echo, unless it was said to oneself.
pub(crate) fn print_spoke(
    spoken: &Spoken<'_>,
    reader: SessionId,
    caps: Caps,
    chat: &Chat,
    out: &mut Vec<u8>,
) {
    let is_echo = spoken.from == reader && matches!(spoken.target, Target::Room(..));
    if !is_echo || caps.has(Cap::EchoMessage) {
        print(spoken, caps, chat, out);
    }
}

/// To the speaker: what was said to a person was passed on.
pub(crate) fn print_said(spoken: &Spoken<'_>, caps: Caps, chat: &Chat, out: &mut Vec<u8>) {
    if caps.has(Cap::EchoMessage) {
        print(spoken, caps, chat, out);
    }
}

fn print(spoken: &Spoken<'_>, caps: Caps, chat: &Chat, out: &mut Vec<u8>) {
    let command = match spoken.speech {
        Speech::Message => "PRIVMSG",
        Speech::Notice => "NOTICE",
        Speech::Tags if caps.has(Cap::MessageTags) => "TAGMSG",
        Speech::Tags => return,
    };
    let with_status;
    let target = match &spoken.target {
        Target::Person(_, nick) => &**nick,
        Target::Room(room, status) => {
            let Some(room) = chat.room(*room) else {
                return;
            };
            match status_prefix(*status) {
                "" => &*room.name,
                prefix => {
                    with_status = format!("{prefix}{}", room.name);
                    &with_status
                }
            }
        }
    };
    let tagging = Tagging {
        stamp: Some(spoken.stamp),
        account: &spoken.account,
        bot: spoken.bot,
        client: spoken.tags,
        ..Tagging::default()
    };
    let words = tagging.begin(caps, out).source(&spoken.source);
    let words = words.command(command).param(target);
    match spoken.speech {
        Speech::Tags => words.cut(),
        Speech::Message | Speech::Notice => words.trailing(&spoken.text).cut(),
    }
}

fn status_prefix(status: Status) -> &'static str {
    if status.has(Status::OPERATOR) {
        "@"
    } else if status.has(Status::VOICE) {
        "+"
    } else {
        ""
    }
}
