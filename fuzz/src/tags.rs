//! Tags: any value can be escaped and comes back; any raw value can be read.

use hullo_wire::irc::{escape, is_key, parse_from_server, print, unescape};

/// `data` is a value, raw or not, and also the raw tags of a message.
pub fn tags(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let escaped = escape(&text);
    assert!(!escaped.contains([';', ' ', '\r', '\n', '\0']));
    assert_eq!(unescape(&escaped), text.replace('\0', " "));

    let value = unescape(&text);
    assert!(value.len() <= text.len());
    let raw = escape(&value);
    assert_eq!(escape(&unescape(&raw)), raw);

    let line = format!("@{} C", text.replace([' ', '\0', '\r', '\n'], "_"));
    let Ok(message) = parse_from_server(&line) else {
        return;
    };
    let all: Vec<_> = message.tags.iter().collect();
    assert_eq!(message.tags.is_empty(), all.is_empty());
    for (key, _) in &all {
        let last = all.iter().rfind(|(other, _)| other == key);
        let (_, raw) = last.expect("it is one of them");
        assert_eq!(message.tags.get(key), Some(unescape(raw)));
        if is_key(key) {
            let mut out = Vec::new();
            print(&mut out).raw_tag(key, raw).command("C").end();
            assert!(out.starts_with(format!("@{key}").as_bytes()));
        }
    }
    let keys = text.split(['=', ';', ' ']).filter(|key| is_key(key));
    assert!(
        keys.into_iter()
            .all(|key| key.is_ascii() && !key.is_empty())
    );
}
