//! The desk: owns the chat, its clients and the open tick. Everything here is done at once; nothing waits.
//!
//! ```text
//! bytes ─→ hear: lines → session → View (Hall) → chat → effects ─→ tell: print once a way into the tick
//!                                                                    │ turn: all who had bytes were heard
//!                                            log ←─ records ── close_tick ─→ flush: one write a receiver
//! ```
//!
//! Promises: what a client hears is in the order in which the chat decided it; nothing that the log must keep is heard
//! before the log has it; a client that does not read costs its queue and nothing else.

mod census;
pub(crate) mod client;
mod flush;
pub(crate) mod hear;
pub(crate) mod out;
pub(crate) mod port;
mod post;
mod posting;
mod seats;
mod tell;
mod tick;
mod view;
mod ways;

pub(crate) use posting::{Kept, Unheard};

use crate::callers::Callers;
use crate::config::Terms;
use crate::counters::Counters;
use crate::event::Event;
use crate::host;
use crate::hub::Hub;
use crate::log::{Log, LogError, Reader as LogReader};
use client::{Client, State};
use hullo_net::{Peer, Writer};
use hullo_room::{Chat, Effect, Now, SessionId};
use hullo_session::{About, Origin};
use out::{Out, Range};
use post::Post;
use seats::Seats;
use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tick::{Sealed, Tick};
use tokio::sync::Notify;

/// The bytes of one read.
pub(crate) const READ: usize = 1 << 16;

/// A log that goes on refusing is told so often.
const TELL_AGAIN: Duration = Duration::from_secs(10);

/// Why somebody is not let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unwelcome {
    /// Because of their address: they hear nothing.
    NotAllowed(String),
    /// Because of a limit; they are told which.
    NoSeat(&'static str),
}

/// The chat, its clients, and what is under way between them.
pub(crate) struct Desk {
    pub(crate) chat: Chat,
    pub(crate) terms: Terms,
    pub(crate) counters: Counters,
    post: Post,
    clients: Clients,
    free: Vec<u32>,
    /// Of the clients, and of connections that speak HTTP.
    pub(crate) seats: Seats,
    serial: u64,
    sealed: Option<Sealed>,
    /// Clients whose reading waits for the log.
    stalled: Vec<SessionId>,
    log: Log,
    reader: LogReader,
    /// Why the log has refused what it was given last.
    pub(crate) failing: Option<String>,
    /// When that was last said.
    complained: Option<Instant>,
    /// The host is going down.
    closing: bool,
    /// How much those who post have said.
    pub(crate) callers: Callers,
    alarms: BTreeSet<(Instant, SessionId)>,
    now: Now,
    hub: Weak<Hub>,
    /// Memory to be used again.
    spare: Tick,
    ranges: Vec<Range>,
    /// Clients that do not read, to be closed when the tick has gone out.
    slow: Vec<SessionId>,
    effects: Vec<Effect<'static>>,
}

/// By session number.
pub(crate) type Clients = Vec<Option<Box<Client>>>;

