//! What can be switched in a room and at a person. The letters are IRC's business, not ours.

use crate::status::Status;

/// What a room is: each on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Only who is invited comes in (IRC's i).
    InviteOnly,
    /// Only who has a voice speaks (m).
    Moderated,
    /// Only members speak (n).
    NoExternal,
    /// Not shown to who is not in it (s).
    Secret,
    /// Only operators change the topic (t).
    TopicLocked,
    /// No CTCP but ACTION (C).
    NoCtcp,
}

/// The three lists of masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// Who is kept out, and silent (b).
    Ban,
    /// Whom bans do not touch (e).
    Except,
    /// Who comes in uninvited (I).
    Invite,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Switch {
    /// Set it (`+`).
    On,
    /// Take it away (`-`).
    Off,
}

/// One change of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomChange<'a> {
    /// A flag.
    Flag(Switch, Flag),
    /// The key; `None` takes it away.
    Key(Option<&'a str>),
    /// How many may be in; `None` takes the limit away. The text as typed, so that a refusal can show it.
    Limit(Option<&'a str>),
    /// What a member is.
    Status(Switch, Status, &'a str),
    /// A mask in a list.
    List(Switch, List, &'a str),
}

/// A change that was made, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A flag.
    Flag(Switch, Flag),
    /// The key: the new one, or with `Off` the one taken away.
    Key(Switch, String),
    /// The limit; `None` when taken away.
    Limit(Option<u32>),
    /// What a member is: the nick as it is spelt.
    Status(Switch, Status, String),
    /// A mask in a list, completed to nick!user@host.
    List(Switch, List, String),
}

/// What a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    /// Masks find this person only from a common room (i).
    Invisible,
    /// Operator of the host (o): can only be taken away by a mode.
    Operator,
    /// Hears wallops (w).
    Wallops,
    /// A program (B).
    Bot,
}

/// One change of oneself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonChange(pub Switch, pub Trait);
