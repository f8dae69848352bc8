//! One room: who is in it, what may be done there.

use crate::id::SessionId;
use crate::ids::Ids;
use crate::mask::fits;
use crate::modes::{Flag, List, Switch};
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
    /// The mask as it is compared.
    pub(crate) folded: String,
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
    pub(crate) places: HashMap<SessionId, u32, Ids>,
    pub(crate) invited: BTreeSet<SessionId>,
    /// Whether bans silence a member, as far as that was asked since the lists or the member's nick last changed.
    pub(crate) silenced: HashMap<SessionId, bool, Ids>,
    /// Always there, with or without anybody in it.
    pub(crate) lobby: bool,
    /// The log has settings of it.
    pub(crate) kept: bool,
    /// Which empty room it was, counting all that became so; 0 when somebody is in it.
    pub(crate) vacated: u64,
}

impl Room {
    /// A room with nobody in it, in which only members speak and only operators set the topic.
    pub(crate) fn new(name: &str, folded: &str, created: u64) -> Room {
        Room {
            name: Arc::from(name),
            folded: Arc::from(folded),
            created,
            topic: None,
            key: None,
            limit: None,
            flags: Room::CUSTOM,
            bans: Vec::new(),
            excepts: Vec::new(),
            invites: Vec::new(),
            members: Vec::new(),
            places: HashMap::default(),
            invited: BTreeSet::new(),
            silenced: HashMap::default(),
            lobby: false,
            kept: false,
            vacated: 0,
        }
    }

    /// The flags of a new room.
    const CUSTOM: u8 = flag_bit(Flag::NoExternal) | flag_bit(Flag::TopicLocked);

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

    pub(crate) fn list_mut(&mut self, list: List) -> &mut Vec<Mask> {
        match list {
            List::Ban => &mut self.bans,
            List::Except => &mut self.excepts,
            List::Invite => &mut self.invites,
        }
    }

    /// Switches a flag; gives whether that changed anything.
    pub(crate) fn switch(&mut self, switch: Switch, flag: Flag) -> bool {
        let before = self.flags;
        match switch {
            Switch::On => self.flags |= flag_bit(flag),
            Switch::Off => self.flags &= !flag_bit(flag),
        }
        self.flags != before
    }

    pub(crate) fn enter(&mut self, session: SessionId, status: Status) {
        self.places.insert(session, self.members.len() as u32);
        self.members.push(Member { session, status });
    }

    /// Takes a member out; the last one takes the free place.
    pub(crate) fn leave(&mut self, session: SessionId) {
        self.silenced.remove(&session);
        let Some(place) = self.places.remove(&session) else {
            return;
        };
        self.members.swap_remove(place as usize);
        if let Some(moved) = self.members.get(place as usize) {
            self.places.insert(moved.session, place);
        }
    }

    /// Makes a member something else.
    pub(crate) fn set_status(&mut self, session: SessionId, status: Status) {
        if let Some(place) = self.places.get(&session) {
            self.members[*place as usize].status = status;
        }
    }

    /// Whether somebody of this folded source is banned and no exception saves them.
    pub(crate) fn bans(&self, source: &str) -> bool {
        let in_list = |list: &[Mask]| list.iter().any(|mask| fits(&mask.folded, source));
        in_list(&self.bans) && !in_list(&self.excepts)
    }
}

pub(crate) const fn flag_bit(flag: Flag) -> u8 {
    match flag {
        Flag::InviteOnly => 1,
        Flag::Moderated => 2,
        Flag::NoExternal => 4,
        Flag::Secret => 8,
        Flag::TopicLocked => 16,
        Flag::NoCtcp => 32,
    }
}
