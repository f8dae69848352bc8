//! A conversation on file, and one side of it said again.

use crate::hullo::{Folder, Hullo, Start, run, wait_until};
use crate::peers::{connect, read_all, read_exactly, serve};
use rustix::process::Signal;
use serde_json::{Value, from_str, json};
use std::fs::{read_to_string, write};
use std::io::{Read, Write};
use std::time::{Duration, Instant};

/// The entries of a record, without their times, which must not go back.
#[track_caller]
fn entries(text: &str) -> Vec<Value> {
    let mut last = 0.0;
    let mut all = Vec::new();
    for line in text.lines() {
        let mut entry: Value = from_str(line).unwrap();
        let time = entry.as_object_mut().unwrap().remove("time").unwrap();
        assert!(time.as_f64().unwrap() >= last, "{text}");
        last = time.as_f64().unwrap();
        all.push(entry);
    }
    all
}

#[test]
fn a_record_holds_both_sides_in_order_byte_for_byte() {
    let folder = Folder::new();
    let file = folder.file("record");
    let args = ["talk", "--listen", "tcp://127.0.0.1:0", "--record", &file];
    let mut server = Start::hullo(&args).listening(1);
    let mut peer = connect(&server.address(0));
    peer.write_all("你好\r\n".as_bytes()).unwrap();
    server.wait_for_output("你好\n");
    server.say("hello\n");
    assert_eq!(read_exactly(&mut peer, 6), b"hello\n");
    peer.write_all(b"\xff\x1b]0;title").unwrap();
    server.wait_for_output("title");
    drop(peer);
    server.end_input();
    server.ended().expect_code(0);
    let text = read_to_string(&file).unwrap();
    assert_eq!(
        entries(&text),
        [
            json!({"side": "peer", "text": "你好\r\n"}),
            json!({"side": "us", "text": "hello\n"}),
            json!({"side": "peer", "hex": "ff1b5d303b7469746c65"}),
        ]
    );
    assert!(!text.contains('\x1b'));
}

#[test]
fn a_record_survives_a_kill_up_to_its_last_line() {
    let folder = Folder::new();
    let file = folder.file("record");
    let args = ["talk", "--listen", "tcp://127.0.0.1:0", "--record", &file];
    let server = Start::hullo(&args).listening(1);
    let mut peer = connect(&server.address(0));
    peer.set_nodelay(true).unwrap();
    for n in 0..50 {
        peer.write_all(format!("line {n}\n").as_bytes()).unwrap();
    }
    server.wait_for_output("line 49\n");
    server.signal(Signal::KILL);
    server.ended().expect_code(128 + 9);
    let said: String = entries(&read_to_string(&file).unwrap())
        .iter()
        .map(|entry| entry["text"].as_str().unwrap().to_owned())
        .collect();
    let all: String = (0..50).map(|n| format!("line {n}\n")).collect();
    assert_eq!(said, all);
}

const CONVERSATION: &str = r#"{"time":1764000000.000000,"side":"us","text":"one\n"}
{"time":1764000000.100000,"side":"peer","text":"eins\r\n"}
{"time":1764000000.400000,"side":"us","hex":"ff0a"}
{"time":1764000000.500000,"side":"peer","text":"zwei"}
"#;

#[track_caller]
fn replayed(options: &[&str]) -> (Vec<u8>, Duration) {
    let folder = Folder::new();
    let file = folder.file("record");
    write(&file, CONVERSATION).unwrap();
    let (address, server) = serve(|mut stream| {
        let mut first = [0; 1];
        stream.read_exact(&mut first).unwrap();
        let begin = Instant::now();
        let rest = read_all(&mut stream);
        ([&first[..], &rest].concat(), begin.elapsed())
    });
    let args = [&["talk", &address, "--replay", &file], options].concat();
    run(&args).expect_code(0);
    server.join().unwrap()
}

#[test]
fn either_side_of_a_record_is_said_again_byte_for_byte() {
    assert_eq!(replayed(&["--speed", "100"]).0, b"one\n\xff\n");
    let (said, _) = replayed(&["--side", "peer", "--speed", "100"]);
    assert_eq!(said, b"eins\r\nzwei");
}

#[test]
fn a_replay_keeps_the_pace_of_the_record() {
    // From the first piece to the second 0.4 s; a loaded machine only makes it longer.
    let (_, at_its_pace) = replayed(&[]);
    assert!(at_its_pace >= Duration::from_millis(300), "{at_its_pace:?}");
    let (_, half_as_fast) = replayed(&["--speed", "0.5"]);
    assert!(
        half_as_fast >= Duration::from_millis(700),
        "{half_as_fast:?}"
    );
}

#[test]
fn two_replays_hold_the_whole_conversation_again() {
    let folder = Folder::new();
    let (file, again) = (folder.file("record"), folder.file("again"));
    write(&file, CONVERSATION).unwrap();
    let listen = ["talk", "--listen", "tcp://127.0.0.1:0", "--replay", &file];
    let server = Start::hullo(&[&listen[..], &["--side", "peer", "--record", &again]].concat());
    let server = server.listening(1);
    run(&["talk", &server.address(0), "--replay", &file]).expect_code(0);
    server.ended().expect_code(0);
    let sides = |side: &str| -> Vec<u8> {
        let text = read_to_string(&again).unwrap();
        let mine = entries(&text);
        let mine = mine.iter().filter(|entry| entry["side"] == side);
        mine.flat_map(|entry| match entry["hex"].as_str() {
            Some("ff0a") => vec![0xff, 0x0a],
            _ => entry["text"].as_str().unwrap().as_bytes().to_vec(),
        })
        .collect()
    };
    assert_eq!(sides("us"), b"eins\r\nzwei");
    assert_eq!(sides("peer"), b"one\n\xff\n");
}

#[test]
fn a_record_that_cannot_be_used_is_named_with_its_line() {
    let folder = Folder::new();
    let file = folder.file("record");
    let replay = |text: &str, options: &[&str]| {
        write(&file, text).unwrap();
        let args = [&["talk", "tcp://127.0.0.1:1", "--replay", &file], options].concat();
        run(&args).expect_code(2).stderr
    };
    let first = CONVERSATION.lines().next().unwrap();
    let broken = replay(&format!("{first}\nnonsense\n"), &[]);
    assert!(broken.contains("record: line 2: "), "{broken}");
    assert!(replay("", &[]).contains("says nothing"));
    assert!(replay(first, &["--side", "peer"]).contains("says nothing"));
    assert!(replay(first, &["--speed", "0"]).contains("--speed"));
    let args = ["talk", "tcp://127.0.0.1:1", "--replay", "/nowhere/record"];
    run(&args).expect_code(2);
    let args = ["talk", "tcp://127.0.0.1:1", "--record", "/nowhere/record"];
    run(&args).expect_code(2);
}

#[test]
fn a_record_is_written_while_it_is_spoken() {
    let folder = Folder::new();
    let file = folder.file("record");
    let (address, server) = serve(|mut stream| read_all(&mut stream));
    let mut client = Hullo::start(&["talk", &address, "--record", &file]);
    client.say("now\n");
    wait_until("the line in the record", || {
        let text = read_to_string(&file).ok()?;
        text.contains(r#""text":"now\n""#).then_some(())
    });
    client.say("exit\n");
    client.ended().expect_code(0);
    assert_eq!(server.join().unwrap(), b"now\n");
}
