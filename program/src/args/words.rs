//! How much is said about the work, and in which form: the same on every command.

use clap::Args;

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Words")]
pub(crate) struct Words {
    /// One JSON object a line on standard output, payload and words alike (docs/json.md)
    #[arg(long)]
    pub(crate) json: bool,
    /// No words on standard error but errors
    #[arg(long, short, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// More words: who connects and leaves
    #[arg(long, short)]
    pub(crate) verbose: bool,
}
