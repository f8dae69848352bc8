//! `hullo relay`: run it until Ctrl-C, and say what has passed.

use crate::args::{Relay, Trace};
use crate::printer::{Printer, Show};
use crate::run::{many_files, printed, runtime, warn_of_anybody};
use crate::words::word;
use crate::{json, plan, signal};
use anyhow::{Context, Result};
use hullo_talk::relay::{self, Counts};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use tokio::signal::unix::{SignalKind, signal};

/// Relays, and gives the exit code.
pub(crate) fn relay(args: &Relay) -> Result<u8> {
    let config = plan::relay(args)?;
    warn_of_anybody(&config.options.trust);
    many_files();
    let show = match args.trace {
        Some(Trace::Hex) => Show::Dump,
        _ => Show::Lines,
    };
    let counts = Arc::new(Counts::default());
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let mut printer = Printer::new(show, &args.words);
        let mut asked =
            signal(SignalKind::user_defined1()).context("could not wait for SIGUSR1")?;
        let telling = async {
            while asked.recv().await.is_some() {
                tell(args, &counts);
            }
        };
        let relayed = printed(&mut printer, |events| {
            relay::run(config, counts.clone(), events, signal::asked_to_stop())
        });
        tokio::select! {
            done = relayed => done,
            () = telling => Ok(None),
        }
    });
    runtime.shutdown_background();
    if done?.is_some() && (args.words.json || !args.words.quiet) {
        tell(args, &counts);
    }
    Ok(0)
}

fn tell(args: &Relay, counts: &Counts) {
    if args.words.json {
        let _ = writeln!(std::io::stdout(), "{}", json::line(&json::relayed(counts)));
        return;
    }
    let (clients, present) = (counts.clients.load(Relaxed), counts.present.load(Relaxed));
    let (up, down, dropped) = (
        counts.up.load(Relaxed),
        counts.down.load(Relaxed),
        counts.dropped.load(Relaxed),
    );
    let clients = some(clients, "client");
    let mut line = format!("{clients}, {present} here now; {up} bytes up, {down} bytes down");
    if dropped > 0 {
        line += &format!("; {} dropped", some(dropped, "datagram"));
    }
    word(&line);
}

fn some(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
