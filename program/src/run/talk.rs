//! `hullo talk`: the conversation on a terminal, or line by line in a script.

use crate::args::{Talk, Words};
use crate::editor::Editor;
use crate::plan::Replay;
use crate::printer::{Printer, Show, spoken, words};
use crate::run::{printed, runtime};
use crate::{exit, plan, signal};
use anyhow::Result;
use hullo_net::Trust;
use hullo_talk::talk::{self, Config, Record, Said, read_lines};
use hullo_talk::Event;
use std::io::IsTerminal;
use tokio::sync::mpsc::{Receiver, channel};

/// Lines that may wait to be said.
const LINES: usize = 64;

/// Talks, and gives the exit code.
pub(crate) fn talk(args: &Talk) -> Result<u8> {
    let (config, replay) = plan::talk(args)?;
    if config.options.trust == Trust::Anybody {
        exit::say(
            "--insecure: the certificate is not checked; anybody on the way can read and change everything",
        );
    }
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let (say, said) = channel(LINES);
        if let Some(Replay { file, side, speed }) = replay {
            let record = Record::read(&file, side)?;
            tokio::spawn(record.play(speed, say));
            return in_script(&config, args, said).await;
        }
        // A terminal without cursor keys (TERM=dumb) has no editor, and is served line by line.
        if terminal
            && !args.words.json
            && let Ok(editor) = Editor::open(say.clone())
        {
            drop(say);
            return on_terminal(&config, args, said, &editor).await;
        }
        tokio::spawn(async move {
            if let Err(error) = read_lines(say).await {
                exit::say(&format!("could not read standard input: {error}"));
            }
        });
        in_script(&config, args, said).await
    });
    runtime.shutdown_background();
    done.map(|()| 0)
}

/// Line by line on standard output; words about it on standard error.
async fn in_script(config: &Config, args: &Talk, said: Receiver<Said>) -> Result<()> {
    let show = if std::io::stdout().is_terminal() {
        Show::Spoken
    } else {
        Show::Heard
    };
    let mut printer = Printer::new(show, &args.words)?;
    printer.name(args.name.clone());
    let conversation = printed(&mut printer, |events| talk::run(config, said, events));
    tokio::select! {
        done = conversation => done.map(drop),
        () = signal::asked_to_stop() => Ok(()),
    }
}

/// Everything is shown above the line that is being typed.
async fn on_terminal(
    config: &Config,
    args: &Talk,
    said: Receiver<Said>,
    editor: &Editor,
) -> Result<()> {
    let (sender, mut events) = channel(LINES);
    let conversation = async {
        talk::run(config, said, sender)
            .await
            .map_err(anyhow::Error::from)
    };
    let showing = async {
        while let Some(event) = events.recv().await {
            if let Some(line) = shown(&event, args.name.as_deref(), &args.words) {
                editor.show(&line);
            }
        }
    };
    let both = async {
        let (done, ()) = tokio::join!(conversation, showing);
        done
    };
    tokio::select! {
        done = both => done,
        () = signal::asked_to_stop() => Ok(()),
    }
}

fn shown(event: &Event, name: Option<&str>, said: &Words) -> Option<String> {
    match event {
        Event::Received { peer, bytes, .. } => Some(spoken(peer, name, bytes)),
        Event::Joined { peer, .. } if !said.quiet => {
            Some(format!("* {peer} is here; \"exit\" or Ctrl-D leaves"))
        }
        Event::Ended { peer } if !said.quiet => Some(format!(
            "* {peer} has left; Enter leaves too (a last line may still reach it)"
        )),
        Event::Warned { what } => Some(format!("* {what}")),
        Event::Listening { .. } => words(event, said).map(|line| format!("* {line}")),
        _ => None,
    }
}
