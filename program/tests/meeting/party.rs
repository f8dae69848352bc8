//! Many guests at once, and the order that they saw: what each says carries who, which and words in two languages, so
//! that it can be found again in whatever a program makes of it.

use crate::chatter::Chatter;
use crate::guest::Guest;
use crate::hullo::PATIENCE;
use std::time::Instant;

/// The line number `n` of somebody.
pub(crate) fn line(nick: &str, n: usize) -> String {
    format!("say[{nick} {n} hello, 大家好！]")
}

/// What was said, as it stands in what somebody has seen, in its order.
pub(crate) fn said(seen: &str) -> Vec<String> {
    let parts = seen.split("say[").skip(1);
    parts
        .filter_map(|part| part.split_once(']'))
        .map(|(line, _)| format!("say[{line}]"))
        .collect()
}

/// Without what one person said.
pub(crate) fn without(said: &[String], nick: &str) -> Vec<String> {
    let his = format!("say[{nick} ");
    let others = said.iter().filter(|line| !line.starts_with(&his));
    others.cloned().collect()
}

/// Reads on until so many lines were said, and gives them: the order of the room.
#[track_caller]
pub(crate) fn order(spectator: &mut Chatter, count: usize) -> Vec<String> {
    while said(&spectator.all()).len() < count {
        spectator.wait_for("say[");
    }
    spectator.sync(); // were there more than that, they would be here now
    let order = said(&spectator.all());
    assert_eq!(order.len(), count, "each line once");
    order
}

/// Waits until the guest has seen all that the others said, and compares: the same lines, in this order, once.
#[track_caller]
pub(crate) fn check(guest: &Guest, order: &[String]) {
    let wanted = without(order, &guest.nick);
    let deadline = Instant::now() + PATIENCE;
    let mut seen;
    loop {
        seen = without(&said(&guest.seen()), &guest.nick);
        if seen.len() >= wanted.len() || Instant::now() > deadline {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10)); // files and pipes, looked at now and then
    }
    assert_eq!(
        seen,
        wanted,
        "what {} has seen:\n{}",
        guest.nick,
        guest.seen()
    );
}
