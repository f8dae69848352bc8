//! Where what is told becomes bytes: printed once for each way of reading, and pieces of it laid out for the readers.

use crate::desk::Clients;
use crate::desk::out::{Out, Range};
use crate::desk::tick::{OWN, Tick};
use crate::desk::ways::Ways;
use hullo_room::{Audience, Chat, SessionId, Target, Told};
use hullo_session::{About, Way, alone, apart as printed_apart, farewell, print};
use std::sync::Arc;
use tokio::sync::Notify;

/// Whoever reads what is printed for many.
const ANYBODY: SessionId = SessionId(u32::MAX);

/// No piece yet.
const NOT_YET: Range = Range {
    way: u16::MAX,
    start: 0,
    end: 0,
};

/// The open tick, and who reads what of it.
pub(crate) struct Post {
    pub(crate) about: About,
    pub(crate) tick: Tick,
    pub(crate) outs: Vec<Out>,
    /// Pieces laid out, ever.
    pub(crate) deliveries: u64,
    ways: Ways,
    /// What is written to this client is gathered here instead: it belongs to a labelled command.
    capture: Option<(SessionId, Vec<u8>)>,
    /// Where the reply being written to a client begins in the own buffer.
    reply: Option<(SessionId, u32)>,
    /// Where each way's bytes of what is being told stand, and which ways have any.
    spans: Vec<Range>,
    printed: Vec<u16>,
    /// Somebody waits for the turn's end already.
    due: bool,
    turn: Arc<Notify>,
}

impl Post {
    pub(crate) fn new(about: About, turn: Arc<Notify>) -> Post {
        Post {
            about,
            tick: Tick::default(),
            outs: Vec::new(),
            deliveries: 0,
            ways: Ways::default(),
            capture: None,
            reply: None,
            spans: Vec::new(),
            printed: Vec::new(),
            due: false,
            turn,
        }
    }

    /// From now on `who` reads this way; `None` is not at all.
    pub(crate) fn set_way(&mut self, who: SessionId, way: Option<Way>) {
        let number = way.map_or(0, |way| self.ways.take(way));
        let before = std::mem::replace(&mut self.outs[who.index()].way, number);
        self.ways.give_back(before);
    }

    /// Tells them. With `pieces`, says where it is printed.
    pub(crate) fn tell(
        &mut self,
        chat: &Chat,
        clients: &Clients,
        to: &Audience,
        told: &Told<'_>,
        pieces: Option<&mut Vec<Range>>,
    ) {
        self.settle();
        let apart = match to {
            Audience::One(who) => {
                let picky = self.outs.get(who.index()).is_some_and(|out| out.picky);
                Some(*who).filter(|who| !(picky && ignores(clients, *who, told)))
            }
            Audience::Room(room, status) => {
                let members = chat.room(*room).map_or(&[][..], |room| room.members());
                let heard = members
                    .iter()
                    .filter(|member| member.status.at_least(*status));
                self.tell_many(heard.map(|member| member.session), chat, clients, told)
            }
            Audience::These(who) => self.tell_many(who.iter().copied(), chat, clients, told),
        };
        let own = apart.map(|who| self.print_own(who, chat, told));
        if let Some(pieces) = pieces {
            if !matches!(to, Audience::One(_)) {
                let spans = self.printed.iter().map(|way| self.spans[usize::from(*way)]);
                pieces.extend(spans.filter(|span| !span.is_empty()));
            }
            pieces.extend(own.filter(|range| !range.is_empty()));
        }
    }

    /// Lays out one printing for all, but for the speaker, or who is just being answered: given back, if among them.
    fn tell_many(
        &mut self,
        readers: impl Iterator<Item = SessionId>,
        chat: &Chat,
        clients: &Clients,
        told: &Told<'_>,
    ) -> Option<SessionId> {
        let speaker = printed_apart(told);
        let captured = self.capture.as_ref().map(|(who, _)| *who);
        for way in self.printed.drain(..) {
            self.spans[usize::from(way)] = NOT_YET;
        }
        self.spans.resize(self.ways.len(), NOT_YET);
        self.buffer(self.ways.len() as u16);
        let each_alone = alone(told);
        let mut apart = None;
        let mut heard = 0;
        for who in readers {
            if Some(who) == speaker || Some(who) == captured {
                apart = Some(who);
                continue;
            }
            let out = &mut self.outs[who.index()];
            if out.picky && ignores(clients, who, told) {
                continue;
            }
            if each_alone {
                self.print_own(who, chat, told);
                continue;
            }
            let span = &mut self.spans[usize::from(out.way)];
            if *span == NOT_YET {
                self.printed.push(out.way);
                let about = &self.about;
                *span = printed(
                    &self.ways,
                    out.way,
                    &mut self.tick.buffers,
                    |way, buffer| {
                        print(told, ANYBODY, way, chat, about, buffer);
                    },
                );
            }
            if !span.is_empty() {
                heard += 1;
                if out.push(*span) {
                    self.tick.receivers.push(who);
                }
            }
        }
        self.deliveries += heard;
        self.turn();
        apart
    }

