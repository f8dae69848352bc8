//! Trying again until somebody is there.

use crate::event::Event;
use crate::output::Events;
use crate::send::config::Config;
use hullo_net::{Error, Kind, Opened};
use std::time::Duration;

/// Opens the stream; with `retry` again and again, saying so once.
pub(crate) async fn open(config: &Config, events: &Events) -> Result<Opened, Error> {
    let mut patience = Patience::default();
    loop {
        match hullo_net::open(&config.address, &config.options).await {
            Err(error) if config.retry && worth_another_try(error.kind) => {
                patience.wait(&error, events).await
            }
            done => return done,
        }
    }
}

pub(crate) fn worth_another_try(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Refused | Kind::Unreachable | Kind::TimedOut | Kind::NameNotFound
    )
}

/// Waits between tries: longer each time, from 100 ms to 1 s.
pub(crate) struct Patience(Duration);

impl Default for Patience {
    fn default() -> Patience {
        Patience(Duration::from_millis(50))
    }
}

impl Patience {
    pub(crate) async fn wait(&mut self, error: &Error, events: &Events) {
        if self.0 < Duration::from_millis(100) {
            let _ = events
                .send(Event::Warned {
                    what: format!("{error}; trying again until it works"),
                })
                .await;
        }
        self.0 = (self.0 * 2).min(Duration::from_secs(1));
        tokio::time::sleep(self.0).await;
    }
}
