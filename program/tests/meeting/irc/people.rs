//! Who is who: names that are free again at once, and what clients are told of others by what they asked for.

use super::transcript::{check, compare};
use crate::door::Door;
use crate::hullo::{missing, wait_until};
use crate::lines::nc;

#[test]
fn a_name_is_free_and_remembered_before_its_owner_sees_the_end() {
    let door = Door::open(&["--memory"]);
    for n in 0..20 {
        let mut watcher = door.chatter(&format!("watcher{n}"), "");
        watcher.ask("MONITOR + ann");
        let mut ann = door.chatter("ann", "");
        compare(
            "ann comes",
            &watcher.sync(),
            &[":~ 730 ~ :ann!raw@127.0.0.1"],
        );
        ann.send("QUIT :done");
        let end = ann.rest();
        assert!(end.last().unwrap().starts_with("ERROR :"), "{end:#?}");
        compare("ann goes", &watcher.sync(), &[":~ 731 ~ :ann"]);
        let was = watcher.ask("WHOWAS ann 1");
        assert!(
            was[0].contains(" 314 ") && was[0].contains(" ann raw 127.0.0.1 * :a raw client"),
            "{was:#?}"
        );
        let both = [":~ NICK ann", ":~ 730 ann :ann!raw@127.0.0.1"]; // now it watches itself
        check(&mut watcher, "NICK ann", &both);
    }
}

#[test]
fn each_client_is_told_in_the_way_that_it_asked_for() {
    let door = Door::open(&["--memory"]);
    let mut bare = door.chatter("bare", "");
    let mut rich = door.chatter(
        "rich",
        "extended-join away-notify multi-prefix userhost-in-names setname message-tags invite-notify",
    );
    let mut ann = door.chatter("ann", "message-tags setname");
    bare.ask("JOIN #club");
    rich.ask("JOIN #club");
    bare.ask("MODE #club +ov bare bare");
    for client in [&mut bare, &mut rich] {
        client.sync();
    }
    ann.ask("JOIN #club");
    compare("a JOIN", &bare.sync(), &[":ann!raw@127.0.0.1 JOIN #club"]);
    compare(
        "a JOIN told in full",
        &rich.sync(),
        &["@msgid=~ :ann!raw@127.0.0.1 JOIN #club * :a raw client"],
    );
    ann.ask("AWAY :at lunch");
    ann.ask("SETNAME :Ann 安");
    ann.ask("@+typing=active TAGMSG #club");
    compare("AWAY, SETNAME and TAGMSG", &bare.sync(), &[]);
    let news = rich.sync();
    let news: Vec<String> = news.iter().map(|line| without_msgid(line)).collect();
    compare(
        "AWAY, SETNAME and TAGMSG",
        &news,
        &[
            ":ann!raw@127.0.0.1 AWAY :at lunch",
            ":ann!raw@127.0.0.1 SETNAME :Ann 安",
            "@+typing=active :ann!raw@127.0.0.1 TAGMSG #club",
        ],
    );
    ann.ask("AWAY");
    compare(
        "she is back",
        &rich
            .sync()
            .iter()
            .map(|line| without_msgid(line))
            .collect::<Vec<_>>(),
        &[":ann!raw@127.0.0.1 AWAY"],
    );
    let names = rich.ask("NAMES #club");
    assert!(names[0].contains("@+bare!raw@127.0.0.1"), "{names:#?}");
    let names = ann.ask("NAMES #club");
    assert!(
        names[0].contains("@bare") && !names[0].contains("@+bare"),
        "{names:#?}"
    );
    ann.ask("PRIVMSG @#club :only for who looks after the room");
    compare(
        "STATUSMSG",
        &bare.sync(),
        &[":ann!raw@127.0.0.1 PRIVMSG @#club :only for who looks after the room"],
    );
    compare("STATUSMSG for others", &rich.sync(), &[]);
}

/// A line without the identity that it has for clients that know tags.
fn without_msgid(line: &str) -> String {
    let Some((tags, rest)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) else {
        return line.to_owned();
    };
    let left: Vec<&str> = tags
        .split(';')
        .filter(|tag| !tag.starts_with("msgid="))
        .collect();
    match left.is_empty() {
        true => rest.to_owned(),
        false => format!("@{} {rest}", left.join(";")),
    }
}

#[test]
fn netcat_is_told_in_words_what_irc_clients_do() {
    if missing("nc.openbsd") {
        return;
    }
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    ann.ask("JOIN #lobby");
    let plain = nc("plain", door.v4());
    ann.sync();
    for (said, told) in [
        ("PRIVMSG #lobby :\u{1}ACTION 挥手\u{1}", "* ann 挥手"),
        ("PRIVMSG #lobby :\u{2}bold\u{2} \u{1b}[31mred", "bold"),
        ("PRIVMSG plain :a secret", "a secret"),
        ("NICK 安娜", "安娜"),
        ("PART #lobby :回家", "回家"),
    ] {
        ann.ask(said);
        let seen = wait_until(told, || {
            let seen = plain.seen();
            seen.contains(told).then_some(seen)
        });
        assert!(!seen.contains(['\u{1}', '\u{2}', '\u{1b}']), "{seen:?}");
    }
}
