//! One datagram sent, and the answers to it.

use crate::output::Events;
use crate::send::answers::{Answers, failed, is_many};
use crate::send::config::Config;
use crate::send::outcome::{Outcome, Timing};
use crate::send::patience::{Patience, worth_another_try};
use hullo_net::{Error, LARGEST_DATAGRAM};
use tokio::time::Instant;

/// Sends the input as one datagram and passes on the answers; with `retry`, again until one comes.
pub(crate) async fn ask(config: &Config, events: &Events) -> Result<Outcome, Error> {
    // One byte more than fits, so that the refusal can name the limit.
    let bytes = config.input.read(LARGEST_DATAGRAM + 20).await?;
    let mut patience = Patience::default();
    loop {
        match ask_once(config, &bytes, events).await {
            Err(error) if config.retry && worth_another_try(error.kind) => {
                patience.wait(&error, events).await
            }
            done => return done,
        }
    }
}

async fn ask_once(config: &Config, bytes: &[u8], events: &Events) -> Result<Outcome, Error> {
    let start = Instant::now();
    let (datagrams, peer) = hullo_net::open_datagrams(&config.address, &config.options).await?;
    let lookup = start.elapsed();
    datagrams
        .send(&peer, None, bytes)
        .await
        .map_err(|error| failed(config, &error))?;
    let spoken = Instant::now();
    let mut outcome = Outcome {
        sent: bytes.len() as u64,
        messages: 1,
        ..Outcome::default()
    };
    if config.until.nothing {
        // On this machine an ICMP port unreachable is back before send returns.
        datagrams
            .take_error()
            .map_err(|error| failed(config, &error))?;
        return Ok(outcome);
    }
    let mut answers = Answers::new(config, is_many(&peer), events)?;
    while answers.wait(&datagrams, spoken, Some(1)).await? {}
    answers.sink.finish().await;
    let since = |at: Instant| at.saturating_duration_since(spoken);
    outcome.timing = Timing {
        lookup,
        first_byte: answers.first.map(since),
        last_byte: answers.last.map(since),
        ..Timing::default()
    };
    outcome.received = answers.bytes;
    outcome.lost = answers.missing(Some(1));
    Ok(outcome)
}
