//! The datagrams that come back: how many are wanted, how long they are waited for, and where they go.

use crate::output::Events;
use crate::send::config::{Config, DATAGRAM_PATIENCE};
use crate::sink::{Sink, stdout_failed};
use hullo_net::{Batch, Datagrams, Error, Kind, Peer};
use std::io;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// To a group, or to everybody, any number may answer.
pub(crate) fn is_many(peer: &Peer) -> bool {
    peer.ip().is_some_and(|ip| {
        ip.is_multicast() || matches!(ip, std::net::IpAddr::V4(v4) if v4.is_broadcast())
    })
}

pub(crate) fn failed(config: &Config, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Error::new(
            "send to",
            &config.address,
            Kind::Refused,
            "connection refused (ICMP: port unreachable)",
        ),
        _ => Error::system("send to", &config.address, error),
    }
}

/// The datagrams that come back.
pub(crate) struct Answers<'a> {
    config: &'a Config,
    batch: Batch,
    pub(crate) sink: Sink<'a>,
    quiet: Duration,
    /// How many are wanted: as many as said, or (by default) one for each sent, or all that come.
    wanted: Wanted,
    pub(crate) count: u64,
    pub(crate) bytes: u64,
    pub(crate) first: Option<Instant>,
    pub(crate) last: Option<Instant>,
    ends_in_newline: bool,
}

enum Wanted {
    Exactly(u64),
    OneEach,
    All,
}

impl<'a> Answers<'a> {
    pub(crate) fn new(
        config: &'a Config,
        many: bool,
        events: &'a Events,
    ) -> Result<Answers<'a>, Error> {
        let until = config.until;
        let sink = Sink::open(&config.output, 0, &Peer::Unnamed, events).map_err(stdout_failed)?;
        let wanted = match (until.datagrams, until.quiet) {
            (Some(count), _) => Wanted::Exactly(count),
            (None, Some(_)) => Wanted::All,
            (None, None) if many => Wanted::All,
            (None, None) => Wanted::OneEach,
        };
        Ok(Answers {
            config,
            batch: Batch::small(),
            sink,
            quiet: until.quiet.unwrap_or(DATAGRAM_PATIENCE),
            wanted,
            count: 0,
            bytes: 0,
            first: None,
            last: None,
            ends_in_newline: true,
        })
    }

    /// How many did not come of those wanted; `sent` is `None` while more may be sent.
    pub(crate) fn missing(&self, sent: Option<u64>) -> u64 {
        match (&self.wanted, sent) {
            (Wanted::Exactly(count), _) => count.saturating_sub(self.count),
            (Wanted::OneEach, Some(sent)) => sent.saturating_sub(self.count),
            _ => 0,
        }
    }

    fn is_whole(&self, sent: Option<u64>) -> bool {
        match (&self.wanted, sent) {
            (Wanted::Exactly(count), _) => self.count >= *count,
            (Wanted::OneEach, Some(sent)) => self.count >= sent,
            _ => false,
        }
    }

    /// Waits for answers and passes them on; false when there is nothing more to wait for. Silence is counted from
    /// `spoken` or the last answer. Silence without any answer is an error.
    pub(crate) async fn wait(
        &mut self,
        datagrams: &Datagrams,
        spoken: Instant,
        sent: Option<u64>,
    ) -> Result<bool, Error> {
        if self.is_whole(sent) {
            return Ok(false);
        }
        let from = self.last.map_or(spoken, |last| last.max(spoken));
        match timeout_at(from + self.quiet, datagrams.receive(&mut self.batch)).await {
            Ok(received) => received.map_err(|error| failed(self.config, &error))?,
            Err(_) if self.count == 0 => {
                let why = format!("no answer within {:?}", self.quiet);
                return Err(Error::new(
                    "hear from",
                    &self.config.address,
                    Kind::TimedOut,
                    why,
                ));
            }
            Err(_) => return Ok(false),
        }
        self.pass_on(sent).await
    }

    async fn pass_on(&mut self, sent: Option<u64>) -> Result<bool, Error> {
        let now = Instant::now();
        self.first.get_or_insert(now);
        self.last = Some(now);
        let Answers {
            batch,
            sink,
            count,
            bytes,
            ends_in_newline,
            wanted,
            ..
        } = self;
        for datagram in batch.iter() {
            *count += 1;
            *bytes += datagram.bytes.len() as u64;
            if let Sink::Bytes(_) = sink {
                // Datagrams are told apart by a line end, where they bring none.
                if !*ends_in_newline {
                    sink.put(b"\n", u64::MAX).await.map_err(stdout_failed)?;
                }
                *ends_in_newline = datagram.bytes.ends_with(b"\n");
            }
            let written = sink
                .put_datagram(datagram.peer, datagram.bytes)
                .await
                .map_err(stdout_failed)?;
            if !written || matches!(wanted, Wanted::Exactly(most) if *count >= *most) {
                return Ok(false);
            }
        }
        Ok(!self.is_whole(sent))
    }
}
