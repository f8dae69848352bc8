//! What each command of a plain client does.

use crate::hall::Hall;
use crate::plain::Plain;
use crate::plain::client::{Asked, MOST_IGNORED};
use crate::plain::command::{Command, HELP};
use crate::plain::looks;
use crate::plain::note::note;
use crate::plain::refusal::reason;
use crate::plain::said::{MOST_TEXT, pieces};
use hullo_room::{Event, Query, Refusal, Room, Span, Speech, fold};
use std::sync::Arc;

/// So many messages `/history` shows where no number is given, and `/search` at most.
const USUALLY: usize = 20;

/// An action is said inside of `\x01ACTION ` and `\x01`.
const MOST_ACTION: usize = MOST_TEXT - 9;

impl Plain {
    /// Does what a command says.
    pub(super) fn act(&mut self, command: Command<'_>, hall: &mut dyn Hall) {
        match command {
            Command::Say(text) => self.say_here(text, MOST_TEXT, str::to_owned, hall),
            Command::Me(text) => {
                let action = |text: &str| format!("\x01ACTION {text}\x01");
                self.say_here(text, MOST_ACTION, action, hall);
            }
            Command::Msg { to, text } => {
                for piece in pieces(text, MOST_TEXT) {
                    say(to, piece, hall);
                }
            }
            Command::Nick(nick) => hall.event(Event::Renamed { nick }),
            Command::Join { room, key } => self.join(&with_mark(room), key, hall),
            Command::Part { room, reason } => self.part(room, reason, hall),
            Command::Rooms => {
                let id = hall.id();
                let page = hall.page();
                looks::rooms(id, page.chat, page.out);
            }
            Command::Who(room) => self.who(room, hall),
            Command::History { count, room } => self.history(count, room, hall),
            Command::Search { from, words } => self.search(from, words, hall),
            Command::Ignore(nick) => self.ignore(nick, hall),
            Command::Help => {
                for line in HELP {
                    note(hall.reply(), format_args!("{line}"));
                }
            }
            Command::Quit(reason) => self.leave(reason, hall),
            Command::Incomplete(usage) => note(hall.reply(), format_args!("it goes {usage}")),
            Command::Unknown(name) => note(
                hall.reply(),
                format_args!("there is no /{name}: /help lists commands, //{name} says /{name}"),
            ),
        }
    }

    fn say_here(
        &self,
        text: &str,
        most: usize,
        dressed: impl Fn(&str) -> String,
        hall: &mut dyn Hall,
    ) {
        let Some(room) = self.room_here(hall).map(|room| room.name.clone()) else {
            return nowhere(hall);
        };
        for piece in pieces(text, most) {
            say(&room, &dressed(piece), hall);
        }
    }

