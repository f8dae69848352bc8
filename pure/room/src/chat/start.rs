//! How a chat begins, and how its limits change.

use crate::census::Census;
use crate::chat::Chat;
use crate::effect::Effect;
use crate::fold::fold;
use crate::gone::Remembered;
use crate::marks::Marks;
use crate::nicks::Nicks;
use crate::now::Now;
use crate::room::Room;
use crate::rooms::Rooms;
use crate::rules::Rules;
use crate::settings;
use crate::stamp::Stamp;
use crate::watch::Watch;
use std::sync::Arc;

impl Chat {
    /// A chat in which nobody is yet, and what is to be done before the first event. `last` is the last stamp of the log,
    /// `kept` the settings that the log kept for each room (by folded name); what cannot be read of them is passed over.
    /// A room that only the invited enter stays closed: those on its list, and operators of the host, can come in.
    pub fn new(
        rules: Rules,
        last: Stamp,
        kept: &[(Arc<str>, String)],
        now: Now,
    ) -> (Chat, Vec<Effect<'static>>) {
        let mut chat = Chat {
            rules: Rules::default(),
            last,
            people: Vec::new(),
            nicks: Nicks::default(),
            rooms: Rooms::default(),
            gone: Remembered::default(),
            census: Census::default(),
            marks: Marks::default(),
            watch: Watch::default(),
            nothing: Arc::from(""),
        };
        let is_lobby = |folded: &str| rules.lobbies.iter().any(|name| fold(name) == folded);
        for (folded, text) in kept {
            let room = settings::parse(folded, text, now.unix_seconds());
            let lobby = is_lobby(folded);
            if chat.rooms.len() < rules.rooms || lobby {
                let id = chat.rooms.add(room);
                chat.rooms.vacate(id);
            }
        }
        chat.rules = rules;
        chat.make_lobbies(now.unix_seconds());
        (chat, Vec::new())
    }

    /// Changes the limits for what comes from now on. New lobbies are there at once; what is no longer a lobby is a
    /// room like others.
    pub fn set_rules(&mut self, rules: Rules) {
        self.rules = rules;
        self.make_lobbies(self.last.unix_millis() / 1000);
    }

    fn make_lobbies(&mut self, created: u64) {
        let lobbies = self.rules.lobbies.clone();
        let folded: Vec<_> = lobbies.iter().map(|name| fold(name)).collect();
        let all: Vec<_> = self.rooms.iter().map(|(id, _)| id).collect();
        for id in all {
            let Some(room) = self.rooms.get_mut(id) else {
                continue;
            };
            let was = room.lobby;
            room.lobby = folded.iter().any(|name| **name == *room.folded);
            match (was, room.lobby, room.members.is_empty()) {
                (_, true, _) => self.rooms.occupy(id),
                (true, false, true) => self.rooms.vacate(id),
                _ => {}
            }
        }
        for (name, folded) in lobbies.iter().zip(&folded) {
            if self.rooms.find(folded).is_none() {
                let mut room = Room::new(name, folded, created);
                room.lobby = true;
                self.rooms.add(room);
            }
        }
    }
}
