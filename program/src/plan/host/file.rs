//! The configuration file: read, with the place of whatever is wrong, and printed with the defaults.

use crate::plan::host::keys::{SECTIONS, Section};
use crate::plan::host::settings::Settings;
use crate::plan::host::value::{Place, Wrong, wrong};
use std::fmt::Write;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable};

/// Reads the text of a file into `settings`. The error is `LINE: what is wrong`.
pub(crate) fn read(text: &str, settings: &mut Settings) -> Result<(), String> {
    let at = |wrong: Wrong| format!("{}: {}", line_of(text, &wrong.at), wrong.why);
    let table = DeTable::parse(text).map_err(|error| {
        at(Wrong {
            at: error.span().unwrap_or_default(),
            why: error.message().replace('\n', ", "),
        })
    })?;
    // Tables are in the order of names; people read from the top.
    let mut first: Option<Wrong> = None;
    for (name, place) in table.get_ref() {
        if let Err(wrong) = section(name, place, settings)
            && first
                .as_ref()
                .is_none_or(|first| wrong.at.start < first.at.start)
        {
            first = Some(wrong);
        }
    }
    first.map_or(Ok(()), |wrong| Err(at(wrong)))
}

fn section(
    name: &Spanned<DeString<'_>>,
    place: &Place<'_>,
    settings: &mut Settings,
) -> Result<(), Wrong> {
    let Some(section) = SECTIONS
        .iter()
        .find(|section| section.name == name.get_ref())
    else {
        return Err(unknown_section(name));
    };
    let Some(table) = place.get_ref().as_table() else {
        let why = format!(
            "{} is a section: write [{0}] on a line of its own",
            section.name
        );
        return wrong(place, why);
    };
    let mut keys: Vec<_> = table.iter().collect();
    keys.sort_by_key(|(key, _)| key.span().start);
    for (name, place) in keys {
        match section.keys.iter().find(|key| key.name == name.get_ref()) {
            Some(key) => (key.set)(settings, place).map_err(|wrong| Wrong {
                why: format!("{}.{}: {}", section.name, key.name, wrong.why),
                ..wrong
            })?,
            None => return Err(unknown_key(name, section)),
        }
    }
    Ok(())
}

fn unknown_section(name: &Spanned<DeString<'_>>) -> Wrong {
    let text = name.get_ref();
    let sections: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
    let why = match SECTIONS
        .iter()
        .find(|section| section.keys.iter().any(|key| key.name == text))
    {
        Some(section) => format!("{text} belongs under [{}]", section.name),
        None => match nearest(text, sections.iter().copied()) {
            Some(near) => format!("unknown section [{text}]; did you mean [{near}]?"),
            None => format!(
                "unknown section [{text}]; there are {}",
                sections.join(", ")
            ),
        },
    };
    Wrong {
        at: name.span(),
        why,
    }
}

fn unknown_key(name: &Spanned<DeString<'_>>, section: &Section) -> Wrong {
    let text = name.get_ref();
    let elsewhere = SECTIONS
        .iter()
        .find(|section| section.keys.iter().any(|key| key.name == text));
    let hint = match (
        elsewhere,
        nearest(text, section.keys.iter().map(|key| key.name)),
    ) {
        (Some(other), _) => format!("it belongs under [{}]", other.name),
        (None, Some(near)) => format!("did you mean {near}?"),
        (None, None) => "`hullo host --print-config` shows all".to_owned(),
    };
    Wrong {
        at: name.span(),
        why: format!("unknown key {text} in [{}]; {hint}", section.name),
    }
}

/// The nearest of these names, where one is near: one that begins as the text does, or takes the fewest changes of a
/// letter, and not more than half of its own.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let begins = |name: &str| text.len() > 3 && name.starts_with(text);
    names
        .map(|name| (!begins(name), distance(text, name), name))
        .filter(|(other, changes, name)| !other || *changes <= name.len() / 2)
        .min()
        .map(|(_, _, name)| name)
}

/// How many letters must be put in, left out or exchanged (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let exchanged = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = exchanged.min(row[j] + 1).min(before + 1);
        }
    }
    row[to.len()]
}

/// The line, from 1, on which these bytes begin.
fn line_of(text: &str, at: &Range<usize>) -> usize {
    let before = &text.as_bytes()[..at.start.min(text.len())];
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// The defaults as a file with comments, which reads back as the defaults.
pub(crate) fn print() -> String {
    let defaults = Settings::default();
    let mut page = String::from(
        "# What `hullo host --config FILE` reads: these are the defaults. Everything may be left out. Options of the\n\
         # command line win over this file. SIGHUP reads it again, where it does not say otherwise.\n",
    );
    for section in SECTIONS {
        page.push('\n');
        comment(&mut page, section.about);
        let _ = writeln!(page, "[{}]", section.name);
        for key in section.keys {
            page.push('\n');
            comment(&mut page, key.about);
            let _ = match (key.show)(&defaults) {
                Some(value) => writeln!(page, "{} = {value}", key.name),
                None => writeln!(page, "#{} = {}", key.name, key.example),
            };
        }
    }
    page
}

fn comment(page: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(page, "# {line}");
    }
}

#[cfg(test)]
mod tests;
