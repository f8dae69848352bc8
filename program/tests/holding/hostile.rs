//! Hostile clients by the thousand: they cost two who behave not one message, and when they are gone, the host is as
//! it was before: memory, descriptors, and nothing left that works on.

mod attacks;
mod smuggling;

use crate::client::Client;
use crate::dice::Dice;
use crate::history::CAPS;
use crate::host::host_with;
use crate::hullo::{Folder, Hullo, wait_until};
use attacks::ATTACKS;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use smuggling::SMUGGLED;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Only what would end an attack early is other than usual.
const CONFIG: &str = "
    [limits]
    connections_per_address = 10_000
    lines_per_second = 0
    queue_bytes = 65_536";

/// What may stay of two waves, in KiB: the table of clients by number, the people whom WHOWAS remembers (1,000, some
/// 500 bytes each), the rooms whose settings are kept, the search index's and the history's caches (2 MiB each for four
/// connections to SQLite), buffers for a turn and for reading (1 MiB each), and what the allocator keeps between blocks
/// in use of the most that was ever needed at once, which is that of hundreds of TLS handshakes. Seen: 22 to 31 MiB.
const FIRST: u64 = 48 * 1024;

/// What may come on top of it with one more wave just like them, in KiB: rooms and history grow. Seen: 3 to 4 MiB. A
/// leak of 2 KiB for each of a wave's several thousand connections would exceed it.
const LAST: u64 = 8 * 1024;

/// How long two who talk may wait for an answer at most while a debug build is attacked on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn hostile_clients_cost_nobody_a_message_and_leave_nothing_behind() {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    setrlimit(Resource::Nofile, most).unwrap();
    let mut dice = Dice::new();
    let folder = Folder::new();
    let running = host_with(folder.path(), CONFIG);
    let place = running.place(0);
    let join = |nick: &str| {
        let mut client = Client::irc(&place, nick, CAPS);
        client.say("JOIN #calm");
        client.until(" 366 ");
        client
    };
    let (mut ann, mut bob) = (join("ann"), join("bob"));
    let descriptors = running.descriptors();
    let mut memory = vec![running.memory()];
    for _ in 0..3 {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let pair = scope.spawn(|| talk(&mut ann, &mut bob, &done));
            // Also when an attack fails, lest the two talk for ever.
            let _end = End(&done);
            for (name, attack) in ATTACKS {
                let began = Instant::now();
                attack(&place, &mut dice);
                let took = began.elapsed();
                println(&format!("{name}: {took:?}, {} KiB", running.memory()));
                assert!(
                    !pair.is_finished(),
                    "the two who talk have stopped during {name}"
                );
            }
            done.store(true, Ordering::Relaxed);
            let longest = pair.join().unwrap();
            assert!(longest < LONGEST, "an answer took {longest:?}");
        });
        wait_until("all descriptors are given back", || {
            (running.descriptors() <= descriptors).then_some(())
        });
        is_still(&running);
        memory.push(running.memory());
    }
    println(&format!("memory: {memory:?} KiB"));
    let [before, _, second, third] = memory[..] else {
        unreachable!("three waves");
    };
    assert!(second < before + FIRST, "{memory:?} KiB");
    assert!(third < second + LAST, "{memory:?} KiB");
    for line in ann.heard.iter().chain(&bob.heard) {
        let (_, command) = line.split_once(" :").unwrap_or(("", line));
        assert!(
            !command.starts_with(SMUGGLED) && !line.starts_with(SMUGGLED),
            "{line:?}"
        );
        assert!(!line.contains(['\r', '\0']), "{line:?}");
    }
    running.stop().expect_code(0);
}

/// Ends what goes on until this is done, when dropped.
struct End<'d>(&'d AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Two who talk in turns until told to end: each message comes once, in its order. Gives the longest time of a turn.
fn talk(ann: &mut Client, bob: &mut Client, done: &AtomicBool) -> Duration {
    let mut longest = Duration::ZERO;
    let before = (ann.messages("#calm").len(), bob.messages("#calm").len());
    let mut turns = 0;
    while !done.load(Ordering::Relaxed) {
        let began = Instant::now();
        ann.say(&format!("PRIVMSG #calm :ann says {turns}"));
        bob.until(&format!(" PRIVMSG #calm :ann says {turns}"));
        bob.say(&format!("PRIVMSG #calm :bob says {turns}"));
        ann.until(&format!(" PRIVMSG #calm :bob says {turns}"));
        longest = longest.max(began.elapsed());
        turns += 1;
    }
    for (client, before) in [(ann, before.0), (bob, before.1)] {
        client.settle("end");
        let heard = &client.messages("#calm")[before..];
        for name in ["ann", "bob"] {
            let said = format!("{name} says ");
            let numbers = heard
                .iter()
                .filter_map(|message| message.text.strip_prefix(&said));
            let expected = (0..turns).map(|turn: u32| turn.to_string());
            let numbers: Vec<&str> = numbers.collect();
            let expected: Vec<String> = expected.collect();
            assert_eq!(numbers, expected, "a message is lost, or came twice");
        }
    }
    longest
}

/// Fails if the process goes on working with nobody there to work for.
#[track_caller]
fn is_still(running: &Hullo) {
    // The index may have something to do yet.
    wait_until("it is still", || {
        let before = running.work();
        // The time over which it is measured.
        thread::sleep(Duration::from_millis(500));
        (running.work() - before <= 1).then_some(())
    });
}

#[expect(clippy::print_stdout, reason = "what a failing test was at is told")]
fn println(what: &str) {
    println!("{what}");
}
