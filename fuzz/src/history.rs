//! CHATHISTORY: any arguments get one batch or one refusal, and a batch holds what was said, in order, each once, no
//! more than was asked for.

use hullo_session::rehearsal::Rehearsal;
use hullo_wire::irc::{MOST_CLIENT_LINE, parse_from_server};

use crate::session::Reader;

/// Messages that the room has.
const SAID: usize = 12;

/// `data` is the arguments. What the msgid of a message said earlier should be is `$` and its number in hexadecimal.
pub fn history(data: &[u8]) {
    let mut host = Rehearsal::new();
    host.connect("ann", "irc");
    for line in [
        "CAP REQ :batch draft/chathistory echo-message message-tags server-time",
        "NICK ann",
        "USER ann 0 * :ann",
        "CAP END",
        "JOIN #a",
    ] {
        host.hear("ann", line.as_bytes());
    }
    host.read_by("ann");
    for number in 0..SAID {
        host.hear("ann", format!("PRIVMSG #a :{number}").as_bytes());
    }
    let echoes = host.read_by("ann");
    let ids: Vec<String> = echoes.lines().filter_map(msgid).collect();
    assert_eq!(ids.len(), SAID);

    let mut line = b"CHATHISTORY ".to_vec();
    let mut bytes = data.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'$' => {
                let number = usize::from(*bytes.next().unwrap_or(&0));
                line.extend_from_slice(ids[number % SAID].as_bytes());
            }
            // One line is asked at a time.
            b'\r' | b'\n' => line.push(b' '),
            byte => line.push(*byte),
        }
    }
    if line.len() > MOST_CLIENT_LINE {
        return;
    }
    host.hear("ann", &line);
    let answer = host.read_by("ann");
    Reader::new("irc").read(&answer);
    let found: Vec<String> = answer
        .lines()
        .filter(|line| line.contains(" PRIVMSG "))
        .filter_map(msgid)
        .collect();
    assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{answer}");
    assert!(found.iter().all(|id| ids.contains(id)), "{answer}");
    let lines = answer.lines().count();
    let begins = answer.lines().filter(|line| line.contains(" BATCH +"));
    match begins.count() {
        0 => assert!(lines <= 1 && found.is_empty(), "{answer}"),
        1 => {
            assert!(
                answer
                    .lines()
                    .last()
                    .expect("it began")
                    .contains(" BATCH -")
            );
            assert!(lines >= found.len() + 2);
            let asked = String::from_utf8_lossy(&line);
            let limit = asked.split(' ').rfind(|word| !word.is_empty());
            let limit = limit.and_then(|word| word.trim_start_matches(':').parse().ok());
            assert!(
                limit.is_none_or(|limit: usize| found.len() <= limit),
                "{asked}: {answer}"
            );
        }
        _ => panic!("more than one answer: {answer}"),
    }
}

fn msgid(line: &str) -> Option<String> {
    let message = parse_from_server(line).ok()?;
    Some(message.tags.get("msgid")?.into_owned())
}
