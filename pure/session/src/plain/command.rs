//! A typed line, taken apart: words to say, or a command.

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command<'a> {
    /// To be said where the client is.
    Say(&'a str),
    /// `/me TEXT`
    Me(&'a str),
    /// `/msg WHO TEXT`
    Msg { to: &'a str, text: &'a str },
    /// `/nick NAME`
    Nick(&'a str),
    /// `/join ROOM [KEY]`
    Join { room: &'a str, key: Option<&'a str> },
    /// `/part [ROOM] [REASON]`
    Part {
        room: Option<&'a str>,
        reason: &'a str,
    },
    /// `/rooms`
    Rooms,
    /// `/who [ROOM]`
    Who(Option<&'a str>),
    /// `/history [COUNT] [ROOM]`
    History {
        count: Option<usize>,
        room: Option<&'a str>,
    },
    /// `/search [from:NICK] WORDS`
    Search {
        from: Option<&'a str>,
        words: String,
    },
    /// `/ignore [NICK]`
    Ignore(Option<&'a str>),
    /// `/help`
    Help,
    /// `/quit [REASON]`, or `exit` alone
    Quit(&'a str),
    /// A command that there is, typed without what it needs; how it is typed.
    Incomplete(&'static str),
    /// No such command.
    Unknown(&'a str),
}

/// What `/help` shows.
pub(super) const HELP: [&str; 13] = [
    "a line is said in the room where you are; //TEXT says /TEXT",
    "/nick NAME            be called NAME",
    "/join ROOM [KEY]      enter a room, or go back to one you are in",
    "/part [ROOM]          leave this room, or another",
    "/rooms                which rooms there are",
    "/who [ROOM]           who is in this room, or in another",
    "/msg NICK TEXT        say something to one person",
    "/me TEXT              say what you do: * ann waves",
    "/history [N] [ROOM]   the last N messages; times are UTC",
    "/search WORDS         where all these words were said; also /search from:NICK WORDS",
    "/ignore NICK          hear no more of somebody; again: hear them again",
    "/help                 this",
    "/quit                 leave; so does the word exit",
];

/// Takes a line apart, which is not empty.
pub(super) fn parse(line: &str) -> Command<'_> {
    if line.trim() == "exit" {
        return Command::Quit("");
    }
    let Some(rest) = line.strip_prefix('/') else {
        return Command::Say(line);
    };
    if rest.starts_with('/') {
        return Command::Say(rest);
    }
    let (name, text) = split(rest);
    match name.to_ascii_lowercase().as_str() {
        "nick" if text.is_empty() => Command::Incomplete("/nick NAME"),
        "nick" => Command::Nick(text),
        "join" if text.is_empty() => Command::Incomplete("/join ROOM"),
        "join" => {
            let (room, key) = split(text);
            let key = (!key.is_empty()).then_some(key);
            Command::Join { room, key }
        }
        "part" => part(text),
        "rooms" => Command::Rooms,
        "who" => Command::Who(some(text)),
        "msg" => match split(text) {
            (_, "") => Command::Incomplete("/msg NICK TEXT"),
            (to, text) => Command::Msg { to, text },
        },
        "me" if text.is_empty() => Command::Incomplete("/me TEXT"),
        "me" => Command::Me(text),
        "history" => history(text),
        "search" => search(text),
        "ignore" => Command::Ignore(some(text)),
        "help" => Command::Help,
        "quit" => Command::Quit(text),
        _ => Command::Unknown(name),
    }
}

/// A first word that is no room's name begins the reason.
fn part(text: &str) -> Command<'_> {
    let (room, reason) = match split(text) {
        (room, reason) if room.starts_with('#') => (Some(room), reason),
        _ => (None, text),
    };
    Command::Part { room, reason }
}

fn history(text: &str) -> Command<'_> {
    let (mut count, mut room) = (None, None);
    for word in text.split_ascii_whitespace() {
        match word.parse::<usize>() {
            Ok(number) if count.is_none() && number > 0 => count = Some(number),
            _ if room.is_none() => room = Some(word),
            _ => return Command::Incomplete("/history [N] [ROOM]"),
        }
    }
    Command::History { count, room }
}

fn search(text: &str) -> Command<'_> {
    let mut from = None;
    let mut words = String::new();
    for word in text.split_ascii_whitespace() {
        match word.strip_prefix("from:") {
            Some(nick) if !nick.is_empty() => from = Some(nick),
            _ => {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
        }
    }
    match words.is_empty() && from.is_none() {
        true => Command::Incomplete("/search WORDS"),
        false => Command::Search { from, words },
    }
}

/// The first word, and what follows it.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    match text.split_once(' ') {
        None => (text, ""),
        Some((word, rest)) => (word, rest.trim_start()),
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_taken_apart() {
        let cases: [(&str, Command<'_>); 26] = [
            ("hello", Command::Say("hello")),
            ("  two  spaces", Command::Say("  two  spaces")),
            ("//etc/hosts", Command::Say("/etc/hosts")),
            ("exit", Command::Quit("")),
            (" exit ", Command::Quit("")),
            ("exit now", Command::Say("exit now")),
            ("quit", Command::Say("quit")),
            ("/quit see you", Command::Quit("see you")),
            ("/NICK ann", Command::Nick("ann")),
            ("/nick", Command::Incomplete("/nick NAME")),
            ("/join", Command::Incomplete("/join ROOM")),
            (
                "/join #tea  sesame",
                Command::Join {
                    room: "#tea",
                    key: Some("sesame"),
                },
            ),
            (
                "/part",
                Command::Part {
                    room: None,
                    reason: "",
                },
            ),
            (
                "/part so long",
                Command::Part {
                    room: None,
                    reason: "so long",
                },
            ),
            (
                "/part #tea so long",
                Command::Part {
                    room: Some("#tea"),
                    reason: "so long",
                },
            ),
            ("/who", Command::Who(None)),
            ("/who #tea", Command::Who(Some("#tea"))),
            (
                "/msg bob  hi  there",
                Command::Msg {
                    to: "bob",
                    text: "hi  there",
                },
            ),
            ("/msg bob", Command::Incomplete("/msg NICK TEXT")),
            ("/me waves", Command::Me("waves")),
            (
                "/history #tea 5",
                Command::History {
                    count: Some(5),
                    room: Some("#tea"),
                },
            ),
            (
                "/history 0 #tea",
                Command::Incomplete("/history [N] [ROOM]"),
            ),
            (
                "/search from:ann green  tea",
                Command::Search {
                    from: Some("ann"),
                    words: "green tea".to_owned(),
                },
            ),
            (
                "/search from:",
                Command::Search {
                    from: None,
                    words: "from:".to_owned(),
                },
            ),
            ("/dance all night", Command::Unknown("dance")),
            ("/", Command::Unknown("")),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line), expected, "{line:?}");
        }
    }
}
