//! Lines as frames: what the desk printed goes out a line a frame, what comes in a frame is one line.

use crate::desk::client::Client;
use crate::desk::port::Port;
use crate::http::websocket::Dress;
use futures_util::{Sink, Stream};
use hullo_wire::irc::MOST_CLIENT_LINE;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

/// A longer frame, or message of several frames, ends the connection. One a little too long is IRC's to complain of.
const MOST_MESSAGE: usize = 2 * MOST_CLIENT_LINE;

/// Frames gather to so many bytes before they are written; what waits further stays in the client's queue, and counts.
const GATHERED: usize = 8 << 10;

/// No more than this can ever be gathered: a frame of each kind on top.
const MOST_GATHERED: usize = 1 << 16;

/// What a read of the connection takes at once.
const READ: usize = 4 << 10;

/// Frames without a line that are looked at in one turn: pings, pongs, the pieces' seams.
const EMPTY_FRAMES: usize = 16;

/// How long a client that broke the rules may take to be told.
const LAST_WORD: Duration = Duration::from_secs(1);

/// One WebSocket.
pub(crate) struct Frames {
    stream: WebSocketStream<TokioIo<Upgraded>>,
    dress: Dress,
    /// Something was given to the stream that may not have gone out.
    unflushed: bool,
    /// Why the client is not heard any more.
    broken: Option<CloseCode>,
}

impl Frames {
    pub(crate) async fn new(upgraded: Upgraded, dress: Dress) -> Frames {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ)
            .write_buffer_size(GATHERED)
            .max_write_buffer_size(MOST_GATHERED)
            .max_message_size(Some(MOST_MESSAGE))
            .max_frame_size(Some(MOST_MESSAGE));
        let io = TokioIo::new(upgraded);
        Frames {
            stream: WebSocketStream::from_raw_socket(io, Role::Server, Some(config)).await,
            dress,
            unflushed: false,
            broken: None,
        }
    }

    /// Tells a client that broke the rules which, if it reads at once.
    pub(crate) async fn say_why(mut self) {
        if let Some(code) = self.broken {
            let reason = "".into();
            let close = self.stream.close(Some(CloseFrame { code, reason }));
            // Whoever does not read it goes without.
            let _ = timeout(LAST_WORD, close).await;
        }
    }

    fn frame(&self, line: &[u8]) -> Message {
        match self.dress {
            Dress::Binary => Message::binary(line.to_vec()),
            Dress::Text => Message::text(&*String::from_utf8_lossy(line)),
        }
    }
}

impl Port for Frames {
    fn poll_send(&mut self, client: &mut Client, cx: &mut Context<'_>) -> io::Result<()> {
        let mut sent = 0;
        while let Some(end) = memchr(&client.backlog[sent..]) {
            match Pin::new(&mut self.stream).poll_ready(cx) {
                Poll::Ready(ready) => ready.map_err(io::Error::other)?,
                Poll::Pending => break,
            }
            let line = client.backlog[sent..sent + end].trim_ascii_end();
            if !line.is_empty() {
                let frame = self.frame(line);
                let stream = Pin::new(&mut self.stream);
                stream.start_send(frame).map_err(io::Error::other)?;
                self.unflushed = true;
            }
            sent += end + 1;
        }
        client.backlog.drain(..sent);
        if sent > 0 && client.backlog.is_empty() {
            client.backlog = Vec::new();
        }
        if self.unflushed
            && let Poll::Ready(flushed) = Pin::new(&mut self.stream).poll_flush(cx)
        {
            flushed.map_err(io::Error::other)?;
            self.unflushed = false;
        }
        Ok(())
    }

    fn poll_read(&mut self, cx: &mut Context<'_>, into: &mut [u8]) -> Poll<io::Result<usize>> {
        for _ in 0..EMPTY_FRAMES {
            let message = match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
                None => return Poll::Ready(Ok(0)),
                Some(Ok(message)) => message,
                Some(Err(error)) => {
                    self.broken = match &error {
                        Error::Capacity(_) => Some(CloseCode::Size),
                        Error::Utf8(_) => Some(CloseCode::Invalid),
                        Error::Protocol(_) => Some(CloseCode::Protocol),
                        _ => None,
                    };
                    return Poll::Ready(Err(io::Error::other(error)));
                }
            };
            let line: &[u8] = match &message {
                Message::Text(text) => text.as_bytes(),
                Message::Binary(bytes) => bytes,
                _ => continue,
            };
            return Poll::Ready(Ok(put_line(line, into)));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    fn poll_finish(&mut self, _: &mut Client, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream)
            .poll_close(cx)
            .map_err(io::Error::other)
    }
}

fn memchr(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'\n')
}

/// A frame's content as one line with its end, and its length. A line break at its end is allowed for; what would break
/// the line elsewhere becomes a space.
fn put_line(content: &[u8], into: &mut [u8]) -> usize {
    let breaks = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let end = content.iter().rposition(|byte| !breaks(byte));
    let length = end.map_or(0, |at| at + 1).min(into.len() - 1);
    for (to, from) in into.iter_mut().zip(&content[..length]) {
        *to = match from {
            b'\r' | b'\n' => b' ',
            byte => *byte,
        };
    }
    into[length] = b'\n';
    length + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_one_line_whatever_stands_in_it() {
        let cases: [(&[u8], &[u8]); 5] = [
            (b"NICK a", b"NICK a\n"),
            (b"NICK a\r\n", b"NICK a\n"),
            (b"PRIVMSG #a :x\r\nQUIT", b"PRIVMSG #a :x  QUIT\n"),
            (b"\n", b"\n"),
            (b"", b"\n"),
        ];
        for (content, expected) in cases {
            let mut into = [0; 64];
            let length = put_line(content, &mut into);
            assert_eq!(&into[..length], expected);
        }
    }
}
