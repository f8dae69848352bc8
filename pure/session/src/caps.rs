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

/// All of them, as CAP LS lists them.
const NAMES: [(Cap, &str); 20] = [
    (Cap::AccountNotify, "account-notify"),
    (Cap::AccountTag, "account-tag"),
    (Cap::AwayNotify, "away-notify"),
    (Cap::Batch, "batch"),
    (Cap::CapNotify, "cap-notify"),
    (Cap::Chathistory, "draft/chathistory"),
    (Cap::Chghost, "chghost"),
    (Cap::EchoMessage, "echo-message"),
    (Cap::EventPlayback, "draft/event-playback"),
    (Cap::ExtendedJoin, "extended-join"),
    (Cap::ExtendedMonitor, "extended-monitor"),
    (Cap::InviteNotify, "invite-notify"),
    (Cap::LabeledResponse, "labeled-response"),
    (Cap::MessageTags, "message-tags"),
    (Cap::MultiPrefix, "multi-prefix"),
    (Cap::NoImplicitNames, "no-implicit-names"),
    (Cap::ServerTime, "server-time"),
    (Cap::Setname, "setname"),
    (Cap::StandardReplies, "standard-replies"),
    (Cap::UserhostInNames, "userhost-in-names"),
];

impl Cap {
    /// The capability of this name, which is in lower case.
    pub fn named(name: &str) -> Option<Cap> {
        let found = NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(cap, _)| *cap)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }
}

/// A set of capabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caps(u32);

impl Caps {
    /// All that there are.
    pub const ALL: Caps = Caps((1 << NAMES.len()) - 1);

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

    /// Those of it that change how anything told is written; the others concern only what the client asks.
    #[must_use]
    pub fn in_print(self) -> Caps {
        let others = [
            Cap::AccountNotify,
            Cap::Batch,
            Cap::CapNotify,
            Cap::Chathistory,
            Cap::Chghost,
            Cap::EventPlayback,
            Cap::LabeledResponse,
            Cap::StandardReplies,
        ];
        others.iter().fold(self, |caps, cap| caps.without(*cap))
    }

    /// What is in it, in the order of CAP LS.
    pub fn iter(self) -> impl Iterator<Item = Cap> {
        let all = NAMES.iter().map(|(cap, _)| *cap);
        all.filter(move |cap| self.has(*cap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capability_has_its_own_place_and_name() {
        for (at, (cap, name)) in NAMES.iter().enumerate() {
            assert_eq!(*cap as usize, at, "{name}");
            assert_eq!(Cap::named(name), Some(*cap));
            assert_eq!(cap.name(), *name);
            assert!(Caps::ALL.has(*cap));
            let one = Caps::default().with(*cap);
            assert_eq!(one.iter().collect::<Vec<_>>(), [*cap]);
            assert_eq!(one.without(*cap), Caps::default());
        }
        assert_eq!(Caps::ALL.iter().count(), NAMES.len());
        assert_eq!(Cap::named("sasl"), None);
    }
}
