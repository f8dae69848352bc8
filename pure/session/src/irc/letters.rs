//! Modes and their letters.

use crate::caps::{Cap, Caps};
use hullo_room::{Changed, Flag, List, Room, Status, Switch, Trait};

const FLAGS: [(Flag, char); 6] = [
    (Flag::NoCtcp, 'C'),
    (Flag::InviteOnly, 'i'),
    (Flag::Moderated, 'm'),
    (Flag::NoExternal, 'n'),
    (Flag::Secret, 's'),
    (Flag::TopicLocked, 't'),
];

const TRAITS: [(Trait, char); 4] = [
    (Trait::Bot, 'B'),
    (Trait::Invisible, 'i'),
    (Trait::Operator, 'o'),
    (Trait::Wallops, 'w'),
];

const LISTS: [(List, char); 3] = [(List::Ban, 'b'), (List::Except, 'e'), (List::Invite, 'I')];

/// The flag of a letter.
pub(crate) fn flag(letter: char) -> Option<Flag> {
    named(&FLAGS, letter)
}

/// The list of a letter.
pub(crate) fn list(letter: char) -> Option<List> {
    named(&LISTS, letter)
}

/// What a member becomes by a letter.
pub(crate) fn status(letter: char) -> Option<Status> {
    match letter {
        'o' => Some(Status::OPERATOR),
        'v' => Some(Status::VOICE),
        _ => None,
    }
}

/// What a person becomes by a letter.
pub(crate) fn person_trait(letter: char) -> Option<Trait> {
    named(&TRAITS, letter)
}

/// The letter of what a person is.
pub(crate) fn trait_letter(which: Trait) -> char {
    letter(&TRAITS, which)
}

/// The letter of a list.
pub(crate) fn list_letter(which: List) -> char {
    letter(&LISTS, which)
}

/// All that a person is, as 221 shows it.
pub(crate) fn traits(is: impl Fn(Trait) -> bool) -> String {
    let letters = TRAITS.iter().filter(|(which, _)| is(*which));
    std::iter::once('+')
        .chain(letters.map(|(_, letter)| *letter))
        .collect()
}

/// All that is set in a room, as 324 shows it; its key only to members.
pub(crate) fn room_modes(room: &Room, shows_key: bool) -> String {
    let mut text = String::from("+");
    let letters = FLAGS.iter().filter(|(flag, _)| room.is(*flag));
    text.extend(letters.map(|(_, letter)| *letter));
    let mut params = String::new();
    if let Some(key) = &room.key {
        text.push('k');
        params.push(' ');
        params.push_str(if shows_key { key } else { "*" });
    }
    if let Some(limit) = room.limit {
        text.push('l');
        params.push_str(&format!(" {limit}"));
    }
    text + &params
}

/// The prefixes of a member: the highest only, unless the reader asked for all.
pub(crate) fn prefixes(status: Status, caps: Caps) -> &'static str {
    let (operator, voice) = (status.has(Status::OPERATOR), status.has(Status::VOICE));
    match (operator, voice) {
        (true, true) if caps.has(Cap::MultiPrefix) => "@+",
        (true, _) => "@",
        (false, true) => "+",
        (false, false) => "",
    }
}

/// One change as `MODE` shows it: its sign, its letter, its parameter.
pub(crate) fn changed(change: &Changed) -> (char, char, Option<String>) {
    match change {
        Changed::Flag(switch, flag) => (sign(*switch), letter(&FLAGS, *flag), None),
        Changed::Key(switch, key) => (sign(*switch), 'k', Some(key.clone())),
        Changed::Limit(Some(limit)) => ('+', 'l', Some(limit.to_string())),
        Changed::Limit(None) => ('-', 'l', None),
        Changed::Status(switch, status, nick) => {
            let letter = if status.has(Status::OPERATOR) {
                'o'
            } else {
                'v'
            };
            (sign(*switch), letter, Some(nick.clone()))
        }
        Changed::List(switch, list, mask) => {
            (sign(*switch), list_letter(*list), Some(mask.clone()))
        }
    }
}

/// `+` or `-`.
pub(crate) fn sign(switch: Switch) -> char {
    match switch {
        Switch::On => '+',
        Switch::Off => '-',
    }
}

fn named<T: Copy>(table: &[(T, char)], letter: char) -> Option<T> {
    let found = table.iter().find(|(_, known)| *known == letter);
    found.map(|(which, _)| *which)
}

fn letter<T: Copy + PartialEq>(table: &[(T, char)], which: T) -> char {
    let found = table.iter().find(|(known, _)| *known == which);
    found.map_or('?', |(_, letter)| *letter)
}
