//! The chat's rules as a state machine: who is here, who may do what, who hears what.
//!
//! ```text
//! session ── Event ──→ Chat::handle(who, event, now, &mut effects) ── Effect ──→ desk ── Told ──→ session
//! ```
//!
//! Promises: no sockets, clock, files, threads or printing; nothing here knows IRC's or any other client's bytes;
//! what should happen is given as effects, in order; every effect names sessions that have arrived and not quit
//! (but who asks to be let in may be refused, and who is thrown off hears of it).

mod census;
mod chat;
mod effect;
mod event;
mod fold;
mod gone;
mod id;
mod ids;
mod letters;
mod likeness;
mod line;
mod marks;
mod mask;
mod modes;
mod name;
mod nicks;
mod now;
mod person;
mod query;
mod record;
mod refusal;
mod room;
mod rooms;
mod rules;
mod settings;
mod skeleton;
mod stamp;
mod status;
mod told;
mod watch;

pub use census::Census;
pub use chat::Chat;
pub use effect::{Audience, Effect};
pub use event::{Arrival, Event, Posting, Speech, Standing};
pub use fold::fold;
pub use gone::Gone;
pub use id::{RoomId, SessionId};
pub use line::one_line;
pub use mask::{complete, fits};
pub use modes::{Changed, Flag, List, PersonChange, RoomChange, Switch, Trait};
pub use name::{is_nick, is_room_name};
pub use now::Now;
pub use person::Person;
pub use query::{Answer, Kinds, Query, Span, Take};
pub use record::{Record, RecordKind};
pub use refusal::Refusal;
pub use room::{Mask, Member, Room, Topic};
pub use rules::Rules;
pub use stamp::{NotAStamp, Stamp};
pub use status::Status;
pub use told::{Spoken, Target, Told};