impl Desk {
    pub(crate) fn new(
        chat: Chat,
        about: About,
        terms: Terms,
        log: Log,
        hub: Weak<Hub>,
        turn: Arc<Notify>,
    ) -> Desk {
        let reader = log.reader();
        Desk {
            chat,
            terms,
            counters: Counters::default(),
            post: Post::new(about, turn),
            clients: Vec::new(),
            free: Vec::new(),
            seats: Seats::default(),
            serial: 0,
            sealed: None,
            stalled: Vec::new(),
            log,
            reader,
            failing: None,
            complained: None,
            closing: false,
            callers: Callers::default(),
            alarms: BTreeSet::new(),
            now: clocks(),
            hub,
            spare: Tick::default(),
            ranges: Vec::new(),
            slow: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// Other terms, for what comes from now on.
    pub(crate) fn set_terms(&mut self, terms: Terms) {
        self.chat.set_rules(terms.rules.clone());
        self.post.about = host::about(&terms, self.post.about.started);
        self.terms = terms;
    }

    /// Whether this address may come in; the error says why not.
    pub(crate) fn admits(&self, peer: &Peer) -> Result<(), String> {
        match peer.ip() {
            Some(ip) if !self.terms.networks.admits(ip) => {
                Err("not allowed here (--allow, --deny)".to_owned())
            }
            _ => Ok(()),
        }
    }

    /// Takes a seat for who calls, if they may come in and one is free.
    pub(crate) fn admit(&mut self, peer: &Peer) -> Result<(), Unwelcome> {
        self.admits(peer).map_err(Unwelcome::NotAllowed)?;
        match self.seats.take(peer.ip(), &self.terms.limits) {
            Ok(()) => {
                self.counters.connections += 1;
                Ok(())
            }
            Err(why) => {
                self.counters.refused += 1;
                Err(Unwelcome::NoSeat(why))
            }
        }
    }

    /// Whether the log is one that has to be waited for.
    pub(crate) fn log_takes_time(&self) -> bool {
        matches!(self.log, Log::Disk(_))
    }

    /// Whether the log has done something that it was given.
    pub(crate) fn poll_log(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), LogError>> {
        pin!(self.log.done()).poll(cx)
    }

    /// Says that the log has refused something, and again now and then while that goes on: a full disk is not helped by
    /// a line in another log for each message.
    fn complain(&mut self, error: &LogError) {
        let now = self.now.instant;
        let lately = |told: Instant| now.saturating_duration_since(told) < TELL_AGAIN;
        if self.complained.is_some_and(lately) {
            return;
        }
        self.complained = Some(now);
        if let Some(hub) = self.hub.upgrade() {
            let why = host::chain(error);
            let what = format!("the history could not be kept: {why}; its messages are refused");
            hub.say(Event::Warned { what });
        }
    }

    /// A new client that has its seat already. Without a writer its task fetches what is printed for it.
    pub(crate) fn sit_down(
        &mut self,
        origin: Origin,
        writer: Option<Writer>,
        entered: Instant,
    ) -> SessionId {
        self.serial += 1;
        let out = Out::new(writer.as_ref().and_then(Writer::straight));
        let client = Box::new(Client::new(self.serial, origin, writer, entered));
        match self.free.pop() {
            Some(place) => {
                self.clients[place as usize] = Some(client);
                self.post.outs[place as usize] = out;
                SessionId(place)
            }
            None => {
                self.clients.push(Some(client));
                self.post.outs.push(out);
                SessionId(self.clients.len() as u32 - 1)
            }
        }
    }

    /// The client is none any more: its number is free again. Gives back where its bytes went.
    pub(crate) fn stand_up(&mut self, id: SessionId) -> Option<Writer> {
        self.quit(id, "connection closed");
        let client = self.clients[id.index()].take()?;
        if let Some(alarm) = client.alarm {
            self.alarms.remove(&(alarm, id));
        }
        self.post.set_way(id, None);
        self.post.outs[id.index()] = Out::default();
        self.free.push(id.0);
        client.writer
    }

    /// How many seats are taken, and so how many connections there are.
    pub(crate) fn connections(&self) -> usize {
        self.seats.taken()
    }

    pub(crate) fn client(&mut self, id: SessionId) -> Option<&mut Client> {
        self.clients.get_mut(id.index())?.as_deref_mut()
    }

    /// The client, if it is still the one of this serial number.
    fn same_client(&mut self, id: SessionId, serial: u64) -> Option<&mut Client> {
        self.client(id).filter(|client| client.serial == serial)
    }

    /// Reads the clocks. Done when a task takes the desk, not for each line.
    pub(crate) fn look_at_clocks(&mut self) {
        self.now = clocks();
    }

    /// Wants this client's task to look at it by then.
    fn alarm(&mut self, id: SessionId, at: Instant) {
        let Some(client) = self.clients[id.index()].as_deref_mut() else {
            return;
        };
        match client.alarm {
            Some(set) if set <= at => return,
            Some(set) => drop(self.alarms.remove(&(set, id))),
            None => {}
        }
        client.alarm = Some(at);
        let earliest = self.alarms.first().is_none_or(|(first, _)| at < *first);
        self.alarms.insert((at, id));
        if earliest && let Some(hub) = self.hub.upgrade() {
            hub.rewind();
        }
    }

    /// Wakes the tasks whose time has come, and says when the next one's will.
    pub(crate) fn ring(&mut self) -> Option<Instant> {
        let now = Instant::now();
        while let Some((at, id)) = self.alarms.first().copied() {
            if at > now {
                return Some(at);
            }
            self.alarms.pop_first();
            if let Some(client) = self.client(id) {
                client.alarm = None;
                client.wake();
            }
        }
        None
    }

    /// All who are here are told goodbye; nobody is heard any more.
    pub(crate) fn dismiss_all(&mut self, why: &str) {
        self.closing = true;
        for place in 0..self.clients.len() {
            self.dismiss(SessionId(place as u32), why);
        }
    }

    /// Says goodbye to one client, whose task then ends when that is read.
    pub(crate) fn dismiss(&mut self, id: SessionId, why: &str) {
        self.quit(id, why);
        let Some(client) = self
            .clients
            .get_mut(id.index())
            .and_then(Option::as_deref_mut)
        else {
            return;
        };
        if matches!(client.state, State::Closing | State::Broken) {
            return;
        }
        client.state = State::Closing;
        // From now on its task is woken for whatever goes to it, to see when the last of it has gone.
        self.post.outs[id.index()].straight = None;
        client.unheard = Vec::new();
        client.times.held_until = None;
        client.wake();
        self.post.farewell(id, why);
    }
}

/// Reads both clocks.
pub(crate) fn clocks() -> Now {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Now {
        instant: Instant::now(),
        unix_millis: u64::try_from(since.as_millis()).unwrap_or(u64::MAX),
    }
}
