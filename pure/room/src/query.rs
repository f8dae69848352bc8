//! Questions to the rooms' logs, and their answers. Bounds are exclusive, as IRCv3's chathistory wants them.

use crate::record::Record;
use crate::stamp::Stamp;
use std::sync::Arc;

/// Which end of a range is wanted when not all of it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Take {
    /// The first of it.
    Oldest,
    /// The last of it.
    Newest,
}

/// What is wanted of what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kinds {
    /// What was said: messages and notices.
    Words,
    /// All that happened.
    Everything,
}

/// A range of stamps, both ends excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// After this one.
    pub after: Stamp,
    /// Before this one.
    pub before: Stamp,
}

/// A question. Rooms are casefolded names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// What happened in a room within a span.
    Page {
        /// The room.
        room: Arc<str>,
        /// Within these.
        span: Span,
        /// Which end of it.
        take: Take,
        /// At most so many.
        limit: usize,
        /// What of it.
        kinds: Kinds,
    },
    /// What happened around a stamp, that one included.
    Around {
        /// The room.
        room: Arc<str>,
        /// The middle.
        at: Stamp,
        /// At most so many, half of them before.
        limit: usize,
        /// What of it.
        kinds: Kinds,
    },
    /// The rooms in which something was said within a span, with the stamp of their last message, the earliest first.
    Latest {
        /// Of these.
        rooms: Vec<Arc<str>>,
        /// The last message is within these.
        span: Span,
        /// At most so many rooms.
        limit: usize,
    },
    /// Where all these words were said, the latest `limit` of them.
    Search {
        /// In these rooms.
        rooms: Vec<Arc<str>>,
        /// The words, as typed.
        words: String,
        /// By who was called this then.
        nick: Option<String>,
        /// Within these.
        span: Span,
        /// At most so many.
        limit: usize,
    },
}

/// An answer; records ascend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To all but `Latest`.
    Records(Vec<Record>),
    /// To `Latest`.
    Rooms(Vec<(Arc<str>, Stamp)>),
}

impl Query {
    /// The same question about what happened up to `last`, that included.
    #[must_use]
    pub fn until(mut self, last: Stamp) -> Query {
        if let Query::Page { span, .. } | Query::Latest { span, .. } | Query::Search { span, .. } =
            &mut self
        {
            span.before = span.before.min(Stamp::from_number(last.number() + 1));
        }
        self
    }
}

impl Span {
    /// All there is.
    pub const ALL: Span = Span {
        after: Stamp::FIRST,
        before: Stamp::END,
    };
}
