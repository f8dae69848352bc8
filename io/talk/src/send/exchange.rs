//! One exchange over a stream: say the message, half-close, and hear the answer to its end. Both at the same time, since
//! a peer may answer before it has heard everything, and may not read on until its answer is read.
//!
//! ```text
//! input ──speak──► peer          half-close after the input
//! peer  ──hear───► output        until close | quiet | N lines
//! ```

use crate::output::Events;
use crate::send::config::Config;
use crate::send::ear::{Ear, Heard};
use crate::send::mouth::speak;
use crate::send::outcome::{Outcome, Timing};
use crate::send::patience::open;
use crate::send::progress::{Moved, Progress};
use hullo_net::{Error, Kind};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long a peer that broke off while we spoke may take to finish its answer.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Makes the connection and has the exchange, the answer's events under this number.
pub(crate) async fn run(
    config: &Config,
    number: u64,
    moved: &Moved,
    events: &Events,
) -> Result<Outcome, Error> {
    let opened = open(config, events).await?;
    let probe = opened.stream.probe();
    let peer = opened.stream.peer.clone();
    let mut timing = Timing {
        lookup: opened.lookup,
        connect: opened.connect,
        tls: opened.tls,
        ..Timing::default()
    };
    let (mut reader, mut writer) = opened.stream.split();
    let progress = Progress::new(moved);

    let mut ear = Ear {
        config,
        number,
        events,
        peer,
        progress: &progress,
        heard: Heard::default(),
    };
    let heard = {
        let speaking = async {
            let spoken = speak(config, &mut writer, &progress).await;
            let _ = progress.spoken.set(Instant::now());
            progress.wake.notify_one();
            spoken
        };
        let hearing = ear.hear(&mut reader);
        both(config, speaking, hearing).await
    };
    timing.tcp = probe.and_then(|probe| probe.ask().ok());
    if let Some(spoken) = progress.spoken.get() {
        let since = |at: Instant| at.saturating_duration_since(*spoken);
        timing.first_byte = ear.heard.first.map(since);
        timing.last_byte = ear.heard.last.map(since);
    }
    heard?;
    Ok(Outcome {
        sent: progress.moved.sent.load(Ordering::Relaxed),
        received: progress.moved.received.load(Ordering::Relaxed),
        messages: 1,
        timing,
        ..Outcome::default()
    })
}

async fn both(
    config: &Config,
    speaking: impl Future<Output = Result<(), Error>>,
    hearing: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    tokio::pin!(speaking, hearing);
    tokio::select! {
        spoken = &mut speaking => match spoken {
            Ok(()) => hearing.await,
            Err(error) if error.kind == Kind::Closed => {
                // The answer may say why the peer would hear no more.
                let _ = timeout(LAST_WORDS, hearing).await;
                Err(error)
            }
            Err(error) => Err(error),
        },
        heard = &mut hearing => {
            heard?;
            match config.until.nothing || config.until.lines.is_some() {
                true => Ok(()),
                // The peer has ended its side and may still hear ours.
                false => speaking.await,
            }
        }
    }
}
