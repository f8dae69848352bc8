//! What `hullo relay` will do.

use crate::args::{Framing, Relay};
use crate::duration;
use crate::plan::socket;
use anyhow::{Result, bail};
use hullo_net::Options;
use hullo_talk::relay::Config;
use hullo_wire::address::Address;
use hullo_wire::frame::Frame;

/// Checks what was typed.
pub(crate) fn relay(args: &Relay) -> Result<Config> {
    let (from, to) = (socket::address(&args.from)?, socket::address(&args.to)?);
    if from == to {
        bail!("relay from {from} to itself would run in a circle");
    }
    if args.frame.is_some() && from.is_datagram() == to.is_datagram() {
        bail!("--frame is for one stream and one datagram address, not {from} and {to}");
    }
    let ours = from == Address::Stdio || to == Address::Stdio;
    if ours && (args.trace.is_some() || args.words.json) {
        bail!("--trace and --json write to standard output, which is one of the two ends here");
    }
    let flow_timeout = duration::parse("--flow-timeout", &args.flow_timeout)?;
    if flow_timeout.is_zero() {
        bail!("--flow-timeout: no flow could live");
    }
    let options = Options {
        multicast_source: args.server.multicast_source,
        ..socket::options(&args.socket)?
    };
    Ok(Config {
        options: socket::client(options, &args.client)?,
        identity: socket::identity(args.server.cert.as_ref(), args.server.key.as_ref()),
        rules: socket::rules(&args.server)?,
        max_clients: args.server.max_clients,
        frame: args.frame.map(|frame| match frame {
            Framing::Lines => Frame::Lines,
            Framing::U16 => Frame::U16,
        }),
        flow_timeout,
        trace: args.trace.is_some(),
        from,
        to,
    })
}
