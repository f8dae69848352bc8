//! When and what a fixed reply or an echo answers on one stream.

use crate::listen::config::Reply;
use crate::pump::Broken;
use hullo_net::Writer;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) received: AtomicU64,
    pub(crate) sent: AtomicU64,
}

/// When and what a fixed reply or an echo answers on one stream.
pub(crate) struct Answer<'a> {
    pub(crate) reply: &'a Reply,
    /// Something came that has no answer yet.
    pub(crate) due: bool,
    /// The bytes that came last did not end a line.
    pub(crate) open_line: bool,
    pub(crate) is_given: bool,
}

impl<'a> Answer<'a> {
    pub(crate) fn to(reply: &'a Reply) -> Answer<'a> {
        Answer {
            reply,
            due: false,
            open_line: false,
            is_given: false,
        }
    }

    /// Whether a pause would bring the answer.
    pub(crate) fn waits(&self) -> bool {
        match self.reply {
            Reply::Once(_) => self.due && !self.is_given,
            Reply::Each(_) => self.open_line,
            _ => false,
        }
    }

    pub(crate) async fn hear(
        &mut self,
        bytes: &[u8],
        writer: &mut Option<&mut Writer>,
        counts: &Counts,
    ) -> Result<(), Broken> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.due = true;
        match self.reply {
            Reply::Echo => write(writer, bytes, counts).await,
            Reply::Each(text) => {
                self.open_line = !bytes.ends_with(b"\n");
                for _ in bytes.iter().filter(|byte| **byte == b'\n') {
                    write(writer, text, counts).await?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The sender pauses.
    pub(crate) async fn pause(
        &mut self,
        writer: &mut Option<&mut Writer>,
        counts: &Counts,
    ) -> Result<(), Broken> {
        match self.reply {
            Reply::Once(_) if self.due => {
                self.give(writer, counts).await?;
                if let Some(writer) = writer {
                    writer.finish().await.map_err(Broken::Writing)?;
                }
                Ok(())
            }
            Reply::Each(text) if self.open_line => {
                self.open_line = false;
                write(writer, text, counts).await
            }
            _ => Ok(()),
        }
    }

    /// The sender has ended its side, or no more is wanted. Who said nothing is answered too by a fixed reply.
    pub(crate) async fn end(
        &mut self,
        writer: &mut Option<&mut Writer>,
        counts: &Counts,
    ) -> Result<(), Broken> {
        match self.reply {
            Reply::Once(_) if !self.is_given => self.give(writer, counts).await,
            Reply::Each(_) => self.pause(writer, counts).await,
            _ => Ok(()),
        }
    }

    async fn give(
        &mut self,
        writer: &mut Option<&mut Writer>,
        counts: &Counts,
    ) -> Result<(), Broken> {
        self.is_given = true;
        match self.reply {
            Reply::Once(text) => write(writer, text, counts).await,
            _ => Ok(()),
        }
    }
}

async fn write(
    writer: &mut Option<&mut Writer>,
    bytes: &[u8],
    counts: &Counts,
) -> Result<(), Broken> {
    let Some(writer) = writer else { return Ok(()) };
    writer.write_all(bytes).await.map_err(Broken::Writing)?;
    counts.sent.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    Ok(())
}
