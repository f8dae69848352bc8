//! One connected client: what was read of it and not yet heard, what is printed for it and not yet sent.

use crate::bucket::Bucket;
use hullo_net::Writer;
use hullo_session::{Origin, Session};
use hullo_wire::splitter::Splitter;
use hullo_wire::telnet::Stripper;
use std::task::Waker;
use std::time::Instant;

/// One connected client.
pub(crate) struct Client {
    /// Different for each client that ever had this place.
    pub(crate) serial: u64,
    pub(crate) origin: Origin,
    /// `None` until its first bytes have told what it speaks.
    pub(crate) session: Option<Session>,
    pub(crate) splitter: Splitter,
    pub(crate) telnet: Stripper,
    /// Read, and not yet heard: the rate, the log or a question holds it up.
    pub(crate) unheard: Vec<u8>,
    pub(crate) bucket: Bucket,
    /// Where its bytes go; `None` for one whose task fetches them.
    pub(crate) writer: Option<Writer>,
    /// Printed, and not taken by the kernel.
    pub(crate) backlog: Vec<u8>,
    /// Wakes its task.
    pub(crate) waker: Option<Waker>,
    /// The task is in the table of deadlines for then.
    pub(crate) alarm: Option<Instant>,
    pub(crate) times: Times,
    pub(crate) state: State,
    /// Nothing more comes from it.
    pub(crate) ended: bool,
    /// Our side has said that nothing more comes.
    pub(crate) finished: bool,
}

/// What it waits for.
#[derive(Debug)]
pub(crate) struct Times {
    pub(crate) entered: Instant,
    /// When something last came.
    pub(crate) heard: Instant,
    /// When what stands of an unfinished line counts as a line.
    pub(crate) pause: Option<Instant>,
    /// No line is heard before.
    pub(crate) held_until: Option<Instant>,
    /// It was asked whether it is there.
    pub(crate) asked: bool,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Being heard.
    Open,
    /// A question of its is with the log: not heard until that is answered.
    Asking,
    /// Not heard any more; what is printed for it still goes out.
    Closing,
    /// Its bytes cannot be delivered: the end.
    Broken,
}

impl Client {
    pub(crate) fn new(serial: u64, origin: Origin, writer: Option<Writer>, now: Instant) -> Client {
        Client {
            serial,
            origin,
            session: None,
            splitter: Splitter::new(),
            telnet: Stripper::new(),
            unheard: Vec::new(),
            bucket: Bucket::new(now),
            writer,
            backlog: Vec::new(),
            waker: None,
            alarm: None,
            times: Times {
                entered: now,
                heard: now,
                pause: None,
                held_until: None,
                asked: false,
            },
            state: State::Open,
            ended: false,
            finished: false,
        }
    }

    /// Lets its task look at it again.
    pub(crate) fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Whether it is a plain client.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.session, Some(Session::Plain(_)))
    }
}
