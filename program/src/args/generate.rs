//! `hullo generate`, hidden: man pages and shell completions for packagers.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Write man pages or shell completions
#[derive(Debug, Args)]
#[command(hide = true)]
pub(crate) struct Generate {
    /// What
    pub(crate) what: What,
    /// Into this folder, which is made
    pub(crate) folder: PathBuf,
}

/// What can be generated.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum What {
    /// hullo.1 and one page a command
    Man,
    /// Completions for bash, zsh and fish
    Completions,
    /// The option reference: docs/reference.md
    Reference,
}
