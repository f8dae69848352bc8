//! Man pages, shell completions and the option reference, all from the definitions in args.

use crate::args::{Args, Generate, What};
use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use std::fmt::Write;
use std::fs;

/// Writes them into the folder.
pub(crate) fn generate(asked: &Generate) -> Result<u8> {
    let folder = &asked.folder;
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    let failed = || format!("could not write into {}", folder.display());
    let mut command = Args::command();
    match asked.what {
        What::Man => clap_mangen::generate_to(command, folder).with_context(failed)?,
        What::Completions => {
            for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
                clap_complete::generate_to(shell, &mut command, "hullo", folder)
                    .with_context(failed)?;
            }
        }
        What::Reference => {
            fs::write(folder.join("reference.md"), reference(&mut command)).with_context(failed)?
        }
    }
    Ok(0)
}

/// The help of every command as one page.
fn reference(command: &mut Command) -> String {
    let mut page = String::from(
        "# hullo: every command and option\n\nMade by `hullo generate reference docs`.\n",
    );
    command.build();
    for sub in command
        .get_subcommands_mut()
        .filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
    {
        let help = sub.clone().term_width(100).render_long_help();
        let _ = write!(
            page,
            "\n## hullo {}\n\n```text\n{}\n```\n",
            sub.get_name(),
            help.to_string().trim_end()
        );
    }
    page
}
