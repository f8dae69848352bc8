//! hullo: one binary to talk over TCP and UDP.
//!
//! ```text
//! argv → args (what was typed) → plan (what will be done) → run → outcome → exit code
//! ```

mod args;
mod duration;
mod editor;
mod exit;
mod generate;
mod greeting;
mod json;
mod plan;
mod printer;
mod progress;
mod run;
mod signal;
mod words;

use args::{Args, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return exit::usage(&error),
    };
    let done = match args.command {
        None => greeting::greet(),
        Some(Command::Send(send)) => run::send(&send),
        Some(Command::Listen(listen)) => run::listen(&listen),
        Some(Command::Talk(talk)) => run::talk(&talk),
        Some(Command::Relay(relay)) => run::relay(&relay),
        Some(Command::Host(host)) => run::host(&host),
        Some(Command::Generate(what)) => generate::generate(&what),
    };
    exit::code(done)
}
