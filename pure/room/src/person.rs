//! One person in the chat, as others may see them.

use crate::id::RoomId;
use crate::modes::Trait;
use std::sync::Arc;

/// One person in the chat.
#[derive(Clone, Debug)]
pub struct Person {
    /// `nick!user@host`.
    pub source: Arc<str>,
    /// The nick as its owner spells it.
    pub nick: Arc<str>,
    /// The user name.
    pub user: Arc<str>,
    /// The host as others see it.
    pub host: Arc<str>,
    /// Anything people call themselves.
    pub realname: Arc<str>,
    /// The account logged in to; empty for none.
    pub account: Arc<str>,
    /// Why away; `None` is here.
    pub away: Option<Arc<str>>,
    /// Came over TLS or a local socket.
    pub secure: bool,
    /// When they arrived, in milliseconds since 1970.
    pub arrived: u64,
    /// When they last said something, in milliseconds since 1970.
    pub spoke: u64,
    /// The rooms they are in, in the order of entering.
    pub rooms: Vec<RoomId>,
    pub(crate) folded: Arc<str>,
    pub(crate) traits: u8,
    /// The rooms they are invited to.
    pub(crate) invitations: Vec<RoomId>,
}

impl Person {
    /// Whether this is switched on.
    pub fn is(&self, which: Trait) -> bool {
        self.traits & bit(which) != 0
    }

    /// The nick as it is compared.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

pub(crate) fn bit(which: Trait) -> u8 {
    match which {
        Trait::Invisible => 1,
        Trait::Operator => 2,
        Trait::Wallops => 4,
        Trait::Bot => 8,
    }
}
