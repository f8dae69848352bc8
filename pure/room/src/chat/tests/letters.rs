//! Modes as a transcript has them: signs and letters, then the arguments.

use crate::*;

pub(super) fn parse_own(letters: &str) -> Vec<PersonChange> {
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    for letter in letters.chars() {
        let which = match letter {
            '+' | '-' => {
                switch = if letter == '+' {
                    Switch::On
                } else {
                    Switch::Off
                };
                continue;
            }
            'i' => Trait::Invisible,
            'o' => Trait::Operator,
            'w' => Trait::Wallops,
            _ => Trait::Bot,
        };
        changes.push(PersonChange(switch, which));
    }
    changes
}

pub(super) fn parse_changes(text: &str) -> Vec<RoomChange<'_>> {
    let mut words = text.split(' ');
    let letters = words.next().unwrap();
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    for letter in letters.chars() {
        let flag = crate::letters::FLAGS.iter().find(|(_, one)| *one == letter);
        let list = crate::letters::LISTS.iter().find(|(_, one)| *one == letter);
        let mut word = || words.next().unwrap_or_default();
        changes.push(match (letter, switch, flag, list) {
            ('+', ..) => {
                switch = Switch::On;
                continue;
            }
            ('-', ..) => {
                switch = Switch::Off;
                continue;
            }
            (_, _, Some((flag, _)), _) => RoomChange::Flag(switch, *flag),
            (_, _, _, Some((list, _))) => RoomChange::List(switch, *list, word()),
            ('k', Switch::On, ..) => RoomChange::Key(Some(word())),
            ('k', ..) => RoomChange::Key(None),
            ('l', Switch::On, ..) => RoomChange::Limit(Some(word())),
            ('l', ..) => RoomChange::Limit(None),
            ('o', ..) => RoomChange::Status(switch, Status::OPERATOR, word()),
            _ => RoomChange::Status(switch, Status::VOICE, word()),
        });
    }
    changes
}
