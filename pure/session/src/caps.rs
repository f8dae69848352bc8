//! IRCv3 capabilities that a client can ask for.

/// A capability (ircv3.net), each one bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are those of the specifications")]
pub enum Cap {
    AccountNotify,
    AccountTag,
    AwayNotify,
    Batch,
    CapNotify,
    Chathistory,
    Chghost,
    EchoMessage,
    EventPlayback,
    ExtendedJoin,
    ExtendedMonitor,
    InviteNotify,
    LabeledResponse,
    MessageTags,
    MultiPrefix,
    NoImplicitNames,
    ServerTime,
    Setname,
    StandardReplies,
    UserhostInNames,
}

/// A set of capabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caps(u32);

impl Caps {
    /// Whether it is in the set.
    pub fn has(self, cap: Cap) -> bool {
        self.0 & (1 << cap as u8) != 0
    }

    /// With it.
    #[must_use]
    pub fn with(self, cap: Cap) -> Caps {
        Caps(self.0 | 1 << cap as u8)
    }

    /// Without it.
    #[must_use]
    pub fn without(self, cap: Cap) -> Caps {
        Caps(self.0 & !(1 << cap as u8))
    }
}
