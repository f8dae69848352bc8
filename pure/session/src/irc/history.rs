//! What was said before: CHATHISTORY (IRCv3 draft/chathistory), with event-playback for all that happened.
//!
//! ```text
//! CHATHISTORY LATEST #a * 50   ─→  Hall::ask(Query)  ...  answered(records)  ─→  BATCH +b chathistory #a, the lines
//! ```

use crate::caps::Cap;
use crate::hall::{Hall, Page};
use crate::irc::client::Irc;
use crate::irc::label;
use crate::irc::numeric::server_line;
use crate::irc::print::record::{print_record, print_target};
use crate::irc::question::question;
use hullo_room::{Answer, Kinds};
use hullo_wire::irc::{Message, print};

/// What the log was asked, as the client put it.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The subcommand.
    command: String,
    /// The target as the client spelt it; empty for TARGETS.
    target: String,
    /// The label of the command.
    pub(crate) label: Option<String>,
}

/// Answers CHATHISTORY.
pub(crate) fn history(irc: &mut Irc, message: &Message<'_>, hall: &mut dyn Hall) {
    let command = message.param(0).unwrap_or_default().to_ascii_uppercase();
    let params = message.params.get(1..).unwrap_or_default();
    let kinds = match irc.caps.has(Cap::EventPlayback) {
        true => Kinds::Everything,
        false => Kinds::Words,
    };
    match question(&command, params, kinds, hall) {
        Ok((target, query)) => {
            irc.asked = Some(Box::new(Asked {
                command,
                target: target.to_owned(),
                label: None,
            }));
            hall.ask(query);
        }
        Err(fail) => {
            let command = if command.is_empty() { "*" } else { &command };
            let words = server_line(hall, "FAIL")
                .param("CHATHISTORY")
                .param(fail.code);
            let context = fail.context.iter();
            let words = context.fold(words.param(command), |words, word| words.param(word));
            words.trailing(fail.text).cut();
        }
    }
}

/// The log's answer to what was asked.
pub(crate) fn answered(
    irc: &mut Irc,
    asked: Asked,
    answer: Result<Answer, String>,
    hall: &mut dyn Hall,
) {
    let mut bytes = Vec::new();
    let name = label::batch_name(irc);
    let id = hall.id();
    let Page { chat, about, out } = hall.page();
    let server = &*about.server;
    let label = asked.label.as_deref().unwrap_or_default();
    let batched = irc.caps.has(Cap::Batch);
    let Ok(answer) = answer else {
        let words = print(&mut bytes)
            .source(server)
            .command("FAIL")
            .param("CHATHISTORY");
        let words = words.param("MESSAGE_ERROR").param(&asked.command);
        let words = if asked.target.is_empty() {
            words
        } else {
            words.param(&asked.target)
        };
        words.trailing("Messages could not be retrieved").cut();
        return match label {
            "" => out.append(&mut bytes),
            label => label::wrap(irc, label, server, &bytes, out),
        };
    };
    if batched {
        let head = match label {
            "" => print(out),
            label => print(out).raw_tag("label", label),
        };
        let words = head
            .source(server)
            .command("BATCH")
            .param(&format!("+{name}"));
        match &answer {
            Answer::Records(_) => words.param("chathistory").last(&asked.target).end(),
            Answer::Rooms(_) => words.last("draft/chathistory-targets").end(),
        }
    }
    let batch = if batched { &*name } else { "" };
    match &answer {
        Answer::Records(records) => {
            let room = chat.find_room(&asked.target);
            let room = room.map_or(&*asked.target, |(_, room)| &room.name);
            for record in records {
                print_record(record, room, batch, irc.caps, out);
            }
        }
        Answer::Rooms(rooms) => {
            for (room, stamp) in rooms {
                // One may have left it, or it may have become secret, while the log was looking.
                let room = chat.find_room(room).map(|(_, room)| room);
                if let Some(room) = room.filter(|room| room.status(id).is_some()) {
                    print_target(&room.name, *stamp, batch, server, out);
                }
            }
        }
    }
    if batched {
        label::end_batch(server, &name, out);
    }
}
