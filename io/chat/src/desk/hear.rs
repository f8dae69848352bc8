//! What clients say: bytes to lines, lines to their session.

use crate::desk::client::State;
use crate::desk::port::Port;
use crate::desk::view::View;
use crate::desk::{Desk, READ};
use crate::log::LogError;
use hullo_net::{QUIET, Writer};
use hullo_room::{Answer, SessionId};
use hullo_session::Session;
use hullo_wire::irc::MOST_CLIENT_LINE;
use hullo_wire::sniff::{Sniffed, sniff};
use hullo_wire::splitter::Line;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// What stands of a line for so long without an end counts as one: the textbook's clients never end theirs.
const PAUSE: Duration = Duration::from_millis(200);

/// What is looked at of a client that has not said what it speaks.
const SNIFFED: usize = 8192;

/// Reads of one client in one turn; then others are heard.
const READS: usize = 4;

/// Lines of one client in one look at it; then others are heard.
const LINES: usize = 256;

/// How long a client that is told goodbye may take to read it.
const FAREWELL: Duration = Duration::from_secs(5);

/// Why a client's task is done with the desk.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The client is gone, or has been told goodbye.
    Closed,
    /// It speaks HTTP; these were its first bytes.
    Http(Vec<u8>),
}

impl Desk {
    /// One look at a client by its task: sends what waits, hears what came.
    pub(crate) fn poll_client(
        &mut self,
        id: SessionId,
        cx: &mut Context<'_>,
        port: &mut impl Port,
        buffer: &mut [u8; READ],
    ) -> Poll<End> {
        self.look_at_clocks();
        let now = self.now.instant;
        let Some(client) = self
            .clients
            .get_mut(id.index())
            .and_then(Option::as_deref_mut)
        else {
            return Poll::Ready(End::Closed);
        };
        match &client.waker {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            _ => client.waker = Some(cx.waker().clone()),
        }
        if port.poll_send(client, cx).is_err() {
            client.state = State::Broken;
        }
        let out = &mut self.post.outs[id.index()];
        if out.straight.is_none() && client.state == State::Open && client.backlog.is_empty() {
            out.straight = client.writer.as_ref().and_then(Writer::straight);
        }
        for _ in 0..READS {
            let Some(client) = self.client(id) else {
                return Poll::Ready(End::Closed);
            };
            match client.state {
                State::Broken => return Poll::Ready(End::Closed),
                State::Closing => return self.poll_goodbye(id, cx, port, buffer),
                State::Asking => return Poll::Pending,
                State::Open => {}
            }
            if self.is_full() {
                self.stalled.push(id);
                return Poll::Pending;
            }
            if let Some(end) = self.hear_unheard(id) {
                return Poll::Ready(end);
            }
            let Some(client) = self.client(id) else {
                return Poll::Ready(End::Closed);
            };
            if client.state != State::Open {
                continue;
            }
            if client.session.is_some()
                && !client.unheard.is_empty()
                && client.times.held_until.is_none()
            {
                continue;
            }
            if let Some(until) = client.times.held_until {
                self.alarm(id, until);
                return Poll::Pending;
            }
            if client.ended {
                self.hear_rest(id);
                self.dismiss(id, "connection closed");
                continue;
            }
            match port.poll_read(cx, buffer) {
                Poll::Pending => {
                    self.look_at_times(id, now);
                    // Whatever the look at the clock changed is seen to now, not when something comes.
                    match self.client(id).map(|client| client.state) {
                        Some(State::Open | State::Asking) => return Poll::Pending,
                        _ => continue,
                    }
                }
                Poll::Ready(Ok(0)) => client.ended = true,
                Poll::Ready(Ok(read)) => {
                    self.counters.bytes += read as u64;
                    let client = self.client(id).expect("it was there before the read");
                    client.times.heard = now;
                    client.times.asked = false;
                    client.times.pause = None;
                    if let Some(end) = self.hear(id, &mut buffer[..read]) {
                        return Poll::Ready(end);
                    }
                }
                Poll::Ready(Err(_)) => {
                    self.quit(id, "connection lost");
                    return Poll::Ready(End::Closed);
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Hears what came. `Some`: this is no client of the chat.
    fn hear(&mut self, id: SessionId, bytes: &mut [u8]) -> Option<End> {
        let client = self.client(id)?;
        if client.session.is_none() {
            client.unheard.extend_from_slice(bytes);
            return self.sniff(id, false);
        }
        let plain = client.is_plain();
        let mut refusals = Vec::new();
        let text = match plain {
            true => client.telnet.strip(bytes, &mut refusals),
            false => bytes,
        };
        if !refusals.is_empty() {
            let (out, _) = self.post.page(id);
            out.extend_from_slice(&refusals);
        }
        self.hear_text(id, text);
        None
    }

    /// The client speaks IRC, as is known before its first bytes.
    pub(crate) fn begin_irc(&mut self, id: SessionId) {
        self.look_at_clocks();
        let mut session = Session::irc();
        session.begin(&mut View { desk: self, id });
        self.post.settle();
        self.put_back(id, session);
    }

    /// Finds out what a client speaks. `silent`: it has had its time to say so.
    fn sniff(&mut self, id: SessionId, silent: bool) -> Option<End> {
        let client = self.client(id)?;
        let first = &client.unheard;
        let session = match sniff(first) {
            Sniffed::Http => return Some(End::Http(std::mem::take(&mut client.unheard))),
            Sniffed::Irc => Session::irc(),
            Sniffed::More if !silent && first.len() < SNIFFED => return None,
            _ => Session::plain(),
        };
        let mut bytes = std::mem::take(&mut client.unheard);
        let mut session = session;
        session.begin(&mut View { desk: self, id });
        self.post.settle();
        self.put_back(id, session);
        self.hear(id, &mut bytes)
    }

    /// Hears lines as long as the client's rate and its questions allow; the rest stays unheard.
    fn hear_text(&mut self, id: SessionId, mut text: &[u8]) {
        let Some(client) = self.client(id) else {
            return;
        };
        let Some(mut session) = client.session.take() else {
            return;
        };
        let mut splitter = std::mem::take(&mut client.splitter);
        for _ in 0..LINES {
            if !self.may_hear(id) {
                break;
            }
            let limit = match &session {
                Session::Irc(_) => MOST_CLIENT_LINE,
                Session::Plain(_) => self.terms.limits.line,
            };
            match splitter.next(&mut text, limit) {
                Some(Line::Whole(line)) => session.hear(line, &mut View { desk: self, id }),
                Some(Line::TooLong) => session.too_long(&mut View { desk: self, id }),
                None => break,
            }
            self.counters.lines += 1;
            self.charge(id);
        }
        self.post.settle();
        let now = self.now.instant;
        let Some(client) = self.client(id) else {
            return;
        };
        if client.state != State::Closing {
            client.unheard.extend_from_slice(text);
        }
        let stands = !splitter.rest().is_empty() && client.unheard.is_empty();
        client.splitter = splitter;
        self.put_back(id, session);
        if stands && self.client(id).is_some_and(|client| client.is_plain()) {
            let pause = now + PAUSE;
            if let Some(client) = self.client(id) {
                client.times.pause = Some(pause);
            }
            self.alarm(id, pause);
        }
    }

    /// Gives the session back to its client, who may have been told goodbye meanwhile.
    fn put_back(&mut self, id: SessionId, session: Session) {
        self.post.outs[id.index()].picky = session.ignores_anybody();
        if let Some(client) = self.client(id) {
            client.session = Some(session);
        }
    }

    /// Whether one more line of this client may be heard now.
    fn may_hear(&mut self, id: SessionId) -> bool {
        let (rate, burst) = (self.terms.limits.lines_a_second, self.terms.limits.burst);
        let now = self.now.instant;
        let Some(client) = self.client(id) else {
            return false;
        };
        if client.state != State::Open {
            return false;
        }
        let Some(wait) = client.bucket.wait(rate, burst, now) else {
            return true;
        };
        client.times.held_until = Some(now + wait);
        self.counters.held += 1;
        false
    }

    /// Something of this client counts against its rate; what is over it is waited out before the next line.
    pub(super) fn charge(&mut self, id: SessionId) {
        let (rate, now) = (self.terms.limits.lines_a_second, self.now.instant);
        if let Some(client) = self.client(id) {
            client.bucket.take(rate, now);
        }
    }

    /// Goes on with what was read earlier.
    fn hear_unheard(&mut self, id: SessionId) -> Option<End> {
        let now = self.now.instant;
        let client = self.client(id)?;
        if client.times.held_until.is_some_and(|until| until > now) {
            return None;
        }
        client.times.held_until = None;
        if client.session.is_none() || client.unheard.is_empty() {
            return None;
        }
        let text = std::mem::take(&mut client.unheard);
        self.hear_text(id, &text);
        None
    }

    /// The line that the client never ended.
    fn hear_rest(&mut self, id: SessionId) {
        if self
            .client(id)
            .is_some_and(|client| client.session.is_none())
        {
            self.sniff(id, true);
        }
        let Some(client) = self.client(id) else {
            return;
        };
        let rest = match client.ended {
            true => client.splitter.finish(),
            false => client.splitter.take_rest(),
        };
        client.times.pause = None;
        if rest.is_empty() || client.state != State::Open {
            return;
        }
        let Some(mut session) = client.session.take() else {
            return;
        };
        session.hear(&rest, &mut View { desk: self, id });
        self.post.settle();
        self.put_back(id, session);
    }

    /// Whatever time brings: an unfinished line, a client that says nothing.
    fn look_at_times(&mut self, id: SessionId, now: Instant) {
        let limits = &self.terms.limits;
        let (silence, registration) = (limits.silence, limits.registration);
        let arrived = self.chat.person(id).is_some();
        let Some(client) = self.client(id) else {
            return;
        };
        if client.session.is_none() {
            let until = client.times.entered + QUIET;
            if now < until {
                return self.alarm(id, until);
            }
            self.sniff(id, true);
            return;
        }
        if client.times.pause.is_some_and(|pause| pause <= now) {
            self.hear_rest(id);
            return;
        }
        if !arrived {
            let until = client.times.entered + registration;
            return match now < until {
                true => self.alarm(id, until),
                false => self.dismiss(id, "you did not say who you are in time"),
            };
        }
        if client.is_plain() {
            return;
        }
        let asked_at = client.times.heard + silence;
        let closed_at = asked_at + silence;
        if now >= closed_at {
            self.dismiss(id, "no answer: connection timed out");
        } else if now >= asked_at {
            if !std::mem::replace(&mut client.times.asked, true)
                && let Some(mut session) = client.session.take()
            {
                session.idle(&mut View { desk: self, id });
                self.post.settle();
                self.put_back(id, session);
            }
            self.alarm(id, closed_at);
        } else {
            self.alarm(id, asked_at);
        }
    }

    /// The log has answered a question of this client.
    pub(crate) fn answered(
        &mut self,
        id: SessionId,
        serial: u64,
        answer: Result<Answer, LogError>,
    ) {
        self.look_at_clocks();
        let Some(client) = self.same_client(id, serial) else {
            return;
        };
        if client.state != State::Asking {
            return;
        }
        client.state = State::Open;
        client.wake();
        let Some(mut session) = client.session.take() else {
            return;
        };
        let answer = answer.map_err(|error| error.to_string());
        session.answered(answer, &mut View { desk: self, id });
        self.post.settle();
        self.put_back(id, session);
    }

    /// The client has been told goodbye: what waits goes out, then our side is finished, and its own end is waited for,
    /// so that the last words are not lost to a reset.
    fn poll_goodbye(
        &mut self,
        id: SessionId,
        cx: &mut Context<'_>,
        port: &mut impl Port,
        buffer: &mut [u8; READ],
    ) -> Poll<End> {
        let waits = !self.post.outs[id.index()].is_empty();
        let now = self.now.instant;
        let Some(client) = self.clients[id.index()].as_deref_mut() else {
            return Poll::Ready(End::Closed);
        };
        // With the log there is always something while others talk: what counts is whether some of it is for this one.
        let sealed = self.sealed.as_ref();
        let unsent = waits || sealed.is_some_and(|sealed| sealed.is_for(id, client.serial));
        let until = *client.times.held_until.get_or_insert(now + FAREWELL);
        if now >= until {
            return Poll::Ready(End::Closed);
        }
        if unsent || !client.backlog.is_empty() {
            self.alarm(id, until);
            return Poll::Pending;
        }
        if !client.finished {
            match port.poll_finish(client, cx) {
                Poll::Ready(Ok(())) => client.finished = true,
                Poll::Ready(Err(_)) => return Poll::Ready(End::Closed),
                Poll::Pending => {
                    self.alarm(id, until);
                    return Poll::Pending;
                }
            }
        }
        if client.ended {
            return Poll::Ready(End::Closed);
        }
        for _ in 0..READS {
            match port.poll_read(cx, buffer) {
                Poll::Ready(Ok(read)) if read > 0 => {}
                Poll::Ready(_) => return Poll::Ready(End::Closed),
                Poll::Pending => {
                    self.alarm(id, until);
                    return Poll::Pending;
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
