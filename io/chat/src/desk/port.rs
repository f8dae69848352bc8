//! Where one client's bytes come from and go to, as its task sees it.

use crate::desk::client::Client;
use hullo_net::Reader;
use std::io;
use std::task::{Context, Poll};

/// Where one client's bytes come from and go to.
pub(crate) trait Port {
    /// Sends what waits for the client, as far as it takes it. Whoever cannot send everything is woken when more fits.
    fn poll_send(&mut self, client: &mut Client, cx: &mut Context<'_>) -> io::Result<()>;

    /// Reads what is there; 0 is the end.
    fn poll_read(&mut self, cx: &mut Context<'_>, into: &mut [u8]) -> Poll<io::Result<usize>>;

    /// Says that nothing more comes from us.
    fn poll_finish(&mut self, client: &mut Client, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
}

/// A plain socket or TLS: the desk has its writing half, to write to at once.
impl Port for Reader {
    fn poll_send(&mut self, client: &mut Client, cx: &mut Context<'_>) -> io::Result<()> {
        let Some(writer) = &mut client.writer else {
            return Ok(());
        };
        let mut sent = 0;
        while sent < client.backlog.len() {
            match writer.poll_write(cx, &client.backlog[sent..]) {
                Poll::Pending => break,
                Poll::Ready(written) => match written? {
                    0 => return Err(io::ErrorKind::WriteZero.into()),
                    written => sent += written,
                },
            }
        }
        client.backlog.drain(..sent);
        if client.backlog.is_empty() {
            if sent > 0 {
                client.backlog = Vec::new();
            }
            if let Poll::Ready(flushed) = writer.poll_flush(cx) {
                flushed?;
            }
        }
        Ok(())
    }

    fn poll_read(&mut self, cx: &mut Context<'_>, into: &mut [u8]) -> Poll<io::Result<usize>> {
        Reader::poll_read(self, cx, into)
    }

    fn poll_finish(&mut self, client: &mut Client, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut client.writer {
            Some(writer) => writer.poll_finish(cx),
            None => Poll::Ready(Ok(())),
        }
    }
}
