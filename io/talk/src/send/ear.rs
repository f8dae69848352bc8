//! Hears the answer over a stream to its end (a close, a silence, a number of lines) and passes it on.

use crate::output::Events;
use crate::pump::{self, Broken};
use crate::send::config::Config;
use crate::send::progress::Progress;
use crate::sink::{Sink, quiet_end, stdout_failed};
use hullo_net::{Error, Kind, Peer, Reader};
use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{Instant, timeout};

#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) first: Option<Instant>,
    pub(crate) last: Option<Instant>,
}

/// Hears the answer and passes it on.
pub(crate) struct Ear<'a> {
    pub(crate) config: &'a Config,
    pub(crate) number: u64,
    pub(crate) events: &'a Events,
    pub(crate) peer: Peer,
    pub(crate) progress: &'a Progress<'a>,
    pub(crate) heard: Heard,
}

impl Ear<'_> {
    pub(crate) async fn hear(&mut self, reader: &mut Reader) -> Result<(), Error> {
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
                .moved
                .received
                .fetch_add(count as u64, Ordering::Relaxed);
            let (bytes, whole) = up_to_lines(&buffer[..count], &mut lines_left);
            if !sink.put(bytes, u64::MAX).await.map_err(stdout_failed)?.open || whole {
                break;
            }
            if let (Sink::Bytes(stdout), None, None) = (&mut sink, until.quiet, until.lines) {
                // From here on nothing has to be looked at.
                let copied = pump::copy(reader, stdout, &[&self.progress.moved.received]).await;
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
