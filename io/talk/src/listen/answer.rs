//! When and what a fixed reply or an echo answers on one stream, and when our side of it ends.
//!
//! | reply | answers | our side ends |
//! |---|---|---|
//! | once | at the sender's first pause, or at its end | with the answer |
//! | each | each line, and what a pause or the end leaves without a line end | with the sender's |
//! | echo | what came | with the sender's |
//! | nothing | never | with the sender's |

use crate::listen::config::Reply;
use crate::pump::Broken;
use hullo_net::Writer;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of one connection.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) received: AtomicU64,
    pub(crate) sent: AtomicU64,
}

/// The answering of one stream.
pub(crate) struct Answer<'a> {
    reply: &'a Reply,
    /// Somebody else speaks on this stream where there is none.
    writer: Option<&'a mut Writer>,
    counts: &'a Counts,
    /// Something came that has no answer yet.
    due: bool,
    /// The bytes that came last did not end a line.
    open_line: bool,
    /// Our side has ended.
    given: bool,
}

impl<'a> Answer<'a> {
    pub(crate) fn new(
        reply: &'a Reply,
        writer: Option<&'a mut Writer>,
        counts: &'a Counts,
    ) -> Answer<'a> {
        Answer {
            reply,
            writer,
            counts,
            due: false,
            open_line: false,
            given: false,
        }
    }

    /// Whether a pause would bring the answer.
    pub(crate) fn waits(&self) -> bool {
        match self.reply {
            Reply::Once(_) => self.due && !self.given,
            Reply::Each(_) => self.open_line && !self.given,
            _ => false,
        }
    }

    /// Whether all is said and our side has ended.
    pub(crate) fn is_given(&self) -> bool {
        self.given
    }

    /// Bytes came.
    pub(crate) async fn hear(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        if self.given {
            return Ok(());
        }
        self.due = true;
        match self.reply {
            Reply::Echo => self.write(bytes).await,
            Reply::Each(text) => {
                self.open_line = !bytes.ends_with(b"\n");
                for _ in bytes.iter().filter(|byte| **byte == b'\n') {
                    self.write(text).await?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The sender pauses.
    pub(crate) async fn pause(&mut self) -> Result<(), Broken> {
        match self.reply {
            Reply::Once(_) if self.due => self.end().await,
            Reply::Each(text) if self.open_line && !self.given => {
                self.open_line = false;
                self.write(text).await
            }
            _ => Ok(()),
        }
    }

    /// The sender has ended its side, or no more is wanted: the last answer, and our end. Who said nothing is answered
    /// too by a reply that is given once.
    pub(crate) async fn end(&mut self) -> Result<(), Broken> {
        if self.given {
            return Ok(());
        }
        match self.reply {
            Reply::Once(text) => self.write(text).await?,
            Reply::Each(text) if self.open_line => self.write(text).await?,
            _ => {}
        }
        self.given = true;
        match &mut self.writer {
            Some(writer) => writer.finish().await.map_err(Broken::Writing),
            None => Ok(()),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        writer.write_all(bytes).await.map_err(Broken::Writing)?;
        let sent = &self.counts.sent;
        sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }
}