    fn room_here<'h>(&self, hall: &'h dyn Hall) -> Option<&'h Room> {
        self.here.and_then(|here| hall.chat().room(here))
    }

    /// The room named, or the one where we are; what is wrong with it if it cannot be looked into.
    fn room_named<'h>(
        &self,
        named: Option<&str>,
        hall: &'h dyn Hall,
    ) -> Result<&'h Room, Option<Refusal>> {
        let Some(named) = named else {
            return self.room_here(hall).ok_or(None);
        };
        let named = with_mark(named);
        let room = hall.chat().find_room(&named).map(|(_, room)| room);
        let known = room.filter(|room| looks::knows(hall.id(), room));
        known.ok_or(Some(Refusal::NoSuchRoom { room: named }))
    }

    fn join(&mut self, room: &str, key: Option<&str>, hall: &mut dyn Hall) {
        let before = self.here;
        if self.move_into(room, hall) {
            if self.here != before {
                note(hall.reply(), format_args!("your words go to {room} now"));
            }
            return;
        }
        hall.event(Event::Joined { room, key });
        self.move_into(room, hall);
    }

    fn part(&mut self, room: Option<&str>, reason: &str, hall: &mut dyn Hall) {
        let Some(room) = room
            .map(str::to_owned)
            .or_else(|| Some(self.room_here(hall)?.name.to_string()))
        else {
            return nowhere(hall);
        };
        let before = self.here;
        hall.event(Event::Parted {
            room: &room,
            reason,
        });
        self.settle(hall);
        if before.is_none() || self.here.is_some() {
            return;
        }
        let person = hall.chat().person(hall.id());
        let other = person.and_then(|person| person.rooms.last().copied());
        match other.and_then(|id| hall.chat().room(id)) {
            None => nowhere(hall),
            Some(room) => {
                let name = room.name.clone();
                self.set_here(other, hall);
                note(hall.reply(), format_args!("your words go to {name} now"));
            }
        }
    }

    fn who(&self, room: Option<&str>, hall: &mut dyn Hall) {
        let found = self.room_named(room, hall).map(|room| room.folded.clone());
        match found {
            Err(refusal) => refuse(refusal, hall),
            Ok(folded) => {
                let page = hall.page();
                if let Some((_, room)) = page.chat.find_room(&folded) {
                    looks::who(room, page.chat, page.out);
                }
            }
        }
    }

    fn history(&mut self, count: Option<usize>, room: Option<&str>, hall: &mut dyn Hall) {
        let id = hall.id();
        let found = self.room_named(room, hall);
        let readable = found.and_then(|room| match room.status(id) {
            Some(_) => Ok(room.folded.clone()),
            None => Err(Some(Refusal::NotInRoom {
                room: room.name.to_string(),
            })),
        });
        match readable {
            Err(refusal) => refuse(refusal, hall),
            Ok(room) => {
                let most = hall.about().history_limit.max(1);
                let count = count.unwrap_or(USUALLY).min(most);
                self.ask_for_last(room, count, Asked::Typed, hall);
            }
        }
    }

    /// In all rooms where we are.
    fn search(&mut self, from: Option<&str>, words: String, hall: &mut dyn Hall) {
        let person = hall.chat().person(hall.id());
        let rooms = person.map(|person| person.rooms.as_slice());
        let rooms: Vec<Arc<str>> = rooms
            .unwrap_or_default()
            .iter()
            .filter_map(|room| Some(hall.chat().room(*room)?.folded.clone()))
            .collect();
        if rooms.is_empty() {
            return nowhere(hall);
        }
        self.asked = Some(Asked::Typed);
        hall.ask(Query::Search {
            rooms,
            words,
            nick: from.map(str::to_owned),
            span: Span::ALL,
            limit: USUALLY,
        });
    }

    fn ignore(&mut self, nick: Option<&str>, hall: &mut dyn Hall) {
        let out = hall.reply();
        let Some(nick) = nick else {
            let nicks: Vec<&str> = self.ignored.iter().map(String::as_str).collect();
            return match nicks.is_empty() {
                true => note(out, format_args!("you ignore nobody")),
                false => note(out, format_args!("you ignore {}", nicks.join(", "))),
            };
        };
        let folded = fold(nick);
        if self.ignored.remove(&*folded) {
            note(out, format_args!("you hear {nick} again"));
        } else if self.ignored.len() < MOST_IGNORED {
            self.ignored.insert(folded.into_owned());
            note(out, format_args!("you hear no more of {nick}"));
        } else {
            note(out, format_args!("you ignore {MOST_IGNORED} nicks already"));
        }
    }
}

fn say(target: &str, text: &str, hall: &mut dyn Hall) {
    hall.event(Event::Spoke {
        speech: Speech::Message,
        target,
        text,
        tags: "",
    });
}

fn nowhere(hall: &mut dyn Hall) {
    note(
        hall.reply(),
        format_args!("you are in no room: /join ROOM, /rooms lists them"),
    );
}

fn refuse(refusal: Option<Refusal>, hall: &mut dyn Hall) {
    match refusal {
        None => nowhere(hall),
        Some(refusal) => note(hall.reply(), format_args!("{}", reason(&refusal))),
    }
}

/// Rooms are called `#tea`; people type `tea`.
fn with_mark(room: &str) -> String {
    match room.starts_with('#') {
        true => room.to_owned(),
        false => format!("#{room}"),
    }
}
