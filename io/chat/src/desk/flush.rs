//! The end of a turn: records to the log, and when it has them, to each receiver what waits for it, in one write.

use crate::desk::Desk;
use crate::desk::client::State;
use crate::desk::out::{Range, subtract, write};
use crate::desk::tick::{Question, Sealed};
use crate::host;
use crate::log::{Appended, LogError};
use hullo_room::{Audience, Refusal, SessionId, Told};

/// More than this is not printed while the log still has the last tick: clients are not read meanwhile.
const FULL_TICK: usize = 4 << 20;
const FULL_ENTRIES: usize = 8192;

impl Desk {
    /// Ends the turn, unless the log has the last one still.
    pub(crate) fn close_tick(&mut self) {
        self.post.turned();
        self.post.settle();
        if self.sealed.is_some() || self.post.tick.is_empty() {
            return;
        }
        self.counters.ticks += 1;
        let entries = std::mem::take(&mut self.post.tick.entries);
        if entries.is_empty() {
            return self.flush_open();
        }
        match self.log.append(entries) {
            Appended::Done => self.flush_open(),
            Appended::Later => self.seal(),
        }
    }

    /// Whether too much waits for the log to read on.
    pub(crate) fn is_full(&self) -> bool {
        self.sealed.is_some()
            && (self.post.tick.entries.len() > FULL_ENTRIES || self.post.tick.bytes() > FULL_TICK)
    }

    /// The log has, or has refused, the tick that it was given.
    pub(crate) fn logged(&mut self, outcome: Result<(), LogError>) {
        self.look_at_clocks();
        let Some(mut sealed) = self.sealed.take() else {
            return;
        };
        let kept = outcome.as_ref().map(|_| ()).map_err(host::chain);
        sealed.tick.receipt(&kept);
        self.failing = kept.err();
        let refused = match &outcome {
            Ok(()) => Vec::new(),
            Err(error) => {
                self.counters.refused_by_log += sealed.tick.messages.len() as u64;
                self.complain(error);
                std::mem::take(&mut sealed.tick.messages)
            }
        };
        let holes: Vec<Range> = refused
            .iter()
            .flat_map(|message| message.pieces.clone())
            .collect();
        for (who, serial, ranges) in &mut sealed.ranges {
            subtract(ranges, &holes);
            if self.same_client(*who, *serial).is_some() {
                self.send(*who, ranges, &sealed.tick.buffers);
            }
        }
        self.close_slow();
        self.put_questions(std::mem::take(&mut sealed.tick.questions));
        for message in refused {
            if self.same_client(message.from, message.serial).is_some() {
                let told = Told::Refused(Refusal::NotStored {
                    target: message.target,
                });
                let to = Audience::One(message.from);
                self.post.tell(&self.chat, &self.clients, &to, &told, None);
            }
        }
        self.spare = sealed.tick;
        self.spare.clear();
        // What is ready to be read now is still heard before the next tick is closed: larger ticks cost less.
        self.post.turn();
        if !self.is_full() {
            for id in std::mem::take(&mut self.stalled) {
                if let Some(client) = self.client(id) {
                    client.wake();
                }
            }
        }
    }

    /// Keeps the tick until the log has it, and opens another.
    fn seal(&mut self) {
        let tick = std::mem::replace(&mut self.post.tick, std::mem::take(&mut self.spare));
        let mut ranges = Vec::with_capacity(tick.receivers.len());
        for who in &tick.receivers {
            let mut waiting = Vec::new();
            self.post.outs[who.index()].take(&mut waiting);
            if let Some(client) = self.clients[who.index()].as_deref()
                && !waiting.is_empty()
            {
                ranges.push((*who, client.serial, waiting));
            }
        }
        self.sealed = Some(Sealed { tick, ranges });
    }

    fn flush_open(&mut self) {
        let mut tick = std::mem::take(&mut self.post.tick);
        let mut ranges = std::mem::take(&mut self.ranges);
        for who in &tick.receivers {
            ranges.clear();
            self.post.outs[who.index()].take(&mut ranges);
            if !ranges.is_empty() {
                self.send(*who, &ranges, &tick.buffers);
            }
        }
        self.ranges = ranges;
        tick.receipt(&Ok(()));
        self.put_questions(std::mem::take(&mut tick.questions));
        tick.clear();
        self.post.tick = tick;
        self.close_slow();
    }

    /// Sends to one client what the kernel takes; the rest waits in its queue, whose limit holds.
    fn send(&mut self, who: SessionId, ranges: &[Range], buffers: &[Vec<u8>]) {
        let out = &mut self.post.outs[who.index()];
        let (left, mut taken) = match &out.straight {
            None => (ranges, 0),
            Some(straight) => match write(straight, ranges, buffers) {
                Ok((&[], _)) => return,
                Ok(left) => left,
                Err(_) => return self.broken(who),
            },
        };
        out.straight = None;
        let queue = self.terms.limits.queue;
        let Some(client) = self.clients[who.index()].as_deref_mut() else {
            return;
        };
        if client.state == State::Broken {
            return;
        }
        // Who had read everything before this tick is not slow, however large the tick is: TLS and WebSocket clients
        // get all of it this way.
        let kept_up = client.backlog.is_empty();
        for range in left {
            let bytes = range.of(buffers);
            let skip = taken.min(bytes.len());
            taken -= skip;
            client.backlog.extend_from_slice(&bytes[skip..]);
        }
        if client.backlog.len() > queue && !kept_up && client.state != State::Closing {
            // Its end is told to others, some of whom may have pieces of this very tick waiting: not before all have theirs.
            self.slow.push(who);
            return;
        }
        client.wake();
    }

    /// Nothing can be sent to this client any more: its task sees to its end.
    fn broken(&mut self, who: SessionId) {
        self.post.outs[who.index()].straight = None;
        if let Some(client) = self.client(who) {
            client.state = State::Broken;
            client.wake();
        }
    }

    /// Closes those who turned out not to read.
    fn close_slow(&mut self) {
        for who in std::mem::take(&mut self.slow) {
            self.counters.too_slow += 1;
            self.too_slow(who);
        }
    }

    /// A client that does not read: what waits for it is dropped but for a last line.
    fn too_slow(&mut self, who: SessionId) {
        let why = "too much waits for you to read (queue full)";
        if let Some(client) = self.client(who) {
            // What the kernel has may end within a line: that line is kept whole.
            let end = client.backlog.iter().position(|byte| *byte == b'\n');
            client.backlog.truncate(end.map_or(0, |at| at + 1));
            client.backlog.shrink_to_fit();
        }
        self.dismiss(who, why);
    }

    fn put_questions(&mut self, questions: Vec<Question>) {
        for question in questions {
            let Some(hub) = self.hub.upgrade() else {
                return;
            };
            let reader = self.reader.clone();
            tokio::spawn(async move {
                let answer = reader.ask(question.query).await;
                hub.desk().answered(question.from, question.serial, answer);
            });
        }
    }
}
