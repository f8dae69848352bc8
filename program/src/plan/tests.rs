//! Tables: this command line, this config or exactly this error.

mod host;
mod listen;
mod send;

use crate::args::{Args, Command};
use crate::plan;
use clap::Parser;

/// The config as its Debug form shows it, or the error in one line. Standard output is no terminal.
fn planned(line: &str) -> Result<String, String> {
    let words = shell_words::split(line).unwrap();
    let args = Args::try_parse_from(std::iter::once("hullo".to_owned()).chain(words)).map_err(
        |error| {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            first.trim_start_matches("error: ").to_owned()
        },
    )?;
    match args.command {
        Some(Command::Send(send)) => plan::send(&send, false).map(|config| format!("{config:?}")),
        Some(Command::Listen(listen)) => {
            plan::listen(&listen, false).map(|config| format!("{config:?}"))
        }
        Some(Command::Host(host)) => {
            plan::host(&host, &plan::Surroundings::default()).map(|plan| format!("{plan:?}"))
        }
        other => panic!("no table for {other:?}"),
    }
    .map_err(|error| format!("{error:#}"))
}

/// `line` is planned as `base` is, but for these changes, and nothing else differs.
#[track_caller]
fn check(base: &str, line: &str, changes: &[(&str, &str)]) {
    let mut expected = planned(base).unwrap();
    for (from, to) in changes {
        assert_eq!(expected.matches(from).count(), 1, "{from:?} in {expected}");
        expected = expected.replace(from, to);
    }
    assert_eq!(planned(line).as_deref(), Ok(&*expected), "{line}");
}

/// `line` is refused with this text.
#[track_caller]
fn refuse(line: &str, error: &str) {
    assert_eq!(planned(line).err().as_deref(), Some(error), "{line}");
}

#[test]
fn raw_bytes_never_reach_a_terminal() {
    let listen = |line: &str| match Args::parse_from(line.split(' ')).command {
        Some(Command::Listen(args)) => format!("{:?}", plan::listen(&args, true).unwrap()),
        other => panic!("{other:?}"),
    };
    assert!(listen("hullo listen :0 --raw").contains("output: Reads"));
    let Some(Command::Send(send)) = Args::parse_from(["hullo", "send", "host", "hi"]).command
    else {
        panic!("send is send")
    };
    let config = format!("{:?}", plan::send(&send, true).unwrap());
    assert!(config.contains("output: Reads"));
}
