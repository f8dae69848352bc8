//! One room: who is in it, what may be done there.

use crate::id::SessionId;
use crate::modes::{Flag, List};
use crate::status::Status;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// One in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub session: SessionId,
    /// What they are there.
    pub status: Status,
}

/// What a room is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The words; never empty.
    pub text: Arc<str>,
    /// Who set it: `nick!user@host`.
    pub by: Arc<str>,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// One mask of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// `nick!user@host` with `*` and `?`.
    pub mask: String,
    /// Who set it: `nick!user@host`.
    pub by: Arc<str>,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// One room. Members stand in the order of entering, as far as nobody left.
#[derive(Clone, Debug)]
pub struct Room {
    /// The name as its maker spelt it.
    pub name: Arc<str>,
    /// The name as it is compared, which is also the key of its log.
    pub folded: Arc<str>,
    /// When it was made, in seconds since 1970.
    pub created: u64,
    /// What it is about.
    pub topic: Option<Topic>,
    /// What one must say to come in.
    pub key: Option<String>,
    /// How many may be in.
    pub limit: Option<u32>,
    pub(crate) flags: u8,
    pub(crate) bans: Vec<Mask>,
    pub(crate) excepts: Vec<Mask>,
    pub(crate) invites: Vec<Mask>,
    pub(crate) members: Vec<Member>,
    /// Where each stands in `members`.
    pub(crate) places: HashMap<SessionId, u32>,
    pub(crate) invited: BTreeSet<SessionId>,
}

impl Room {
    /// Who is in it.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What this person is there; `None` for not a member.
    pub fn status(&self, who: SessionId) -> Option<Status> {
        let place = *self.places.get(&who)?;
        Some(self.members[place as usize].status)
    }

    /// Whether this is switched on.
    pub fn is(&self, flag: Flag) -> bool {
        self.flags & flag_bit(flag) != 0
    }

    /// The masks of a list, oldest first.
    pub fn list(&self, list: List) -> &[Mask] {
        match list {
            List::Ban => &self.bans,
            List::Except => &self.excepts,
            List::Invite => &self.invites,
        }
    }
}

pub(crate) fn flag_bit(flag: Flag) -> u8 {
    match flag {
        Flag::InviteOnly => 1,
        Flag::Moderated => 2,
        Flag::NoExternal => 4,
        Flag::Secret => 8,
        Flag::TopicLocked => 16,
        Flag::NoCtcp => 32,
    }
}
