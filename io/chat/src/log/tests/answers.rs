//! One table of questions and answers for every log.

use super::ground::{Folder, memory, put, record, stamp, texts};
use crate::log::{Entry, Log, Reader};
use hullo_room::{Kinds, Query, RecordKind, Span, Stamp, Take};
use std::sync::Arc;

/// What has happened, a line a commit: room, nick, text; the number in front is the stamp.
const STORY: [&[(u64, &str, &str, &str)]; 7] = [
    &[(1, "#a", "ann", "one"), (2, "#a", "Bob", "two")],
    &[(3, "#b", "ann", "网络延迟很高"), (4, "#a", "ann", "join:")],
    &[(5, "#a", "bob", "three 'quoted\" (x OR y) NEAR")],
    &[
        (6, "#b", "bob", "Crème brûlée"),
        (7, "#a", "[ann]", "notice:four latency"),
        (8, "#b", "ann", "こんにちは 世界"),
        (8, "#c", "bob", "안녕하세요 ＦＵＬＬ"),
    ],
    &[(9, "#a", "ann", "latency of one two")],
    &[(10, "#c", "ann", "join:"), (11, "#c", "ann", "topic:延迟")],
    &[(12, "#a", "ann", "不 延, 迟, 高延迟")],
];

async fn tell(log: &mut Log) {
    for commit in STORY {
        let entries = commit
            .iter()
            .map(|(n, room, nick, text)| Entry::Record(record(*n, room, nick, text)));
        put(log, entries.collect()).await.expect("room enough");
    }
}

async fn page_cases(reader: &Reader, which: &str) {
    let page = |room: &str, after, before, limit, take, kinds| Query::Page {
        room: room.into(),
        span: Span { after, before },
        take,
        limit,
        kinds,
    };
    let around = |at, limit, kinds| Query::Around {
        room: "#a".into(),
        at,
        limit,
        kinds,
    };
    let latest = |after, before, limit| Query::Latest {
        rooms: ["#c", "#a", "#b", "#nobody"].map(Arc::from).to_vec(),
        span: Span { after, before },
        limit,
    };
    let (all, words) = (Kinds::Everything, Kinds::Words);
    let (start, end) = (Stamp::FIRST, Stamp::END);
    let (oldest, newest) = (Take::Oldest, Take::Newest);
    let three = "three 'quoted\" (x OR y) NEAR";
    let (four, nine, twelve) = ("four latency", "latency of one two", "不 延, 迟, 高延迟");
    let time = |n| stamp(n).unix_millis();
    for (query, expected) in [
        (
            page("#a", start, end, 100, oldest, all),
            &["one", "two", "", three, four, nine, twelve][..],
        ),
        (
            page("#a", start, end, 100, newest, words),
            &["one", "two", three, four, nine, twelve],
        ),
        (page("#a", start, end, 2, oldest, all), &["one", "two"]),
        (page("#a", start, end, 2, newest, all), &[nine, twelve]),
        (
            page("#a", start, end, 3, oldest, words),
            &["one", "two", three],
        ),
        (
            page("#a", stamp(2), stamp(9), 100, oldest, words),
            &[three, four],
        ),
        (page("#a", stamp(2), stamp(9), 1, newest, words), &[four]),
        (page("#a", stamp(2), stamp(9), 1, oldest, all), &[""]),
        (
            page(
                "#a",
                Stamp::end_of(time(5)),
                Stamp::at(time(9)),
                9,
                oldest,
                all,
            ),
            &[four],
        ),
        (
            page(
                "#a",
                Stamp::at(time(5) - 1),
                Stamp::at(time(5) + 1),
                9,
                oldest,
                all,
            ),
            &[three],
        ),
        (page("#a", stamp(1), stamp(2), 9, oldest, all), &[]),
        (page("#a", stamp(9), stamp(2), 9, oldest, all), &[]),
        (page("#a", stamp(12), end, 9, oldest, all), &[]),
        (page("#a", start, stamp(1), 9, newest, all), &[]),
        (page("#a", start, end, 0, newest, all), &[]),
        (page("#nobody", start, end, 9, newest, all), &[]),
        (
            page("#b", start, stamp(8), 1, newest, all),
            &["Crème brûlée"],
        ),
        (around(stamp(5), 3, words), &["two", three, four]),
        (around(stamp(5), 4, all), &["two", "", three, four]),
        (around(stamp(6), 2, words), &[three, four]),
        (around(stamp(1), 2, all), &["one"]),
        (around(stamp(99), 4, all), &[nine, twelve]),
        (around(stamp(5), 1, all), &[three]),
        (around(stamp(5), 0, all), &[]),
        (latest(start, end, 9), &["#b", "#c", "#a"]),
        (latest(start, end, 2), &["#c", "#a"]),
        (latest(stamp(8), end, 9), &["#a"]),
        (latest(start, stamp(12), 9), &["#b", "#c"]),
        (latest(stamp(8), stamp(12), 9), &[]),
    ] {
        let asked = format!("{which}: {query:?}");
        assert_eq!(texts(reader, query).await, expected, "{asked}");
    }
}

