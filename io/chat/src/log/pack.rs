//! The records of one room in one commit, packed into one row: a row costs more than what is in it.
//!
//! ```text
//! body:    1 | record | record | …
//! record:  stamp - earlier stamp | kind, tags? | person: 0, source, account  or  n-th in this body | text | tags
//! ```
//!
//! Numbers are LEB128; a text is its length and its bytes.

use crate::log::error::LogError;
use hullo_room::{Record, RecordKind, Stamp};
use std::sync::Arc;

/// How bodies are written.
const FORMAT: u8 = 1;

/// Records in a body: what a reader has to unpack for one of them, some 10 µs.
const MOST_RECORDS: u32 = 128;

/// Bytes of a body, when another record is still put in.
const MOST_BYTES: usize = 8 << 10;

const TAGGED: u8 = 0x10;

/// A body being written.
#[derive(Debug)]
pub(super) struct Pack<'a> {
    /// What goes into the row.
    pub(super) body: Vec<u8>,
    /// The first record's stamp.
    pub(super) first: Stamp,
    /// The last record's.
    pub(super) last: Stamp,
    /// Records in it.
    pub(super) count: u32,
    people: Vec<(&'a Arc<str>, &'a Arc<str>)>,
}

impl<'a> Pack<'a> {
    /// An empty body for records from this stamp on.
    pub(super) fn new(first: Stamp) -> Pack<'a> {
        Pack {
            body: vec![FORMAT],
            first,
            last: first,
            count: 0,
            people: Vec::new(),
        }
    }

    /// Whether the next record has to go elsewhere.
    pub(super) fn is_full(&self) -> bool {
        self.count >= MOST_RECORDS || self.body.len() >= MOST_BYTES
    }

    /// Adds a record, not earlier than the last.
    pub(super) fn push(&mut self, record: &'a Record) {
        let later = record.stamp.number().saturating_sub(self.last.number());
        self.last = self.last.max(record.stamp);
        self.count += 1;
        put_number(&mut self.body, later);
        let tagged = if record.tags.is_empty() { 0 } else { TAGGED };
        self.body.push(code(record.kind) | tagged);
        // The same person is the same allocation: looking further would cost more than it saves.
        let known = self.people.iter().position(|(source, account)| {
            Arc::ptr_eq(source, &record.source) && **account == record.account
        });
        match known {
            Some(place) => put_number(&mut self.body, place as u64 + 1),
            None => {
                self.people.push((&record.source, &record.account));
                put_number(&mut self.body, 0);
                put_text(&mut self.body, &record.source);
                put_text(&mut self.body, &record.account);
            }
        }
        put_text(&mut self.body, &record.text);
        if tagged != 0 {
            put_text(&mut self.body, &record.tags);
        }
    }
}

/// The records of a body.
pub(super) fn unpack(room: &Arc<str>, first: Stamp, body: &[u8]) -> Result<Vec<Record>, LogError> {
    let mut rest = body.strip_prefix(&[FORMAT]).ok_or(LogError::Damaged)?;
    let mut people: Vec<(Arc<str>, Arc<str>)> = Vec::new();
    let mut records = Vec::new();
    let mut stamp = first.number();
    while !rest.is_empty() {
        stamp = stamp.saturating_add(number(&mut rest)?);
        let (head, after) = rest.split_first().ok_or(LogError::Damaged)?;
        rest = after;
        let person = match number(&mut rest)? {
            0 => {
                let source = text(&mut rest)?.into();
                people.push((source, text(&mut rest)?.into()));
                people.len() - 1
            }
            place => usize::try_from(place - 1).map_err(|_| LogError::Damaged)?,
        };
        let (source, account) = people.get(person).cloned().ok_or(LogError::Damaged)?;
        records.push(Record {
            stamp: Stamp::from_number(stamp),
            room: room.clone(),
            kind: kind(head & !TAGGED)?,
            source,
            account,
            text: text(&mut rest)?.into(),
            tags: match head & TAGGED {
                0 => Box::default(),
                _ => text(&mut rest)?.into(),
            },
        });
    }
    Ok(records)
}

