//! send: say one thing, or a row of things, and pass on what comes back.

use crate::event::Event;
use crate::exchange;
use crate::output::{Events, Output};
use crate::question;
use crate::{bulk, repeat};
use hullo_meter::Summary;
use hullo_net::{Error, Kind, Opened, Options, TcpInfo};
use hullo_wire::address::Address;
use hullo_wire::line::LineEnd;
use std::time::Duration;
use tokio::time::timeout;

pub use crate::input::Input;

/// What is to be sent where, and how long to wait for the answer.
#[derive(Clone, Debug)]
pub struct Config {
    /// To whom.
    pub address: Address,
    /// How the socket is made.
    pub options: Options,
    /// What to say.
    pub input: Input,
    /// How the input becomes messages.
    pub shape: Shape,
    /// What counts as the whole answer.
    pub until: Until,
    /// The longest that all of it may take.
    pub timeout: Option<Duration>,
    /// Go on trying until somebody is there and, over datagrams, answers.
    pub retry: bool,
    /// Do not half-close a stream after the input: the peer must not see its end.
    pub keep_open: bool,
    /// Where the answer goes.
    pub output: Output,
}

/// How the input becomes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All of it is one message.
    Whole,
    /// The same message, again and again, each time by a socket of its own so that a late answer is never taken for
    /// the next one's. `None` goes on until stopped.
    Repeated {
        /// How many times.
        count: Option<u64>,
        /// From the beginning of one to the beginning of the next.
        every: Duration,
    },
    /// Each line is a message.
    Lines {
        /// What each line ends with instead of its own end.
        end: LineEnd,
        /// Time from line to line; without it, as fast as they come.
        every: Option<Duration>,
    },
    /// Pieces of so many bytes, each a datagram.
    Pieces {
        /// The bytes of a datagram.
        size: usize,
        /// Whether the kernel may be given many at once to split (GSO).
        bundle: bool,
    },
}

/// What counts as the whole answer. By default a stream's answer ends when the peer closes, and one datagram is answered
/// by one datagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Until {
    /// No answer is expected.
    pub nothing: bool,
    /// So long a silence after the input or after the last byte.
    pub quiet: Option<Duration>,
    /// So many lines.
    pub lines: Option<u64>,
    /// So many datagrams.
    pub datagrams: Option<u64>,
}

/// The silence after which a datagram counts as unanswered, where `--wait` says nothing else: twice RFC 6298's
/// initial timeout of one second.
pub const DATAGRAM_PATIENCE: Duration = Duration::from_secs(2);

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Messages sent: datagrams, lines or exchanges.
    pub messages: u64,
    /// Answers expected that did not come.
    pub lost: u64,
    /// How long the steps of a single exchange took.
    pub timing: Timing,
    /// Round trips of repeated exchanges.
    pub rounds: Option<Summary>,
}

/// How long the steps took; each step begins where the one before ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Name lookup.
    pub lookup: Duration,
    /// TCP's handshake.
    pub connect: Duration,
    /// TLS's handshake.
    pub tls: Option<Duration>,
    /// From the message's last byte sent to the first byte of the answer.
    pub first_byte: Option<Duration>,
    /// From the message's last byte sent to the last byte of the answer.
    pub last_byte: Option<Duration>,
    /// What the kernel knows of the connection at its end.
    pub tcp: Option<TcpInfo>,
}

/// Sends, and passes on what comes back, until the answer is whole, `stop` comes, or it failed.
pub async fn run(
    config: &Config,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<Outcome, Error> {
    let all = async {
        match config.shape {
            Shape::Repeated { count, every } => {
                repeat::run(config, count, every, &events, stop).await
            }
            shape => tokio::select! {
                done = once(config, shape, &events) => done,
                () = stop => Ok(Outcome::default()),
            },
        }
    };
    match config.timeout {
        None => all.await,
        Some(limit) => timeout(limit, all).await.unwrap_or_else(|_| {
            Err(Error::new(
                "finish with",
                &config.address,
                Kind::TimedOut,
                format!("not done after {limit:?}"),
            ))
        }),
    }
}

async fn once(config: &Config, shape: Shape, events: &Events) -> Result<Outcome, Error> {
    match (config.address.is_datagram(), shape) {
        (true, Shape::Lines { .. } | Shape::Pieces { .. }) => bulk::run(config, events).await,
        (true, _) => question::ask(config, events).await,
        (false, _) => exchange::run(config, 0, events).await,
    }
}

/// Opens the stream; with `retry` again and again, saying so once.
pub(crate) async fn open(config: &Config, events: &Events) -> Result<Opened, Error> {
    let mut patience = Patience::default();
    loop {
        match hullo_net::open(&config.address, &config.options).await {
            Err(error) if config.retry && worth_another_try(error.kind) => {
                patience.wait(&error, events).await
            }
            done => return done,
        }
    }
}

pub(crate) fn worth_another_try(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Refused | Kind::Unreachable | Kind::TimedOut | Kind::NameNotFound
    )
}

/// Waits between tries: longer each time, from 100 ms to 1 s.
pub(crate) struct Patience(Duration);

impl Default for Patience {
    fn default() -> Patience {
        Patience(Duration::from_millis(50))
    }
}

impl Patience {
    pub(crate) async fn wait(&mut self, error: &Error, events: &Events) {
        if self.0 < Duration::from_millis(100) {
            let _ = events
                .send(Event::Warned {
                    what: format!("{error}; trying again until it works"),
                })
                .await;
        }
        self.0 = (self.0 * 2).min(Duration::from_secs(1));
        tokio::time::sleep(self.0).await;
    }
}
