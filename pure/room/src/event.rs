//! What sessions tell the chat: something happened, or was asked for.

use crate::modes::{PersonChange, RoomChange};

/// What was said, by how it may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Speech {
    /// Ordinary words (IRC's PRIVMSG).
    Message,
    /// Words that no program may answer (NOTICE): they never draw a refusal.
    Notice,
    /// Tags without words (TAGMSG).
    Tags,
}

/// Who arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The nick asked for.
    pub nick: &'a str,
    /// The user name, as IRC's USER gives it.
    pub user: &'a str,
    /// The host as others see it.
    pub host: &'a str,
    /// Anything people call themselves.
    pub realname: &'a str,
    /// Whether nobody on the way can read along (TLS, or a local socket).
    pub secure: bool,
    /// Masks find this person only from a common room (user mode i).
    pub invisible: bool,
}

/// A message of somebody who is not in the chat: a webhook, a sensor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting<'a> {
    /// The nick it is said under, which must be nobody's.
    pub nick: &'a str,
    /// By which way it came, in place of a user name: `http`.
    pub via: &'a str,
    /// The host as others see it.
    pub host: &'a str,
    /// Where it is said.
    pub room: &'a str,
    /// The words.
    pub text: &'a str,
    /// How far it is trusted.
    pub standing: Standing,
}

/// How far somebody is trusted who is not in the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Anybody: rooms that have a key, that only the invited enter, or where not everybody speaks are closed.
    Anybody,
    /// Has shown what the host asks of such: only bans hold.
    Vouched,
}

/// What a session tells the chat. All but [`Event::Arrived`] and [`Event::Posted`] come from somebody who has arrived;
/// from anybody else they are ignored.
#[expect(missing_docs, reason = "the fields are what their names say")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A person asks to be let in. Told: [`Told::Arrived`](crate::Told::Arrived) or a refusal.
    Arrived(Arrival<'a>),
    /// Asks for another nick. The present one in other case is a change; in the same spelling nothing happens.
    Renamed { nick: &'a str },
    /// Asks to enter a room, which is made if there is none.
    Joined { room: &'a str, key: Option<&'a str> },
    /// Leaves a room.
    Parted { room: &'a str, reason: &'a str },
    /// The session has ended, for whatever reason.
    Quit { reason: &'a str },
    /// Said something. `target` is a room, a nick, or a status prefix (`@`, `+`) and a room.
    Spoke {
        speech: Speech,
        target: &'a str,
        text: &'a str,
        /// Client-only tags, raw as they came (`+a=b;+c`).
        tags: &'a str,
    },
    /// Somebody who is not in the chat said something in a room that is there; comes from [`SessionId::NOBODY`], who
    /// is told of a refusal. That only members speak (IRC's +n) does not hold here: nobody could be one.
    ///
    /// [`SessionId::NOBODY`]: crate::SessionId::NOBODY
    Posted(Posting<'a>),
    /// Invites somebody into a room.
    Invited { nick: &'a str, room: &'a str },
    /// Puts somebody out of a room. An empty reason is the kicker's nick.
    Kicked {
        room: &'a str,
        nick: &'a str,
        reason: &'a str,
    },
    /// Changes a room's topic; an empty one clears it.
    TopicSet { room: &'a str, topic: &'a str },
    /// Changes a room's modes, in order; each change that cannot be made is refused by itself.
    RoomModesSet {
        room: &'a str,
        changes: &'a [RoomChange<'a>],
    },
    /// Changes one's own modes.
    PersonModesSet { changes: &'a [PersonChange] },
    /// Is away, with a message; an empty one is being back.
    Away { text: &'a str },
    /// Calls oneself otherwise (SETNAME).
    RealnameSet { realname: &'a str },
    /// Proved to be an operator of the host (the driver checks the password).
    Opered,
    /// A word to all who listen for such (user mode w); operators of the host only.
    Wallops { text: &'a str },
    /// Throws somebody off the host; operators of the host only.
    Killed { nick: &'a str, reason: &'a str },
    /// Wants to know when these nicks come and go (MONITOR +). Masks are passed over.
    Watched { nicks: &'a [&'a str] },
    /// Does not want to know any more (MONITOR -); `None` is about all (MONITOR C).
    Unwatched { nicks: Option<&'a [&'a str]> },
}
