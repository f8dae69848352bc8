//! One plain client: what it typed becomes events and answers.

use crate::hall::{Ask, Hall};
use crate::plain::command;
use crate::plain::door::{self, Stage};
use crate::plain::note::{nick, note};
use crate::plain::past;
use crate::plain::said::clean;
use crate::way::{Tongue, Way};
use hullo_room::{Answer, Event, Kinds, Query, Record, RoomId, Span, Take, Told, fold};
use std::collections::BTreeSet;
use std::sync::Arc;

/// So many messages are shown to who comes in.
const AT_FIRST: usize = 10;

/// So many nicks can be ignored.
pub(super) const MOST_IGNORED: usize = 100;

/// What was asked of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The last words in the lobby, for who comes in.
    Welcome,
    /// Anything typed.
    Typed,
}

/// One plain client.
#[derive(Debug)]
pub struct Plain {
    stage: Stage,
    spoken: bool,
    /// Where its words go.
    pub(super) here: Option<RoomId>,
    pub(super) asked: Option<Asked>,
    /// Nicks as they are compared.
    pub(super) ignored: BTreeSet<String>,
}

impl Plain {
    /// A client of which nothing has been heard, and which has been told nothing.
    pub fn new() -> Plain {
        Plain {
            stage: Stage::Gone,
            spoken: false,
            here: None,
            asked: None,
            ignored: BTreeSet::new(),
        }
    }

    /// The client is there: it is let in under a guest's name and led into the lobby, or asked for the password.
    pub fn begin(&mut self, hall: &mut dyn Hall) {
        hall.set_way(way(None));
        self.stage = door::begin(hall);
        self.enter_lobby(hall);
    }

    /// Whether anything was heard. Until then the client may still turn out to speak IRC.
    pub fn has_spoken(&self) -> bool {
        self.spoken
    }

    /// Hears one line, without its line break.
    pub fn hear(&mut self, line: &[u8], hall: &mut dyn Hall) {
        let line = clean(line);
        if line.is_empty() {
            return;
        }
        self.spoken = true;
        match self.stage {
            Stage::Gone => {}
            Stage::Password(tries) => {
                self.stage = door::password(&line, tries, hall);
                self.enter_lobby(hall);
            }
            Stage::Inside => {
                self.settle(hall);
                self.act(command::parse(&line), hall);
            }
        }
    }

    /// A line was longer than what is heard, and passed over.
    pub fn too_long(&mut self, hall: &mut dyn Hall) {
        self.spoken = true;
        note(
            hall.reply(),
            format_args!("that line was too long, and nobody heard it: cut it in pieces"),
        );
    }

    /// The log's answer to what was asked last; an error is in words.
    pub fn answered(&mut self, answer: Result<Answer, String>, hall: &mut dyn Hall) {
        let Some(asked) = self.asked.take() else {
            return;
        };
        let now = hall.now();
        let page = hall.page();
        let here = self.here.and_then(|here| page.chat.room(here));
        let here = here.map(|room| room.folded.clone()).unwrap_or_default();
        match answer {
            Err(why) => note(page.out, format_args!("the history cannot be read: {why}")),
            Ok(Answer::Rooms(_)) => {}
            Ok(Answer::Records(records)) => {
                let heard = |record: &&Record| !self.ignored_nick(&record.source);
                let mut records = records.iter().filter(heard).peekable();
                if records.peek().is_none() && asked == Asked::Typed {
                    note(page.out, format_args!("nothing found"));
                }
                for record in records {
                    past::print(record, &here, page.chat, now, page.out);
                }
            }
        }
        if asked == Asked::Welcome {
            ready(hall);
        }
    }

    /// The last line to a client that is about to be closed.
    pub fn farewell(reason: &str, out: &mut Vec<u8>) {
        match reason.is_empty() {
            true => note(out, format_args!("goodbye")),
            false => note(out, format_args!("goodbye: {reason}")),
        }
    }

    /// Whether it ignores anybody: if not, nobody needs to ask more.
    pub fn ignores_anybody(&self) -> bool {
        !self.ignored.is_empty()
    }

    /// Whether it does not want to hear this: words and invitations of those it ignores.
    pub fn ignores(&self, told: &Told<'_>) -> bool {
        match told {
            Told::Spoke(spoken) => self.ignored_nick(&spoken.source),
            Told::Invited { source, .. } => self.ignored_nick(source),
            _ => false,
        }
    }

    fn ignored_nick(&self, source: &str) -> bool {
        self.ignores_anybody() && self.ignored.contains(&*fold(nick(source)))
    }

    /// Who has been let in goes on into the first lobby, if that lets them in.
    fn enter_lobby(&mut self, hall: &mut dyn Hall) {
        if self.stage != Stage::Inside {
            return;
        }
        if let Some(lobby) = hall.chat().rules().lobbies.first().cloned() {
            hall.event(Event::Joined {
                room: &lobby,
                key: None,
            });
            self.move_into(&lobby, hall);
        }
        let here = self.here.and_then(|here| hall.chat().room(here));
        match here.map(|room| room.folded.clone()) {
            None => ready(hall),
            Some(room) => self.ask_for_last(room, AT_FIRST, Asked::Welcome, hall),
        }
    }

    /// Asks for what was said last in a room.
    pub(super) fn ask_for_last(
        &mut self,
        room: Arc<str>,
        limit: usize,
        asked: Asked,
        hall: &mut dyn Hall,
    ) {
        self.asked = Some(asked);
        hall.ask(Query::Page {
            room,
            span: Span::ALL,
            take: Take::Newest,
            limit,
            kinds: Kinds::Words,
        });
    }

    /// Words go to this room from now on, if one is in it.
    pub(super) fn move_into(&mut self, name: &str, hall: &mut dyn Hall) -> bool {
        let id = hall.id();
        let room = hall.chat().find_room(name);
        let room = room.filter(|(_, room)| room.status(id).is_some());
        let Some((here, _)) = room else {
            return false;
        };
        self.set_here(Some(here), hall);
        true
    }

    pub(super) fn set_here(&mut self, here: Option<RoomId>, hall: &mut dyn Hall) {
        self.here = here;
        hall.set_way(way(here));
    }

    /// Somebody may have put us out of the room where we were.
    pub(super) fn settle(&mut self, hall: &mut dyn Hall) {
        let id = hall.id();
        if let Some(here) = self.here {
            let room = hall.chat().room(here);
            if room.and_then(|room| room.status(id)).is_none() {
                self.set_here(None, hall);
            }
        }
    }

    /// Nothing more is heard, and the host closes the connection.
    pub(super) fn leave(&mut self, reason: &str, hall: &mut dyn Hall) {
        self.stage = Stage::Gone;
        hall.order(Ask::Leave { reason });
    }
}

impl Default for Plain {
    fn default() -> Plain {
        Plain::new()
    }
}

fn way(here: Option<RoomId>) -> Way {
    Way {
        tongue: Tongue::Plain(here),
    }
}

fn ready(hall: &mut dyn Hall) {
    note(
        hall.reply(),
        format_args!("say something; /help lists commands"),
    );
}
