//! Answers that differ from server to server, as the specifications have them.

use super::transcript::{check, is_like};
use crate::chatter::Chatter;
use crate::door::Door;

#[test]
fn lists_of_rooms_are_taken_apart_and_answered_as_one() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    let answers = ann.ask("JOIN #ok,inv@lid");
    let refused: Vec<_> = answers
        .iter()
        .filter(|line| line.contains("inv@lid"))
        .collect();
    assert_eq!(refused.len(), 1, "{answers:#?}");
    assert!(
        ["403", "476", "479", "448"]
            .iter()
            .any(|number| refused[0].contains(&format!(" {number} ")))
    );
    assert!(
        answers
            .iter()
            .any(|line| line == ":ann!raw@127.0.0.1 JOIN #ok"),
        "{answers:#?}"
    );
    ann.ask("JOIN #two");
    check(
        &mut ann,
        "NAMES #ok,#two",
        &[
            ":~ 353 ann = #ok :@ann",
            ":~ 353 ann = #two :@ann",
            ":~ 366 ann #ok,#two :~",
        ],
    );
    check(
        &mut ann,
        "PART #ok,#two :bye",
        &[
            ":ann!raw@127.0.0.1 PART #ok :bye",
            ":ann!raw@127.0.0.1 PART #two :bye",
        ],
    );
    check(&mut ann, "PART #ok", &[":~ 403 ann #ok :~"]);
}

#[test]
fn settings_that_make_no_sense_are_not_kept() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    ann.ask("JOIN #club");
    for set in ["+l 0", "+l -1", "+l abc", "+l :", "+k :two words", "+k"] {
        ann.ask(&format!("MODE #club {set}"));
        let now = ann.ask("MODE #club");
        assert!(is_like(&now[0], ":~ 324 ann #club +nt"), "{set}: {now:#?}");
    }
    check(
        &mut ann,
        "MODE #club -nt",
        &[":ann!raw@127.0.0.1 MODE #club -nt"],
    );
    check(
        &mut ann,
        "MODE #club",
        &[":~ 324 ann #club +", ":~ 329 ann #club ~"],
    );
    check(&mut ann, "MODE #club +y", &[":~ 472 ann y :~"]);
}

#[test]
fn what_only_operators_may_do_is_refused_to_others() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    for command in ["WALLOPS :hello", "KILL ann :why not", "REHASH"] {
        check(&mut ann, command, &[":~ 481 ann :~"]);
    }
    check(&mut ann, "OPER root guess", &[":~ 4~"]);
}

#[test]
fn help_is_given_by_subject() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    let help = ann.ask("HELP JOIN");
    assert!(is_like(&help[0], ":~ 704 ann JOIN :~"), "{help:#?}");
    assert!(
        is_like(help.last().unwrap(), ":~ 706 ann JOIN :~"),
        "{help:#?}"
    );
    let inner = &help[1..help.len() - 1];
    assert!(
        inner.iter().all(|line| is_like(line, ":~ 705 ann JOIN :~")),
        "{help:#?}"
    );
    check(&mut ann, "HELP nonsense", &[":~ 524 ann nonsense :~"]);
    check(
        &mut ann,
        "VERSION",
        &[":~ 351 ann ~", ":~ 005 ~", ":~ 005 ~", ":~ 005 ~"],
    );
    check(&mut ann, "ISON ann bob", &[":~ 303 ann :ann"]);
    check(&mut ann, "USERHOST ann bob", &[":~ 302 ann :ann=+raw@~"]);
    check(&mut ann, "AWAY :", &[":~ 305 ann :~"]);
    check(&mut ann, "join", &[":~ 461 ann JOIN :~"]);
}

#[test]
fn events_are_played_back_to_who_asked_for_them() {
    let door = Door::open(&["--memory"]);
    let caps = "batch draft/chathistory message-tags server-time";
    let mut ann = door.chatter("ann", caps);
    let mut bob = door.chatter("bob", &format!("{caps} draft/event-playback"));
    bob.ask("JOIN #club");
    ann.ask("JOIN #club");
    ann.ask("PRIVMSG #club :one");
    ann.ask("PART #club :away");
    ann.ask("JOIN #club");
    let words = |chatter: &mut Chatter| -> Vec<String> {
        let lines = chatter.ask("CHATHISTORY LATEST #club * 50");
        let inner = lines.iter().filter(|line| line.starts_with("@batch="));
        inner
            .map(|line| line.split(' ').nth(2).unwrap().to_owned())
            .collect()
    };
    assert_eq!(words(&mut ann), ["PRIVMSG"]);
    bob.sync();
    let all = words(&mut bob);
    assert!(
        all.ends_with(&["JOIN", "PRIVMSG", "PART", "JOIN"].map(str::to_owned)),
        "{all:?}"
    );
}
