//! IRC: what is read is printed in a form that is read as the same, and whatever is printed is one line.

use hullo_wire::irc::{
    IrcError, MOST_LINE, MOST_PARAMS, Message, parse, parse_bytes, parse_from_server, print,
};

use crate::assert_harmless;

/// `data` is a line, and also, cut at 0x01, the parts of one to be printed.
pub fn irc(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match parse(&text) {
        Ok(message) => {
            assert_eq!(parse_from_server(&text).as_ref(), Ok(&message));
            stays_the_same(&message);
        }
        Err(error) => assert_harmless(&error.to_string()),
    }
    match std::str::from_utf8(data) {
        Ok(line) => assert_eq!(parse_bytes(data), parse(line)),
        Err(_) => assert!(matches!(parse_bytes(data), Err(IrcError::NotUtf8 { .. }))),
    }
    is_one_line(&text.split('\x01').collect::<Vec<_>>());
}

fn stays_the_same(message: &Message<'_>) {
    let word = message.word();
    assert!(word.as_str().is_empty() || message.command_is(word.as_str()));
    let mut out = Vec::new();
    message.print(&mut out);
    let line = line_of(&out);
    match parse(line) {
        Ok(again) => {
            assert!(again.tags.iter().eq(message.tags.iter()));
            assert_eq!(again.source, message.source);
            assert_eq!(again.command, message.command);
            assert_eq!(again.params, message.params);
            let mut twice = Vec::new();
            again.print(&mut twice);
            assert_eq!(twice, out);
        }
        // A fifteenth parameter with a space gets the colon that it lacked.
        Err(error) => {
            assert_eq!(message.params.len(), MOST_PARAMS);
            let length = MOST_LINE + 1;
            assert_eq!(error, IrcError::LineTooLong { length });
        }
    }
}

/// The first four parts are a tag's key and value, the source and the command, the last is the text.
fn is_one_line(parts: &[&str]) {
    let [key, value, source, command, middle @ .., text] = parts else {
        return;
    };
    let words = |out| {
        let words = print(out).tag(key, value).source(source).command(command);
        middle.iter().fold(words, |words, param| words.param(param))
    };
    let (mut whole, mut cut) = (Vec::new(), Vec::new());
    words(&mut whole).trailing(text).end();
    words(&mut cut).trailing(text).cut();
    let (whole, cut) = (line_of(&whole), line_of(&cut));
    assert!(whole.starts_with(cut));
    let body = match cut.strip_prefix('@') {
        Some(tagged) => tagged.split_once(' ').expect("a source follows").1,
        None => cut,
    };
    assert!(body.len() + 2 <= MOST_LINE);
    assert!(cut == whole || body.len() + 2 > MOST_LINE - 4);

    if let Ok(message) = parse_from_server(whole) {
        let plain = |text: &str| text.replace(['\r', '\n', '\0'], " ");
        assert!(
            message.tags.is_empty() || *message.tags.get(key).expect("printed") == plain_tag(value)
        );
        assert!([*source, "*"].contains(&message.source.expect("printed")));
        assert!([*command, "*"].contains(&message.command));
        if middle.len() < MOST_PARAMS {
            assert_eq!(message.params.len(), middle.len() + 1);
            assert_eq!(message.params[middle.len()], plain(text));
            for (param, given) in message.params.iter().zip(middle) {
                assert!([*given, "*"].contains(param));
            }
        }
    }
}

/// A tag's value keeps all but a NUL.
fn plain_tag(value: &str) -> String {
    value.replace('\0', " ")
}

/// The one line that was printed.
fn line_of(out: &[u8]) -> &str {
    let text = std::str::from_utf8(out).expect("lines are UTF-8");
    let line = text.strip_suffix("\r\n").expect("lines end with CR LF");
    assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    line
}
