//! `hullo talk`: the conversation on a terminal, or line by line in a script.

use crate::args::{Talk, Words};
use crate::editor::Editor;
use crate::plan::Replay;
use crate::printer::{Printer, Show};
use crate::run::{printed, runtime, warn_of_anybody};
use crate::words::{said, spoken};
use crate::{exit, plan, signal};
use anyhow::Result;
use hullo_talk::Event;
use hullo_talk::talk::{self, Config, Record, Said, read_lines};
use std::io::IsTerminal;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::sync::oneshot;

/// Lines that may wait to be said.
const LINES: usize = 64;

/// Talks, and gives the exit code.
pub(crate) fn talk(args: &Talk) -> Result<u8> {
    let (config, replay) = plan::talk(args)?;
    warn_of_anybody(&config.options.trust);
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
        let (interrupt, interrupted) = oneshot::channel();
        if terminal
            && !args.words.json
            && let Ok(editor) = Editor::open(say.clone(), interrupt)
        {
            drop(say);
            let stop = async {
                tokio::select! {
                    () = signal::asked_to_stop() => {}
                    Ok(()) = interrupted => {}
                }
            };
            return on_terminal(&config, args, said, &editor, stop).await;
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
    let mut printer = Printer::new(show, &args.words);
    printer.name(args.name.clone());
    let talking = printed(&mut printer, |events| {
        talk::run(config, said, events, signal::asked_to_stop())
    });
    talking.await.map(drop)
}

/// Everything is shown above the line that is being typed.
async fn on_terminal(
    config: &Config,
    args: &Talk,
    said: Receiver<Said>,
    editor: &Editor,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let (sender, mut events) = channel(LINES);
    let talking = talk::run(config, said, sender, stop);
    let showing = async {
        while let Some(event) = events.recv().await {
            if let Some(line) = shown(&event, args.name.as_deref(), &args.words) {
                editor.show(&line);
            }
        }
    };
    let (done, ()) = tokio::join!(talking, showing);
    Ok(done?)
}

fn shown(event: &Event, name: Option<&str>, words: &Words) -> Option<String> {
    match event {
        Event::Received { peer, bytes, .. } => Some(spoken(peer, name, bytes)),
        Event::Joined { peer, .. } if !words.quiet => {
            Some(format!("* {peer} is here; \"exit\" or Ctrl-D leaves"))
        }
        Event::Ended { peer } if !words.quiet => Some(format!(
            "* {peer} has left; Enter leaves too (a last line may still reach it)"
        )),
        Event::Warned { what } => Some(format!("* {what}")),
        Event::Listening { .. } => said(event, words).map(|line| format!("* {line}")),
        _ => None,
    }
}
