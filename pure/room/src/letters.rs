//! Modes as letters, for what a log keeps. The letters are those of IRC's modes, so that a session that speaks IRC need
//! not translate what it reads back.

use crate::modes::{Changed, Flag, List, Switch};
use crate::status::Status;

/// All flags, with their letters.
pub(crate) const FLAGS: [(Flag, char); 6] = [
    (Flag::InviteOnly, 'i'),
    (Flag::Moderated, 'm'),
    (Flag::NoExternal, 'n'),
    (Flag::Secret, 's'),
    (Flag::TopicLocked, 't'),
    (Flag::NoCtcp, 'C'),
];

/// All lists, with their letters.
pub(crate) const LISTS: [(List, char); 3] =
    [(List::Ban, 'b'), (List::Except, 'e'), (List::Invite, 'I')];

/// The changes as one text: signs and letters, then the arguments (`+nk-o key ann`).
pub(crate) fn print(changes: &[Changed]) -> String {
    let (mut letters, mut arguments) = (String::new(), String::new());
    let mut last = None;
    for change in changes {
        let (switch, letter, argument) = parts(change);
        if last != Some(switch) {
            letters.push(match switch {
                Switch::On => '+',
                Switch::Off => '-',
            });
            last = Some(switch);
        }
        letters.push(letter);
        if let Some(argument) = argument {
            arguments.push(' ');
            arguments.push_str(&argument);
        }
    }
    letters + &arguments
}

fn parts(change: &Changed) -> (Switch, char, Option<String>) {
    match change {
        Changed::Flag(switch, flag) => (*switch, letter(&FLAGS, *flag), None),
        Changed::Key(switch, key) => (*switch, 'k', Some(key.clone())),
        Changed::Limit(Some(limit)) => (Switch::On, 'l', Some(limit.to_string())),
        Changed::Limit(None) => (Switch::Off, 'l', None),
        Changed::Status(switch, status, nick) => {
            let operator = status.has(Status::OPERATOR);
            (
                *switch,
                if operator { 'o' } else { 'v' },
                Some(nick.clone()),
            )
        }
        Changed::List(switch, list, mask) => (*switch, letter(&LISTS, *list), Some(mask.clone())),
    }
}

fn letter<T: PartialEq>(letters: &[(T, char)], of: T) -> char {
    let found = letters.iter().find(|(one, _)| *one == of);
    found.map_or('?', |(_, letter)| *letter)
}
