//! What CHATHISTORY asks of the log.
//!
//! ```text
//! LATEST #a * 50   BEFORE #a msgid=1jaq... 50   AROUND #a timestamp=2021-11-24T16:00:00.000Z 9   TARGETS ... ... 9
//! ```
//!
//! Bounds are excluded, those of AROUND apart. Between two people nothing is kept, so only rooms have a history.

use crate::hall::Hall;
use crate::irc::time::parse_time;
use hullo_room::{Kinds, Query, Span, Stamp, Take};
use std::sync::Arc;

/// Why it is not answered.
pub(crate) struct Fail<'a> {
    pub(crate) code: &'a str,
    /// Stands behind the subcommand.
    pub(crate) context: &'a [&'a str],
    pub(crate) text: &'a str,
}

const INVALID: Fail<'_> = Fail {
    code: "INVALID_PARAMS",
    context: &[],
    text: "Parameters are missing or cannot be understood",
};

/// The target, empty for TARGETS, and the question.
pub(crate) fn question<'a>(
    command: &str,
    params: &'a [&'a str],
    kinds: Kinds,
    hall: &dyn Hall,
) -> Result<(&'a str, Query), Fail<'a>> {
    let most = hall.about().history_limit;
    let limit = |text: &str| match text.parse::<usize>() {
        Ok(limit) if limit > 0 => Ok(limit.min(most)),
        _ => Err(INVALID),
    };
    let page = |room, span, take, limit| Query::Page {
        room,
        span,
        take,
        limit,
        kinds,
    };
    let after = |bound: Bound| Span {
        after: bound.last,
        before: Stamp::END,
    };
    let before = |bound: Bound| Span {
        after: Stamp::FIRST,
        before: bound.first,
    };
    let query = match (command, params) {
        ("LATEST", [target, from, count]) => {
            let limit = limit(count)?;
            let room = room_of(target, params, hall)?;
            let span = match *from {
                "*" => Span::ALL,
                from => after(bound(from, params)?),
            };
            page(room, span, Take::Newest, limit)
        }
        ("BEFORE", [target, to, count]) => {
            let limit = limit(count)?;
            let room = room_of(target, params, hall)?;
            page(room, before(bound(to, params)?), Take::Newest, limit)
        }
        ("AFTER", [target, from, count]) => {
            let limit = limit(count)?;
            let room = room_of(target, params, hall)?;
            page(room, after(bound(from, params)?), Take::Oldest, limit)
        }
        ("AROUND", [target, middle, count]) => {
            let limit = limit(count)?;
            let room = room_of(target, params, hall)?;
            let at = bound(middle, params)?.first;
            Query::Around {
                room,
                at,
                limit,
                kinds,
            }
        }
        ("BETWEEN", [target, one, other, count]) => {
            let limit = limit(count)?;
            let room = room_of(target, params, hall)?;
            let (span, take) = between(bound(one, params)?, bound(other, params)?);
            page(room, span, take, limit)
        }
        ("TARGETS", [one, other, count]) => {
            let limit = limit(count)?;
            let time = |text| bound(text, &[]).map_err(|_| INVALID);
            let (span, _) = between(time(one)?, time(other)?);
            return Ok((
                "",
                Query::Latest {
                    rooms: own_rooms(hall),
                    span,
                    limit,
                },
            ));
        }
        _ => return Err(INVALID),
    };
    Ok((params[0], query))
}

/// What lies between two bounds; reversed, the last of it is wanted.
fn between(one: Bound, other: Bound) -> (Span, Take) {
    let span = |from: Bound, to: Bound| Span {
        after: from.last,
        before: to.first,
    };
    match one.first <= other.first {
        true => (span(one, other), Take::Oldest),
        false => (span(other, one), Take::Newest),
    }
}

/// A message, or all of one millisecond.
#[derive(Clone, Copy)]
struct Bound {
    first: Stamp,
    last: Stamp,
}

fn bound<'a>(text: &str, params: &'a [&'a str]) -> Result<Bound, Fail<'a>> {
    let found = match text.split_once('=') {
        Some(("timestamp", time)) => parse_time(time).map(|millis| Bound {
            first: Stamp::at(millis),
            last: Stamp::end_of(millis),
        }),
        Some(("msgid", id)) => id.parse().ok().map(|stamp| Bound {
            first: stamp,
            last: stamp,
        }),
        _ => None,
    };
    found.ok_or(Fail {
        code: "INVALID_MSGREFTYPE",
        context: params.get(..1).unwrap_or_default(),
        text: "Expected timestamp=YYYY-MM-DDThh:mm:ss.sssZ or msgid= and an identity",
    })
}

/// The key of a room's log, if the client is in it.
fn room_of<'a>(target: &str, params: &'a [&'a str], hall: &dyn Hall) -> Result<Arc<str>, Fail<'a>> {
    let found = hall.chat().find_room(target);
    let found = found.filter(|(_, room)| room.status(hall.id()).is_some());
    found.map(|(_, room)| room.folded.clone()).ok_or(Fail {
        code: "INVALID_TARGET",
        context: params.get(..1).unwrap_or_default(),
        text: "Messages could not be retrieved",
    })
}

fn own_rooms(hall: &dyn Hall) -> Vec<Arc<str>> {
    let chat = hall.chat();
    let person = chat.person(hall.id());
    let rooms = person.map_or(&[][..], |person| &person.rooms);
    let rooms = rooms.iter().filter_map(|room| chat.room(*room));
    rooms.map(|room| room.folded.clone()).collect()
}
