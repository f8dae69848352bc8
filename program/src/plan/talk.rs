//! What `hullo talk` will do.

use crate::args::{Talk, WhichSide};
use crate::plan::send::line_end;
use crate::plan::socket;
use anyhow::{Result, bail};
use hullo_talk::talk::{Config, Role};
use hullo_wire::address::Address;
use hullo_wire::line::LineEnd;
use hullo_wire::record::Side;
use std::path::PathBuf;

/// A record to be played again.
#[derive(Clone, Debug)]
pub(crate) struct Replay {
    pub(crate) file: PathBuf,
    pub(crate) side: Side,
    pub(crate) speed: f64,
}

/// Checks what was typed.
pub(crate) fn talk(args: &Talk) -> Result<(Config, Option<Replay>)> {
    let (text, role) = match (&args.listen, &args.address) {
        (Some(text), _) => (text, Role::Listener),
        (None, Some(text)) => (text, Role::Caller),
        (None, None) => bail!("talk to whom? give an ADDRESS, or --listen ADDRESS"),
    };
    let address = socket::address(text)?;
    if address == Address::Stdio {
        bail!("- is standard input and output, where you are yourself");
    }
    if !(args.speed.is_finite() && args.speed > 0.0) {
        bail!("--speed {}: expected a factor above 0", args.speed);
    }
    let default = if address.is_datagram() {
        LineEnd::None
    } else {
        LineEnd::Lf
    };
    let replay = args.replay.clone().map(|file| Replay {
        file,
        side: match args.side {
            WhichSide::Us => Side::Us,
            WhichSide::Peer => Side::Peer,
        },
        speed: args.speed,
    });
    let config = Config {
        options: socket::client(socket::options(&args.socket)?, &args.client)?,
        identity: socket::identity(args.cert.as_ref(), args.key.as_ref()),
        newline: args.newline.map_or(default, line_end),
        record: args.record.clone(),
        address,
        role,
    };
    Ok((config, replay))
}
