//! The chat's rules as a state machine: who is here, who may do what, who hears what.
//!
//! ```text
//! session ── Event ──→ Chat::handle(who, event, now, &mut effects) ── Effect ──→ desk ── Told ──→ session
//! ```
//!
//! Promises: no sockets, clock, files, threads or printing; nothing here knows IRC's or any other client's bytes;
//! what should happen is given as effects, in order; every effect names sessions that have arrived and not quit
//! (only [`Told::Arrived`]'s refusals go to one who has not).

mod chat;
mod effect;
mod event;
mod id;
mod modes;
mod now;
mod person;
mod query;
mod record;
mod refusal;
mod room;
mod rules;
mod stamp;
mod status;
mod told;

pub use chat::{Census, Chat, Gone};
pub use effect::{Audience, Effect};
pub use event::{Arrival, Event, Speech};
pub use id::{RoomId, SessionId};
pub use modes::{Changed, Flag, List, PersonChange, RoomChange, Switch, Trait};
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
