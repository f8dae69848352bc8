//! Many datagrams out of one input: a line each, or pieces of a fixed size. They go out many in one call to the kernel;
//! pieces of one size may go as bundles that the kernel splits (GSO). Answers are passed on meanwhile.

use crate::input::Source;
use crate::output::Events;
use crate::send::answers::{Answers, failed, is_many};
use crate::send::config::{Config, Shape};
use crate::send::outcome::Outcome;
use crate::send::progress::Moved;
use crate::send::saying::Saying;
use crate::send::{lines, pieces};
use hullo_net::Error;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::Instant;

/// Sends all and passes on the answers.
pub(crate) async fn run(config: &Config, moved: &Moved, events: &Events) -> Result<Outcome, Error> {
    let start = Instant::now();
    let (datagrams, peer) = hullo_net::open_datagrams(&config.address, &config.options).await?;
    let mut outcome = Outcome::default();
    outcome.timing.lookup = start.elapsed();
    let mut saying = Saying {
        config,
        datagrams: &datagrams,
        peer: &peer,
        sent: 0,
        moved,
    };
    if config.until.nothing {
        speak(&mut saying).await?;
        datagrams
            .take_error()
            .map_err(|error| failed(config, &error))?;
        (outcome.messages, outcome.sent) = (saying.sent, moved.sent.load(Ordering::Relaxed));
        return Ok(outcome);
    }
    let mut answers = Answers::new(config, is_many(&peer), events)?;
    let far = Duration::from_secs(365 * 24 * 3600);
    {
        let speaking = speak(&mut saying);
        tokio::pin!(speaking);
        loop {
            tokio::select! {
                spoken = &mut speaking => break spoken?,
                // While we speak no silence counts.
                more = answers.wait(&datagrams, Instant::now() + far, None) => if !more? {
                    answers.sink.finish().await;
                    return Ok(outcome);
                }
            }
        }
    }
    let spoken = Instant::now();
    while answers.wait(&datagrams, spoken, Some(saying.sent)).await? {}
    answers.sink.finish().await;
    (outcome.messages, outcome.sent) = (saying.sent, moved.sent.load(Ordering::Relaxed));
    (outcome.received, outcome.lost) = (answers.bytes, answers.missing(Some(saying.sent)));
    Ok(outcome)
}

async fn speak(saying: &mut Saying<'_>) -> Result<(), Error> {
    match (saying.config.input.open()?, saying.config.shape) {
        (Source::Bytes(bytes), Shape::Pieces { size, bundle }) => {
            pieces::say(saying, &bytes, size, bundle).await.map(drop)
        }
        (Source::Reader(mut reader), Shape::Pieces { size, bundle }) => {
            pieces::read(saying, &mut reader, size, bundle).await
        }
        (Source::Bytes(bytes), Shape::Lines { end, every }) => {
            lines::say_all(saying, &bytes, end, every).await
        }
        (Source::Reader(mut reader), Shape::Lines { end, every }) => {
            lines::read(saying, &mut reader, end, every).await
        }
        (_, Shape::Whole | Shape::Repeated { .. }) => Ok(()),
    }
}
