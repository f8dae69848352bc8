//! The list of what is fuzzed, for those who run all of it.

/// Panics if something does not hold for the input.
pub type Target = fn(&[u8]);

/// Each target by the name of its function, which is also that of its folder in corpus/.
pub const TARGETS: &[(&str, Target)] = &[
    ("address", crate::address),
    ("cidr", crate::cidr),
    ("escape", crate::escape),
    ("frame", crate::frame),
    ("hex", crate::hex),
    ("history", crate::history),
    ("irc", crate::irc),
    ("line", crate::line),
    ("record", crate::record),
    ("session", crate::session),
    ("sniff", crate::sniff),
    ("splitter", crate::splitter),
    ("tags", crate::tags),
    ("telnet", crate::telnet),
    ("visible", crate::visible),
];
