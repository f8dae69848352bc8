//! A connection's two halves as one stream, with the bytes in front that were read before anybody knew what it speaks.

use hullo_net::{Reader, Writer};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection's two halves as one stream.
pub(crate) struct Conduit {
    reader: Reader,
    writer: Writer,
    first: Vec<u8>,
    /// How much of `first` was read.
    read: usize,
    /// Bytes that went either way.
    moved: Arc<AtomicU64>,
}

impl Conduit {
    /// `first` has been read of `reader` already.
    pub(crate) fn new(reader: Reader, writer: Writer, first: Vec<u8>) -> Conduit {
        Conduit {
            reader,
            writer,
            first,
            read: 0,
            moved: Arc::default(),
        }
    }

    /// Whether the first bytes are these, behind blank lines.
    pub(crate) fn begins_with(&self, start: &[u8]) -> bool {
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let blank = self.first.iter().take_while(|byte| is_end(byte)).count();
        self.first[blank..].starts_with(start)
    }

    /// How many bytes have moved, for as long as anybody wants to know.
    pub(crate) fn moved(&self) -> Arc<AtomicU64> {
        self.moved.clone()
    }
}

impl AsyncRead for Conduit {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let left = &this.first[this.read..];
        if !left.is_empty() {
            let count = left.len().min(into.remaining());
            into.put_slice(&left[..count]);
            this.read += count;
            if this.read == this.first.len() {
                this.first = Vec::new();
                this.read = 0;
            }
            return Poll::Ready(Ok(()));
        }
        let read = ready!(this.reader.poll_read(cx, into.initialize_unfilled()))?;
        into.advance(read);
        this.moved.fetch_add(read as u64, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Conduit {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = ready!(this.writer.poll_write(cx, bytes))?;
        this.moved.fetch_add(written as u64, Ordering::Relaxed);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().writer.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.get_mut().writer.poll_finish(cx)
    }
}
