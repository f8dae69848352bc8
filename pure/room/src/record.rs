//! What a room's log keeps of one thing that happened there.

use crate::stamp::Stamp;
use std::sync::Arc;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// Something was said.
    Message,
    /// Something was said that must never be answered by a program (IRC's NOTICE).
    Notice,
    /// Tags without text (IRC's TAGMSG): a reaction, typing.
    Tags,
    /// Somebody came in.
    Join,
    /// Somebody left; the text is the reason.
    Part,
    /// Somebody left the host; the text is the reason.
    Quit,
    /// Somebody is called otherwise; the text is the new nick.
    Nick,
    /// Somebody was put out; the text is the nick, a space and the reason.
    Kick,
    /// The topic changed; the text is the new one.
    Topic,
    /// Modes changed; the text is signs and letters as IRC has them, then the arguments: `+nk-o key ann`.
    Mode,
}

/// One thing that happened in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its identity, order and time.
    pub stamp: Stamp,
    /// The room's casefolded name, which is its key everywhere.
    pub room: Arc<str>,
    /// What happened.
    pub kind: RecordKind,
    /// Whose doing it was: `nick!user@host`.
    pub source: Arc<str>,
    /// The account the person was logged in to; empty for none.
    pub account: Arc<str>,
    /// What was said; for the other kinds see [`RecordKind`]. Without line breaks.
    pub text: Box<str>,
    /// Client-only tags as they came, `+a=b;+c`; empty for none.
    pub tags: Box<str>,
}
