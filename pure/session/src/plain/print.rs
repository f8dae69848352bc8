//! What people are told, as lines for a plain client. `plain.rs` shows what each looks like.
//!
//! Promises: but for one's own words and one's own coming in, which are not shown, what is printed depends on `here`
//! and the chat alone.

use crate::plain::looks::entered;
use crate::plain::modes::{person_change, room_change};
use crate::plain::note::{Because, nick, note, shown};
use crate::plain::refusal::reason;
use hullo_room::{Chat, RoomId, SessionId, Speech, Spoken, Status, Target, Told};
use std::sync::Arc;

/// Appends what `reader`, whose words go to the room `here`, is told.
pub(crate) fn print(
    told: &Told<'_>,
    reader: SessionId,
    here: Option<RoomId>,
    chat: &Chat,
    out: &mut Vec<u8>,
) {
    let place = |room: &RoomId| Place {
        elsewhere: (here != Some(*room)).then(|| name(*room, chat)),
    };
    match told {
        Told::Spoke(spoken) if spoken.from != reader => speech(spoken, here, chat, out),
        Told::Joined { who, .. } if *who == reader => {}
        Told::Arrived | Told::Spoke(_) | Told::Said(_) => {}
        Told::IsAway { nick, text } => note(out, format_args!("{nick} is away: {text}")),
        Told::Joined { source, room, .. } => {
            let who = nick(source);
            match place(room).elsewhere {
                None => note(out, format_args!("{who} is here")),
                Some(room) => note(out, format_args!("{who} is in {room}")),
            }
        }
        Told::Entered { room } => entered(*room, reader, chat, out),
        Told::Parted {
            source,
            room,
            reason,
            ..
        } => {
            let (who, room) = (nick(source), place(room).after(" "));
            note(out, format_args!("{who} left{room}{}", Because(reason)));
        }
        Told::Quit { source, reason, .. } => {
            note(
                out,
                format_args!("{} is gone{}", nick(source), Because(reason)),
            );
        }
        Told::Renamed {
            source, nick: new, ..
        } => note(out, format_args!("{} is now called {new}", nick(source))),
        Told::Kicked {
            source,
            room,
            nick: whom,
            reason,
            ..
        } => {
            let (who, room) = (nick(source), place(room).after(" of "));
            let why = Because(reason);
            note(out, format_args!("{who} put {whom} out{room}{why}"));
        }
        Told::TopicSet {
            source,
            room,
            topic,
            ..
        } => {
            let (who, room) = (nick(source), place(room).after(" of "));
            match topic.is_empty() {
                true => note(out, format_args!("{who} took away the topic{room}")),
                false => note(out, format_args!("{who} set the topic{room}: {topic}")),
            }
        }
        Told::RoomModesSet {
            source,
            room,
            changed,
            ..
        } => {
            let (who, room) = (nick(source), name(*room, chat));
            let changes: Vec<String> = changed.iter().map(room_change).collect();
            note(
                out,
                format_args!("{who} changed {room}: {}", changes.join("; ")),
            );
        }
        Told::PersonModesSet { changed } => {
            for change in changed {
                note(out, format_args!("{}", person_change(*change)));
            }
        }
        Told::Invited { source, room, .. } => {
            let who = nick(source);
            note(
                out,
                format_args!("{who} invites you to {room}: /join {room}"),
            );
        }
        Told::Inviting { nick, room } => note(out, format_args!("{nick} is invited to {room}")),
        Told::OtherInvited {
            source,
            nick: whom,
            room,
        } => note(
            out,
            format_args!("{} invited {whom} to {room}", nick(source)),
        ),
        Told::Away { source, text, .. } => match text.is_empty() {
            true => note(out, format_args!("{} is back", nick(source))),
            false => note(out, format_args!("{} is away: {text}", nick(source))),
        },
        Told::NowAway { text } => match text.is_empty() {
            true => note(out, format_args!("you are back")),
            false => note(out, format_args!("you are away: {text}")),
        },
        Told::RealnameSet {
            source, realname, ..
        } => note(out, format_args!("{} is really {realname}", nick(source))),
        Told::NowOperator => note(out, format_args!("you run this host now")),
        Told::Wallops { source, text } => {
            note(out, format_args!("{} says to all: {text}", nick(source)));
        }
        Told::Killed { source, reason } => {
            let why = Because(reason);
            note(
                out,
                format_args!("{} threw you off this host{why}", nick(source)),
            );
        }
        Told::Online { sources } => {
            let nicks: Vec<&str> = sources.iter().map(|source| nick(source)).collect();
            note(out, format_args!("on this host: {}", nicks.join(", ")));
        }
        Told::Offline { nicks } => {
            note(out, format_args!("not on this host: {}", nicks.join(", ")))
        }
        Told::Refused(refusal) => note(out, format_args!("{}", reason(refusal))),
    }
}

/// What somebody said.
fn speech(spoken: &Spoken<'_>, here: Option<RoomId>, chat: &Chat, out: &mut Vec<u8>) {
    if spoken.speech == Speech::Tags {
        return;
    }
    let to = match &spoken.target {
        Target::Room(room, status) => {
            if here != Some(*room) {
                shown(out, &name(*room, chat));
                out.push(b' ');
            }
            match *status {
                Status::NONE => None,
                status if status.has(Status::OPERATOR) => Some("operators"),
                _ => Some("voices"),
            }
        }
        Target::Person(..) => Some("you"),
    };
    let looks = match spoken.speech {
        Speech::Notice => Looks::Notice,
        Speech::Message | Speech::Tags => Looks::Words,
    };
    said(looks, nick(&spoken.source), to, &spoken.text, out);
}

/// How what was said looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// `<ann> hello`, or `* ann waves`
    Words,
    /// `-ann- hello`
    Notice,
}

/// What `nick` said, and to whom if that is not all in the room.
pub(super) fn said(looks: Looks, nick: &str, to: Option<&str>, text: &str, out: &mut Vec<u8>) {
    let action = text.strip_prefix("\x01ACTION ");
    let between: (&[u8], &[u8], &[u8]) = match (looks, action) {
        (Looks::Words, None) => (b"<", b"", b"> "),
        (Looks::Words, Some(_)) => (b"* ", b"", b" "),
        (Looks::Notice, _) => (b"-", b"", b"- "),
    };
    let action = action.filter(|_| looks == Looks::Words);
    let text = match action {
        None => text,
        Some(text) => text.strip_suffix('\x01').unwrap_or(text),
    };
    out.extend_from_slice(between.0);
    shown(out, nick);
    if let Some(to) = to {
        let (open, close): (&[u8], &[u8]) = match action {
            None => (b" to ", b""),
            Some(_) => (b" (to ", b")"),
        };
        out.extend_from_slice(open);
        out.extend_from_slice(to.as_bytes());
        out.extend_from_slice(close);
    }
    out.extend_from_slice(between.2);
    shown(out, text);
    out.push(b'\n');
}

/// Where something happened, seen from where the reader is.
struct Place {
    /// The room's name if the reader is in another.
    elsewhere: Option<Arc<str>>,
}

impl Place {
    /// The name after `word`, or nothing if it is here.
    fn after(&self, word: &str) -> String {
        match &self.elsewhere {
            None => String::new(),
            Some(name) => format!("{word}{name}"),
        }
    }
}

/// A room's name. The chat knows the room for as long as anything is told of it.
fn name(room: RoomId, chat: &Chat) -> Arc<str> {
    match chat.room(room) {
        Some(room) => room.name.clone(),
        None => "a room".into(),
    }
}
