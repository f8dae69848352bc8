//! The host as one session of a rehearsal sees it.

use crate::about::{About, Origin};
use crate::hall::{Ask, Hall, Page};
use crate::rehearsal::{Rehearsal, Seat};
use crate::way::Way;
use hullo_room::{Chat, Event, Now, Query, SessionId};
use std::net::{IpAddr, Ipv4Addr};

/// While one session is at it.
pub(super) struct Visit<'r> {
    host: &'r mut Rehearsal,
    id: SessionId,
}

impl<'r> Visit<'r> {
    pub(super) fn new(host: &'r mut Rehearsal, id: SessionId) -> Visit<'r> {
        Visit { host, id }
    }

    fn seat(&mut self) -> &mut Seat {
        &mut self.host.seats[self.id.index()]
    }
}

impl Hall for Visit<'_> {
    fn id(&self) -> SessionId {
        self.id
    }

    fn now(&self) -> Now {
        self.host.now
    }

    fn about(&self) -> &About {
        &self.host.about
    }

    fn origin(&self) -> Origin {
        Origin {
            ip: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
            secure: false,
        }
    }

    fn admits(&self, password: &str) -> bool {
        !self.host.about.password || password == "sesame"
    }

    fn chat(&self) -> &Chat {
        &self.host.chat
    }

    fn event(&mut self, event: Event<'_>) {
        self.host.event(self.id, event);
    }

    fn page(&mut self) -> Page<'_> {
        let seat = &mut self.host.seats[self.id.index()];
        Page {
            chat: &self.host.chat,
            about: &self.host.about,
            out: seat.label.as_mut().unwrap_or(&mut seat.out),
        }
    }

    fn set_way(&mut self, way: Way) {
        self.seat().way = way;
    }

    fn ask(&mut self, query: Query) {
        let before = self.seat().question.replace(query);
        assert_eq!(before, None, "one question at a time");
    }

    fn begin_label(&mut self) {
        self.seat().label = Some(Vec::new());
    }

    fn end_label(&mut self) -> Vec<u8> {
        self.seat().label.take().unwrap_or_default()
    }

    fn order(&mut self, ask: Ask<'_>) {
        match ask {
            Ask::Leave { reason } => self.seat().leaves = Some(reason.to_owned()),
            Ask::Oper {
                password: "open", ..
            } => self.event(Event::Opered),
            Ask::Oper { .. } | Ask::Reload => {}
        }
    }
}
