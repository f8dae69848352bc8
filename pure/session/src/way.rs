//! A way of writing: readers of one way get the same bytes.

use crate::caps::Caps;
use hullo_room::RoomId;

/// A way of writing. Only what changes the bytes of something told to many belongs here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Way {
    /// The language.
    pub tongue: Tongue,
}

/// The language of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// IRC, with what the client asked for.
    Irc(Caps),
    /// Lines for people: netcat, telnet. What is said in the room where the reader's words go bears no room's name.
    Plain(Option<RoomId>),
}
