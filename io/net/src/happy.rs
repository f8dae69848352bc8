//! Happy eyeballs (RFC 8305 §5): addresses are tried in turn, the next 250 ms after the last or as soon as it fails,
//! and the first connection made is taken.

use crate::options::Options;
use crate::socket;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;

/// "Connection Attempt Delay" of RFC 8305 §8.
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// Connects to the first of `addresses` that answers; the error is that of the address tried first.
pub(crate) async fn connect(addresses: &[SocketAddr], options: &Options) -> io::Result<TcpStream> {
    let fitting = |address: &&SocketAddr| {
        // A source of one family leaves out destinations of the other, where any is left.
        let source = options.source.and_then(|source| source.ip);
        source.is_none_or(|ip| ip.is_ipv4() == address.is_ipv4())
    };
    let mut rest: Vec<SocketAddr> = addresses.iter().filter(fitting).copied().collect();
    if rest.is_empty() {
        rest = addresses.to_vec();
    }
    if let [only] = rest[..] {
        return attempt(only, options)?.await;
    }
    let mut rest = rest.into_iter().peekable();
    let mut attempts = JoinSet::new();
    let mut first_error = None;
    loop {
        if let Some(next) = rest.next() {
            match attempt(next, options) {
                Ok(attempt) => {
                    attempts.spawn(attempt);
                }
                Err(error) => {
                    first_error.get_or_insert(error);
                    continue;
                }
            }
        }
        let more = rest.peek().is_some();
        tokio::select! {
            joined = attempts.join_next() => match joined {
                Some(Ok(Ok(stream))) => return Ok(stream),
                Some(Ok(Err(error))) => {
                    first_error.get_or_insert(error);
                }
                Some(Err(panic)) => return Err(io::Error::other(panic)),
                None => {
                    if !more {
                        return Err(first_error.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into()));
                    }
                }
            },
            () = tokio::time::sleep(ATTEMPT_DELAY), if more => {}
        }
    }
}

fn attempt(
    to: SocketAddr,
    options: &Options,
) -> io::Result<impl Future<Output = io::Result<TcpStream>> + Send + 'static> {
    let socket = TcpSocket::from_std_stream(socket::tcp_to(to, options)?.into());
    Ok(socket.connect(to))
}