async fn search_cases(reader: &Reader, which: &str) {
    let rooms = ["#a", "#b", "#c"];
    let three = "three 'quoted\" (x OR y) NEAR";
    let (four, nine, twelve) = ("four latency", "latency of one two", "不 延, 迟, 高延迟");
    let (three, twelve_only) = (three, [twelve]);
    for (words, nick, expected) in [
        ("one", None, &["one", nine][..]),
        ("ONE two", None, &[nine]),
        ("latency", None, &[four, nine]),
        ("laten", None, &[]),
        ("延迟", None, &["网络延迟很高", twelve]),
        ("迟延", None, &[]),
        ("网络延迟", None, &["网络延迟很高"]),
        ("网络 很高", None, &["网络延迟很高"]),
        ("络", None, &["网络延迟很高"]),
        ("不", None, &twelve_only),
        ("こん", None, &["こんにちは 世界"]),
        ("世界 にち", None, &["こんにちは 世界"]),
        ("안녕", None, &["안녕하세요 ＦＵＬＬ"]),
        ("full", None, &["안녕하세요 ＦＵＬＬ"]),
        ("creme BRULEE", None, &["Crème brûlée"]),
        ("crème", None, &["Crème brûlée"]),
        ("one", Some("ann"), &["one", nine]),
        ("latency", Some("[ANN]"), &[four]),
        ("two", Some("BOB"), &["two"]),
        ("two", Some("bo"), &[]),
        ("two", Some("bob OR ann"), &[]),
        (
            "",
            Some("bob"),
            &["two", three, "Crème brûlée", "안녕하세요 ＦＵＬＬ"],
        ),
        // Nothing typed is an operator.
        ("x OR y", None, &[three]),
        ("one OR two", None, &[]),
        ("\"quoted", None, &[three]),
        ("'quoted\"", None, &[three]),
        ("(x", None, &[three]),
        ("NEAR", None, &[three]),
        ("NEAR(one two)", None, &[]),
        ("on*", None, &[]),
        ("said:one", None, &[]),
        ("{said nick}: one", None, &[]),
        ("^one", None, &["one", nine]),
        ("-one", None, &["one", nine]),
        ("one AND NOT two", None, &[]),
        ("one\0", None, &["one", nine]),
        ("\u{202e}", None, &[]),
        ("\"", None, &[]),
        ("'; DROP TABLE chunk; --", None, &[]),
        ("%", None, &[]),
    ] {
        let found = texts(reader, super::ground::search(&rooms, words, nick)).await;
        assert_eq!(found, expected, "{which}: {words:?} by {nick:?}");
    }
    let search = |rooms: &[&str], words: &str, after, before, limit| Query::Search {
        rooms: rooms.iter().map(|room| Arc::from(*room)).collect(),
        words: words.into(),
        nick: None,
        span: Span { after, before },
        limit,
    };
    let (start, end) = (Stamp::FIRST, Stamp::END);
    for (query, expected) in [
        (
            search(&["#b"], "延迟", start, end, 9),
            &["网络延迟很高"][..],
        ),
        (
            search(&["#b", "#nobody"], "延迟", start, end, 9),
            &["网络延迟很高"],
        ),
        (search(&["#c"], "延迟", start, end, 9), &[]),
        (search(&["#nobody"], "延迟", start, end, 9), &[]),
        (search(&[], "延迟", start, end, 9), &[]),
        (search(&rooms, "延迟", start, end, 1), &[twelve]),
        (search(&rooms, "延迟", start, end, 0), &[]),
        (search(&rooms, "latency", stamp(7), end, 9), &[nine]),
        (search(&rooms, "latency", start, stamp(9), 9), &[four]),
        (search(&rooms, "latency", stamp(7), stamp(9), 9), &[]),
        (search(&rooms, "", start, end, 2), &[nine, twelve]),
        (
            search(&rooms, "", stamp(7), stamp(9), 9),
            &["こんにちは 世界", "안녕하세요 ＦＵＬＬ"],
        ),
    ] {
        let asked = format!("{which}: {query:?}");
        assert_eq!(texts(reader, query).await, expected, "{asked}");
    }
}

#[tokio::test]
async fn the_log_in_memory_answers() {
    let mut log = memory();
    tell(&mut log).await;
    page_cases(&log.reader(), "memory").await;
    search_cases(&log.reader(), "memory").await;
    assert_eq!(log.last(), stamp(12));
}

#[tokio::test]
async fn the_log_on_disk_answers_the_same_before_and_after_indexing_and_reopening() {
    let folder = Folder::new();
    let mut log = folder.open();
    tell(&mut log).await;
    page_cases(&log.reader(), "disk").await;
    search_cases(&log.reader(), "not indexed").await;
    folder.wait_for_index();
    search_cases(&log.reader(), "indexed").await;
    assert_eq!(log.last(), stamp(12));
    drop(log);
    let log = folder.open();
    page_cases(&log.reader(), "reopened").await;
    search_cases(&log.reader(), "reopened").await;
    assert_eq!(log.last(), stamp(12));
}

#[tokio::test]
async fn records_come_back_whole() {
    let folder = Folder::new();
    for mut log in [memory(), folder.open()] {
        let mut first = record(1, "#a", "ann", "text");
        first.tags = "+draft/react=👍;+x".into();
        first.account = "ann".into();
        let mut second = record(2, "#a", "bob", "#why not");
        second.kind = RecordKind::Kick;
        let entries = [&first, &second].map(|record| Entry::Record(record.clone()));
        put(&mut log, entries.to_vec()).await.expect("room enough");
        let answer = log.reader().ask(super::ground::all("#a")).await;
        let expected = hullo_room::Answer::Records(vec![first, second]);
        assert_eq!(answer.expect("an answer"), expected);
    }
}

#[tokio::test]
async fn a_search_in_hundreds_of_rooms_is_answered() {
    let folder = Folder::new();
    for mut log in [memory(), folder.open()] {
        let rooms: Vec<String> = (0..600).map(|n| format!("#room{n}")).collect();
        let said = (0..600).map(|n| super::ground::said(n as u64, &rooms[n], "hello"));
        put(&mut log, said.collect()).await.expect("room enough");
        if matches!(log, Log::Disk(_)) {
            folder.wait_for_index();
        }
        let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
        let found = texts(&log.reader(), super::ground::search(&rooms, "hello", None)).await;
        assert_eq!(found.len(), 100);
    }
}
