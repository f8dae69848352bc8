//! A chat in memory with real sessions, played from a transcript: what is typed is done, and what everybody then
//! reads is compared with what the transcript says, so that a line too many fails as one too few does.
//!
//! ```text
//! ann+ plain          a client connects (plain, or irc)
//! ann> hello          it types
//! bob< <guest1> hello what others read, in the order of connecting
//! ```
//!
//! Nicks are what the chat gave; `ann` and `bob` only name the clients. A client that leaves reads `(closed)`.

mod hall;
mod log;

use crate::about::About;
use crate::session::{Session, alone, apart, farewell, print};
use crate::way::{Tongue, Way};
use hall::Visit;
use hullo_room::{
    Audience, Chat, Effect, Event, Now, Query, Record, Rules, SessionId, Stamp, Target, Told,
};
use std::fmt::Write;
use std::time::Instant;

/// 24 November 2025, 09:30 UTC.
const MORNING: u64 = 1_763_976_600_000;

/// Who reads what is printed for many.
const ANYBODY: SessionId = SessionId(u32::MAX);

/// One client.
struct Seat {
    name: String,
    session: Option<Session>,
    way: Way,
    out: Vec<u8>,
    /// What answers the labelled command that is being carried out.
    label: Option<Vec<u8>>,
    question: Option<Query>,
    /// Asked to leave, with this reason.
    leaves: Option<String>,
    closed: bool,
}

/// The host.
pub struct Rehearsal {
    chat: Chat,
    about: About,
    records: Vec<Record>,
    seats: Vec<Seat>,
    now: Now,
    /// The log answers with this error.
    pub log_error: Option<&'static str>,
}

impl Default for Rehearsal {
    fn default() -> Rehearsal {
        Rehearsal::new()
    }
}

impl Rehearsal {
    /// With the usual rules, and open to all.
    pub fn new() -> Rehearsal {
        Rehearsal::with(Rules::default(), "")
    }

