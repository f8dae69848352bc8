//! One IRC client: what must be remembered between its lines, and nothing that the chat knows.

use crate::caps::Caps;
use crate::hall::{Hall, Page};
use crate::irc::numeric::{here, numeric, server_line};
use crate::irc::{dispatch, history, label};
use crate::way::{Tongue, Way};
use hullo_room::Answer;
use hullo_wire::irc::{IrcError, Message, parse, parse_bytes, print};

/// One IRC client. It begins with the way `Tongue::Irc(Caps::default())`.
#[derive(Debug)]
pub struct Irc {
    /// What was negotiated.
    pub(crate) caps: Caps,
    /// Batches opened so far, which gives each its name.
    pub(crate) batches: u32,
    /// What is known of a client that has not arrived; gone afterwards.
    pub(crate) newcomer: Option<Box<Newcomer>>,
    /// What the log was asked.
    pub(crate) asked: Option<Box<history::Asked>>,
}

/// A client on its way in.
#[derive(Debug, Default)]
pub(crate) struct Newcomer {
    /// From NICK.
    pub(crate) nick: Option<String>,
    /// From USER.
    pub(crate) user: Option<String>,
    /// From USER.
    pub(crate) realname: String,
    /// Between CAP LS or REQ and CAP END.
    pub(crate) negotiating: bool,
    /// Said the password.
    pub(crate) admitted: bool,
}

impl Irc {
    /// A client that has said nothing yet.
    pub fn new() -> Irc {
        Irc {
            caps: Caps::default(),
            batches: 0,
            newcomer: Some(Box::default()),
            asked: None,
        }
    }

    /// The client is there.
    pub fn begin(&mut self, hall: &mut dyn Hall) {
        let tongue = Tongue::Irc(self.caps);
        hall.set_way(Way { tongue });
    }

    /// A line came, without its CR LF.
    pub fn hear(&mut self, line: &[u8], hall: &mut dyn Hall) {
        match parse_bytes(line) {
            Ok(message) => self.obey(&message, hall),
            Err(IrcError::NotUtf8 { .. }) => self.refuse_bytes(line, hall),
            Err(error) if error.is_too_long() => self.too_long(hall),
            Err(_) => {}
        }
    }

    fn obey(&mut self, message: &Message<'_>, hall: &mut dyn Hall) {
        match label::of(message, self.caps) {
            None => dispatch::dispatch(self, message, hall),
            Some(label) => label::labelled(self, label, hall, |irc, hall| {
                dispatch::dispatch(irc, message, hall);
            }),
        }
    }

    /// A line came that was longer than a line may be; nothing of it is passed on.
    pub fn too_long(&mut self, hall: &mut dyn Hall) {
        let words = numeric(hall, "417");
        words
            .trailing("The line is longer than a line may be")
            .cut();
    }

    /// The answer to what was asked with [`Hall::ask`], or why there is none.
    pub fn answered(&mut self, answer: Result<Answer, String>, hall: &mut dyn Hall) {
        if let Some(asked) = self.asked.take() {
            history::answered(self, *asked, answer, hall);
        }
    }

    /// Nothing came for long: asks whether anybody is there.
    pub fn idle(&mut self, hall: &mut dyn Hall) {
        let Page { about, out, .. } = hall.page();
        print(out).command("PING").last(&about.server).end();
    }

    /// The last line before a connection is closed.
    pub fn farewell(reason: &str, out: &mut Vec<u8>) {
        let words = print(out).command("ERROR");
        words.trailing(reason).cut();
    }

    /// A line that is not UTF-8 (UTF8ONLY): said so, nothing passed on.
    fn refuse_bytes(&mut self, line: &[u8], hall: &mut dyn Hall) {
        let text = String::from_utf8_lossy(line);
        let message = parse(&text).ok();
        let word = message.as_ref().map(Message::word);
        let known = word.as_ref().map(|word| word.as_str());
        let known = known.filter(|word| !word.is_empty() && word.is_ascii() && here(hall));
        let refuse = |hall: &mut dyn Hall| {
            let words = server_line(hall, "FAIL").param(known.unwrap_or("*"));
            let words = words.param("INVALID_UTF8");
            words
                .trailing("Only UTF-8 is understood here; the line was passed over")
                .cut();
        };
        match message
            .as_ref()
            .and_then(|message| label::of(message, self.caps))
        {
            None => refuse(hall),
            Some(label) => label::labelled(self, label, hall, |_, hall| refuse(hall)),
        }
    }
}

impl Default for Irc {
    fn default() -> Irc {
        Irc::new()
    }
}
