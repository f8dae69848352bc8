//! One exchange over a stream: say the message, half-close, and hear the answer to its end. Both at the same time, since
//! a peer may answer before it has heard everything, and may not read on until its answer is read.
//!
//!     input ──speak──► peer          half-close after the input
//!     peer  ──hear───► output        until close | quiet | N lines

use crate::input::Source;
use crate::output::{Events, LONGEST_LINE};
use crate::pump::{self, Broken};
use crate::send::{Config, Outcome, Shape, Timing, open};
use crate::sink::{Sink, quiet_end};
use hullo_net::{Error, Kind, Peer, Reader, Writer};
use hullo_wire::line::{LineEnd, Lines};
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

/// How long a peer that broke off while we spoke may take to finish its answer.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Makes the connection and has the exchange, the answer's events under this number.
pub(crate) async fn run(config: &Config, number: u64, events: &Events) -> Result<Outcome, Error> {
    let opened = open(config, events).await?;
    let probe = opened.stream.probe();
    let peer = opened.stream.peer.clone();
    let mut timing = Timing {
        lookup: opened.lookup,
        connect: opened.connect,
        tls: opened.tls,
        ..Timing::default()
    };
    let (mut reader, mut writer) = opened.stream.split();
    let progress = Progress::default();

    let mut ear = Ear {
        config,
        number,
        events,
        peer,
        progress: &progress,
        heard: Heard::default(),
    };
    let heard = {
        let speaking = async {
            let spoken = speak(config, &mut writer, &progress).await;
            let _ = progress.spoken.set(Instant::now());
            progress.wake.notify_one();
            spoken
        };
        let hearing = ear.hear(&mut reader);
        both(config, speaking, hearing).await
    };
    timing.tcp = probe.and_then(|probe| probe.ask().ok());
    if let Some(spoken) = progress.spoken.get() {
        let since = |at: Instant| at.saturating_duration_since(*spoken);
        timing.first_byte = ear.heard.first.map(since);
        timing.last_byte = ear.heard.last.map(since);
    }
    heard?;
    Ok(Outcome {
        sent: progress.sent.load(Ordering::Relaxed),
        received: progress.received.load(Ordering::Relaxed),
        messages: 1,
        timing,
        ..Outcome::default()
    })
}

/// What both directions know of each other.
#[derive(Debug, Default)]
struct Progress {
    sent: AtomicU64,
    received: AtomicU64,
    /// When the whole input had been said.
    spoken: OnceLock<Instant>,
    wake: Notify,
}

async fn both(
    config: &Config,
    speaking: impl Future<Output = Result<(), Error>>,
    hearing: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    tokio::pin!(speaking, hearing);
    tokio::select! {
        spoken = &mut speaking => match spoken {
            Ok(()) => hearing.await,
            Err(error) if error.kind == Kind::Closed => {
                // The answer may say why the peer would hear no more.
                let _ = timeout(LAST_WORDS, hearing).await;
                Err(error)
            }
            Err(error) => Err(error),
        },
        heard = &mut hearing => {
            heard?;
            match config.until.nothing || config.until.lines.is_some() {
                true => Ok(()),
                // The peer has ended its side and may still hear ours.
                false => speaking.await,
            }
        }
    }
}

