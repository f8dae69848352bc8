//! Random stories: memory is the model, and disk answers like it.

use super::ground::{Folder, memory, put, stamp};
use crate::log::{Entry, Log};
use hullo_room::{Kinds, Query, Record, RecordKind, Span, Stamp, Take};
use std::sync::Arc;

const WORDS: [&str; 8] = ["one", "two", "延迟", "网络", "é", "one-two", "👍", "x"];

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn words(&mut self) -> String {
        let words = (0..self.below(4)).map(|_| WORDS[self.below(8) as usize]);
        words.collect::<Vec<_>>().join(" ")
    }

    fn room(&mut self) -> Arc<str> {
        format!("#{}", self.below(4)).into()
    }

    fn span(&mut self, end: u64) -> Span {
        match self.below(3) {
            0 => Span::ALL,
            _ => Span {
                after: stamp(self.below(end)),
                before: stamp(self.below(end)),
            },
        }
    }

    fn entry(&mut self, now: &mut u64) -> Entry {
        match self.below(60) {
            0 => Entry::Forget { room: self.room() },
            1 => Entry::Keep {
                room: self.room(),
                settings: self.words(),
            },
            roll => {
                *now += self.below(3).min(1) + u64::from(roll > 10);
                Entry::Record(Record {
                    stamp: stamp(*now),
                    room: self.room(),
                    kind: [RecordKind::Message, RecordKind::Notice, RecordKind::Join]
                        [self.below(3) as usize],
                    source: format!("nick{}!u@h", self.below(3)).into(),
                    account: "".into(),
                    text: self.words().into(),
                    tags: "".into(),
                })
            }
        }
    }

    fn query(&mut self, end: u64) -> Query {
        let limit = self.below(40) as usize;
        let kinds = [Kinds::Words, Kinds::Everything][self.below(2) as usize];
        let span = self.span(end);
        match self.below(4) {
            0 => Query::Page {
                room: self.room(),
                span,
                take: [Take::Oldest, Take::Newest][self.below(2) as usize],
                limit,
                kinds,
            },
            1 => Query::Around {
                room: self.room(),
                at: stamp(self.below(end)),
                limit,
                kinds,
            },
            2 => Query::Latest {
                rooms: (0..4).map(|n| format!("#{n}").into()).collect(),
                span,
                limit,
            },
            _ => Query::Search {
                rooms: (0..self.below(5)).map(|n| format!("#{n}").into()).collect(),
                words: self.words(),
                nick: (self.below(2) == 0).then(|| format!("NICK{}", self.below(3))),
                span,
                limit,
            },
        }
    }
}

async fn compare(seed: u64) {
    let mut dice = Dice(seed);
    let folder = Folder::new();
    let (mut model, mut log) = (memory(), folder.open());
    let mut now = 1;
    for round in 0..60 {
        for _ in 0..dice.below(6) {
            let size = [1, 5, 300][dice.below(3) as usize];
            // Every stamp once in a room: a batch begins later than the one before it ended.
            now += 1;
            let batch: Vec<Entry> = (0..dice.below(size) + 1)
                .map(|_| {
                    now += 1;
                    dice.entry(&mut now)
                })
                .collect();
            put(&mut model, batch.clone()).await.expect("memory");
            put(&mut log, batch).await.expect("disk");
        }
        match round % 15 {
            5 => folder.wait_for_index(),
            10 => {
                drop(log);
                log = folder.open();
                assert_eq!(log.rooms(), model.rooms(), "seed {seed}");
                assert_eq!(log.last(), model.last().max(Stamp::FIRST), "seed {seed}");
            }
            _ => {}
        }
        for _ in 0..20 {
            let query = dice.query(now + 2);
            let asked = format!("seed {seed}, round {round}: {query:?}");
            let expected = model.reader().ask(query.clone()).await.expect("memory");
            let answer = log.reader().ask(query).await.expect(&asked);
            assert_eq!(answer, expected, "{asked}");
        }
    }
    assert!(matches!(log, Log::Disk(_)));
}

#[tokio::test]
async fn disk_answers_like_memory_whatever_happens() {
    for seed in 1..=4 {
        compare(seed).await;
    }
}
