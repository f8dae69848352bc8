//! What `hullo listen` will do.

use crate::args::Listen;
use crate::duration;
use crate::plan::socket;
use anyhow::{Context, Result, bail};
use hullo_net::Options;
use hullo_talk::listen::{Config, Reply};
use hullo_talk::{Command, Output};
use hullo_wire::address::Address;
use hullo_wire::escape;

/// Checks what was typed. `terminal` is whether standard output is one.
pub(crate) fn listen(args: &Listen, terminal: bool) -> Result<Config> {
    let addresses = args
        .addresses
        .iter()
        .map(|text| socket::address(text))
        .collect::<Result<Vec<_>>>()?;
    if addresses.contains(&Address::Stdio) {
        bail!("- is standard input and output, and nobody comes in there");
    }
    if args.max_messages == Some(0) {
        bail!("--max-messages 0 would hear nothing");
    }
    let output = match (&args.output, args.raw, args.hex) {
        (Some(folder), _, _) => Output::Folder(folder.clone()),
        // Bytes as they are never reach a terminal: nothing from the network moves its cursor.
        (_, true, _) if terminal => Output::Reads,
        (_, true, _) => Output::Raw,
        (_, _, true) => Output::Reads,
        _ => Output::Lines,
    };
    let idle = args
        .idle_timeout
        .as_deref()
        .map(|text| duration::parse("--idle-timeout", text))
        .transpose()?;
    Ok(Config {
        options: Options {
            multicast_source: args.server.multicast_source,
            ..socket::options(&args.socket)?
        },
        identity: socket::identity(args.server.cert.as_ref(), args.server.key.as_ref()),
        rules: socket::rules(&args.server)?,
        reply: reply(args)?,
        max_clients: args.server.max_clients,
        max_messages: args.max_messages,
        once: args.once,
        output,
        addresses,
        idle,
    })
}

fn reply(args: &Listen) -> Result<Reply> {
    if let Some(text) = &args.reply {
        let bytes = if args.escapes {
            escape::parse(text).context("--reply")?
        } else {
            text.clone().into_bytes()
        };
        return Ok(if args.keep {
            Reply::Each(bytes.into())
        } else {
            Reply::Once(bytes.into())
        });
    }
    if let Some(text) = &args.exec {
        return command(text, args.shell).map(Reply::Command);
    }
    if let Some(path) = &args.send_file {
        std::fs::metadata(path)
            .with_context(|| format!("could not read --send-file {}", path.display()))?;
        return Ok(Reply::File(path.clone()));
    }
    Ok(match (args.echo, args.send_stdin, args.broker) {
        (true, _, _) => Reply::Echo,
        (_, true, _) => Reply::Stdin,
        (_, _, true) => Reply::Others,
        _ => Reply::Nothing,
    })
}

fn command(text: &str, shell: bool) -> Result<Command> {
    if shell {
        return Ok(Command {
            program: "sh".to_owned(),
            arguments: vec!["-c".to_owned(), text.to_owned()],
        });
    }
    let mut words = shell_words::split(text)
        .with_context(|| format!("--exec {text:?}"))?
        .into_iter();
    let Some(program) = words.next() else {
        bail!("--exec {text:?}: no command")
    };
    Ok(Command {
        program,
        arguments: words.collect(),
    })
}
