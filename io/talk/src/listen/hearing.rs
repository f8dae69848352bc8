//! Hears one connection to its end: bytes, pauses, a silence that is too long, the end, a reset. What comes goes to the
//! output; a fixed reply or an echo goes back, before it, since whoever waits for it is further away than our own screen.

use crate::listen::answer::{Answer, Counts};
use crate::listen::config::Reply;
use crate::listen::hall::Hall;
use crate::output::PAUSE;
use crate::pump::Broken;
use crate::sink::Sink;
use hullo_net::{Reader, Writer};
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// After our reply and our end, how long a peer that goes on speaking is still heard, so that it is not reset.
const DRAIN: Duration = Duration::from_secs(5);

/// One connection being heard.
pub(crate) struct Hearing<'a> {
    sink: Sink<'a>,
    answer: Answer<'a>,
    number: u64,
    hall: &'a Hall,
    counts: &'a Counts,
    /// No more messages are wanted after those that came: the gate closes when this connection has had its answer.
    enough: bool,
}

/// What came of waiting for bytes.
enum Read {
    Bytes(usize),
    End,
    Broken(io::Error),
    Late,
}

impl<'a> Hearing<'a> {
    /// `writer` is ours to answer by; where somebody else speaks on this connection, it is `None`.
    pub(crate) fn new(
        sink: Sink<'a>,
        writer: Option<&'a mut Writer>,
        number: u64,
        hall: &'a Hall,
        counts: &'a Counts,
    ) -> Hearing<'a> {
        Hearing {
            sink,
            answer: Answer::new(&hall.config.reply, writer, counts),
            number,
            hall,
            counts,
            enough: false,
        }
    }

    /// Hears to the end, and closes the gate where that was enough.
    pub(crate) async fn run(mut self, reader: &mut Reader) -> Result<(), Broken> {
        let ended = self.hear(reader).await;
        if self.enough {
            self.hall.gate.close();
        }
        ended
    }

    async fn hear(&mut self, reader: &mut Reader) -> Result<(), Broken> {
        let mut buffer = vec![0; 16 * 1024];
        let mut last = Instant::now();
        loop {
            let waits = self.sink.waits() || self.answer.waits();
            let pause = waits.then(|| Instant::now() + PAUSE);
            let silence = self.longest_silence().map(|longest| last + longest);
            let limit = pause.into_iter().chain(silence).min();
            match read(reader, &mut buffer, limit).await {
                Read::Bytes(count) => {
                    last = Instant::now();
                    if !self.heard(&buffer[..count]).await? {
                        return Ok(());
                    }
                }
                Read::End => return self.ended().await,
                Read::Broken(error) => return self.broken(error).await,
                Read::Late if pause.is_some() => self.paused().await?,
                // What the answered peer still had to say is not waited for any longer.
                Read::Late if self.answer.is_given() => return Ok(()),
                Read::Late => {
                    let why = "nothing came (--idle-timeout)";
                    return Err(Broken::Reading(io::Error::new(
                        io::ErrorKind::TimedOut,
                        why,
                    )));
                }
            }
            if self.enough && !self.answer.is_given() {
                self.answer.end().await?;
            }
        }
    }

    fn longest_silence(&self) -> Option<Duration> {
        match self.answer.is_given() {
            true => Some(DRAIN),
            false => self.hall.config.idle,
        }
    }

    /// False when nobody reads our output any more.
    async fn heard(&mut self, bytes: &[u8]) -> Result<bool, Broken> {
        let count = bytes.len() as u64;
        self.counts.received.fetch_add(count, Ordering::Relaxed);
        self.hall.gate.received(count);
        self.answer.hear(bytes).await?;
        if let Reply::Others = self.hall.config.reply {
            // Nobody else being there is no error.
            let _ = self.hall.crowd.send((self.number, bytes.into()));
        }
        let wanted = self.hall.gate.wanted();
        let put = self.sink.put(bytes, wanted).await;
        let put = put.map_err(Broken::Writing)?;
        self.enough |= !self.hall.gate.messages(put.messages) || !put.open;
        Ok(put.open)
    }

    async fn paused(&mut self) -> Result<(), Broken> {
        let shown = u64::from(self.sink.pause().await);
        self.enough |= !self.hall.gate.messages(shown);
        self.answer.pause().await
    }

    async fn ended(&mut self) -> Result<(), Broken> {
        self.show_rest().await;
        self.answer.end().await
    }

    async fn broken(&mut self, error: io::Error) -> Result<(), Broken> {
        self.show_rest().await;
        // Ncat ends its side of TLS by TCP alone, and waits for the answer.
        if error.kind() == io::ErrorKind::UnexpectedEof {
            self.answer.end().await?;
        }
        Err(Broken::Reading(error))
    }

    /// Shows what stands without a line end.
    async fn show_rest(&mut self) {
        let shown = u64::from(self.sink.finish().await);
        self.enough |= !self.hall.gate.messages(shown);
    }
}

async fn read(reader: &mut Reader, buffer: &mut [u8], limit: Option<Instant>) -> Read {
    let done = match limit {
        None => reader.read(buffer).await,
        Some(limit) => match timeout_at(limit, reader.read(buffer)).await {
            Ok(done) => done,
            Err(_) => return Read::Late,
        },
    };
    match done {
        Ok(0) => Read::End,
        Ok(count) => Read::Bytes(count),
        Err(error) => Read::Broken(error),
    }
}
