//! The language that a client speaks, chosen once by its first bytes; a plain client may still turn to IRC with the
//! first line it says.

use crate::about::About;
use crate::hall::Hall;
use crate::irc::{self, Irc};
use crate::plain::{self, Plain, opens_irc};
use crate::way::{Tongue, Way};
use hullo_room::{Answer, Chat, Event, SessionId, Told};

/// One client's side of the conversation.
#[derive(Debug)]
pub enum Session {
    /// Lines for people.
    Plain(Box<Plain>),
    /// IRC.
    Irc(Irc),
}

impl Session {
    /// A plain client.
    pub fn plain() -> Session {
        Session::Plain(Box::default())
    }

    /// An IRC client, whose way is `Tongue::Irc(Caps::default())` at first.
    pub fn irc() -> Session {
        Session::Irc(Irc::new())
    }

    /// The client is there: to be called once, before anything else.
    pub fn begin(&mut self, hall: &mut dyn Hall) {
        match self {
            Session::Plain(plain) => plain.begin(hall),
            Session::Irc(irc) => irc.begin(hall),
        }
    }

    /// Hears one line, without its line break.
    pub fn hear(&mut self, line: &[u8], hall: &mut dyn Hall) {
        match self {
            Session::Plain(plain) if !plain.has_spoken() && opens_irc(line) => {
                hall.event(Event::Quit { reason: "" });
                *self = Session::irc();
                self.begin(hall);
                self.hear(line, hall);
            }
            Session::Plain(plain) => plain.hear(line, hall),
            Session::Irc(irc) => irc.hear(line, hall),
        }
    }

    /// A line was longer than what is heard, and passed over.
    pub fn too_long(&mut self, hall: &mut dyn Hall) {
        match self {
            Session::Plain(plain) => plain.too_long(hall),
            Session::Irc(irc) => irc.too_long(hall),
        }
    }

    /// Nothing was heard of the client for long: it is asked whether it is there, where its language has words for that.
    pub fn idle(&mut self, hall: &mut dyn Hall) {
        match self {
            Session::Plain(_) => {}
            Session::Irc(irc) => irc.idle(hall),
        }
    }

    /// The log's answer to what was asked last; an error is in words.
    pub fn answered(&mut self, answer: Result<Answer, String>, hall: &mut dyn Hall) {
        match self {
            Session::Plain(plain) => plain.answered(answer, hall),
            Session::Irc(irc) => irc.answered(answer, hall),
        }
    }

    /// Whether it ignores anybody: if not, nobody needs to ask [`Session::ignores`].
    pub fn ignores_anybody(&self) -> bool {
        match self {
            Session::Plain(plain) => plain.ignores_anybody(),
            Session::Irc(_) => false,
        }
    }

    /// Whether it does not want to hear this, which is therefore not to be sent to it.
    pub fn ignores(&self, told: &Told<'_>) -> bool {
        match self {
            Session::Plain(plain) => plain.ignores(told),
            Session::Irc(_) => false,
        }
    }
}

/// Appends what `reader` is told, as a client of this way reads it.
pub fn print(
    told: &Told<'_>,
    reader: SessionId,
    way: &Way,
    chat: &Chat,
    about: &About,
    out: &mut Vec<u8>,
) {
    match way.tongue {
        Tongue::Irc(caps) => irc::print(told, reader, caps, chat, about, out),
        Tongue::Plain(here) => plain::print(told, reader, here, chat, out),
    }
}

/// Whose printing differs from everybody else's of the same way: those who said it or came in, to whom it is printed
/// by themselves. Others may share one, made for any reader.
pub fn apart(told: &Told<'_>) -> Option<SessionId> {
    match told {
        Told::Spoke(spoken) => Some(spoken.from),
        Told::Joined { who, .. } => Some(*who),
        _ => None,
    }
}

/// Whether each reader must be printed for alone, since it bears the reader's nick or depends on whom the reader shares
/// a room with.
pub fn alone(told: &Told<'_>) -> bool {
    matches!(
        told,
        Told::Away { .. }
            | Told::RealnameSet { .. }
            | Told::Online { .. }
            | Told::Offline { .. }
            | Told::PersonModesSet { .. }
            | Told::Killed { .. }
    )
}

/// Appends the last line to a client that is about to be closed.
pub fn farewell(way: &Way, reason: &str, out: &mut Vec<u8>) {
    match way.tongue {
        Tongue::Irc(_) => Irc::farewell(reason, out),
        Tongue::Plain(_) => Plain::farewell(reason, out),
    }
}

#[cfg(test)]
mod tests;
