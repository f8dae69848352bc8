//! Messages on their way: who has them when, labels, lengths, letters.

use super::transcript::{check, compare};
use crate::door::Door;

#[test]
fn when_the_sender_is_answered_everybody_has_the_message() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    let mut others: Vec<_> = ["bob", "eve", "joe"]
        .map(|nick| door.chatter(nick, ""))
        .into();
    ann.ask("JOIN #lobby");
    for other in &mut others {
        other.ask("JOIN #lobby");
    }
    for other in &mut others {
        other.sync();
    }
    for n in 0..50 {
        let text = format!("PRIVMSG #lobby :number {n}");
        ann.ask(&text);
        for other in &mut others {
            let wanted = format!(":ann!raw@127.0.0.1 {text}");
            compare(&text, &other.sync(), &[&wanted]);
        }
    }
}

#[test]
fn a_label_comes_back_once_whatever_the_answer_is() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "labeled-response batch");
    check(&mut ann, "@label=one PING x", &["@label=one :~ PONG ~ :x"]);
    check(&mut ann, "@label=none PONG x", &["@label=none :~ ACK"]);
    check(
        &mut ann,
        "@label=wrong NONSENSE",
        &["@label=wrong :~ 421 ann NONSENSE :~"],
    );
    let answers = ann.ask("@label=many JOIN #lobby");
    assert!(answers[0].starts_with("@label=many :"), "{answers:#?}");
    assert!(
        answers[0].contains(" BATCH +") && answers[0].ends_with(" labeled-response"),
        "{answers:#?}"
    );
    let name = answers[0]
        .split('+')
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    for inner in &answers[1..answers.len() - 1] {
        assert!(
            inner.starts_with(&format!("@batch={name} ")),
            "{answers:#?}"
        );
    }
    assert!(
        answers
            .last()
            .unwrap()
            .ends_with(&format!(" BATCH -{name}")),
        "{answers:#?}"
    );
}

#[test]
fn an_echo_carries_the_label_and_the_identity_that_all_others_see() {
    let door = Door::open(&["--memory"]);
    let caps = "labeled-response batch echo-message message-tags server-time";
    let (mut ann, mut bob) = (
        door.chatter("ann", caps),
        door.chatter("bob", "message-tags server-time"),
    );
    ann.ask("JOIN #lobby");
    bob.ask("JOIN #lobby");
    ann.sync();
    let echo = ann.ask("@label=x;+draft/react=ok;dropped=1 PRIVMSG #lobby :你好");
    assert_eq!(echo.len(), 1, "{echo:#?}");
    let tags = |line: &str| -> Vec<String> {
        let tags = line.split(' ').next().unwrap().trim_start_matches('@');
        let mut tags: Vec<_> = tags.split(';').map(str::to_owned).collect();
        tags.sort();
        tags
    };
    let (echoed, heard) = (tags(&echo[0]), tags(&bob.sync()[0]));
    let names: Vec<_> = echoed
        .iter()
        .map(|tag| tag.split('=').next().unwrap())
        .collect();
    assert_eq!(names, ["+draft/react", "label", "msgid", "time"]);
    assert_eq!(heard, [&echoed[..1], &echoed[2..]].concat());
}

#[test]
fn a_long_message_is_cut_at_the_border_of_a_letter() {
    let door = Door::open(&["--memory"]);
    let (mut ann, mut bob) = (door.chatter("ann", "echo-message"), door.chatter("bob", ""));
    ann.ask("JOIN #lobby");
    bob.ask("JOIN #lobby");
    ann.sync();
    // Each shift moves the border to another byte of a letter.
    for shift in 0..3 {
        let text = "a".repeat(shift) + &"字".repeat((510 - shift - "PRIVMSG #lobby :".len()) / 3);
        let echo = ann.ask(&format!("PRIVMSG #lobby :{text}"));
        let heard = bob.sync();
        assert_eq!(echo, heard); // and both were UTF-8, or the client would have failed
        let line = &heard[0];
        assert!((508..=510).contains(&line.len()), "{} bytes", line.len());
        assert!(text.starts_with(line.split(" :").nth(1).unwrap()), "{line}");
    }
    let tags = format!("@+x={} PRIVMSG #lobby :too much", "y".repeat(4096));
    check(&mut ann, &tags, &[":~ 417 ann :~"]);
    assert_eq!(bob.sync(), Vec::<String>::new());
}

#[test]
fn what_is_no_utf_8_is_refused_in_words() {
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "standard-replies labeled-response");
    ann.ask("JOIN #lobby");
    ann.send_bytes(b"@label=bad PRIVMSG #lobby :caf\xe9\r\n");
    compare(
        "bad bytes",
        &ann.sync(),
        &["@label=bad :~ FAIL PRIVMSG INVALID_UTF8 :~"],
    );
    check(&mut ann, "PRIVMSG #lobby :", &[":~ 412 ann :~"]);
    check(&mut ann, "NOTICE nobody :hello", &[]);
    check(&mut ann, "PRIVMSG nobody :hello", &[":~ 401 ann nobody :~"]);
}
