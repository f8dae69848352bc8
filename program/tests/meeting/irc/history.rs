//! CHATHISTORY: pages without a gap or a duplicate, bounds, and what it refuses.

use super::transcript::{check, is_like};
use crate::chatter::Chatter;
use crate::door::Door;

const CAPS: &str = "batch draft/chathistory message-tags server-time echo-message";
const COUNT: usize = 57;

/// A room with so many numbered lines, and their lines as they were seen live.
fn room(door: &Door) -> (Chatter, Vec<String>) {
    let mut ann = door.chatter("ann", CAPS);
    ann.ask("JOIN #club");
    for n in 0..COUNT {
        ann.send(&format!("PRIVMSG #club :第 {n}"));
    }
    let live = ann.sync();
    assert_eq!(live.len(), COUNT);
    (ann, live)
}

/// Asks for a page: its messages without the batch's tag, as they were seen live.
#[track_caller]
fn page(ann: &mut Chatter, asked: &str) -> Vec<String> {
    let lines = ann.ask(asked);
    assert!(
        is_like(&lines[0], ":~ BATCH +~ chathistory #club"),
        "{asked}: {lines:#?}"
    );
    assert!(
        is_like(lines.last().unwrap(), ":~ BATCH -~"),
        "{asked}: {lines:#?}"
    );
    let inner = lines[1..lines.len() - 1].iter();
    let bare = inner.map(|line| {
        let (batch, rest) = line.split_once(';').unwrap();
        assert!(batch.starts_with("@batch="), "{line}");
        format!("@{rest}")
    });
    bare.collect()
}

fn id(line: &str) -> String {
    let tag = line
        .split(['@', ';', ' '])
        .find(|tag| tag.starts_with("msgid="));
    tag.unwrap().to_owned()
}

fn time(line: &str) -> String {
    let tag = line
        .split(['@', ';', ' '])
        .find(|tag| tag.starts_with("time="));
    tag.unwrap().replace("time=", "timestamp=")
}

#[test]
fn pages_backwards_and_forwards_give_each_message_once() {
    let door = Door::open(&["--memory"]);
    let (mut ann, live) = room(&door);
    let mut back = page(&mut ann, "CHATHISTORY LATEST #club * 10");
    while back.len() < COUNT {
        let asked = format!("CHATHISTORY BEFORE #club {} 10", id(&back[0]));
        let mut more = page(&mut ann, &asked);
        assert!(!more.is_empty(), "a gap before {}", back[0]);
        more.append(&mut back);
        back = more;
    }
    assert_eq!(back, live);
    let mut forth = live[..1].to_vec();
    loop {
        let asked = format!("CHATHISTORY AFTER #club {} 10", id(forth.last().unwrap()));
        let more = page(&mut ann, &asked);
        if more.is_empty() {
            break;
        }
        forth.extend(more);
    }
    assert_eq!(forth, live);
}

#[test]
fn bounds_are_left_out_but_around_has_its_middle() {
    let door = Door::open(&["--memory"]);
    let (mut ann, live) = room(&door);
    let (a, b) = (id(&live[10]), id(&live[20]));
    let between = page(&mut ann, &format!("CHATHISTORY BETWEEN #club {a} {b} 50"));
    assert_eq!(between, live[11..20]);
    let reversed = page(&mut ann, &format!("CHATHISTORY BETWEEN #club {b} {a} 4"));
    assert_eq!(reversed, live[16..20]);
    let around = page(&mut ann, &format!("CHATHISTORY AROUND #club {a} 5"));
    assert_eq!(around, live[8..13]);
    let since = page(&mut ann, &format!("CHATHISTORY LATEST #club {b} 100"));
    assert_eq!(since, live[21..]);
    let times: Vec<String> = page(
        &mut ann,
        &format!("CHATHISTORY BEFORE #club {} 100", time(&live[20])),
    );
    assert!(
        times.iter().all(|line| time(line) < time(&live[20])),
        "{times:#?}"
    );
    let earlier = live.iter().take_while(|line| time(line) < time(&live[20]));
    assert_eq!(times, earlier.cloned().collect::<Vec<_>>());
}

#[test]
fn rooms_that_are_not_ours_are_refused_in_one_line() {
    let door = Door::open(&["--memory"]);
    let (_ann, _) = room(&door);
    let mut bob = door.chatter("bob", CAPS);
    let refused = |room: &str| format!(":~ FAIL CHATHISTORY INVALID_TARGET LATEST {room} :~");
    check(
        &mut bob,
        "CHATHISTORY LATEST #club * 10",
        &[&refused("#club")],
    );
    check(
        &mut bob,
        "CHATHISTORY LATEST #none * 10",
        &[&refused("#none")],
    );
    check(
        &mut bob,
        "CHATHISTORY NONSENSE #club * 10",
        &[":~ FAIL CHATHISTORY ~"],
    );
    check(
        &mut bob,
        "CHATHISTORY LATEST #club",
        &[":~ FAIL CHATHISTORY INVALID_PARAMS LATEST :~"],
    );
}

#[test]
fn targets_are_told_in_a_batch_of_their_own() {
    let door = Door::open(&["--memory"]);
    let (mut ann, live) = room(&door);
    let asked = "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2099-01-01T00:00:00.000Z 10";
    let last = time(live.last().unwrap()).replace("timestamp=", "");
    let line = format!("@batch=~ :~ CHATHISTORY TARGETS #club {last}");
    let wanted = [
        ":~ BATCH +~ draft/chathistory-targets",
        &line,
        ":~ BATCH -~",
    ];
    check(&mut ann, asked, &wanted);
}
