//! Records: what is read is printed as a line that is read as the same; any bytes can be recorded.

use std::time::Duration;

use hullo_wire::record::{Entry, Side, parse, print};

use crate::assert_harmless;

/// `data` is a line of a record, and also something that was said.
pub fn record(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match parse(&text) {
        Ok(entry) => comes_back(&entry),
        Err(error) => assert_harmless(&error.to_string()),
    }
    let micros = data.iter().fold(0_u64, |micros, byte| {
        micros.rotate_left(5) ^ u64::from(*byte)
    });
    comes_back(&Entry {
        time: Duration::from_micros(micros),
        side: if micros % 2 == 0 {
            Side::Us
        } else {
            Side::Peer
        },
        bytes: data.to_vec(),
    });
}

fn comes_back(entry: &Entry) {
    let line = print(entry);
    assert_harmless(&line);
    match parse(&line) {
        Ok(read) => assert_eq!(&read, entry, "{line}"),
        Err(error) => panic!("{line}: {error}"),
    }
}
