//! Labelled commands (IRCv3 labeled-response): what answers one of them bears its label.
//!
//! ```text
//! no line     @label=1 :server ACK
//! one line    @label=1;time=... :ann!a@h PRIVMSG #a :hello
//! several     @label=1 :server BATCH +b1 labeled-response   @batch=b1 ...   @batch=b1 ...   :server BATCH -b1
//! ```

use crate::caps::{Cap, Caps};
use crate::hall::{Hall, Page};
use crate::irc::client::Irc;
use hullo_wire::irc::{Message, print};

/// The longest label, in bytes (labeled-response).
const MOST_LABEL: usize = 64;

/// The label of a message, as it stands in the line; none unless asked for.
pub(crate) fn of<'a>(message: &Message<'a>, caps: Caps) -> Option<&'a str> {
    if message.tags.as_str().is_empty() || !caps.has(Cap::LabeledResponse) {
        return None;
    }
    let labels = message.tags.iter().filter(|(key, _)| *key == "label");
    let label = labels.last()?.1;
    (!label.is_empty() && label.len() <= MOST_LABEL).then_some(label)
}

/// Carries out a labelled command: what answers it goes out with the label.
pub(crate) fn labelled(
    irc: &mut Irc,
    label: &str,
    hall: &mut dyn Hall,
    work: impl FnOnce(&mut Irc, &mut dyn Hall),
) {
    hall.begin_label();
    work(irc, hall);
    let mut answers = hall.end_label();
    let Page { about, out, .. } = hall.page();
    match irc.asked.as_mut().filter(|asked| asked.label.is_none()) {
        Some(asked) => {
            asked.label = Some(label.into());
            out.append(&mut answers);
        }
        None => wrap(irc, label, &about.server, &answers, out),
    }
}

/// Writes `answers` with the label.
pub(crate) fn wrap(irc: &mut Irc, label: &str, server: &str, answers: &[u8], out: &mut Vec<u8>) {
    let mut each = lines(answers);
    match (each.next(), each.next()) {
        (None, _) => print(out)
            .raw_tag("label", label)
            .source(server)
            .command("ACK")
            .end(),
        (Some(line), None) => tagged(line, "label", label, out),
        // Without the batch capability there is no way to say that several lines answer.
        (Some(_), Some(_)) if !irc.caps.has(Cap::Batch) => out.extend_from_slice(answers),
        (Some(_), Some(_)) => {
            let name = batch_name(irc);
            let head = print(out).raw_tag("label", label).source(server);
            let words = head.command("BATCH").param(&format!("+{name}"));
            words.last("labeled-response").end();
            for line in lines(answers) {
                tagged(line, "batch", &name, out);
            }
            end_batch(server, &name, out);
        }
    }
}

/// A name for the next batch.
pub(crate) fn batch_name(irc: &mut Irc) -> String {
    irc.batches = irc.batches.wrapping_add(1);
    format!("b{}", irc.batches)
}

/// Closes a batch.
pub(crate) fn end_batch(server: &str, name: &str, out: &mut Vec<u8>) {
    let words = print(out).source(server).command("BATCH");
    words.param(&format!("-{name}")).end();
}

/// A line with one more tag.
fn tagged(line: &[u8], key: &str, raw: &str, out: &mut Vec<u8>) {
    let (joint, rest) = match line.strip_prefix(b"@") {
        Some(rest) => (";", rest),
        None => (" ", line),
    };
    for part in ["@", key, "=", raw, joint] {
        out.extend_from_slice(part.as_bytes());
    }
    out.extend_from_slice(rest);
}

/// Each line with its end.
fn lines(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let end = bytes.iter().position(|byte| *byte == b'\n')? + 1;
        let (line, rest) = bytes.split_at(end);
        bytes = rest;
        Some(line)
    })
}
