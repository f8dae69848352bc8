//! Names for sessions and rooms that cannot be swapped by accident.

/// One connected client. The driver chooses the number and may use it again once the session has quit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub u32);

/// One room, as long as it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(pub u32);

impl SessionId {
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
