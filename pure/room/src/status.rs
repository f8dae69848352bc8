//! What a member is in a room, highest first as IRC's prefixes are.

/// What a member is in a room: a set, since an operator may have a voice too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status(u8);

impl Status {
    /// Nothing but a member.
    pub const NONE: Status = Status(0);
    /// May speak where the room is moderated (`+`).
    pub const VOICE: Status = Status(1);
    /// May change the room (`@`).
    pub const OPERATOR: Status = Status(2);

    /// Whether all of `other` is in it.
    pub fn has(self, other: Status) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is at least as high: an operator is above a voice.
    pub fn at_least(self, other: Status) -> bool {
        self.0 >= other.0
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Status) -> Status {
        Status(self.0 | other.0)
    }

    /// Without `other`.
    #[must_use]
    pub fn without(self, other: Status) -> Status {
        Status(self.0 & !other.0)
    }
}
