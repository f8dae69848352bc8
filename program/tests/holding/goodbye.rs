//! Goodbyes: whoever leaves is let go at once, however busy the host's log is.

use crate::client::Client;
use crate::history::CAPS;
use crate::host::host_with;
use crate::hullo::Folder;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Each message waits for the disk, so that one always does while several talk.
const CONFIG: &str = "
    [history]
    durability = \"full\"
    [limits]
    lines_per_second = 0";

#[test]
fn who_quits_is_let_go_at_once_while_others_talk() {
    let folder = Folder::new();
    let running = host_with(folder.path(), CONFIG);
    let place = running.place(0);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for number in 0..6 {
            let (place, done) = (&place, &done);
            scope.spawn(move || {
                let mut client = Client::irc(place, &format!("talker{number}"), CAPS);
                client.say("JOIN #busy");
                client.until(" 366 ");
                while !done.load(Ordering::Relaxed) {
                    client.say(&format!("PRIVMSG #busy :{number}"));
                    client.until(&format!("talker{number}@127.0.0.1 PRIVMSG"));
                }
            });
        }
        let mut times = Vec::new();
        for number in 0..10 {
            let mut guest = Client::irc(&place, &format!("guest{number}"), CAPS);
            let began = Instant::now();
            guest.say("QUIT :bye");
            assert_eq!(guest.rest().last().unwrap(), "ERROR :Quit: bye");
            times.push(began.elapsed());
        }
        done.store(true, Ordering::Relaxed);
        // Who does not read its goodbye gets five seconds; these read theirs.
        let longest = times.iter().max().unwrap();
        assert!(*longest < Duration::from_secs(3), "{times:?}");
    });
}
