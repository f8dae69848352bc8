//! The answer to a page, whatever the log: each log only walks through a room in either direction.

use crate::log::error::LogError;
use hullo_room::{Answer, Kinds, Query, Record, RecordKind, Span, Stamp, Take};
use std::ops::ControlFlow;
use std::sync::Arc;

/// Is shown one record after another until it has enough.
pub(super) type Visit<'a> = &'a mut dyn FnMut(&Record) -> ControlFlow<()>;

/// Rooms that can be walked through.
pub(super) trait Shelf {
    /// Shows the records of a room whose stamps are within `span`, from that end on.
    fn walk(&self, room: &str, span: Span, take: Take, visit: Visit) -> Result<(), LogError>;
}

/// Answers everything but a search. What is not later than `floor` is taken for gone.
pub(super) fn answer(shelf: &impl Shelf, query: &Query, floor: Stamp) -> Result<Answer, LogError> {
    let gather = |room: &str, span, take, limit, kinds| {
        gather(shelf, room, above(span, floor), take, limit, kinds)
    };
    match query {
        Query::Page {
            room,
            span,
            take,
            limit,
            kinds,
        } => Ok(Answer::Records(gather(room, *span, *take, *limit, *kinds)?)),
        Query::Around {
            room,
            at,
            limit,
            kinds,
        } => {
            let before = Span {
                before: *at,
                ..Span::ALL
            };
            let from = Span {
                after: Stamp::from_number(at.number().saturating_sub(1)),
                ..Span::ALL
            };
            let half = limit / 2;
            let mut page = gather(room, before, Take::Newest, half, *kinds)?;
            page.extend(gather(room, from, Take::Oldest, limit - half, *kinds)?);
            Ok(Answer::Records(page))
        }
        Query::Latest { rooms, span, limit } => {
            let mut latest: Vec<(Arc<str>, Stamp)> = Vec::new();
            for room in rooms {
                let last = gather(room, Span::ALL, Take::Newest, 1, Kinds::Words)?;
                let last = last.first().map(|record| record.stamp);
                latest.extend(
                    last.filter(|stamp| span.after < *stamp && *stamp < span.before)
                        .map(|stamp| (room.clone(), stamp)),
                );
            }
            latest.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
            latest.drain(..latest.len().saturating_sub(*limit));
            Ok(Answer::Rooms(latest))
        }
        Query::Search { .. } => Ok(Answer::Records(Vec::new())),
    }
}

/// A span without what is gone.
pub(super) fn above(span: Span, floor: Stamp) -> Span {
    Span {
        after: span.after.max(floor),
        before: span.before,
    }
}

/// Whether something was said.
pub(super) fn is_words(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Message | RecordKind::Notice)
}

fn gather(
    shelf: &impl Shelf,
    room: &str,
    span: Span,
    take: Take,
    limit: usize,
    kinds: Kinds,
) -> Result<Vec<Record>, LogError> {
    let mut page = Vec::new();
    if limit == 0 || span.after >= span.before {
        return Ok(page);
    }
    shelf.walk(room, span, take, &mut |record| {
        if kinds == Kinds::Everything || is_words(record.kind) {
            page.push(record.clone());
        }
        match page.len() < limit {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    if take == Take::Newest {
        page.reverse();
    }
    Ok(page)
}
