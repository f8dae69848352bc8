//! What the driver is to do.

use crate::id::{RoomId, SessionId};
use crate::record::Record;
use crate::status::Status;
use crate::told::Told;
use std::sync::Arc;

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// One session.
    One(SessionId),
    /// All in the room who are at least that.
    Room(RoomId, Status),
    /// These, in this order.
    These(Vec<SessionId>),
}

/// What the driver is to do, in the order given.
#[expect(missing_docs, reason = "the fields are what their names say")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect<'a> {
    /// Tell them. When a [`Effect::Remember`] stands directly before it: only once the log has that, and if the log
    /// cannot take it, not at all.
    Tell { to: Audience, told: Told<'a> },
    /// Give this to the room's log.
    Remember(Record),
    /// Keep these settings of the room with its log, in place of the earlier ones.
    Keep { room: Arc<str>, settings: String },
    /// The room is gone for good: forget its log and its settings.
    Forget { room: Arc<str> },
    /// Close this session, with a last word; its Quit has been handled.
    Close { who: SessionId, why: String },
}
