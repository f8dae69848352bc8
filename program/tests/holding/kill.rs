//! A kill at any moment takes nothing that anybody has seen.

use crate::client::{Client, Message};
use crate::dice::Dice;
use crate::history::{CAPS, databases_are_sound, history, is_sound};
use crate::host::host;
use crate::hullo::{Folder, Hullo};
use rustix::process::Signal;
use std::thread;
use std::time::Duration;

const ROUNDS: usize = 50;
const PUBLISHERS: usize = 3;

/// Messages that a publisher says before it waits until all have heard them.
const AT_ONCE: usize = 16;

/// How long after the first message the kill comes at most, in microseconds.
const LATEST: u64 = 120_000;

#[test]
fn what_anybody_heard_before_a_kill_is_in_the_history_once_and_in_that_order() {
    let mut dice = Dice::new();
    let folder = Folder::new();
    let mut running = host(folder.path(), &["--rate", "0"]);
    let mut rounds: Vec<(String, Vec<Message>)> = Vec::new();
    let mut heard_in_all = 0;
    for round in 0..ROUNDS {
        let room = format!("#round{round}");
        let kill_after = Duration::from_micros(dice.within(0..LATEST));
        let heard = load_and_kill(running, &room, kill_after);
        running = host(folder.path(), &["--rate", "0"]);
        let kept = history(&mut Client::irc(&running.place(0), "reader", CAPS), &room);
        is_sound(&kept);
        for (who, heard) in heard {
            is_beginning(
                &heard,
                &kept,
                &format!("{who} in {room}, killed after {kill_after:?}"),
            );
            heard_in_all += heard.len();
        }
        rounds.push((room, kept));
    }
    let mut reader = Client::irc(&running.place(0), "reader", CAPS);
    for (room, kept) in &rounds {
        assert_eq!(
            history(&mut reader, room),
            *kept,
            "{room} after later kills"
        );
    }
    assert!(
        heard_in_all > ROUNDS * 100,
        "a load of {heard_in_all} messages is none"
    );
    running.signal(Signal::KILL);
    assert_eq!(running.ended().code, 128 + 9);
    databases_are_sound(folder.path());
}

/// What each client has heard by the time that the host is killed.
fn load_and_kill(running: Hullo, room: &str, after: Duration) -> Vec<(String, Vec<Message>)> {
    let place = running.place(0);
    let join = |nick: &str| {
        let mut client = Client::irc(&place, nick, CAPS);
        client.say(&format!("JOIN {room}"));
        client.until(" 366 ");
        client
    };
    let readers: Vec<Client> = ["reader1", "reader2"].map(&join).into();
    let publishers: Vec<Client> = (0..PUBLISHERS).map(|n| join(&format!("pub{n}"))).collect();
    let mut plain = Client::plain(&place);
    plain.say(&format!("/join {room}"));
    plain.until(&format!("you are in {room}"));
    let mut tasks = Vec::new();
    for (number, mut reader) in readers.into_iter().enumerate() {
        let room = room.to_owned();
        let listen = move || {
            reader.rest();
            reader.messages(&room)
        };
        tasks.push((format!("reader{number}"), thread::spawn(listen)));
    }
    for (number, publisher) in publishers.into_iter().enumerate() {
        let room = room.to_owned();
        let publish = move || publish(publisher, number, &room);
        tasks.push((format!("publisher{number}"), thread::spawn(publish)));
    }
    let listen = move || plain_messages(&plain.rest());
    tasks.push(("plain".to_owned(), thread::spawn(listen)));
    thread::sleep(after);
    running.signal(Signal::KILL);
    let heard = tasks
        .into_iter()
        .map(|(name, task)| (name, task.join().unwrap()));
    let heard = heard.collect();
    assert_eq!(running.ended().code, 128 + 9);
    heard
}

/// Says numbered messages until the host is gone, some at once, and gives what came back.
fn publish(mut client: Client, number: usize, room: &str) -> Vec<Message> {
    for turn in 0.. {
        let said: String = (0..AT_ONCE)
            .map(|at| format!("PRIVMSG {room} :{number} says {}\r\n", turn * AT_ONCE + at))
            .collect();
        let said = client.send(format!("{said}PING turn{turn}\r\n").as_bytes());
        let answered = format!(":turn{turn}");
        let mut echoes = 0;
        while said && let Some(line) = client.line() {
            if line.ends_with(&answered) {
                assert_eq!(echoes, AT_ONCE, "the PONG came before an echo");
                break;
            }
            echoes += usize::from(line.contains(&format!(" :{number} says ")));
        }
        if echoes < AT_ONCE {
            break;
        }
    }
    // What came before the connection was lost counts as well.
    client.rest();
    client.messages(room)
}

/// What a plain client heard has no identities.
fn plain_messages(lines: &[String]) -> Vec<Message> {
    let spoken = lines.iter().filter_map(|line| line.strip_prefix("<pub"));
    let text = spoken.filter_map(|line| line.split_once("> "));
    text.map(|(_, text)| Message {
        id: String::new(),
        text: text.to_owned(),
    })
    .collect()
}

/// Everybody was there from the first message on: what they heard is how the history begins.
#[track_caller]
fn is_beginning(heard: &[Message], kept: &[Message], who: &str) {
    assert!(
        heard.len() <= kept.len(),
        "{who} heard {}, kept are {}",
        heard.len(),
        kept.len()
    );
    for (number, (heard, kept)) in heard.iter().zip(kept).enumerate() {
        let same = heard.text == kept.text && (heard.id.is_empty() || heard.id == kept.id);
        assert!(
            same,
            "{who}: message {number} was {heard:?} and is {kept:?} in the history"
        );
    }
}
