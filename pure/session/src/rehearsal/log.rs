//! Answers from a list of records, by looking at each.

use hullo_room::{Answer, Kinds, Query, Record, RecordKind, Span, Stamp, Take};
use std::sync::Arc;

/// The answer that a log gives.
pub(super) fn answer(records: &[Record], query: &Query) -> Answer {
    match query {
        Query::Page {
            room,
            span,
            take,
            limit,
            kinds,
        } => {
            let found = records.iter().filter(|record| record.room == *room);
            let found = found.filter(|record| within(record, *span) && wanted(record, *kinds));
            let found: Vec<&Record> = found.collect();
            Answer::Records(match take {
                Take::Oldest => owned(&found[..found.len().min(*limit)]),
                Take::Newest => owned(&found[found.len().saturating_sub(*limit)..]),
            })
        }
        Query::Around {
            room,
            at,
            limit,
            kinds,
        } => {
            let found = records.iter().filter(|record| record.room == *room);
            let found: Vec<&Record> = found.filter(|record| wanted(record, *kinds)).collect();
            let middle = found.partition_point(|record| record.stamp < *at);
            let first = middle.saturating_sub(limit / 2);
            let end = found.len().min(first + limit);
            Answer::Records(owned(&found[first..end]))
        }
        Query::Latest { rooms, span, limit } => {
            let mut latest: Vec<(Arc<str>, Stamp)> = rooms
                .iter()
                .filter_map(|room| {
                    let said = records.iter().filter(|record| record.room == *room);
                    let mut said = said.filter(|record| wanted(record, Kinds::Words));
                    let last = said.next_back().filter(|record| within(record, *span))?;
                    Some((room.clone(), last.stamp))
                })
                .collect();
            latest.sort_by_key(|(_, stamp)| *stamp);
            latest.truncate(*limit);
            Answer::Rooms(latest)
        }
        Query::Search {
            rooms,
            words,
            nick,
            span,
            limit,
        } => {
            let fits = |record: &&Record| {
                let text = record.text.to_lowercase();
                let by = record.source.split('!').next().unwrap_or_default();
                let nick = nick.as_deref();
                rooms.contains(&record.room)
                    && within(record, *span)
                    && wanted(record, Kinds::Words)
                    && nick.is_none_or(|nick| nick.to_lowercase() == by.to_lowercase())
                    && words
                        .split(' ')
                        .all(|word| text.contains(&word.to_lowercase()))
            };
            let found: Vec<&Record> = records.iter().filter(fits).collect();
            Answer::Records(owned(&found[found.len().saturating_sub(*limit)..]))
        }
    }
}

fn owned(records: &[&Record]) -> Vec<Record> {
    records.iter().map(|record| (*record).clone()).collect()
}

fn within(record: &Record, span: Span) -> bool {
    span.after < record.stamp && record.stamp < span.before
}

fn wanted(record: &Record, kinds: Kinds) -> bool {
    match kinds {
        Kinds::Everything => true,
        Kinds::Words => matches!(record.kind, RecordKind::Message | RecordKind::Notice),
    }
}
