//! MODE: of rooms and of oneself, shown and changed.
//!
//! ```text
//! MODE #a +ov-k ann bob key      letters in order, each taking the next parameter if it needs one
//! MODE #a b                      a list is shown when its letter finds none
//! ```

use crate::hall::{Hall, Page};
use crate::irc::channel::no_such_room;
use crate::irc::letters;
use crate::irc::numeric::{needs, nick_of, numeric, numeric_to};
use crate::irc::sight::find_room;
use hullo_room::{Event, List, PersonChange, RoomChange, Switch, Trait};
use hullo_wire::irc::Message;

/// How many changes with a parameter one line may make.
pub(crate) const MOST_MODES: usize = 10;

/// Answers MODE.
pub(crate) fn mode(message: &Message<'_>, hall: &mut dyn Hall) {
    let Some([target]) = needs(message, hall) else {
        return;
    };
    let params = &message.params[1..];
    match (target.starts_with('#'), params) {
        (true, []) => show_room(target, hall),
        (true, [letters, params @ ..]) => change_room(target, letters, params, hall),
        (false, _) => of_person(target, params.first().copied(), hall),
    }
}

fn show_room(name: &str, hall: &mut dyn Hall) {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let Some((_, room)) = find_room(chat, id, name) else {
        return no_such_room(name, hall);
    };
    let me = nick_of(chat, id);
    let modes = letters::room_modes(room, room.status(id).is_some());
    let words = numeric_to(out, &about.server, "324", me).param(&room.name);
    modes
        .split(' ')
        .fold(words, |words, word| words.param(word))
        .cut();
    let words = numeric_to(out, &about.server, "329", me).param(&room.name);
    words.param(&room.created.to_string()).end();
}

fn change_room(name: &str, typed: &str, params: &[&str], hall: &mut dyn Hall) {
    if hall.chat().find_room(name).is_none() {
        return no_such_room(name, hall);
    }
    let mut params = params.iter().copied();
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    let mut shown = Vec::new();
    let mut with_param = 0;
    for letter in typed.chars() {
        let takes = match (letter, switch) {
            ('+', _) => {
                switch = Switch::On;
                continue;
            }
            ('-', _) => {
                switch = Switch::Off;
                continue;
            }
            ('k' | 'o' | 'v' | 'b' | 'e' | 'I', _) | ('l', Switch::On) => true,
            _ => false,
        };
        let param = takes.then(|| params.next()).flatten();
        with_param += usize::from(param.is_some());
        if with_param > MOST_MODES {
            break;
        }
        if let Some(flag) = letters::flag(letter) {
            changes.push(RoomChange::Flag(switch, flag));
        } else if let Some(list) = letters::list(letter) {
            match param.filter(|mask| !mask.is_empty()) {
                Some(mask) => changes.push(RoomChange::List(switch, list, mask)),
                None if shown.contains(&list) => {}
                None => shown.push(list),
            }
        } else if let Some(status) = letters::status(letter) {
            // Without a nick there is nothing to change.
            let nick = param.filter(|nick| !nick.is_empty());
            changes.extend(nick.map(|nick| RoomChange::Status(switch, status, nick)));
        } else {
            match (letter, switch, param) {
                ('k', Switch::On, Some(key)) => changes.push(RoomChange::Key(Some(key))),
                ('k', Switch::Off, _) => changes.push(RoomChange::Key(None)),
                ('l', Switch::On, Some(limit)) => changes.push(RoomChange::Limit(Some(limit))),
                ('l', Switch::Off, _) => changes.push(RoomChange::Limit(None)),
                ('k' | 'l', Switch::On, None) => lacks_param(name, letter, hall),
                _ => unknown_letter(letter, hall),
            }
        }
    }
    if !changes.is_empty() {
        let changes = &changes;
        hall.event(Event::RoomModesSet {
            room: name,
            changes,
        });
    }
    for list in shown {
        show_list(name, list, hall);
    }
}

fn lacks_param(room: &str, letter: char, hall: &mut dyn Hall) {
    let words = numeric(hall, "696")
        .param(room)
        .param(letter.encode_utf8(&mut [0; 4]));
    words
        .param("*")
        .trailing("This mode needs a parameter")
        .cut();
}

fn unknown_letter(letter: char, hall: &mut dyn Hall) {
    let words = numeric(hall, "472").param(letter.encode_utf8(&mut [0; 4]));
    words.trailing("is an unknown mode char to me").cut();
}

fn show_list(name: &str, list: List, hall: &mut dyn Hall) {
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let Some((_, room)) = find_room(chat, id, name) else {
        return no_such_room(name, hall);
    };
    let me = nick_of(chat, id);
    let (entry, end, text) = match list {
        List::Ban => ("367", "368", "End of channel ban list"),
        List::Except => ("348", "349", "End of channel exception list"),
        List::Invite => ("346", "347", "End of channel invite exception list"),
    };
    for mask in room.list(list) {
        let words = numeric_to(out, &about.server, entry, me).param(&room.name);
        let words = words.param(&mask.mask).param(&mask.by);
        words.param(&mask.at.to_string()).cut();
    }
    let words = numeric_to(out, &about.server, end, me).param(&room.name);
    words.trailing(text).cut();
}

fn of_person(target: &str, typed: Option<&str>, hall: &mut dyn Hall) {
    let id = hall.id();
    let found = hall.chat().find(target);
    let Some((whose, person)) = found else {
        let words = numeric(hall, "401").param(target);
        return words.trailing("No such nick").cut();
    };
    if whose != id {
        let words = numeric(hall, "502");
        return words
            .trailing("Cannot look at or change modes of others")
            .cut();
    }
    let Some(typed) = typed else {
        let traits = letters::traits(|which| person.is(which));
        return numeric(hall, "221").param(&traits).end();
    };
    let mut switch = Switch::On;
    let mut changes = Vec::new();
    let mut unknown = false;
    for letter in typed.chars() {
        match (letter, letters::person_trait(letter)) {
            ('+', _) => switch = Switch::On,
            ('-', _) => switch = Switch::Off,
            (_, None) => unknown = true,
            // Only OPER makes an operator.
            (_, Some(Trait::Operator)) if switch == Switch::On => {}
            (_, Some(which)) => changes.push(PersonChange(switch, which)),
        }
    }
    if !changes.is_empty() {
        hall.event(Event::PersonModesSet { changes: &changes });
    }
    if unknown {
        let words = numeric(hall, "501");
        words.trailing("Unknown MODE flag").cut();
    }
}
