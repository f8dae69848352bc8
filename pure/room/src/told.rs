//! What people are told. Sessions put it into their client's words.

use crate::event::Speech;
use crate::id::{RoomId, SessionId};
use crate::modes::{Changed, PersonChange};
use crate::refusal::Refusal;
use crate::stamp::Stamp;
use crate::status::Status;
use std::borrow::Cow;
use std::sync::Arc;

/// To whom something was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// All in a room, or with a status those who are at least that.
    Room(RoomId, Status),
    /// One person, whose nick this is as they spell it.
    Person(SessionId, Arc<str>),
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken<'a> {
    /// How it may be answered.
    pub speech: Speech,
    /// Who spoke.
    pub from: SessionId,
    /// `nick!user@host` of the speaker.
    pub source: Arc<str>,
    /// The account that the speaker is logged in to; empty for none.
    pub account: Arc<str>,
    /// Whether the speaker is a program.
    pub bot: bool,
    /// To whom.
    pub target: Target,
    /// The words; empty for tags alone.
    pub text: Cow<'a, str>,
    /// Client-only tags, raw (`+a=b;+c`).
    pub tags: &'a str,
    /// Its identity and time.
    pub stamp: Stamp,
}

/// What people are told. Where it names a person or a room by number, the chat still knows them until the next event;
/// `source` is `nick!user@host` as it was before the change. Texts hold no line breaks and no NUL.
#[expect(missing_docs, reason = "the fields are what their names say")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// Let in: the first thing anybody is told.
    Arrived,
    /// Something was said. When the target is a room, the speaker is among those told: an echo, which a session shows
    /// only if its client asked for it.
    Spoke(Spoken<'a>),
    /// What one said to a person was passed on: told to the speaker, before that person is told. Shown like the echo
    /// above.
    Said(Spoken<'a>),
    /// Somebody spoken to is away: told to the speaker only.
    IsAway { nick: Arc<str>, text: Arc<str> },
    /// Somebody came into a room; told to all in it, that person included.
    Joined {
        who: SessionId,
        source: Arc<str>,
        room: RoomId,
        stamp: Stamp,
    },
    /// Told after one's own Joined: now the topic and who is there.
    Entered { room: RoomId },
    /// Somebody left a room; told to that person too.
    Parted {
        source: Arc<str>,
        room: RoomId,
        reason: Cow<'a, str>,
        stamp: Stamp,
    },
    /// Somebody is gone; told once to each who shared a room.
    Quit {
        source: Arc<str>,
        reason: Cow<'a, str>,
        stamp: Stamp,
    },
    /// Somebody is called otherwise; told to that person and once to each who shares a room.
    Renamed {
        who: SessionId,
        source: Arc<str>,
        nick: Arc<str>,
        stamp: Stamp,
    },
    /// Somebody was put out; told to all in the room, that person included.
    Kicked {
        source: Arc<str>,
        room: RoomId,
        nick: Arc<str>,
        reason: Cow<'a, str>,
        stamp: Stamp,
    },
    /// The topic changed; told to all in the room.
    TopicSet {
        source: Arc<str>,
        room: RoomId,
        topic: Cow<'a, str>,
        stamp: Stamp,
    },
    /// Modes changed; told to all in the room.
    RoomModesSet {
        source: Arc<str>,
        room: RoomId,
        changed: Vec<Changed>,
        stamp: Stamp,
    },
    /// One's own modes changed.
    PersonModesSet { changed: Vec<PersonChange> },
    /// An invitation: told to the one invited.
    Invited {
        source: Arc<str>,
        nick: Arc<str>,
        room: Arc<str>,
    },
    /// Told to the inviter: it was passed on.
    Inviting { nick: Arc<str>, room: Arc<str> },
    /// Somebody was invited: told to the room's operators (invite-notify).
    OtherInvited {
        source: Arc<str>,
        nick: Arc<str>,
        room: Arc<str>,
    },
    /// Somebody is away, or with an empty text back; told to those who share a room, and to watchers.
    Away {
        who: SessionId,
        source: Arc<str>,
        text: Arc<str>,
    },
    /// One's own being away is noted; empty: back.
    NowAway { text: Arc<str> },
    /// Somebody calls themselves otherwise; told to that person and to those who share a room, and to watchers.
    RealnameSet {
        who: SessionId,
        source: Arc<str>,
        realname: Arc<str>,
    },
    /// Now an operator of the host.
    NowOperator,
    /// A word to all who listen for such.
    Wallops {
        source: Arc<str>,
        text: Cow<'a, str>,
    },
    /// Thrown off the host: told to the one, before the end.
    Killed {
        source: Arc<str>,
        reason: Cow<'a, str>,
    },
    /// A watched nick is here: `nick!user@host` of each.
    Online { sources: Vec<Arc<str>> },
    /// Watched nicks that are not here, in their last spelling.
    Offline { nicks: Vec<Arc<str>> },
    /// What was asked for is not done.
    Refused(Refusal),
}
