//! Names for sessions and rooms that cannot be swapped by accident.

/// One connected client. The driver chooses the number and may use it again once the session has quit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u32);

/// One room, as long as it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(pub u32);

impl SessionId {
    /// Stands for who speaks without having a session ([`Event::Posted`](crate::Event::Posted)). No session has this
    /// number, nor the next, which drivers may use for a reader who can be anybody.
    pub const NOBODY: SessionId = SessionId(u32::MAX - 1);

    /// As an index into a table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl RoomId {
    /// As an index into a table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
