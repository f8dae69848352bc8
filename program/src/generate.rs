//! Man pages, shell completions and the option reference, all from the definitions in args.

use crate::args::{Args, Generate, What};
use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use std::fmt::Write;
use std::{fs, iter};

/// Writes them into the folder.
pub(crate) fn generate(asked: &Generate) -> Result<u8> {
    let folder = &asked.folder;
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    let failed = || format!("could not write into {}", folder.display());
    let mut command = public(&Args::command());
    match asked.what {
        What::Man => {
            command.build();
            let subs = command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help");
            for one in iter::once(&command).chain(subs) {
                let name = one.get_display_name().unwrap_or(one.get_name()).to_owned();
                fs::write(folder.join(format!("{name}.1")), man_page(one)?).with_context(failed)?;
            }
        }
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

/// The commands that are for everybody: without the hidden ones, which clap would complete all the same.
fn public(all: &Command) -> Command {
    let shown = all.get_subcommands().filter(|sub| !sub.is_hide_set());
    Command::new("hullo")
        .about(all.get_about().cloned().unwrap_or_default())
        .after_help(all.get_after_help().cloned().unwrap_or_default())
        .version(env!("CARGO_PKG_VERSION"))
        .propagate_version(true)
        .subcommands(shown.cloned())
}

/// A page of its own for a command. What stands behind the options in its help becomes sections with their lines as
/// they are, where clap_mangen would fill them like prose.
fn man_page(command: &Command) -> Result<Vec<u8>> {
    let sections = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut page = Vec::new();
    Man::new(command.clone().after_help(None::<&str>)).render(&mut page)?;
    for line in sections.lines() {
        match line.strip_suffix(':') {
            Some(title) if !line.starts_with(' ') => {
                page.extend(format!(".SH {}\n.nf\n", title.to_uppercase()).bytes());
            }
            _ => page
                .extend(format!("\\&{}\n", line.replace('\\', "\\e").replace('-', "\\-")).bytes()),
        }
    }
    if !sections.is_empty() {
        page.extend(b".fi\n");
    }
    Ok(page)
}

/// The help of every command as one page.
fn reference(command: &mut Command) -> String {
    let mut page = String::from(
        "# hullo: every command and option\n\nMade by `hullo generate reference docs`.\n",
    );
    command.build();
    for sub in command
        .get_subcommands_mut()
        .filter(|sub| sub.get_name() != "help")
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
