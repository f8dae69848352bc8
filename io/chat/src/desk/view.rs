//! The desk as one session sees it while a line of its is heard.

use crate::desk::Desk;
use crate::desk::client::State;
use crate::desk::tick::Question;
use crate::event::Event as HostEvent;
use hullo_room::{Chat, Event, Now, Query, SessionId};
use hullo_session::{About, Ask, Hall, Origin, Page, Way};

/// The desk as one session sees it.
pub(crate) struct View<'d> {
    pub(crate) desk: &'d mut Desk,
    pub(crate) id: SessionId,
}

impl Hall for View<'_> {
    fn id(&self) -> SessionId {
        self.id
    }

    fn now(&self) -> Now {
        self.desk.now
    }

    fn about(&self) -> &About {
        &self.desk.post.about
    }

    fn origin(&self) -> Origin {
        let client = self.desk.clients[self.id.index()].as_deref();
        client.map_or(
            Origin {
                ip: None,
                secure: false,
            },
            |client| client.origin,
        )
    }

    fn admits(&self, password: &str) -> bool {
        match &self.desk.terms.password {
            Some(kept) => kept.is(password),
            None => true,
        }
    }

    fn chat(&self) -> &Chat {
        &self.desk.chat
    }

    fn event(&mut self, event: Event<'_>) {
        if matches!(event, Event::Joined { .. }) {
            // One line can name many rooms, and each is told to many.
            self.desk.charge(self.id);
        }
        self.desk.event(self.id, event);
    }

    fn page(&mut self) -> Page<'_> {
        let (out, about) = self.desk.post.page(self.id);
        let chat = &self.desk.chat;
        Page { chat, about, out }
    }

    fn set_way(&mut self, way: Way) {
        self.desk.post.set_way(self.id, Some(way));
    }

    fn ask(&mut self, query: Query) {
        let from = self.id;
        let Some(client) = self.desk.client(from) else {
            return;
        };
        if client.state != State::Open {
            return;
        }
        client.state = State::Asking;
        let serial = client.serial;
        // What comes after now is heard as it comes.
        let query = query.until(self.desk.chat.last());
        self.desk.post.tick.questions.push(Question {
            from,
            serial,
            query,
        });
        self.desk.post.turn();
    }

    fn begin_label(&mut self) {
        self.desk.post.begin_capture(self.id);
    }

    fn end_label(&mut self) -> Vec<u8> {
        self.desk.post.end_capture()
    }

    fn order(&mut self, ask: Ask<'_>) {
        match ask {
            Ask::Leave { reason } => self.desk.dismiss(self.id, reason),
            Ask::Oper { name, password } => {
                let operators = &self.desk.terms.operators;
                if operators
                    .iter()
                    .any(|(known, kept)| known == name && kept.is(password))
                {
                    self.desk.event(self.id, Event::Opered);
                }
            }
            Ask::Reload => {
                if let Some(hub) = self.desk.hub.upgrade() {
                    hub.say(HostEvent::ReloadAsked);
                }
            }
        }
    }
}
