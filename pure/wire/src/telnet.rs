//! Telnet's commands (RFC 854) taken out of a stream, so that lines remain.
//!
//! ```text
//! IAC WILL/WONT/DO/DONT option      negotiation; WILL and DO are refused
//! IAC SB option ... IAC SE          what was negotiated about; not looked at
//! IAC IAC                           the byte 255
//! IAC other                         a command of two bytes
//! ```
//!
//! Promises: where the stream is cut makes no difference; nothing is allocated, and without a command nothing is
//! moved; a refusal is never answered, so that two refusing ends fall silent.

use memchr::memchr;

const IAC: u8 = 255;
const DONT: u8 = 254;
const DO: u8 = 253;
const WONT: u8 = 252;
const WILL: u8 = 251;
const SB: u8 = 250;
const SE: u8 = 240;

/// Takes commands out of one direction of a connection.
#[derive(Clone, Debug, Default)]
pub struct Stripper {
    state: State,
}

/// What the next byte is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Text.
    #[default]
    Text,
    /// What stands behind IAC.
    Command,
    /// The option of this WILL, WONT, DO or DONT.
    Option(u8),
    /// Part of a subnegotiation.
    Inside,
    /// What stands behind IAC in a subnegotiation.
    InsideCommand,
}

impl Stripper {
    /// At the start of a stream.
    pub fn new() -> Stripper {
        Stripper::default()
    }

    /// The text of `chunk`, moved together at its start. To `refusals` is appended what tells the peer that no
    /// option is wanted: telnet waits for that after an interrupt, for one, and shows nothing until then.
    pub fn strip<'a>(&mut self, chunk: &'a mut [u8], refusals: &mut Vec<u8>) -> &'a [u8] {
        let mut kept = 0;
        let mut at = 0;
        while at < chunk.len() {
            if self.state == State::Text {
                let run = memchr(IAC, &chunk[at..]).unwrap_or(chunk.len() - at);
                if kept < at {
                    chunk.copy_within(at..at + run, kept);
                }
                kept += run;
                at += run;
                if at == chunk.len() {
                    break;
                }
            }
            let byte = chunk[at];
            at += 1;
            self.state = match (self.state, byte) {
                (State::Text, _) => State::Command,
                (State::Command, WILL..=DONT) => State::Option(byte),
                (State::Command, SB) => State::Inside,
                (State::Command, IAC) => {
                    chunk[kept] = IAC;
                    kept += 1;
                    State::Text
                }
                (State::Command, _) => State::Text,
                (State::Option(WILL), option) => refuse(refusals, DONT, option),
                (State::Option(DO), option) => refuse(refusals, WONT, option),
                (State::Option(_), _) => State::Text,
                (State::Inside, IAC) => State::InsideCommand,
                (State::Inside, _) => State::Inside,
                (State::InsideCommand, SE) => State::Text,
                (State::InsideCommand, _) => State::Inside,
            };
        }
        &chunk[..kept]
    }
}

fn refuse(refusals: &mut Vec<u8>, verb: u8, option: u8) -> State {
    refusals.extend_from_slice(&[IAC, verb, option]);
    State::Text
}

#[cfg(test)]
mod tests;
