//! The password and the token of a host: typed, in the environment, or in a file of their own.

use crate::args::Host;
use crate::plan::host::value::password;
use anyhow::{Context, Result, anyhow, bail};
use hullo_chat::{Password, Terms};
use std::path::Path;

/// What the environment says.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// `HULLO_PASSWORD`.
    pub(crate) password: Option<String>,
    /// `HULLO_TOKEN`.
    pub(crate) token: Option<String>,
}

impl Surroundings {
    /// Looks.
    pub(crate) fn here() -> Surroundings {
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        Surroundings {
            password: set("HULLO_PASSWORD"),
            token: set("HULLO_TOKEN"),
        }
    }
}

/// Sets what was said; the rest stays.
pub(crate) fn set(args: &Host, surroundings: &Surroundings, terms: &mut Terms) -> Result<()> {
    let found = find(
        "--password",
        args.password.as_deref(),
        args.password_file.as_deref(),
        "HULLO_PASSWORD",
        surroundings.password.as_deref(),
    )?;
    terms.password = found.or(terms.password.take());
    let found = find(
        "--token",
        args.token.as_deref(),
        args.token_file.as_deref(),
        "HULLO_TOKEN",
        surroundings.token.as_deref(),
    )?;
    terms.token = found.or(terms.token.take());
    Ok(())
}

fn find(
    option: &str,
    typed: Option<&str>,
    file: Option<&Path>,
    variable: &str,
    set: Option<&str>,
) -> Result<Option<Password>> {
    let kept = |from: &str, text: &str| {
        password(text)
            .map_err(|why| anyhow!("{from}: {why}"))
            .map(Some)
    };
    match (typed, file, set) {
        (Some(text), _, _) => kept(option, text),
        (None, Some(path), _) => kept(
            &format!("{option}-file {}", path.display()),
            &first_line(option, path)?,
        ),
        (None, None, Some(text)) => kept(variable, text),
        (None, None, None) => Ok(None),
    }
}

/// The file's only line, without its end.
fn first_line(option: &str, path: &Path) -> Result<String> {
    let name = || format!("{option}-file {}", path.display());
    let text = std::fs::read_to_string(path).with_context(name)?;
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    if lines.next().is_some() {
        bail!("{}: expected one line", name());
    }
    Ok(first)
}
