//! Runs one job of the pure crates so many times, for callgrind to count: `pure JOB TIMES`. Without a job: their names.

use hullo_meter::Rounds;
use hullo_wire::address::Address;
use hullo_wire::frame::{Frame, Frames};
use hullo_wire::line::Lines;
use hullo_wire::splitter::Splitter;
use hullo_wire::visible::{LineBreaks, visible};
use hullo_wire::{escape, frame, hex, irc};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

/// What clients and servers say, with and without tags and sources; 67 bytes each on average.
const IRC: [&str; 8] = [
    "PRIVMSG #lobby :hello all, this is what somebody says in a room of a chat",
    "@label=17 PRIVMSG #lobby :hello all, and this one wants its label back",
    "PING :1763999999",
    "JOIN #lobby",
    "@+draft/reply=01JD3V9Q8Z;label=18 PRIVMSG ann :a reply, with two tags",
    ":ann!ann@host.example PRIVMSG #lobby :大家好，今天的课在三点钟开始。",
    "@time=2026-11-24T16:00:00.000Z;msgid=01JD3V9Q8Z :bob!bob@host.example PRIVMSG #lobby :what a server sends to those who want tags",
    ":host.example 353 ann = #lobby :@ann +bob carol dave erin frank grace heidi ivan judy",
];

/// A job's name, and what it does once.
const JOBS: [(&str, fn()); 12] = [
    ("address: parse tcp://[2001:db8::1]:443", || {
        drop(black_box("tcp://[2001:db8::1]:443").parse::<Address>());
    }),
    ("escape: parse 64 letters with 4 escapes", || {
        let text = r"Hello, \x57orld\n, and this is somewhat longer\t than that \u{2603}.";
        drop(black_box(escape::parse(black_box(text))));
    }),
    ("lines: 1,000 of 64 bytes out of reads of 4 KiB", || {
        let text = [&[b'a'; 63][..], b"\n"].concat().repeat(1000);
        let mut lines = Lines::new(1 << 16);
        for read in text.chunks(4096) {
            lines.push(black_box(read));
            while let Some(line) = lines.pop() {
                black_box(line);
            }
        }
    }),
    (
        "splitter: 1,000 lines of 64 bytes out of reads of 4 KiB",
        || {
            let text = [&[b'a'; 63][..], b"\n"].concat().repeat(1000);
            let mut splitter = Splitter::new();
            for mut read in text.chunks(4096) {
                while let Some(line) = splitter.next(black_box(&mut read), 4606) {
                    black_box(line);
                }
            }
        },
    ),
    ("irc: parse 1,000 lines", || {
        for line in black_box(IRC).into_iter().cycle().take(1000) {
            drop(black_box(irc::parse_bytes(line.as_bytes())));
        }
    }),
    ("irc: parse and print 1,000 lines", || {
        let mut out = Vec::new();
        for line in black_box(IRC).into_iter().cycle().take(1000) {
            if let Ok(message) = irc::parse_bytes(line.as_bytes()) {
                out.clear();
                message.print(&mut out);
                black_box(&out);
            }
        }
    }),
    (
        "frames: 1,000 datagrams of 64 bytes to u16 and back",
        || {
            let mut stream = Vec::new();
            for _ in 0..1000 {
                drop(frame::print(Frame::U16, black_box(&[7; 64]), &mut stream));
            }
            let mut frames = Frames::new(Frame::U16, 1 << 16);
            frames.push(&stream);
            while let Some(datagram) = frames.pop() {
                drop(black_box(datagram));
            }
        },
    ),
    ("visible: 1 KiB of ASCII", || {
        drop(black_box(visible(
            black_box(&[b'a'; 1024]),
            LineBreaks::Show,
        )));
    }),
    ("visible: 1 KiB of Chinese", || {
        let text = "大家好".repeat(114);
        drop(black_box(visible(
            black_box(text.as_bytes()),
            LineBreaks::Show,
        )));
    }),
    ("visible: 1 KiB of escape characters", || {
        drop(black_box(visible(
            black_box(&[0x1b; 1024]),
            LineBreaks::Show,
        )));
    }),
    ("hex: dump of 1 KiB", || {
        drop(black_box(hex::dump(black_box(&[0x5a; 1024]), 0)));
    }),
    ("rounds: 1,000 round trips and their summary", || {
        let mut rounds = Rounds::new();
        for i in 0..1000 {
            rounds.sent();
            rounds.answered(Duration::from_micros(50 + i % 100));
        }
        black_box(rounds.summary());
    }),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [job, times] = &args[..] else {
        let names: String = JOBS.iter().map(|(name, _)| format!("{name}\n")).collect();
        return match std::io::Write::write_all(&mut std::io::stdout(), names.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    };
    let Some((_, once)) = JOBS.iter().find(|(name, _)| name == job) else {
        return ExitCode::from(2);
    };
    for _ in 0..times.parse().unwrap_or(0) {
        once();
    }
    ExitCode::SUCCESS
}