    /// Prints for one reader alone, and says where.
    fn print_own(&mut self, who: SessionId, chat: &Chat, told: &Told<'_>) -> Range {
        let number = self.outs.get(who.index()).map_or(0, |out| out.way);
        let Some(way) = self.ways.get(number) else {
            return Range::default();
        };
        // What comes back from oneself is no answer to the command that said it; the echo is.
        let from_self = matches!(told, Told::Spoke(spoken)
            if spoken.from == who && matches!(spoken.target, Target::Person(..)));
        if let Some((captured, bytes)) = &mut self.capture
            && *captured == who
            && !from_self
        {
            print(told, who, &way, chat, &self.about, bytes);
            return Range::default();
        }
        let start = self.buffer(OWN).len();
        print(
            told,
            who,
            &way,
            chat,
            &self.about,
            &mut self.tick.buffers[usize::from(OWN)],
        );
        self.push_own(who, start)
    }

    /// The buffer of a way; it and those before it are made where they are missing.
    fn buffer(&mut self, way: u16) -> &mut Vec<u8> {
        let place = usize::from(way);
        if self.tick.buffers.len() <= place {
            self.tick.buffers.resize_with(place + 1, Vec::new);
        }
        &mut self.tick.buffers[place]
    }

    /// Where a reply to `who` is written; it stands behind all that was told to `who` before.
    pub(crate) fn page(&mut self, who: SessionId) -> (&mut Vec<u8>, &About) {
        if self.reply.is_none_or(|(replied, _)| replied != who) {
            self.settle();
            let start = self.buffer(OWN).len() as u32;
            self.reply = Some((who, start));
        }
        self.buffer(OWN);
        let out = match &mut self.capture {
            Some((captured, bytes)) if *captured == who => bytes,
            _ => &mut self.tick.buffers[usize::from(OWN)],
        };
        (out, &self.about)
    }

    /// The last line to `who`.
    pub(crate) fn farewell(&mut self, who: SessionId, why: &str) {
        if let Some(way) = self.ways.get(self.outs[who.index()].way) {
            farewell(&way, why, self.page(who).0);
            self.settle();
        }
    }

    /// The reply being written is laid out, so that what comes now stands behind it.
    pub(crate) fn settle(&mut self) {
        if let Some((who, start)) = self.reply.take() {
            self.push_own(who, start as usize);
        }
    }

    /// Lays out for `who` what stands in the own buffer from `start` on.
    fn push_own(&mut self, who: SessionId, start: usize) -> Range {
        let range = Range {
            way: OWN,
            start: start as u32,
            end: self.buffer(OWN).len() as u32,
        };
        if range.is_empty() {
            return Range::default();
        }
        if self.outs[who.index()].push(range) {
            self.tick.receivers.push(who);
        }
        self.turn();
        range
    }

    /// From now on what is written to `who` is gathered.
    pub(crate) fn begin_capture(&mut self, who: SessionId) {
        self.settle();
        self.capture = Some((who, Vec::new()));
    }

    /// Ends that, and gives what was gathered.
    pub(crate) fn end_capture(&mut self) -> Vec<u8> {
        self.capture
            .take()
            .map(|(_, bytes)| bytes)
            .unwrap_or_default()
    }

    /// Something stands in the tick: the turn is to be ended once all who had something to say were heard.
    pub(crate) fn turn(&mut self) {
        if !self.due {
            self.due = true;
            self.turn.notify_one();
        }
    }

    /// The turn's end has come.
    pub(crate) fn turned(&mut self) {
        self.due = false;
    }
}

/// Whether this client does not want to hear it.
fn ignores(clients: &Clients, who: SessionId, told: &Told<'_>) -> bool {
    let client = clients.get(who.index()).and_then(Option::as_deref);
    let session = client.and_then(|client| client.session.as_ref());
    session.is_some_and(|session| session.ignores(told))
}

fn printed(
    ways: &Ways,
    number: u16,
    buffers: &mut [Vec<u8>],
    print: impl FnOnce(&Way, &mut Vec<u8>),
) -> Range {
    let Some(way) = ways.get(number) else {
        return Range::default();
    };
    let buffer = &mut buffers[usize::from(number)];
    let start = buffer.len() as u32;
    print(&way, buffer);
    Range {
        way: number,
        start,
        end: buffer.len() as u32,
    }
}
