//! A conversation as it is read: what the client said, and each line that came back, tags and text.

use crate::chatter::Chatter;

/// Sends a line and compares all of its answers. In what is wanted, `~` stands for anything.
#[track_caller]
pub(super) fn check(chatter: &mut Chatter, said: &str, wanted: &[&str]) {
    let answers = chatter.ask(said);
    compare(said, &answers, wanted);
}

#[track_caller]
pub(super) fn compare(said: &str, answers: &[String], wanted: &[&str]) {
    let alike = answers.len() == wanted.len()
        && answers
            .iter()
            .zip(wanted)
            .all(|(answer, wanted)| is_like(answer, wanted));
    assert!(
        alike,
        "{said}\nwas answered by\n  {}\ninstead of\n  {}",
        answers.join("\n  "),
        wanted.join("\n  ")
    );
}

/// Whether a line is what is wanted, each `~` standing for anything.
pub(super) fn is_like(line: &str, wanted: &str) -> bool {
    let mut parts = wanted.split('~');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut open = false; // whether a `~` may take what is left
    for part in parts {
        open = part.is_empty();
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    open || rest.is_empty()
}
