//! HTTP/1.1 on a connection whose first bytes asked for it: for the connection's whole life, or until it becomes a
//! WebSocket.
//!
//! ```text
//! first bytes, Reader, Writer → Conduit → hyper → routes → answer
//!                                           └ upgrade → websocket → desk
//! ```
//!
//! Promises: nothing of a request reaches a room but the texts of a POST, cleaned of all that could end a line; a
//! connection keeps its seat among those that the limits allow; whoever moves nothing is closed.

mod answer;
mod conduit;
mod credentials;
mod host;
mod metrics;
mod page;
mod percent;
mod post;
mod routes;
mod websocket;

pub(crate) use conduit::Conduit;
pub(crate) use metrics::Numbers;

use crate::seat::Seat;
use hullo_net::Peer;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use routes::Visit;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;

/// How long a request's head may take, from the end of the one before: also how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(15);

/// After so long without a byte either way the connection is closed.
const STILL: Duration = Duration::from_secs(30);

/// A head has at most so many headers and so many bytes; beyond that the answer is 431.
const HEADERS: usize = 64;
const HEAD_BYTES: usize = 16 << 10;

/// An empty SETTINGS frame, then GOAWAY with HTTP_1_1_REQUIRED (RFC 9113 §6.5, §6.8, §7).
const NO_HTTP2: &[u8] = b"\0\0\0\x04\0\0\0\0\0\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x0d";

/// Serves one connection to its end.
pub(crate) async fn serve(mut conduit: Conduit, local: Peer, seat: Seat) {
    if conduit.begins_with(b"PRI ") {
        // Whoever has gone meanwhile goes without an answer.
        let _ = conduit.write_all(NO_HTTP2).await;
        let _ = conduit.shutdown().await;
        return;
    }
    let moved = conduit.moved();
    let visit = Arc::new(Visit::new(seat.hub.clone(), seat.origin, local));
    let visited = visit.clone();
    let service = service_fn(move |request| visited.clone().answer(request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(HEADERS)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(conduit), service)
        .with_upgrades();
    {
        let mut connection = pin!(connection);
        tokio::select! {
            // Errors are the visitor's: hyper has answered where an answer is possible.
            _ = &mut connection => {}
            () = seat.hub.closing() => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    _ = &mut connection => {}
                    () = until_still(&moved) => {}
                }
            }
            () = until_still(&moved) => {}
        }
    }
    if let Some(upgrade) = visit.upgrade() {
        websocket::serve(upgrade, seat).await;
    }
}

/// Waits until no byte has moved for a while.
async fn until_still(moved: &AtomicU64) {
    let mut before = moved.load(Ordering::Relaxed);
    loop {
        tokio::time::sleep(STILL).await;
        let now = moved.load(Ordering::Relaxed);
        if now == before {
            return;
        }
        before = now;
    }
}
