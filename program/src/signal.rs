//! Being asked to stop: Ctrl-C and SIGTERM.

use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

/// Waits until the user, or the system, asks us to stop.
pub(crate) async fn asked_to_stop() {
    match (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        }
        // Without a handler the signal ends the process by itself.
        _ => std::future::pending().await,
    }
}

/// As [`asked_to_stop`], or when `limit` has passed.
pub(crate) async fn asked_to_stop_or_after(limit: Option<Duration>) {
    match limit {
        // The user set the limit, and it is kept whether or not a signal comes.
        Some(limit) => drop(timeout(limit, asked_to_stop()).await),
        None => asked_to_stop().await,
    }
}
