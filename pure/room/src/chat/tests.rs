//! The chat's rules as transcripts, and under random events.

mod acts;
mod coming;
mod modes;
mod play;
mod powers;
mod random;
mod rooms;
mod sound;
mod speech;
mod watching;
