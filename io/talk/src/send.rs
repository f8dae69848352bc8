//! send: say one thing, or a row of things, and pass on what comes back.

mod answers;
mod bulk;
mod config;
mod ear;
mod exchange;
mod lines;
mod mouth;
mod outcome;
mod patience;
mod pieces;
mod progress;
mod question;
mod repeat;
mod saying;

pub use crate::input::Input;
pub use crate::send::config::{Config, DATAGRAM_PATIENCE, Shape, Until};
pub use crate::send::outcome::{Outcome, Timing};
pub use crate::send::progress::Moved;

use crate::output::Events;
use hullo_net::{Error, Kind};
use tokio::time::timeout;

/// Sends, and passes on what comes back, until the answer is whole, `stop` comes, or it failed. `moved` counts meanwhile.
pub async fn run(
    config: &Config,
    moved: &Moved,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<Outcome, Error> {
    let all = async {
        match config.shape {
            Shape::Repeated { count, every } => {
                repeat::run(config, count, every, &events, stop).await
            }
            shape => tokio::select! {
                done = once(config, shape, moved, &events) => done,
                () = stop => Ok(Outcome::default()),
            },
        }
    };
    match config.timeout {
        None => all.await,
        Some(limit) => timeout(limit, all).await.unwrap_or_else(|_| {
            Err(Error::new(
                "finish with",
                &config.address,
                Kind::TimedOut,
                format!("not done after {limit:?}"),
            ))
        }),
    }
}

async fn once(
    config: &Config,
    shape: Shape,
    moved: &Moved,
    events: &Events,
) -> Result<Outcome, Error> {
    match (config.address.is_datagram(), shape) {
        (true, Shape::Lines { .. } | Shape::Pieces { .. }) => {
            bulk::run(config, moved, events).await
        }
        (true, _) => question::ask(config, events).await,
        (false, _) => exchange::run(config, 0, moved, events).await,
    }
}
