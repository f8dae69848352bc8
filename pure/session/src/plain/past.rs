//! What was said before, as lines: `09:30 <ann> hello`.

use crate::plain::note::shown;
use crate::plain::print::{Looks, said};
use crate::plain::time::stamp;
use hullo_room::{Chat, Now, Record, RecordKind};

use crate::plain::note::nick;

/// One thing said. `here` is the folded name of the room where the reader is; records of others bear the room's name.
pub(super) fn print(record: &Record, here: &str, chat: &Chat, now: Now, out: &mut Vec<u8>) {
    let looks = match record.kind {
        RecordKind::Message => Looks::Words,
        RecordKind::Notice => Looks::Notice,
        _ => return,
    };
    shown(out, &stamp(record.stamp.unix_millis(), now.unix_millis));
    out.push(b' ');
    if *record.room != *here {
        match chat.find_room(&record.room) {
            Some((_, room)) => shown(out, &room.name),
            None => shown(out, &record.room),
        }
        out.push(b' ');
    }
    said(looks, nick(&record.source), None, &record.text, out);
}
