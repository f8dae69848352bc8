//! A search under way: what is looked for, and the latest finds so far.
//!
//! Whatever the log, every record goes through [`Hunt::look`]; an index only saves looking at those that cannot fit.

use crate::log::answer::{above, is_words};
use crate::log::words::{Words, fold, nick_of};
use hullo_room::{Query, Record, Span, Stamp};
use std::sync::Arc;

/// A search and its finds.
#[derive(Debug)]
pub(super) struct Hunt {
    /// Where to look.
    pub(super) rooms: Vec<Arc<str>>,
    /// What for.
    pub(super) words: Words,
    /// Whose, as compared.
    pub(super) nick: Option<String>,
    /// When.
    pub(super) span: Span,
    limit: usize,
    finds: Vec<Record>,
    settled: bool,
    spread: String,
}

impl Hunt {
    /// The search that a query asks for, if it asks for one. What is not later than `floor` is taken for gone.
    pub(super) fn asked(query: &Query, floor: Stamp) -> Option<Hunt> {
        let Query::Search {
            rooms,
            words,
            nick,
            span,
            limit,
        } = query
        else {
            return None;
        };
        Some(Hunt {
            rooms: rooms.clone(),
            words: Words::typed(words),
            nick: nick.as_deref().map(fold),
            span: above(*span, floor),
            limit: *limit,
            finds: Vec::new(),
            settled: true,
            spread: String::new(),
        })
    }

    /// Whether nothing can be found.
    pub(super) fn is_vain(&self) -> bool {
        self.words.hopeless || self.limit == 0 || self.span.after >= self.span.before
    }

    /// Takes a record if it is one of those looked for. The room is the caller's business.
    pub(super) fn look(&mut self, record: &Record) {
        let fits = is_words(record.kind)
            && self.span.after < record.stamp
            && record.stamp < self.span.before
            && self
                .nick
                .as_ref()
                .is_none_or(|nick| fold(nick_of(&record.source)) == *nick)
            && self.words.are_in(&record.text, &mut self.spread);
        if fits {
            self.finds.push(record.clone());
            self.settled = false;
            if self.finds.len() >= 2 * self.limit + 64 {
                self.settle();
            }
        }
    }

    /// Whether a record with this stamp, or an earlier one, would still be among the latest.
    pub(super) fn wants(&mut self, stamp: Stamp) -> bool {
        if self.finds.len() < self.limit {
            return true;
        }
        self.settle();
        self.finds
            .last()
            .is_none_or(|earliest| earliest.stamp < stamp)
    }

    /// The latest finds, in the order of the log.
    pub(super) fn finds(mut self) -> Vec<Record> {
        self.settle();
        self.finds.reverse();
        self.finds
    }

    fn settle(&mut self) {
        if self.settled {
            return;
        }
        self.settled = true;
        self.finds
            .sort_by(|a, b| (b.stamp, &b.room).cmp(&(a.stamp, &a.room)));
        self.finds.truncate(self.limit);
    }
}
