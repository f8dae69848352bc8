//! Changes of rooms and people in words.

use hullo_room::{Changed, Flag, List, PersonChange, Status, Switch, Trait};

/// What changed in a room.
pub(super) fn room_change(changed: &Changed) -> String {
    use Switch::{Off, On};
    match changed {
        Changed::Flag(switch, flag) => flag_change(*switch, *flag).to_owned(),
        Changed::Key(On, key) => format!("the key is now {key}"),
        Changed::Key(Off, _) => "no key is needed any more".to_owned(),
        Changed::Limit(Some(limit)) => format!("at most {limit} may be in it"),
        Changed::Limit(None) => "any number may be in it".to_owned(),
        Changed::Status(On, status, nick) => format!("{nick} {} now", status_words(*status)),
        Changed::Status(Off, status, nick) => {
            format!("{nick} no longer {}", status_words(*status))
        }
        Changed::List(On, List::Ban, mask) => format!("{mask} is banned"),
        Changed::List(Off, List::Ban, mask) => format!("{mask} is no longer banned"),
        Changed::List(On, List::Except, mask) => format!("bans do not touch {mask}"),
        Changed::List(Off, List::Except, mask) => format!("bans touch {mask} again"),
        Changed::List(On, List::Invite, mask) => format!("{mask} may enter uninvited"),
        Changed::List(Off, List::Invite, mask) => {
            format!("{mask} may no longer enter uninvited")
        }
    }
}

/// What a member does by being more than a member.
fn status_words(status: Status) -> &'static str {
    match status.has(Status::OPERATOR) {
        true => "runs the room",
        false => "has a voice",
    }
}

fn flag_change(switch: Switch, flag: Flag) -> &'static str {
    match (flag, switch) {
        (Flag::InviteOnly, Switch::On) => "only who is invited may enter",
        (Flag::InviteOnly, Switch::Off) => "nobody needs an invitation",
        (Flag::Moderated, Switch::On) => "only who has a voice may speak",
        (Flag::Moderated, Switch::Off) => "everybody may speak",
        (Flag::NoExternal, Switch::On) => "only who is in it may speak to it",
        (Flag::NoExternal, Switch::Off) => "who is not in it may speak to it",
        (Flag::Secret, Switch::On) => "it is secret",
        (Flag::Secret, Switch::Off) => "it is no longer secret",
        (Flag::TopicLocked, Switch::On) => "only who runs it may change the topic",
        (Flag::TopicLocked, Switch::Off) => "everybody in it may change the topic",
        (Flag::NoCtcp, Switch::On) => "no CTCP but /me",
        (Flag::NoCtcp, Switch::Off) => "CTCP is allowed",
    }
}

/// What changed of oneself.
pub(super) fn person_change(change: PersonChange) -> &'static str {
    match (change.1, change.0) {
        (Trait::Invisible, Switch::On) => "strangers do not find you",
        (Trait::Invisible, Switch::Off) => "strangers find you",
        (Trait::Operator, Switch::On) => "you run this host",
        (Trait::Operator, Switch::Off) => "you no longer run this host",
        (Trait::Wallops, Switch::On) => "you hear words to all",
        (Trait::Wallops, Switch::Off) => "you no longer hear words to all",
        (Trait::Bot, Switch::On) => "you are marked as a program",
        (Trait::Bot, Switch::Off) => "you are no longer marked as a program",
    }
}
