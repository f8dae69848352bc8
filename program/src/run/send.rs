//! `hullo send`: run it, and say what came of it.

use crate::args::Send;
use crate::printer::{Printer, Show};
use crate::progress::Progress;
use crate::run::{printed, runtime, warn_of_anybody};
use crate::words::word;
use crate::{duration, exit, json, plan, signal};
use anyhow::Result;
use hullo_talk::send::{self, Moved, Outcome, Shape, Timing};
use std::io::{IsTerminal, Write};

/// Sends, and gives the exit code.
pub(crate) fn send(args: &Send) -> Result<u8> {
    let terminal = std::io::stdout().is_terminal();
    let config = plan::send(args, terminal)?;
    warn_of_anybody(&config.options.trust);
    let repeated = matches!(config.shape, Shape::Repeated { .. });
    let runtime = runtime()?;
    let show = match (args.dump, terminal) {
        (true, _) => Show::Dump,
        (false, true) => Show::Text,
        (false, false) => Show::Bytes,
    };
    let done = runtime.block_on(async {
        let mut printer = Printer::new(show, &args.words);
        let stop = async {
            // A single exchange has nothing to sum up: Ctrl-C ends the process as it always does.
            match repeated {
                true => signal::asked_to_stop().await,
                false => std::future::pending().await,
            }
        };
        let moved = Moved::default();
        let progress = Progress::of(args);
        let sending = printed(&mut printer, |events| {
            send::run(&config, &moved, events, stop)
        });
        progress.beside(sending, &moved).await
    });
    // What may still run has nothing to say any more.
    runtime.shutdown_background();
    match done? {
        None => Ok(0),
        Some(outcome) => Ok(report(args, &outcome)),
    }
}

fn report(args: &Send, outcome: &Outcome) -> u8 {
    if args.words.json {
        let _ = writeln!(
            std::io::stdout(),
            "{}",
            json::line(&json::sent(outcome, args.timing))
        );
    } else {
        if args.timing {
            timing(&outcome.timing);
        }
        if !args.words.quiet {
            summary(outcome);
        }
    }
    if outcome.lost > 0 { exit::NO } else { 0 }
}

fn summary(outcome: &Outcome) {
    let Some(rounds) = &outcome.rounds else {
        if outcome.lost > 0 {
            word(&format!("{} answers did not come", outcome.lost));
        }
        return;
    };
    let mut line = format!(
        "{} sent, {} answered, {:.1}% lost",
        rounds.sent,
        rounds.answered,
        rounds.loss() * 100.0
    );
    if let (Some(min), Some(p50), Some(p99), Some(max)) =
        (rounds.min, rounds.p50, rounds.p99, rounds.max)
    {
        let [min, p50, p99, max] = [min, p50, p99, max].map(duration::print);
        line += &format!("; round trip min {min}, p50 {p50}, p99 {p99}, max {max}");
    }
    word(&line);
}

fn timing(timing: &Timing) {
    let mut steps = vec![format!("lookup {}", duration::print(timing.lookup))];
    steps.push(format!("connect {}", duration::print(timing.connect)));
    steps.extend(
        timing
            .tls
            .map(|tls| format!("tls {}", duration::print(tls))),
    );
    steps.extend(
        timing
            .first_byte
            .map(|first| format!("first byte {}", duration::print(first))),
    );
    steps.extend(
        timing
            .last_byte
            .map(|last| format!("last byte {}", duration::print(last))),
    );
    word(&format!("timing: {}", steps.join(", ")));
    if let Some(tcp) = timing.tcp {
        word(&format!(
            "tcp: rtt {} ± {}, min {}, retransmits {}, cwnd {} × {} bytes, delivery rate {:.1} Mbit/s",
            duration::print(tcp.rtt),
            duration::print(tcp.rtt_variation),
            duration::print(tcp.min_rtt),
            tcp.retransmits,
            tcp.congestion_window,
            tcp.segment_size,
            tcp.delivery_rate as f64 * 8.0 / 1e6
        ));
    }
}
