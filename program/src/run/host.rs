//! `hullo host`: run it until Ctrl-C.

use crate::args::Host;
use crate::run::{many_files, runtime};
use crate::words::word;
use crate::{plan, signal};
use anyhow::Result;
use hullo_chat::Event;
use tokio::sync::mpsc::{Receiver, channel};

/// Events that may wait to be told.
const EVENTS: usize = 64;

/// Hosts, and gives the exit code.
pub(crate) fn host(args: &Host) -> Result<u8> {
    let config = plan::host(args, &plan::Surroundings::here())?.config;
    many_files();
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let (events, told) = channel(EVENTS);
        let (_terms, new) = channel(1);
        let hosting = hullo_chat::run(config, events, new, signal::asked_to_stop());
        let (done, ()) = tokio::join!(hosting, tell_all(args, told));
        done
    });
    runtime.shutdown_background();
    done?;
    Ok(0)
}

async fn tell_all(args: &Host, mut events: Receiver<Event>) {
    while let Some(event) = events.recv().await {
        let said = match event {
            Event::Listening {
                address,
                fingerprint,
            } => {
                let certificate = fingerprint
                    .map(|print| format!(" certificate {print}"))
                    .unwrap_or_default();
                format!("listening {address}{certificate}")
            }
            Event::Refused { peer, why } => format!("{peer} refused: {why}"),
            Event::Warned { what } => what,
            Event::ReloadAsked | Event::Ready => continue,
        };
        if !args.words.quiet {
            word(&said);
        }
    }
}
