//! `hullo listen`: run it until it is enough or Ctrl-C, and say what came of it.

use crate::args::Listen;
use crate::printer::{Printer, Show};
use crate::run::{many_files, printed, runtime};
use crate::words::word;
use crate::{duration, json, plan, signal};
use anyhow::Result;
use hullo_talk::listen::{self, Outcome};
use std::io::{IsTerminal, Write};

/// Listens, and gives the exit code.
pub(crate) fn listen(args: &Listen) -> Result<u8> {
    let terminal = std::io::stdout().is_terminal();
    let config = plan::listen(args, terminal)?;
    let limit = args
        .timeout
        .as_deref()
        .map(|text| duration::parse("--timeout", text))
        .transpose()?;
    many_files();
    let show = match (args.hex, args.raw) {
        (true, _) => Show::Dump,
        (_, true) => Show::Text,
        _ => Show::Lines,
    };
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let mut printer = Printer::new(show, &args.words);
        let stop = signal::asked_to_stop_or_after(limit);
        printed(&mut printer, |events| listen::run(config, events, stop)).await
    });
    runtime.shutdown_background();
    if let Some(outcome) = done? {
        report(args, &outcome);
    }
    Ok(0)
}

fn report(args: &Listen, outcome: &Outcome) {
    if args.words.json {
        let _ = writeln!(
            std::io::stdout(),
            "{}",
            json::line(&json::listened(outcome))
        );
    } else if !args.words.quiet {
        if args.words.verbose {
            let Outcome {
                connections,
                messages,
                received,
                ..
            } = outcome;
            word(&format!(
                "{connections} connections, {messages} messages, {received} bytes"
            ));
        }
        if outcome.dropped > 0 {
            word(&format!(
                "{} datagrams (or bundles of them) dropped by the kernel: its receive buffer was full (--receive-buffer)",
                outcome.dropped
            ));
        }
    }
}
