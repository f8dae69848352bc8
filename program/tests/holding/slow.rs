//! Readers that do not read: they are closed with a last line when their queue is full, and nobody waits for them.

use crate::client::{Client, connect_narrow};
use crate::history::CAPS;
use crate::host::host_with;
use crate::hullo::Folder;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What two who speak in turns may wait for each other at most while others flood and do not read. A message takes a
/// millisecond or so in a debug build; the rest is for a machine that has other things to do.
const LONGEST: Duration = Duration::from_secs(1);

const CONFIG: &str = "
    [limits]
    queue_bytes = 65_536
    lines_per_second = 0";

#[test]
fn who_does_not_read_is_closed_with_a_last_line_and_nobody_waits_for_them() {
    let folder = Folder::new();
    let running = host_with(folder.path(), CONFIG);
    let place = running.place(0);
    let join = |mut client: Client, nick: &str, room: &str| {
        client.register(nick, CAPS);
        client.say(&format!("JOIN {room}"));
        client.until(" 366 ");
        client
    };
    let mut slow = join(connect_narrow(&place), "slow", "#flood");
    let mut slow_plain = connect_narrow(&place);
    slow_plain.say("/join #flood");
    slow_plain.until("you are in #flood");
    let mut flooder = join(Client::connect(&place), "flooder", "#flood");
    let mut ann = join(Client::connect(&place), "ann", "#calm");
    let mut bob = join(Client::connect(&place), "bob", "#calm");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let pair = scope.spawn(|| {
            let mut longest = Duration::ZERO;
            let mut turns = 0;
            while !done.load(Ordering::Relaxed) || turns < 100 {
                let began = Instant::now();
                ann.say(&format!("PRIVMSG #calm :ping {turns}"));
                bob.until(&format!("PRIVMSG #calm :ping {turns}"));
                bob.say(&format!("PRIVMSG #calm :pong {turns}"));
                ann.until(&format!("PRIVMSG #calm :pong {turns}"));
                longest = longest.max(began.elapsed());
                turns += 1;
            }
            longest
        });
        let text = "x".repeat(400);
        let mut left = 0;
        // The kernel takes some megabytes for each before the host's queues begin to fill.
        for turn in 0.. {
            let said = format!("PRIVMSG #flood :{text}\r\n").repeat(100);
            assert!(flooder.send(said.as_bytes()));
            let said = flooder.settle(&format!("t{turn}"));
            left += said
                .iter()
                .filter(|line| line.contains(" QUIT :too much waits for you to read"))
                .count();
            if left == 2 {
                break;
            }
            assert!(turn < 1000, "40 MB were said, and only {left} were closed");
        }
        done.store(true, Ordering::Relaxed);
        let longest = pair.join().unwrap();
        assert!(
            longest < LONGEST,
            "two others waited {longest:?} for each other"
        );
    });
    // They read at last: whole lines, and at the end why it is the end.
    let why = "too much waits for you to read (queue full)";
    let said = slow.rest();
    assert_eq!(said.last().unwrap(), &format!("ERROR :{why}"));
    assert!(
        said.len() > 100
            && said.iter().all(|line| line.ends_with(&"x".repeat(400))
                || line.contains("JOIN")
                || line.starts_with("ERROR"))
    );
    let said = slow_plain.rest();
    assert_eq!(said.last().unwrap(), &format!("-- goodbye: {why}"));
}
