//! A full disk: what cannot be kept is refused and heard by nobody, all else goes on, and so does the history once
//! there is room again.
//!
//! Full by a file system of four mebibytes (ENOSPC), where user namespaces are allowed, and anywhere by a limit to
//! the size of the process's files (EFBIG).

use crate::client::{Client, Message, message};
use crate::history::{CAPS, history, is_sound};
use crate::host::host;
use crate::hullo::{Folder, Hullo, PATIENCE, Start, missing, skipped, wait_until};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::time::Instant;

const ROOM: &str = "#lobby";

const REFUSED: &str = ":The message could not be kept, so it was not sent";

#[test]
fn messages_that_a_full_disk_does_not_take_are_refused_until_there_is_room() {
    if missing("unshare") || missing("sh") {
        return;
    }
    let probe = Start::program("unshare", &["-rm", "mount", "-t", "tmpfs", "none", "/tmp"]).run();
    if probe.code != 0 && skipped("mount namespaces are not allowed here") {
        return;
    }
    // The second host finds what the first has kept.
    let script = "
        mount -t tmpfs -o size=4m none \"$DIR\" && head -c 1m /dev/zero >\"$DIR/ballast\" || exit 1
        \"$HULLO\" host 127.0.0.1:0 --data \"$DIR/data\" --rate 0 & host=$!
        read room && rm \"$DIR/ballast\"
        read again && kill $host && wait $host
        exec \"$HULLO\" host 127.0.0.1:0 --data \"$DIR/data\"";
    let folder = Folder::new();
    let mut hosts = Start::program("unshare", &["-rm", "sh", "-c", script])
        .env("DIR", folder.path())
        .listening(1);
    let place = hosts.place(0);
    let heard = fill(&place, || hosts.say("there is room\n"));
    hosts.say("again\n");
    hosts.wait_until_listening(2);
    is_kept(&hosts.place(1), &heard);
}

#[test]
fn messages_for_which_no_file_may_grow_are_refused_until_one_may() {
    if missing("sh") {
        return;
    }
    let folder = Folder::new();
    let data = folder.file("data");
    // The signal that comes with EFBIG would end the process, as it does not where the disk is full.
    let script = "
        trap '' XFSZ; ulimit -S -f 4096
        exec \"$HULLO\" host 127.0.0.1:0 --data \"$DATA\" --rate 0";
    let limited = Start::program("sh", &["-c", script]).env("DATA", &data);
    let limited = limited.listening(1);
    let heard = fill(&limited.place(0), || may_grow(&limited));
    limited.stop().expect_code(0);
    let again = host(data.as_ref(), &[]);
    is_kept(&again.place(0), &heard);
    again.stop().expect_code(0);
}

/// Lets the files of the process grow again.
fn may_grow(running: &Hullo) {
    let pid = Pid::from_raw(running.pid() as i32);
    let limit = Rlimit {
        current: None,
        maximum: None,
    };
    prlimit(pid, Resource::Fsize, limit).unwrap();
}

/// What was said, and what became of it.
struct Said {
    kept: Vec<Message>,
    refused: Vec<String>,
}

impl Said {
    /// Says one more message; whether it was kept.
    #[track_caller]
    fn say(&mut self, ann: &mut Client) -> bool {
        let number = self.kept.len() + self.refused.len();
        let text = format!("{number} {}", "x".repeat(380));
        ann.say(&format!("PRIVMSG {ROOM} :{text}"));
        loop {
            let line = ann.line().expect("a full disk closes nobody");
            if line.contains(" 404 ") {
                assert!(line.ends_with(REFUSED), "{line}");
                self.refused.push(text);
                return false;
            }
            if let Some(message) = message(&line, ROOM) {
                assert_eq!(message.text, text);
                self.kept.push(message);
                return true;
            }
        }
    }
}

/// Says messages until they are refused, looks whether all else goes on, makes room and says more. Gives what must be
/// in the history from then on.
#[track_caller]
fn fill(place: &str, make_room: impl FnOnce()) -> Vec<Message> {
    let into_lobby = |nick: &str| {
        let mut client = Client::irc(place, nick, CAPS);
        client.say("JOIN #lobby");
        client.until(" 366 ");
        client
    };
    let (mut ann, mut bob) = (into_lobby("ann"), into_lobby("bob"));
    let mut plain = Client::plain(place);
    let mut said = Said {
        kept: Vec::new(),
        refused: Vec::new(),
    };
    let deadline = Instant::now() + PATIENCE;
    // A larger commit may fail before a smaller one does: it is full when nothing is taken any more.
    let mut in_a_row = 0;
    while in_a_row < 5 {
        let count = said.kept.len();
        assert!(Instant::now() < deadline, "{count} kept, and still room");
        in_a_row = if said.say(&mut ann) { 0 } else { in_a_row + 1 };
    }
    assert!(said.kept.len() > 100, "it was full from the beginning");

    plain.say("from the plain client");
    plain.until("what you said to #lobby could not be stored, and nobody heard it");
    // All that the log need not keep goes on: coming, going, names, reading, words to one person.
    ann.say("JOIN #elsewhere");
    ann.until(" 366 ");
    bob.say("JOIN #elsewhere");
    ann.until("JOIN #elsewhere");
    bob.until(" 366 ");
    bob.say("NICK bobby");
    ann.until("NICK bobby");
    ann.say("PRIVMSG bobby :between us");
    bob.until("PRIVMSG bobby :between us");
    let mut eve = into_lobby("eve");
    eve.say("CHATHISTORY LATEST #lobby * 1");
    eve.until("BATCH -");
    assert_eq!(eve.messages(ROOM).first(), said.kept.last());
    assert!(!said.say(&mut ann), "it is full no more");

    make_room();
    wait_until("there is room again", || said.say(&mut ann).then_some(()));
    for _ in 0..20 {
        assert!(said.say(&mut ann), "there is room");
    }
    plain.say("the plain client again");
    ann.until("PRIVMSG #lobby :the plain client again");
    bob.until("PRIVMSG #lobby :the plain client again");

    let kept = ann.messages(ROOM);
    assert_eq!(bob.messages(ROOM), kept);
    assert_eq!(&kept[..kept.len() - 1], said.kept);
    let last = &said.kept.last().unwrap().text;
    plain.until(last);
    let words = plain
        .heard
        .iter()
        .filter_map(|line| line.strip_prefix("<ann> "));
    assert!(words.eq(said.kept.iter().map(|message| &*message.text)));
    for client in [&ann, &bob, &eve, &plain] {
        for refused in &said.refused {
            assert!(
                !client.heard.iter().any(|line| line.ends_with(refused)),
                "{refused}"
            );
        }
        assert!(
            !client
                .heard
                .iter()
                .any(|line| line.contains("from the plain client"))
        );
    }
    kept
}

/// The history holds all of it and nothing else.
#[track_caller]
fn is_kept(place: &str, heard: &[Message]) {
    let kept = history(&mut Client::irc(place, "reader", CAPS), ROOM);
    is_sound(&kept);
    assert_eq!(kept, heard);
}
