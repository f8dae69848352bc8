//! `chatload fanout|idle|churn`: one line of JSON. Exit code: 0 all was right, 1 nothing was measured, 2 something was lost.

use chatload::churn::Churn;
use chatload::fanout::Fanout;
use chatload::idle::Idle;
use clap::Parser;
use std::process::ExitCode;

/// Play all the clients of a chat server, check what each hears, and say what it cost the server
#[derive(Parser)]
enum Command {
    /// Some clients of a room speak, all hear it
    Fanout(Fanout),
    /// Many clients come in and stay
    Idle(Idle),
    /// Clients connect, register, join, part and quit, again and again
    Churn(Churn),
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Fanout(fanout) => fanout.run(),
        Command::Idle(idle) => idle.run(),
        Command::Churn(churn) => churn.run(),
    };
    match outcome {
        Ok(result) => {
            println!("{result}");
            ExitCode::from(if result["wrong"].is_null() { 0 } else { 2 })
        }
        Err(failed) => {
            eprintln!("chatload: {failed}");
            ExitCode::FAILURE
        }
    }
}
