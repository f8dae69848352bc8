//! Exit codes, and errors in one line: what was tried, where, why, and what could help.

use crate::words::word;
use hullo_net::{Error, Kind};
use std::process::ExitCode;

/// The answer is no: something was lost, a threshold was missed.
pub(crate) const NO: u8 = 1;

/// Could not run: usage, permission, a file that is not there.
const COULD_NOT: u8 = 2;

fn code_of(kind: Kind) -> u8 {
    match kind {
        Kind::Local => COULD_NOT,
        Kind::NameNotFound => 3,
        Kind::Refused => 4,
        Kind::Unreachable => 5,
        Kind::TimedOut => 6,
        Kind::Closed => 7,
        Kind::Tls => 8,
    }
}

/// Prints a failure and gives the code of how it ended.
pub(crate) fn code(done: anyhow::Result<u8>) -> ExitCode {
    match done {
        Ok(code) => code.into(),
        Err(error) => {
            say(&line(&error));
            error
                .downcast_ref::<Error>()
                .map_or(COULD_NOT, |error| code_of(error.kind))
                .into()
        }
    }
}

/// The chain of an error in one line, with a hint where one is known.
fn line(error: &anyhow::Error) -> String {
    let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
    let text = chain.join(": ");
    match error.downcast_ref::<Error>().and_then(hint) {
        Some(hint) => format!("{text}; {hint}"),
        None => text,
    }
}

fn hint(error: &Error) -> Option<&'static str> {
    match (error.kind, error.attempt) {
        (Kind::Refused, _) => Some("is the server running, and on this port? --retry waits for it"),
        (Kind::Tls, "trust") => Some("--ca FILE or --pin trusts it, --insecure asks nothing"),
        (Kind::Tls, _) => Some("does the peer speak TLS?"),
        (Kind::Local, "listen on") if error.why.contains("in use") => {
            Some("another program has this port (`ss -lptun` shows which); port 0 takes a free one")
        }
        (Kind::Local, "listen on") if error.why.contains("permission") => {
            Some("ports below 1024 need root or CAP_NET_BIND_SERVICE")
        }
        (Kind::TimedOut, "hear from") => Some("--wait waits longer, --no-reply not at all"),
        (Kind::Local, "send to" | "send")
            if error.why.contains("too long") || error.why.contains("one message") =>
        {
            Some("--split BYTES or --each-line makes more datagrams of it")
        }
        _ => None,
    }
}

/// clap's own message for what it refuses, in one line; help and version as they are.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        // A reader of the help that goes away (`| head`) is no error.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let words = text.strip_prefix("error: ").unwrap_or(&text);
    let parts = words
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("For more information"));
    let kept: Vec<&str> = parts.collect();
    let line = kept.join("; ").replace(":; ", ": ");
    say(&format!("{line} (--help tells more)"));
    COULD_NOT.into()
}

/// One line on standard error. What peers said may be part of it.
pub(crate) fn say(text: &str) {
    word(&format!("hullo: {text}"));
}
