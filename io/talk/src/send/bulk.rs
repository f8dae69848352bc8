//! Many datagrams out of one input: a line each, or pieces of a fixed size. They go out many in one call to the kernel;
//! pieces of one size may go as bundles that the kernel splits (GSO). Answers are passed on meanwhile.

use crate::input::Source;
use crate::output::{Events, LONGEST_LINE};
use crate::send::answers::{Answers, failed, is_many};
use crate::send::config::{Config, Shape};
use crate::send::outcome::Outcome;
use crate::send::progress::Moved;
use hullo_net::{Datagrams, Error, Kind, Peer, Reader};
use hullo_wire::line::{LineEnd, Lines};
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::Instant;

/// Datagrams in one sendmmsg call: enough to make the call's cost small, few enough to keep the first from waiting.
const AT_ONCE: usize = 64;

/// Bytes read at once to be cut into pieces: from there on larger reads gained nothing, and this stays in the cache.
const READ: usize = 256 * 1024;

/// Sends all and passes on the answers.
pub(crate) async fn run(config: &Config, moved: &Moved, events: &Events) -> Result<Outcome, Error> {
    let start = Instant::now();
    let (datagrams, peer) = hullo_net::open_datagrams(&config.address, &config.options).await?;
    let mut outcome = Outcome::default();
    outcome.timing.lookup = start.elapsed();
    let mut mouth = Mouth {
        config,
        datagrams: &datagrams,
        peer: &peer,
        sent: 0,
        moved,
    };
    if config.until.nothing {
        mouth.speak().await?;
        datagrams
            .take_error()
            .map_err(|error| failed(config, &error))?;
        (outcome.messages, outcome.sent) = (mouth.sent, moved.sent.load(Ordering::Relaxed));
        return Ok(outcome);
    }
    let mut answers = Answers::new(config, is_many(&peer), events)?;
    let far = Duration::from_secs(365 * 24 * 3600);
    {
        let speaking = mouth.speak();
        tokio::pin!(speaking);
        loop {
            tokio::select! {
                spoken = &mut speaking => break spoken?,
                // While we speak no silence counts.
                more = answers.wait(&datagrams, Instant::now() + far, None) => if !more? {
                    answers.sink.finish().await;
                    return Ok(outcome);
                }
            }
        }
    }
    let spoken = Instant::now();
    while answers.wait(&datagrams, spoken, Some(mouth.sent)).await? {}
    answers.sink.finish().await;
    (outcome.messages, outcome.sent) = (mouth.sent, moved.sent.load(Ordering::Relaxed));
    (outcome.received, outcome.lost) = (answers.bytes, answers.missing(Some(mouth.sent)));
    Ok(outcome)
}

struct Mouth<'a> {
    config: &'a Config,
    datagrams: &'a Datagrams,
    peer: &'a Peer,
    sent: u64,
    moved: &'a Moved,
}

