//! Where what is told becomes bytes: printed once for each way of reading, and pieces of it laid out for the readers.

use crate::desk::Clients;
use crate::desk::out::{Out, Range};
use crate::desk::tick::{OWN, Tick};
use hullo_room::{Audience, Chat, SessionId, Target, Told};
use hullo_session::{About, Way, apart as printed_apart, farewell, print};
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
    /// Way number 0 is nobody's: of a client that has not said what it speaks.
    ways: Vec<Way>,
    /// What is written to this client is gathered here instead: it belongs to a labelled command.
    capture: Option<(SessionId, Vec<u8>)>,
    /// Where the reply being written to a client begins in the own buffer.
    reply: Option<(SessionId, u32)>,
    /// Where each way's bytes of what is being told stand.
    spans: Vec<Range>,
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
            ways: Vec::new(),
            capture: None,
            reply: None,
            spans: Vec::new(),
            due: false,
            turn,
        }
    }

    /// The number of a way of reading.
    pub(crate) fn way(&mut self, way: Way) -> u16 {
        let known = self.ways.iter().position(|known| *known == way);
        let place = known.unwrap_or_else(|| {
            self.ways.push(way);
            self.ways.len() - 1
        });
        place as u16 + 1
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
                pieces.extend(self.spans.iter().filter(|span| !span.is_empty()));
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
        self.spans.clear();
        self.spans.resize(self.ways.len() + 1, NOT_YET);
        self.buffer(self.ways.len() as u16);
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
            let span = &mut self.spans[usize::from(out.way)];
            if *span == NOT_YET {
                *span = printed(
                    &self.ways,
                    out.way,
                    &mut self.tick.buffers,
                    |way, buffer| {
                        print(told, ANYBODY, way, chat, &self.about, buffer);
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
        let Some(way) = self.ways.get(usize::from(number).wrapping_sub(1)).copied() else {
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
        let number = usize::from(self.outs[who.index()].way);
        if let Some(way) = self.ways.get(number.wrapping_sub(1)).copied() {
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
    ways: &[Way],
    number: u16,
    buffers: &mut [Vec<u8>],
    print: impl FnOnce(&Way, &mut Vec<u8>),
) -> Range {
    let Some(way) = ways.get(usize::from(number).wrapping_sub(1)) else {
        return Range::default();
    };
    let buffer = &mut buffers[usize::from(number)];
    let start = buffer.len() as u32;
    print(way, buffer);
    Range {
        way: number,
        start,
        end: buffer.len() as u32,
    }
}
