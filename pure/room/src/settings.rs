//! What a log keeps of a room that nobody may be in: its settings as text.
//!
//! ```text
//! room 1                       what this is, and which version of it
//! name #Lobby
//! created 1790000000
//! flags nt
//! topic 1790000000 ann!u@h Welcome, all
//! key sesame
//! limit 5
//! ban 1790000000 ann!u@h *!*@10.0.*
//! ```
//!
//! Promises: what was printed is read back the same; a line that cannot be read is passed over, so that a later version
//! may add lines and a damaged text still gives a room.

use crate::fold::fold;
use crate::letters::{FLAGS, LISTS};
use crate::modes::{List, Switch};
use crate::name::is_room_name;
use crate::room::{Mask, Room, Topic};
use std::fmt::Write;
use std::sync::Arc;

/// The room's settings.
pub(crate) fn print(room: &Room) -> String {
    let mut text = format!(
        "room 1\nname {}\ncreated {}\nflags ",
        room.name, room.created
    );
    let flags = FLAGS.iter().filter(|(flag, _)| room.is(*flag));
    text.extend(flags.map(|(_, letter)| letter));
    text.push('\n');
    let mut line = |line: std::fmt::Arguments<'_>| {
        text.write_fmt(line).expect("a String takes everything");
        text.push('\n');
    };
    if let Some(topic) = &room.topic {
        line(format_args!(
            "topic {} {} {}",
            topic.at, topic.by, topic.text
        ));
    }
    if let Some(key) = &room.key {
        line(format_args!("key {key}"));
    }
    if let Some(limit) = room.limit {
        line(format_args!("limit {limit}"));
    }
    for (list, _) in LISTS {
        for mask in room.list(list) {
            line(format_args!(
                "{} {} {} {}",
                word(list),
                mask.at,
                mask.by,
                mask.mask
            ));
        }
    }
    text
}

/// The room of these settings, with nobody in it.
pub(crate) fn parse(folded: &Arc<str>, text: &str, now: u64) -> Room {
    let mut room = Room::new(folded, folded, now);
    room.kept = true;
    for line in text.lines() {
        if let Some((what, rest)) = line.split_once(' ') {
            // A line that cannot be read is passed over.
            let _ = take_line(&mut room, what, rest);
        }
    }
    room
}

fn take_line(room: &mut Room, what: &str, rest: &str) -> Option<()> {
    match what {
        "name" if *fold(rest) == *room.folded && is_room_name(rest, rest.len()) => {
            room.name = Arc::from(rest);
        }
        "created" => room.created = rest.parse().ok()?,
        "flags" => {
            for (flag, letter) in FLAGS {
                let switch = match rest.contains(letter) {
                    true => Switch::On,
                    false => Switch::Off,
                };
                room.switch(switch, flag);
            }
        }
        "topic" => {
            let (at, by, text) = dated(rest)?;
            let text = Arc::from(text);
            room.topic = Some(Topic { text, by, at });
        }
        "key" => room.key = Some(rest.to_owned()),
        "limit" => room.limit = Some(rest.parse().ok().filter(|limit| *limit > 0)?),
        _ => {
            let (list, _) = LISTS.into_iter().find(|(list, _)| word(*list) == what)?;
            let (at, by, mask) = dated(rest)?;
            let (mask, folded) = (mask.to_owned(), fold(mask).into_owned());
            room.list_mut(list).push(Mask {
                mask,
                folded,
                by,
                at,
            });
        }
    }
    Some(())
}

/// A time, who, and what.
fn dated(text: &str) -> Option<(u64, Arc<str>, &str)> {
    let (at, rest) = text.split_once(' ')?;
    let (by, what) = rest.split_once(' ')?;
    (!what.is_empty()).then_some((at.parse().ok()?, Arc::from(by), what))
}

fn word(list: List) -> &'static str {
    match list {
        List::Ban => "ban",
        List::Except => "except",
        List::Invite => "invite",
    }
}
