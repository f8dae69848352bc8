//! The same exchange again and again, each by a socket of its own: a late answer is never taken for the next one's, and a
//! slow exchange does not hold up the next.

use crate::event::Event;
use crate::input::Input;
use crate::output::Events;
use crate::send::config::{Config, Shape};
use crate::send::outcome::Outcome;
use crate::send::progress::Moved;
use crate::send::{exchange, question};
use hullo_meter::Rounds;
use hullo_net::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{MissedTickBehavior, interval};

/// Exchanges under way at once; more would be a load test.
const MOST_AT_ONCE: usize = 256;

/// Bytes of a message that is repeated.
const LONGEST_REPEATED: usize = 16 << 20;

/// Runs `count` exchanges, or exchanges until `stop`. An error is returned where none was answered.
pub(crate) async fn run(
    config: &Config,
    count: Option<u64>,
    every: Duration,
    events: &Events,
    stop: impl Future<Output = ()>,
) -> Result<Outcome, Error> {
    // Standard input can be read only once, and what is said again and again is said from memory.
    let input = Input::Bytes(config.input.read(LONGEST_REPEATED).await?);
    let once = Arc::new(Config {
        shape: Shape::Whole,
        input,
        ..config.clone()
    });
    let mut series = Series {
        rounds: Rounds::new(),
        outcome: Outcome::default(),
        first_error: None,
    };
    let mut exchanges: JoinSet<Result<(u64, Outcome), Error>> = JoinSet::new();
    // interval refuses zero; a nanosecond is as fast as it goes.
    let mut ticks = interval(every.max(Duration::from_nanos(1)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut started = 0;
    tokio::pin!(stop);
    loop {
        let more = count.is_none_or(|count| started < count);
        if !more && exchanges.is_empty() {
            break;
        }
        tokio::select! {
            () = &mut stop => break,
            Some(joined) = exchanges.join_next() => series.note(joined, events).await,
            _ = ticks.tick(), if more && exchanges.len() < MOST_AT_ONCE => {
                started += 1;
                series.rounds.sent();
                let (config, events) = (once.clone(), events.clone());
                exchanges.spawn(async move {
                    let done = if config.address.is_datagram() {
                        question::ask(&config, &events).await
                    } else {
                        exchange::run(&config, started, &Moved::default(), &events).await
                    };
                    done.map(|outcome| (started, outcome))
                });
            }
        }
    }
    series.finish()
}

struct Series {
    rounds: Rounds,
    outcome: Outcome,
    first_error: Option<Error>,
}

impl Series {
    async fn note(
        &mut self,
        joined: Result<Result<(u64, Outcome), Error>, JoinError>,
        events: &Events,
    ) {
        match joined {
            Ok(Ok((exchange, one))) => {
                self.outcome.sent += one.sent;
                self.outcome.received += one.received;
                self.outcome.messages += 1;
                if let Some(round_trip) = one.timing.first_byte {
                    self.rounds.answered(round_trip);
                    let answered = Event::Answered {
                        exchange,
                        received: one.received,
                        round_trip,
                    };
                    let _ = events.send(answered).await;
                }
            }
            Ok(Err(error)) => {
                let _ = events
                    .send(Event::Warned {
                        what: error.to_string(),
                    })
                    .await;
                self.first_error.get_or_insert(error);
            }
            Err(_) => {}
        }
    }

    fn finish(mut self) -> Result<Outcome, Error> {
        let summary = self.rounds.summary();
        match self.first_error {
            Some(error) if summary.answered == 0 => Err(error),
            _ => {
                self.outcome.lost = summary.lost();
                self.outcome.rounds = Some(summary);
                Ok(self.outcome)
            }
        }
    }
}
