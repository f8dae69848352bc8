//! The kept inputs of every target, and some thousand changed ones a target, replayed on stable Rust.
//!
//! Promises: the same run every time; what fails is named by its target, file, seed and bytes.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use hullo_fuzz::{TARGETS, Target};

const CHANGED_A_FILE: u64 = 1000;

/// Each folder of corpus/ with its files by name.
fn corpus() -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = |folder: &Path| {
        let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
        listed.map(|entry| entry.unwrap()).collect::<Vec<_>>()
    };
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
    entries(&root)
        .iter()
        .map(|folder| {
            let files = entries(&folder.path());
            let files = files
                .iter()
                .map(|file| (name(file), fs::read(file.path()).unwrap()));
            (name(folder), files.collect())
        })
        .collect()
}

/// Runs `target` and says what it was given if it panics.
fn run(name: &str, target: Target, origin: &str, input: &[u8]) {
    let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
    assert!(
        outcome.is_ok(),
        "target {name} fails on {origin}: b\"{}\"",
        input.escape_ascii()
    );
}

#[test]
fn every_target_has_kept_inputs_and_every_folder_a_target() {
    let corpus = corpus();
    let folders: Vec<_> = corpus.keys().map(String::as_str).collect();
    let targets: Vec<_> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, targets);
    assert!(corpus.values().all(|files| files.len() >= 3), "{folders:?}");
}

#[test]
fn every_kept_input_passes_its_target() {
    let corpus = corpus();
    for (name, target) in TARGETS {
        for (file, input) in &corpus[*name] {
            run(name, *target, file, input);
        }
    }
}

#[test]
fn changed_inputs_pass_too() {
    let corpus = corpus();
    for (name, target) in TARGETS {
        let files = &corpus[*name];
        let all: Vec<&[u8]> = files.values().map(Vec::as_slice).collect();
        for (number, (file, input)) in (0..).zip(files) {
            for seed in number * CHANGED_A_FILE..(number + 1) * CHANGED_A_FILE {
                let changed = Dice(seed).changed(input, &all);
                run(
                    name,
                    *target,
                    &format!("{file} changed with seed {seed}"),
                    &changed,
                );
            }
        }
    }
}

#[test]
fn a_failing_target_is_named_with_its_input() {
    let outcome = catch_unwind(|| run("never", |_| panic!("as it must"), "seed 1", b"x\xff"));
    let message = outcome.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(*message, r#"target never fails on seed 1: b"x\xff""#);
}

/// A source of changes that its seed decides.
struct Dice(u64);

impl Dice {
    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `most`.
    fn below(&mut self, most: usize) -> usize {
        (self.roll() % (most as u64 + 1)) as usize
    }

    fn changed(&mut self, input: &[u8], all: &[&[u8]]) -> Vec<u8> {
        let mut bytes = input.to_vec();
        for _ in 0..=self.below(4) {
            let from = self.below(bytes.len());
            let to = from + self.below((bytes.len() - from).min(8));
            match self.below(6) {
                0 if from < bytes.len() => bytes[from] ^= 1 << self.below(7),
                1 if from < bytes.len() => bytes[from] = self.roll() as u8,
                2 => drop(bytes.drain(from..to)),
                3 => bytes.truncate(from),
                4 => {
                    let copied = bytes[from..to].to_vec();
                    bytes.splice(from..from, copied);
                }
                5 => {
                    let other = all[self.below(all.len() - 1)];
                    let at = self.below(other.len());
                    bytes.splice(from..to, other[at..].iter().copied());
                }
                _ => {
                    let telling = TELLING[self.below(TELLING.len() - 1)];
                    bytes.splice(from..to, telling.iter().copied());
                }
            }
        }
        bytes
    }
}

/// Bytes at which parsers decide something.
const TELLING: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\x1b",
    b"\x7f",
    b"\xff",
    b"\xff\xff",
    b":",
    b"/",
    b"//",
    b"@",
    b"[",
    b"]",
    b"%",
    b".",
    b"-",
    b"+",
    b"\\",
    b"\\x",
    b"\\u{",
    b"}",
    b"\"",
    b"0",
    b"0x",
    b"65536",
    b"/96",
    b"::ffff:",
    b"e9",
    b"null",
    b"\xff\xfa",
    b"\xff\xf0",
    b"\xff\xfb\x01",
    b"\x01",
    b" ",
    b" :",
    b";",
    b"=",
    b"\\:",
    b"NICK ",
    b"GET ",
    b"\xe4\xbd",
    "你".as_bytes(),
    "😀".as_bytes(),
    "\u{9b}".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{e0041}".as_bytes(),
];
