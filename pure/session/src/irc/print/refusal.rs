//! Why something is not done, as numerics.

use crate::irc::letters::list_letter;
use crate::irc::numeric::numeric_to;
use hullo_room::Refusal;

/// So many nicks of the usual length leave room for the words behind them.
const NICKS_A_LINE: usize = 8;

/// Writes a refusal.
pub(crate) fn print_refusal(refusal: &Refusal, me: &str, server: &str, out: &mut Vec<u8>) {
    let confusable;
    let (code, params, text): (_, &[&str], _) = match refusal {
        Refusal::NickInUse { nick } => ("433", &[nick], "Nickname is already in use"),
        Refusal::NickConfusable { nick, with } => {
            confusable = format!("Nickname looks too much like {with}");
            ("433", &[nick], &*confusable)
        }
        Refusal::NickInvalid { nick } => ("432", &[nick], "Erroneous nickname"),
        Refusal::NoSuchNick { nick } => ("401", &[nick], "No such nick"),
        Refusal::NoSuchRoom { room } => ("403", &[room], "No such channel"),
        Refusal::RoomInvalid { room } => ("476", &[room], "Bad channel name"),
        Refusal::NotInRoom { room } => ("442", &[room], "You are not on that channel"),
        Refusal::TheyAreNotInRoom { nick, room } => {
            ("441", &[nick, room], "They are not on that channel")
        }
        Refusal::AlreadyInRoom { nick, room } => {
            ("443", &[nick, room], "is already on that channel")
        }
        Refusal::TooManyRooms { room } => ("405", &[room], "You have joined too many channels"),
        Refusal::Banned { room } => ("474", &[room], "Cannot join channel (+b)"),
        Refusal::InviteOnly { room } => ("473", &[room], "Cannot join channel (+i)"),
        Refusal::WrongKey { room } => ("475", &[room], "Cannot join channel (+k)"),
        Refusal::Full { room } => ("471", &[room], "Cannot join channel (+l)"),
        Refusal::NotRoomOperator { room } => ("482", &[room], "You are not a channel operator"),
        Refusal::CannotSpeak { room } => ("404", &[room], "Cannot send to channel"),
        Refusal::NoText => ("412", &[], "No text to send"),
        Refusal::ListFull { room, list, mask } => {
            let letter = list_letter(*list);
            let letter = letter.encode_utf8(&mut [0; 4]).to_owned();
            let words = numeric_to(out, server, "478", me)
                .param(room)
                .param(&letter);
            return words
                .trailing(&format!("Channel list is full; no room for {mask}"))
                .cut();
        }
        Refusal::LimitInvalid { room, value } => {
            ("696", &[room, "l", value], "The limit is a number above 0")
        }
        Refusal::KeyInvalid { room } => (
            "696",
            &[room, "k", "*"],
            "A key has no spaces or commas, and is not too long",
        ),
        Refusal::NotOperator => ("481", &[], "You are not an operator of this server"),
        Refusal::WatchingTooMany { limit, nicks } => {
            let limit = limit.to_string();
            for some in nicks.chunks(NICKS_A_LINE) {
                let words = numeric_to(out, server, "734", me).param(&limit);
                let words = words.param(&some.join(","));
                words.trailing("Monitor list is full").cut();
            }
            return;
        }
        Refusal::NotStored { target } => (
            "404",
            &[target],
            "The message could not be kept, so it was not sent",
        ),
    };
    let words = numeric_to(out, server, code, me);
    let words = params.iter().fold(words, |words, param| words.param(param));
    words.trailing(text).cut();
}
