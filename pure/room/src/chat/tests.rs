//! The chat's rules as transcripts, and under random events.

mod acts;
mod again;
mod coming;
mod empty;
mod letters;
mod modes;
mod play;
mod posting;
mod powers;
mod random;
mod rooms;
mod show;
mod sound;
mod speech;
mod watching;
