//! What the desk holds, counted when somebody asks.

use crate::desk::Desk;
use crate::http::Numbers;
use hullo_session::Session;

impl Desk {
    /// What the host has counted, and what it holds now. Looks at every client.
    pub(crate) fn numbers(&self) -> Numbers {
        let (mut irc, mut plain, mut websocket, mut unknown, mut queued) = (0, 0, 0, 0, 0);
        for client in self.clients.iter().flatten() {
            queued += client.backlog.len() as u64;
            *match (&client.session, &client.writer) {
                (_, None) => &mut websocket,
                (Some(Session::Irc(_)), _) => &mut irc,
                (Some(Session::Plain(_)), _) => &mut plain,
                (None, _) => &mut unknown,
            } += 1;
        }
        let clients = irc + plain + websocket + unknown;
        Numbers {
            counters: self.counters,
            deliveries: self.post.deliveries,
            clients: [
                ("irc", irc),
                ("plain", plain),
                ("websocket", websocket),
                ("http", (self.seats.taken() as u64).saturating_sub(clients)),
                ("unknown", unknown),
            ],
            people: self.chat.census().people as u64,
            rooms: self.chat.room_count() as u64,
            queued,
            failing: self.failing.is_some(),
            started: self.post.about.started,
        }
    }
}
