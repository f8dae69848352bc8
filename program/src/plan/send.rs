//! What `hullo send` will do.

use crate::args::{Newline, Send};
use crate::duration;
use crate::plan::socket;
use anyhow::{Context, Result, bail};
use hullo_net::LARGEST_DATAGRAM;
use hullo_talk::Output;
use hullo_talk::send::{Config, Input, Shape, Until};
use hullo_wire::line::LineEnd;
use hullo_wire::{escape, hex};
use std::time::Duration;

/// Between repetitions, where nothing else is said: ping's second.
const EVERY: Duration = Duration::from_secs(1);

/// Checks what was typed. `terminal` is whether standard output is one: then the answer is made safe to show.
pub(crate) fn send(args: &Send, terminal: bool) -> Result<Config> {
    let address = socket::address(&args.address)?;
    let datagrams = address.is_datagram();
    if args.split.is_some() && !datagrams {
        bail!("--split makes datagrams, and {address} is a stream");
    }
    if args.datagrams.is_some() && !datagrams {
        bail!(
            "--datagrams counts datagrams, and {address} is a stream: --lines or --wait end its answer"
        );
    }
    if args.lines.is_some() && datagrams {
        bail!("--lines is for streams, and {address} is for datagrams: --datagrams counts them");
    }
    if args.keep_open && datagrams {
        bail!("--keep-open is for streams, and {address} is for datagrams");
    }
    let time = |option: &str, text: &Option<String>| {
        text.as_deref()
            .map(|text| duration::parse(option, text))
            .transpose()
    };
    let every = time("--every", &args.every)?;
    if every.is_some() && args.count.is_none() && !args.each_line {
        bail!("--every needs --count N (0: until Ctrl-C) or --each-line");
    }
    // Answers of several exchanges are kept apart by the printer.
    let output = match args.words.json || args.dump || terminal || args.count.is_some() {
        false => Output::Raw,
        true => Output::Reads,
    };
    Ok(Config {
        options: socket::client(socket::options(&args.socket)?, &args.client)?,
        input: input(args)?,
        shape: shape(args, datagrams, every)?,
        until: Until {
            nothing: args.no_reply,
            quiet: time("--wait", &args.wait)?,
            lines: positive("--lines", args.lines)?,
            datagrams: positive("--datagrams", args.datagrams)?,
        },
        timeout: time("--timeout", &args.timeout)?,
        retry: args.retry,
        keep_open: args.keep_open,
        output,
        address,
    })
}

fn positive(option: &str, count: Option<u64>) -> Result<Option<u64>> {
    match count {
        Some(0) => bail!("{option} 0: --no-reply waits for no answer"),
        count => Ok(count),
    }
}

pub(crate) fn line_end(newline: Newline) -> LineEnd {
    match newline {
        Newline::Lf => LineEnd::Lf,
        Newline::Crlf => LineEnd::CrLf,
        Newline::None => LineEnd::None,
    }
}

fn input(args: &Send) -> Result<Input> {
    let Some(message) = &args.message else {
        return Ok(args.file.clone().map_or(Input::Stdin, Input::File));
    };
    let mut bytes = if args.hex {
        hex::parse(message).context("--hex")?
    } else if args.escapes {
        escape::parse(message).context("-e")?
    } else {
        message.clone().into_bytes()
    };
    if let (Some(newline), false) = (args.newline, args.each_line) {
        bytes.extend_from_slice(line_end(newline).bytes());
    }
    Ok(Input::Bytes(bytes.into()))
}

fn shape(args: &Send, datagrams: bool, every: Option<Duration>) -> Result<Shape> {
    if let Some(size) = args.split {
        if size == 0 || size > LARGEST_DATAGRAM {
            bail!("--split {size}: a datagram holds 1 to {LARGEST_DATAGRAM} bytes");
        }
        return Ok(Shape::Pieces {
            size,
            bundle: !args.no_bundle,
        });
    }
    if let Some(count) = args.count {
        return Ok(Shape::Repeated {
            count: (count > 0).then_some(count),
            every: every.unwrap_or(EVERY),
        });
    }
    let given = args.newline.map(line_end);
    if args.each_line {
        let end = given.unwrap_or(if datagrams {
            LineEnd::None
        } else {
            LineEnd::Lf
        });
        return Ok(Shape::Lines { end, every });
    }
    match (given, &args.message, datagrams) {
        // The line ends of a stream's input are changed line by line as it passes.
        (Some(end), None, false) => Ok(Shape::Lines { end, every: None }),
        (Some(_), None, true) => {
            bail!("--newline for standard input or a file over datagrams needs --each-line")
        }
        _ => Ok(Shape::Whole),
    }
}