fn put_number(body: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        body.push(number as u8 | 0x80);
        number >>= 7;
    }
    body.push(number as u8);
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    put_number(body, text.len() as u64);
    body.extend_from_slice(text.as_bytes());
}

fn number(rest: &mut &[u8]) -> Result<u64, LogError> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first().ok_or(LogError::Damaged)?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(LogError::Damaged)
}

fn text<'a>(rest: &mut &'a [u8]) -> Result<&'a str, LogError> {
    let length = usize::try_from(number(rest)?).map_err(|_| LogError::Damaged)?;
    let (text, after) = rest.split_at_checked(length).ok_or(LogError::Damaged)?;
    *rest = after;
    std::str::from_utf8(text).map_err(|_| LogError::Damaged)
}

/// Each kind as it is written; a number once given keeps its meaning.
const KINDS: [RecordKind; 10] = [
    RecordKind::Message,
    RecordKind::Notice,
    RecordKind::Tags,
    RecordKind::Join,
    RecordKind::Part,
    RecordKind::Quit,
    RecordKind::Nick,
    RecordKind::Kick,
    RecordKind::Topic,
    RecordKind::Mode,
];

fn code(kind: RecordKind) -> u8 {
    match kind {
        RecordKind::Message => 0,
        RecordKind::Notice => 1,
        RecordKind::Tags => 2,
        RecordKind::Join => 3,
        RecordKind::Part => 4,
        RecordKind::Quit => 5,
        RecordKind::Nick => 6,
        RecordKind::Kick => 7,
        RecordKind::Topic => 8,
        RecordKind::Mode => 9,
    }
}

fn kind(code: u8) -> Result<RecordKind, LogError> {
    KINDS
        .get(usize::from(code))
        .copied()
        .ok_or(LogError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Vec<Record> {
        let room: Arc<str> = "#lobby".into();
        let ann: Arc<str> = "ann!a@host".into();
        KINDS
            .iter()
            .enumerate()
            .map(|(n, kind)| Record {
                stamp: Stamp::at(1_000 * n as u64),
                room: room.clone(),
                kind: *kind,
                source: if n % 3 == 0 {
                    "bob!b@host".into()
                } else {
                    ann.clone()
                },
                account: if n % 2 == 0 { "".into() } else { "ann".into() },
                text: "网络延迟 ".repeat(n * 7).into(),
                tags: if n == 4 { "+a=b;+c".into() } else { "".into() },
            })
            .collect()
    }

    fn packed(records: &[Record]) -> Vec<u8> {
        let mut pack = Pack::new(records[0].stamp);
        records.iter().for_each(|record| pack.push(record));
        assert_eq!(pack.count as usize, records.len());
        assert_eq!(pack.last, records[records.len() - 1].stamp);
        pack.body
    }

    #[test]
    fn every_kind_of_record_comes_back_whole() {
        let records = records();
        let back = unpack(&records[0].room, records[0].stamp, &packed(&records));
        assert_eq!(back.expect("own bytes"), records);
    }

    #[test]
    fn a_damaged_body_is_an_error_and_never_a_panic() {
        let records = records();
        let body = packed(&records);
        for end in 0..body.len() {
            let _ = unpack(&records[0].room, Stamp::FIRST, &body[..end]);
        }
        for place in 0..body.len() {
            for bit in 0..8 {
                let mut body = body.clone();
                body[place] ^= 1 << bit;
                let _ = unpack(&records[0].room, Stamp::END, &body);
            }
        }
        for bad in [
            &b""[..],
            b"\x02",
            b"\x01\x00",
            b"\x01\x00\x0a\x00\x00\x00\x00",
            &[1; 20],
            &[0xff; 20],
        ] {
            assert!(
                unpack(&records[0].room, Stamp::FIRST, bad).is_err(),
                "{bad:?}"
            );
        }
    }
}
