//! A room's whole history as a client reads it, and the databases as SQLite sees them.

use crate::client::{Client, Message, message};
use crate::hullo::{Start, missing};
use std::path::Path;

/// What a client needs to be told messages with their identities, its own included.
pub(crate) const CAPS: &str = "batch draft/chathistory echo-message message-tags server-time";

/// The history of a room, from the first message to the last, page by page.
#[track_caller]
pub(crate) fn history(client: &mut Client, room: &str) -> Vec<Message> {
    let mut kept: Vec<Message> = Vec::new();
    client.say(&format!("JOIN {room}"));
    client.until(" 366 ");
    let mut after = "timestamp=2000-01-01T00:00:00.000Z".to_owned();
    loop {
        client.say(&format!("CHATHISTORY AFTER {room} {after} 500"));
        let page = client.until("BATCH -");
        let page: Vec<Message> = page.iter().filter_map(|line| message(line, room)).collect();
        let Some(last) = page.last() else {
            client.say(&format!("PART {room}"));
            client.until("PART");
            return kept;
        };
        after = format!("msgid={}", last.id);
        kept.extend(page);
    }
}

/// Nothing stands twice, and the identities ascend as the order does.
#[track_caller]
pub(crate) fn is_sound(kept: &[Message]) {
    for pair in kept.windows(2) {
        assert!(pair[0].id < pair[1].id, "{pair:?}");
    }
    let mut texts: Vec<&str> = kept.iter().map(|message| &*message.text).collect();
    texts.sort();
    let count = texts.len();
    texts.dedup();
    assert_eq!(texts.len(), count, "a message stands in the history twice");
}

/// Fails unless SQLite's own program finds every database of the folder sound.
#[track_caller]
pub(crate) fn databases_are_sound(folder: &Path) {
    if missing("sqlite3") {
        return;
    }
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap();
        if ["-wal", "-shm"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        if !std::fs::read(&path)
            .unwrap()
            .starts_with(b"SQLite format 3\0")
        {
            continue;
        }
        let checked = Start::program("sqlite3", &["-readonly", name, "PRAGMA integrity_check"]);
        assert_eq!(checked.run().expect_code(0).text(), "ok\n", "{name}");
        found += 1;
    }
    assert!(found > 0, "no database in {}", folder.display());
}