impl Mouth<'_> {
    async fn speak(&mut self) -> Result<(), Error> {
        match (self.config.input.open()?, self.config.shape) {
            (Source::Bytes(bytes), Shape::Pieces { size, bundle }) => {
                self.pieces(&bytes, size, bundle).await
            }
            (Source::Reader(mut reader), Shape::Pieces { size, bundle }) => {
                self.read_pieces(&mut reader, size, bundle).await
            }
            (Source::Bytes(bytes), Shape::Lines { end, every }) => {
                let mut lines = Lines::new(LONGEST_LINE);
                lines.push(&bytes);
                self.lines(&mut lines, end, every, true).await
            }
            (Source::Reader(mut reader), Shape::Lines { end, every }) => {
                self.read_lines(&mut reader, end, every).await
            }
            (_, Shape::Whole | Shape::Repeated { .. }) => Ok(()),
        }
    }

    async fn read_lines(
        &mut self,
        reader: &mut Reader,
        end: LineEnd,
        every: Option<Duration>,
    ) -> Result<(), Error> {
        let mut lines = Lines::new(LONGEST_LINE);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = self.read(reader, &mut buffer).await?;
            lines.push(&buffer[..count]);
            self.lines(&mut lines, end, every, count == 0).await?;
            if count == 0 {
                return Ok(());
            }
        }
    }

    /// Sends the lines that are whole, and at the end the rest.
    async fn lines(
        &mut self,
        lines: &mut Lines,
        end: LineEnd,
        every: Option<Duration>,
        ended: bool,
    ) -> Result<(), Error> {
        let mut waiting = Vec::new();
        loop {
            let line = lines
                .pop()
                .or_else(|| if ended { lines.finish() } else { None });
            let none_left = line.is_none();
            waiting.extend(line.map(|mut line| {
                line.extend_from_slice(end.bytes());
                line
            }));
            if !waiting.is_empty() && (none_left || every.is_some() || waiting.len() == AT_ONCE) {
                self.send_each(&waiting.iter().map(Vec::as_slice).collect::<Vec<_>>())
                    .await?;
                waiting.clear();
                if let Some(every) = every {
                    tokio::time::sleep(every).await;
                }
            }
            if none_left {
                return Ok(());
            }
        }
    }

    async fn read_pieces(
        &mut self,
        reader: &mut Reader,
        size: usize,
        bundle: bool,
    ) -> Result<(), Error> {
        // Whole bundles, so that no read ends in a small one: it would cost as much as a full one.
        let whole_bundle = size * self.at_once(size, bundle);
        let mut buffer = vec![0; (READ / whole_bundle).max(1) * whole_bundle];
        let mut filled = 0;
        loop {
            let count = self.read(reader, &mut buffer[filled..]).await?;
            filled += count;
            let whole = if count == 0 {
                filled
            } else {
                filled / size * size
            };
            if whole > 0 {
                self.pieces(&buffer[..whole], size, bundle).await?;
                buffer.copy_within(whole..filled, 0);
                filled -= whole;
            }
            if count == 0 {
                return Ok(());
            }
        }
    }

    /// How many pieces the kernel takes as one.
    fn at_once(&self, size: usize, bundle: bool) -> usize {
        if bundle {
            self.datagrams.bundle(size)
        } else {
            1
        }
    }

    async fn pieces(&mut self, bytes: &[u8], size: usize, bundle: bool) -> Result<(), Error> {
        let at_once = self.at_once(size, bundle);
        if at_once > 1 {
            for piece in bytes.chunks(size * at_once) {
                match self.datagrams.send_bundle(self.peer, piece, size).await {
                    Ok(true) => self.count(piece.len().div_ceil(size), piece.len()),
                    Ok(false) => {
                        self.send_each(&piece.chunks(size).collect::<Vec<_>>())
                            .await?;
                    }
                    Err(error) => return Err(failed(self.config, &error)),
                }
            }
            return Ok(());
        }
        for some in bytes.chunks(size * AT_ONCE) {
            self.send_each(&some.chunks(size).collect::<Vec<_>>())
                .await?;
        }
        Ok(())
    }

    async fn send_each(&mut self, datagrams: &[&[u8]]) -> Result<(), Error> {
        self.datagrams
            .send_each(self.peer, datagrams)
            .await
            .map_err(|error| failed(self.config, &error))?;
        let bytes = datagrams.iter().map(|datagram| datagram.len()).sum();
        self.count(datagrams.len(), bytes);
        Ok(())
    }

    fn count(&mut self, datagrams: usize, bytes: usize) {
        self.sent += datagrams as u64;
        self.moved.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    async fn read(&self, reader: &mut Reader, buffer: &mut [u8]) -> Result<usize, Error> {
        let failed = |error: io::Error| {
            Error::new(
                "read",
                self.config.input.name(),
                Kind::Local,
                error.to_string(),
            )
        };
        reader.read(buffer).await.map_err(failed)
    }
}
