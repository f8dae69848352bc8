//! Questions about who and what is here: WHOX, LIST with ELIST, MONITOR, and the numbers of channels.

use super::transcript::{check, compare};
use crate::door::Door;

#[test]
fn whox_answers_in_its_own_order_whatever_was_asked() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    ann.ask("JOIN #club");
    check(
        &mut ann,
        "WHO #club %tcuihsnfdlaor,42",
        &[
            ":~ 354 ann 42 #club raw ~ 127.0.0.1 ~ ann H@ 0 ~ 0 ~ :a raw client",
            ":~ 315 ann #club :~",
        ],
    );
    check(
        &mut ann,
        "WHO ann %ratn,7",
        &[":~ 354 ann 7 ann 0 :a raw client", ":~ 315 ann ann :~"],
    );
    check(
        &mut ann,
        "WHO #club",
        &[
            ":~ 352 ann #club raw 127.0.0.1 ~ ann H@ :0 a raw client",
            ":~ 315 ann #club :~",
        ],
    );
}

#[test]
fn list_keeps_to_its_conditions() {
    let door = Door::open(&["--memory"]);
    let (mut ann, mut bob) = (door.chatter("ann", ""), door.chatter("bob", ""));
    ann.ask("JOIN #one");
    ann.ask("JOIN #two");
    bob.ask("JOIN #two");
    ann.ask("TOPIC #two :about 二");
    let only = |room: &str| format!(":~ 322 ann {room} ~");
    let (one, two) = (only("#one"), only("#two"));
    for (condition, rooms) in [
        (">1", vec![&two]),
        ("<2", vec![&one]),
        ("#t*", vec![&two]),
        ("!#t*", vec![&one]),
        ("C>0", vec![&one, &two]),
        ("C<0", vec![]),
    ] {
        let mut answers = ann.ask(&format!("LIST {condition}"));
        answers.retain(|line| line.contains(" 322 ") && !line.contains("#lobby"));
        answers.sort();
        let wanted: Vec<&str> = rooms.iter().map(|room| room.as_str()).collect();
        compare(condition, &answers, &wanted);
    }
    check(
        &mut ann,
        "LIST #two",
        &[
            ":~ 321 ann ~",
            ":~ 322 ann #two 2 :about 二",
            ":~ 323 ann :~",
        ],
    );
}

#[test]
fn monitor_tells_comings_and_goings_once() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    check(&mut ann, "MONITOR + bob,Eve", &[":~ 731 ann :~"]);
    let mut bob = door.chatter("BOB", "");
    compare("bob comes", &ann.sync(), &[":~ 730 ann :BOB!raw@127.0.0.1"]);
    bob.ask("NICK bob");
    compare("a change of case", &ann.sync(), &[]);
    bob.ask("NICK eve");
    let mut moved = ann.sync();
    moved.sort();
    compare(
        "bob becomes eve",
        &moved,
        &[":~ 730 ann :eve!raw@127.0.0.1", ":~ 731 ann :bob"],
    );
    check(
        &mut ann,
        "MONITOR S",
        &[":~ 730 ann :eve!raw@127.0.0.1", ":~ 731 ann :~"],
    );
    check(&mut ann, "MONITOR C", &[]);
    bob.send("QUIT");
    bob.rest();
    compare("nobody is watched any more", &ann.sync(), &[]);
}

#[test]
fn channels_answer_by_the_right_numbers() {
    let door = Door::open(&["--memory"]);
    let (mut ann, mut bob) = (door.chatter("ann", ""), door.chatter("bob", ""));
    let joined = [
        ":ann!raw@127.0.0.1 JOIN #club",
        ":~ 353 ann = #club :@ann",
        ":~ 366 ann #club :~",
    ];
    check(&mut ann, "JOIN #club", &joined);
    check(
        &mut ann,
        "MODE #club",
        &[":~ 324 ann #club +nt", ":~ 329 ann #club ~"],
    );
    check(
        &mut bob,
        "PRIVMSG #club :from outside",
        &[":~ 404 bob #club :~"],
    );
    check(&mut ann, "MODE #club +o bob", &[":~ 441 ann bob #club :~"]);
    check(&mut ann, "MODE #club +o nobody", &[":~ 401 ann nobody :~"]);
    check(
        &mut ann,
        "MODE #nowhere +o ann",
        &[":~ 403 ann #nowhere :~"],
    );
    for (set, number, taken_back) in [
        ("+l 1", "471", "-l"),
        ("+i", "473", "-i"),
        ("+b bob!*@*", "474", "-b bob!*@*"),
        ("+k 钥匙", "475", "-k 钥匙"),
    ] {
        ann.ask(&format!("MODE #club {set}"));
        let refused = format!(":~ {number} bob #club :~");
        check(&mut bob, "JOIN #club", &[&refused]);
        ann.ask(&format!("MODE #club {taken_back}"));
    }
    check(&mut ann, "INVITE bob #club", &[":~ 341 ann bob #club"]);
    compare(
        "the invitation",
        &bob.sync(),
        &[":ann!raw@127.0.0.1 INVITE bob #club"],
    );
    bob.ask("JOIN #club");
    ann.sync();
    check(&mut ann, "INVITE bob #club", &[":~ 443 ann bob #club :~"]);
    check(&mut bob, "TOPIC #club :mine", &[":~ 482 bob #club :~"]);
    check(
        &mut ann,
        "TOPIC #club :",
        &[":ann!raw@127.0.0.1 TOPIC #club :"],
    );
    bob.sync();
    check(
        &mut ann,
        "KICK #club bob",
        &[":ann!raw@127.0.0.1 KICK #club bob :ann"],
    );
    check(
        &mut ann,
        "WHOIS nobody",
        &[":~ 401 ann nobody :~", ":~ 318 ann nobody :~"],
    );
    check(
        &mut ann,
        "WHOWAS nobody",
        &[":~ 406 ann nobody :~", ":~ 369 ann nobody :~"],
    );
}
