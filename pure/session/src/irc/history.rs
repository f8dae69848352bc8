//! What was said before: CHATHISTORY (IRCv3 draft/chathistory), with event-playback for all that happened.
//!
//! ```text
//! CHATHISTORY LATEST #a * 50   ─→  Hall::ask(Query)  ...  answered(records)  ─→  BATCH +b chathistory #a, the lines
//! ```
//!
//! Bounds are excluded, those of AROUND apart. Between two people nothing is kept, so only rooms have a history.

use crate::caps::Cap;
use crate::hall::{Hall, Page};
use crate::irc::client::Irc;
use crate::irc::label;
use crate::irc::numeric::server_line;
use crate::irc::print::record::{print_record, print_target};
use crate::irc::time::parse_time;
use hullo_room::{Answer, Kinds, Query, Span, Stamp, Take};
use hullo_wire::irc::{Message, print};
use std::sync::Arc;

/// What the log was asked, as the client put it.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The subcommand.
    command: String,
    /// The target as the client spelt it; empty for TARGETS.
    target: String,
    /// The label of the command.
    pub(crate) label: Option<String>,
}

/// Why it is not answered.
struct Fail<'a> {
    code: &'a str,
    context: &'a [&'a str],
    text: &'a str,
}

const INVALID: Fail<'_> = Fail {
    code: "INVALID_PARAMS",
    context: &[],
    text: "Parameters are missing or cannot be understood",
};

/// Answers CHATHISTORY.
pub(crate) fn history(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let command = message.param(0).unwrap_or_default().to_ascii_uppercase();
    let params = message.params.get(1..).unwrap_or_default();
    let kinds = match irc.caps.has(Cap::EventPlayback) {
        true => Kinds::Everything,
        false => Kinds::Words,
    };
    match question(&command, params, kinds, hall) {
        Ok((target, query)) => {
            irc.asked = Some(Box::new(Asked {
                command,
                target: target.to_owned(),
                label: None,
            }));
            hall.ask(query);
        }
        Err(fail) => {
            let command = if command.is_empty() { "*" } else { &command };
            let words = server_line(hall, "FAIL")
                .param("CHATHISTORY")
                .param(fail.code);
            let context = fail.context.iter();
            let words = context.fold(words.param(command), |words, word| words.param(word));
            words.trailing(fail.text).cut();
        }
    }
}

fn question<'a>(
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

/// The log's answer to what was asked.
pub(crate) fn answered(
    irc: &mut Irc,
    asked: Asked,
    answer: Result<Answer, String>,
    hall: &mut dyn Hall,
) {
    let mut bytes = Vec::new();
    let name = label::batch_name(irc);
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let server = &*about.server;
    let label = asked.label.as_deref().unwrap_or_default();
    let batched = irc.caps.has(Cap::Batch);
    let Ok(answer) = answer else {
        let words = print(&mut bytes)
            .source(server)
            .command("FAIL")
            .param("CHATHISTORY");
        let words = words.param("MESSAGE_ERROR").param(&asked.command);
        let words = if asked.target.is_empty() {
            words
        } else {
            words.param(&asked.target)
        };
        words.trailing("Messages could not be retrieved").cut();
        return match label {
            "" => out.append(&mut bytes),
            label => label::wrap(irc, label, server, &bytes, out),
        };
    };
    if batched {
        let head = match label {
            "" => print(out),
            label => print(out).raw_tag("label", label),
        };
        let words = head
            .source(server)
            .command("BATCH")
            .param(&format!("+{name}"));
        match &answer {
            Answer::Records(_) => words.param("chathistory").last(&asked.target).end(),
            Answer::Rooms(_) => words.last("draft/chathistory-targets").end(),
        }
    }
    let batch = if batched { &*name } else { "" };
    match &answer {
        Answer::Records(records) => {
            let room = chat.find_room(&asked.target);
            let room = room.map_or(&*asked.target, |(_, room)| &room.name);
            for record in records {
                print_record(record, room, batch, irc.caps, out);
            }
        }
        Answer::Rooms(rooms) => {
            for (room, stamp) in rooms {
                // One may have left it, or it may have become secret, while the log was looking.
                let room = chat.find_room(room).map(|(_, room)| room);
                if let Some(room) = room.filter(|room| room.status(id).is_some()) {
                    print_target(&room.name, *stamp, batch, server, out);
                }
            }
        }
    }
    if batched {
        label::end_batch(server, &name, out);
    }
}
