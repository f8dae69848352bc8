//! Refusals in words: what is wrong, and where it helps, what to do.

use hullo_room::{List, Refusal};

/// One sentence without a full stop.
pub(super) fn reason(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NickInUse { nick } => format!("somebody is called {nick} already"),
        Refusal::NickConfusable { nick, with } => {
            format!("{nick} looks too much like {with}, who is here")
        }
        Refusal::NickInvalid { nick } => format!("nobody can be called {nick:?}"),
        Refusal::NoSuchNick { nick } => format!("nobody here is called {nick}"),
        Refusal::NoSuchRoom { room } => format!("there is no room {room}"),
        Refusal::RoomInvalid { room } => format!("no room can be called {room:?}"),
        Refusal::NotInRoom { room } => format!("you are not in {room}: /join {room}"),
        Refusal::TheyAreNotInRoom { nick, room } => format!("{nick} is not in {room}"),
        Refusal::AlreadyInRoom { nick, room } => format!("{nick} is in {room} already"),
        Refusal::TooManyRooms { room } => {
            format!("{room} would be one room too many: /part from another first")
        }
        Refusal::Banned { room } => format!("you are banned from {room}"),
        Refusal::InviteOnly { room } => format!("only who is invited may enter {room}"),
        Refusal::WrongKey { room } => format!("{room} has a key: /join {room} KEY"),
        Refusal::Full { room } => format!("{room} is full"),
        Refusal::NotRoomOperator { room } => format!("only who runs {room} may do that"),
        Refusal::CannotSpeak { room } => format!("you may not speak in {room}"),
        Refusal::NoText => "nothing was said".to_owned(),
        Refusal::ListFull { room, list, mask } => {
            let list = match list {
                List::Ban => "bans",
                List::Except => "exceptions",
                List::Invite => "invitations",
            };
            format!("the list of {list} of {room} is full, without {mask}")
        }
        Refusal::LimitInvalid { room, value } => {
            format!("{value:?} is no limit for {room}: a number above 0 is")
        }
        Refusal::KeyInvalid { room } => format!("that cannot be a key of {room}"),
        Refusal::NotOperator => "only who runs this host may do that".to_owned(),
        Refusal::WatchingTooMany { limit, nicks } => {
            format!("you may watch {limit} nicks, without {}", nicks.join(", "))
        }
        Refusal::NotStored { target } => {
            format!("what you said to {target} could not be stored, and nobody heard it")
        }
    }
}
