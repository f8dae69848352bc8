//! Somebody asks to be let in.

use crate::chat::Chat;
use crate::chat::tell::{refuse, tell};
use crate::effect::Effect;
use crate::event::Arrival;
use crate::fold::fold;
use crate::id::SessionId;
use crate::line::{one_line, one_word};
use crate::modes::Trait;
use crate::now::Now;
use crate::person::{Person, bit};
use crate::told::Told;
use std::sync::Arc;

/// The longest user name, in bytes; longer ones are cut (IRC's USERLEN is 10 to 20).
const USER_LENGTH: usize = 20;

/// The longest host, in bytes (IRC's HOSTLEN).
const HOST_LENGTH: usize = 63;

impl Chat {
    pub(crate) fn arrived<'a>(
        &mut self,
        who: SessionId,
        arrival: Arrival<'a>,
        now: Now,
        effects: &mut Vec<Effect<'a>>,
    ) {
        if self.person(who).is_some() {
            return;
        }
        if let Err(refusal) = self.nick_free(who, arrival.nick) {
            return refuse(effects, who, refusal);
        }
        let person = self.newcomer(&arrival, now);
        let (nick, folded) = (person.nick.clone(), person.folded.clone());
        self.nicks.take(who, &nick, &folded);
        self.census.add(&person);
        if who.index() >= self.people.len() {
            self.people.resize_with(who.index() + 1, || None);
        }
        self.people[who.index()] = Some(person);
        tell(effects, who, Told::Arrived);
        self.came_online(who, effects);
    }

    fn newcomer(&self, arrival: &Arrival<'_>, now: Now) -> Person {
        let user = one_word(arrival.user, USER_LENGTH, "user");
        let host = one_word(arrival.host, HOST_LENGTH, "localhost");
        let realname = one_line(arrival.realname, self.rules.realname_length);
        let nick: Arc<str> = Arc::from(arrival.nick);
        let folded = fold(&nick);
        Person {
            source: Arc::from(format!("{nick}!{user}@{host}")),
            folded: match *folded == *nick {
                true => nick.clone(),
                false => Arc::from(folded),
            },
            nick,
            user: Arc::from(user),
            host: Arc::from(host),
            realname: Arc::from(realname),
            account: self.nothing.clone(),
            away: None,
            secure: arrival.secure,
            arrived: now.unix_millis,
            spoke: now.unix_millis,
            rooms: Vec::new(),
            traits: match arrival.invisible {
                true => bit(Trait::Invisible),
                false => 0,
            },
            invitations: Vec::new(),
        }
    }
}