    /// With these rules and, unless empty, a password, which is `sesame`.
    pub fn with(rules: Rules, password: &str) -> Rehearsal {
        #[expect(
            clippy::disallowed_methods,
            reason = "any instant will do to begin with"
        )]
        let now = Now {
            instant: Instant::now(),
            unix_millis: MORNING,
        };
        let (chat, _) = Chat::new(rules, Stamp::default(), &[], now);
        Rehearsal {
            chat,
            about: About {
                server: "hullo.test".to_owned(),
                network: "hullo".to_owned(),
                version: "hullo-0".to_owned(),
                started: MORNING,
                motd: Vec::new(),
                admin: Vec::new(),
                password: !password.is_empty(),
                history_limit: 100,
            },
            records: Vec::new(),
            seats: Vec::new(),
            now,
            log_error: None,
        }
    }

    /// The chat, to look at.
    pub fn chat(&self) -> &Chat {
        &self.chat
    }

    /// Plays a transcript.
    #[track_caller]
    pub fn play(&mut self, script: &str) -> &mut Rehearsal {
        let script: Vec<&str> = script.lines().map(str::trim).collect();
        let mut played = String::new();
        for line in script.iter().filter(|line| !line.is_empty()) {
            let Some((name, rest)) = line.split_once(['+', '>', '<']) else {
                panic!("no client in {line:?}");
            };
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match line.as_bytes()[name.len()] {
                b'+' => self.connect(name, rest),
                b'>' => self.hear(name, rest.as_bytes()),
                _ => continue,
            }
            let _infallible = writeln!(played, "{line}");
            played += &self.read();
        }
        let expected = script.iter().filter(|line| !line.is_empty());
        let expected: String = expected.map(|line| format!("{line}\n")).collect();
        assert!(
            played == expected,
            "\n--- expected\n{expected}\n--- played\n{played}"
        );
        self
    }

    /// What a client reads that has not been read yet.
    pub fn read_by(&mut self, name: &str) -> String {
        let at = self.id(name).index();
        let out = std::mem::take(&mut self.seats[at].out);
        String::from_utf8(out).expect("what is written is UTF-8")
    }

    /// What everybody reads, as the transcript has it.
    pub fn read(&mut self) -> String {
        let mut all = String::new();
        for seat in &mut self.seats {
            let out = String::from_utf8(std::mem::take(&mut seat.out));
            let out = out.expect("what is written is UTF-8");
            assert!(
                out.is_empty() || out.ends_with('\n'),
                "half a line: {out:?}"
            );
            for line in out.split_terminator('\n') {
                let line = line.strip_suffix('\r').unwrap_or(line);
                let _infallible = writeln!(all, "{}< {line}", seat.name);
            }
        }
        all
    }

    /// Whether the client was closed.
    pub fn has_left(&self, name: &str) -> bool {
        self.seats[self.id(name).index()].closed
    }

    /// A client connects, in this language.
    pub fn connect(&mut self, name: &str, tongue: &str) {
        let session = match tongue {
            "plain" => Session::plain(),
            "irc" => Session::irc(),
            _ => panic!("no such language: {tongue}"),
        };
        self.seats.push(Seat {
            name: name.to_owned(),
            session: Some(session),
            way: Way {
                tongue: Tongue::Plain(None),
            },
            out: Vec::new(),
            label: None,
            question: None,
            leaves: None,
            closed: false,
        });
        self.visit(self.seats.len() - 1, |session, hall| session.begin(hall));
    }

    /// A client types a line.
    pub fn hear(&mut self, name: &str, line: &[u8]) {
        let at = self.id(name).index();
        assert!(!self.seats[at].closed, "{name} has left");
        self.visit(at, |session, hall| session.hear(line, hall));
    }

    /// A client's line was too long, and passed over.
    pub fn too_long(&mut self, name: &str) {
        self.visit(self.id(name).index(), |session, hall| {
            session.too_long(hall)
        });
    }

    /// A client's silence was long.
    pub fn idle(&mut self, name: &str) {
        self.visit(self.id(name).index(), |session, hall| session.idle(hall));
    }

    /// Something that a client's language may have no word for.
    pub fn does(&mut self, name: &str, event: Event<'_>) {
        self.event(self.id(name), event);
    }

    fn id(&self, name: &str) -> SessionId {
        let at = self.seats.iter().position(|seat| seat.name == name);
        SessionId(at.unwrap_or_else(|| panic!("nobody is called {name}")) as u32)
    }

    /// Lets a session do something, and answers what it asks.
    fn visit(&mut self, at: usize, does: impl FnOnce(&mut Session, &mut Visit<'_>)) {
        self.now.unix_millis += 1;
        let Some(mut session) = self.seats[at].session.take() else {
            panic!("the session is busy");
        };
        let id = SessionId(at as u32);
        does(&mut session, &mut Visit::new(self, id));
        while let Some(query) = self.seats[at].question.take() {
            let answer = match self.log_error {
                Some(error) => Err(error.to_owned()),
                None => Ok(log::answer(&self.records, &query)),
            };
            session.answered(answer, &mut Visit::new(self, id));
        }
        self.seats[at].session = Some(session);
        if let Some(reason) = self.seats[at].leaves.take() {
            self.close(id, &reason);
            self.event(id, Event::Quit { reason: &reason });
        }
    }

    fn close(&mut self, who: SessionId, reason: &str) {
        let seat = &mut self.seats[who.index()];
        farewell(&seat.way, reason, &mut seat.out);
        seat.out.extend_from_slice(b"(closed)\n");
        seat.closed = true;
    }

    /// Handles an event and carries out its effects.
    fn event(&mut self, who: SessionId, event: Event<'_>) {
        let mut effects = Vec::new();
        self.chat.handle(who, event, self.now, &mut effects);
        for effect in effects {
            match effect {
                Effect::Remember(record) => self.records.push(record),
                Effect::Tell { to, told } => self.tell(&to, &told),
                Effect::Close { who, why } => self.close(who, &why),
                Effect::Keep { .. } | Effect::Forget { .. } => {}
            }
        }
    }

    fn tell(&mut self, to: &Audience, told: &Told<'_>) {
        let readers: Vec<SessionId> = match to {
            Audience::One(who) => vec![*who],
            Audience::These(all) => all.clone(),
            Audience::Room(room, status) => {
                let room = self
                    .chat
                    .room(*room)
                    .expect("a room that is told of exists");
                let members = room.members().iter();
                let members = members.filter(|member| member.status.at_least(*status));
                members.map(|member| member.session).collect()
            }
        };
        for reader in readers {
            let seat = &mut self.seats[reader.index()];
            if !seat.session.as_ref().is_some_and(|s| s.ignores(told)) {
                let (chat, about) = (&self.chat, &self.about);
                let own = matches!(to, Audience::One(_)) || apart(told) == Some(reader);
                let reader = if own || alone(told) { reader } else { ANYBODY };
                // What comes back from oneself is no answer to the command that said it.
                let returns = matches!(told, Told::Spoke(spoken)
                    if spoken.from == reader && matches!(spoken.target, Target::Person(..)));
                let out = match &mut seat.label {
                    Some(label) if !returns => label,
                    _ => &mut seat.out,
                };
                print(told, reader, &seat.way, chat, about, out);
            }
        }
    }
}
