//! Why something asked for is not done.

use crate::modes::List;

/// Why something asked for is not done. Names are as the asker spelt them.
#[expect(missing_docs, reason = "the fields are what their names say")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody has this nick (IRC 433).
    NickInUse { nick: String },
    /// Looks like somebody else's nick to the eye (433).
    NickConfusable { nick: String, with: String },
    /// Not a nick (432).
    NickInvalid { nick: String },
    /// Nobody has this nick (401).
    NoSuchNick { nick: String },
    /// No such room (403).
    NoSuchRoom { room: String },
    /// Not a room's name (476, or 479).
    RoomInvalid { room: String },
    /// The asker is not in the room (442).
    NotInRoom { room: String },
    /// The other is not in the room (441).
    TheyAreNotInRoom { nick: String, room: String },
    /// The other is in the room already (443).
    AlreadyInRoom { nick: String, room: String },
    /// In so many rooms already (405).
    TooManyRooms { room: String },
    /// Banned (474).
    Banned { room: String },
    /// Only who is invited comes in (473).
    InviteOnly { room: String },
    /// No key or a wrong one (475).
    WrongKey { room: String },
    /// As many in it as the limit lets in (471).
    Full { room: String },
    /// Only the room's operators may (482).
    NotRoomOperator { room: String },
    /// Not a member, or without voice, or banned (404).
    CannotSpeak { room: String },
    /// Nothing was said (412).
    NoText,
    /// A list is full (478).
    ListFull {
        room: String,
        list: List,
        mask: String,
    },
    /// The limit is not a number above 0 (696).
    LimitInvalid { room: String, value: String },
    /// The key holds what a key cannot (696, or 525).
    KeyInvalid { room: String },
    /// Only operators of the host may (481).
    NotOperator,
    /// As many nicks watched as one may (734); the nicks that no longer fitted.
    WatchingTooMany { limit: usize, nicks: Vec<String> },
    /// The log could not keep the message; the driver says so, never the chat.
    NotStored { target: String },
}