async fn speak(config: &Config, writer: &mut Writer, progress: &Progress) -> Result<(), Error> {
    let failed = |broken: Broken| match broken {
        Broken::Reading(error) => Error::system("read", config.input.name(), &error),
        Broken::Writing(error) => Error::system("send all to", &config.address, &error),
    };
    match (config.input.open()?, config.shape) {
        (Source::Bytes(bytes), Shape::Lines { end, .. }) => {
            let bytes = hullo_wire::line::end_lines(&bytes, end);
            writer
                .write_all(&bytes)
                .await
                .map_err(|error| failed(Broken::Writing(error)))?;
            progress
                .sent
                .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        (Source::Bytes(bytes), _) => {
            writer
                .write_all(&bytes)
                .await
                .map_err(|error| failed(Broken::Writing(error)))?;
            progress
                .sent
                .fetch_add(bytes.len() as u64, Ordering::Relaxed);
        }
        (Source::Reader(mut reader), Shape::Lines { end, every }) => {
            speak_lines(&mut reader, writer, end, every, progress)
                .await
                .map_err(failed)?;
        }
        (Source::Reader(mut reader), _) => {
            pump::copy(&mut reader, writer, &[&progress.sent])
                .await
                .map_err(failed)?;
        }
    }
    if !config.keep_open {
        writer
            .finish()
            .await
            .map_err(|error| failed(Broken::Writing(error)))?;
    }
    Ok(())
}

async fn speak_lines(
    reader: &mut Reader,
    writer: &mut Writer,
    end: LineEnd,
    every: Option<Duration>,
    progress: &Progress,
) -> Result<(), Broken> {
    let mut lines = Lines::new(LONGEST_LINE);
    let mut buffer = vec![0; 16 * 1024];
    let mut ended = false;
    while !ended {
        let count = reader.read(&mut buffer).await.map_err(Broken::Reading)?;
        ended = count == 0;
        lines.push(&buffer[..count]);
        while let Some(mut line) = lines
            .pop()
            .or_else(|| if ended { lines.finish() } else { None })
        {
            line.extend_from_slice(end.bytes());
            writer.write_all(&line).await.map_err(Broken::Writing)?;
            progress
                .sent
                .fetch_add(line.len() as u64, Ordering::Relaxed);
            if let Some(every) = every {
                tokio::time::sleep(every).await;
            }
        }
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Heard {
    first: Option<Instant>,
    last: Option<Instant>,
}

/// Hears the answer and passes it on.
struct Ear<'a> {
    config: &'a Config,
    number: u64,
    events: &'a Events,
    peer: Peer,
    progress: &'a Progress,
    heard: Heard,
}

impl Ear<'_> {
    async fn hear(&mut self, reader: &mut Reader) -> Result<(), Error> {
        let until = self.config.until;
        if until.nothing {
            return self.wait_until_spoken_and_drain(reader).await;
        }
        let mut sink = Sink::open(&self.config.output, self.number, &self.peer, self.events)
            .map_err(stdout_failed)?;
        let mut lines_left = until.lines;
        let mut buffer = vec![0; 16 * 1024];
        loop {
            let count = match self.read(reader, &mut buffer).await? {
                Read::Bytes(count) => count,
                Read::Quiet => break,
                Read::Ended => {
                    if let Some(missing) = lines_left {
                        let wanted = until.lines.unwrap_or(0);
                        let why = format!("it closed after {} of {wanted} lines", wanted - missing);
                        return Err(Error::new(
                            "hear all from",
                            &self.config.address,
                            Kind::Closed,
                            why,
                        ));
                    }
                    break;
                }
            };
            let now = Instant::now();
            self.heard.first.get_or_insert(now);
            self.heard.last = Some(now);
            self.progress
                .received
                .fetch_add(count as u64, Ordering::Relaxed);
            let (bytes, whole) = up_to_lines(&buffer[..count], &mut lines_left);
            if !sink.put(bytes, u64::MAX).await.map_err(stdout_failed)?.open || whole {
                break;
            }
            if let (Sink::Bytes(stdout), None, None) = (&mut sink, until.quiet, until.lines) {
                // From here on nothing has to be looked at.
                let copied = pump::copy(reader, stdout, &[&self.progress.received]).await;
                self.heard.last = Some(Instant::now());
                match copied {
                    Err(Broken::Reading(error)) => return Err(self.failed(&error)),
                    Err(Broken::Writing(error)) => return quiet_end(error).map_err(stdout_failed),
                    Ok(()) => break,
                }
            }
        }
        sink.finish().await;
        Ok(())
    }

    fn failed(&self, error: &io::Error) -> Error {
        Error::system("hear all from", &self.config.address, error)
    }

    async fn read(&self, reader: &mut Reader, buffer: &mut [u8]) -> Result<Read, Error> {
        let Some(quiet) = self.config.until.quiet else {
            let count = reader
                .read(buffer)
                .await
                .map_err(|error| self.failed(&error))?;
            return Ok(if count == 0 {
                Read::Ended
            } else {
                Read::Bytes(count)
            });
        };
        loop {
            let Some(spoken) = self.progress.spoken.get() else {
                // The silence is counted from the end of the input; until then only bytes or the end can come.
                tokio::select! {
                    count = reader.read(buffer) => {
                        let count = count.map_err(|error| self.failed(&error))?;
                        return Ok(if count == 0 { Read::Ended } else { Read::Bytes(count) });
                    }
                    () = self.progress.wake.notified() => continue,
                }
            };
            let from = self.heard.last.map_or(*spoken, |last| last.max(*spoken));
            return match tokio::time::timeout_at(from + quiet, reader.read(buffer)).await {
                Ok(count) => {
                    let count = count.map_err(|error| self.failed(&error))?;
                    Ok(if count == 0 {
                        Read::Ended
                    } else {
                        Read::Bytes(count)
                    })
                }
                Err(_) if self.heard.last.is_none() => {
                    let why = format!("no answer within {quiet:?}");
                    Err(Error::new(
                        "hear from",
                        &self.config.address,
                        Kind::TimedOut,
                        why,
                    ))
                }
                Err(_) => Ok(Read::Quiet),
            };
        }
    }

    /// Nothing is expected, but what comes unasked has to be read: closing over unread bytes resets the connection
    /// (RFC 2525 §2.17), and the peer could lose what we said.
    async fn wait_until_spoken_and_drain(&self, reader: &mut Reader) -> Result<(), Error> {
        let mut buffer = vec![0; 16 * 1024];
        while self.progress.spoken.get().is_none() {
            tokio::select! {
                count = reader.read(&mut buffer) => {
                    if count.map_err(|error| self.failed(&error))? == 0 {
                        self.progress.wake.notified().await;
                    }
                }
                () = self.progress.wake.notified() => {}
            }
        }
        while let Ok(Ok(1..)) = timeout(Duration::ZERO, reader.read(&mut buffer)).await {}
        Ok(())
    }
}

fn stdout_failed(error: io::Error) -> Error {
    Error::new(
        "write to",
        "standard output",
        Kind::Local,
        error.to_string(),
    )
}

enum Read {
    Bytes(usize),
    Quiet,
    Ended,
}

/// The bytes up to the last wanted line's end, and whether that was reached.
fn up_to_lines<'a>(bytes: &'a [u8], left: &mut Option<u64>) -> (&'a [u8], bool) {
    let Some(left) = left else {
        return (bytes, false);
    };
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        *left -= 1;
        if *left == 0 {
            return (&bytes[..=at], true);
        }
    }
    (bytes, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_behind_the_last_wanted_line_are_left_out() {
        let mut left = Some(2);
        assert_eq!(up_to_lines(b"a\nb", &mut left), (&b"a\nb"[..], false));
        assert_eq!(up_to_lines(b"c\nd\n", &mut left), (&b"c\n"[..], true));
        assert_eq!(up_to_lines(b"x\ny\n", &mut None), (&b"x\ny\n"[..], false));
    }
}
