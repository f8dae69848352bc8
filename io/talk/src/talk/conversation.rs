//! The conversation itself: what is heard is told, what is said is sent, until one side leaves.

use crate::talk::account::Account;
use crate::talk::config::{Config, LEAVE, Said, leaves};
use crate::talk::party::{Ear, Heard, Voice};
use crate::talk::saying::Saying;
use hullo_wire::record::Side;
use std::io;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout};

/// After our end, how long what still comes is heard, so that the peer is not reset.
const DRAIN: Duration = Duration::from_millis(250);

/// After the end of a script over datagrams, how long an answer is waited for: as long as for one to `send`.
const LAST_ANSWER: Duration = crate::send::DATAGRAM_PATIENCE;

pub(crate) struct Conversation<'a> {
    pub(crate) config: &'a Config,
    pub(crate) ear: Ear,
    pub(crate) voice: Voice,
    pub(crate) account: Account,
}

enum Step {
    Heard(io::Result<Heard>),
    Said(Said),
    Pause,
}

impl Conversation<'_> {
    /// Until one side leaves.
    pub(crate) async fn converse(&mut self, saying: &mut Saying) -> io::Result<()> {
        let mut we_speak = true;
        while we_speak || !self.account.peer_ended {
            let said = match self.step(saying, we_speak).await {
                Step::Heard(heard) => {
                    let heard = heard?;
                    self.account.hear(heard).await;
                    continue;
                }
                Step::Pause if self.account.pause().is_some() => {
                    self.account.tell_piece().await;
                    continue;
                }
                Step::Pause => return Ok(()),
                Step::Said(said) => said,
            };
            let done = match said {
                Said::Line(line) if leaves(&line) => return Ok(()),
                Said::Line(line) if self.account.peer_ended && line.is_empty() => return Ok(()),
                Said::Line(line) => {
                    let bytes = [&line, self.config.newline.bytes()].concat();
                    self.say(&bytes).await
                }
                Said::Bytes(bytes) => self.say(&bytes).await,
                Said::End => {
                    we_speak = false;
                    self.account.quiet_since = Instant::now();
                    self.voice.end().await
                }
                Said::Leave => return Ok(()),
            };
            match done {
                // The peer had said that it left; now we know that it does not hear us either.
                Err(_) if self.account.peer_ended => return Ok(()),
                done => done?,
            }
        }
        Ok(())
    }

    async fn step(&mut self, saying: &mut Saying, we_speak: bool) -> Step {
        // Datagrams have no end that would tell us that nothing more comes.
        let last = !we_speak && self.voice.is_datagram();
        let pause = self
            .account
            .pause()
            .or_else(|| last.then(|| self.account.quiet_since + LAST_ANSWER));
        tokio::select! {
            heard = self.ear.hear(), if hears(&self.account, &self.voice) => Step::Heard(heard),
            said = saying.next(), if we_speak => Step::Said(said),
            () = at(pause) => Step::Pause,
        }
    }

    /// Says it, and hears the peer meanwhile: it may not read before we do.
    async fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(peer) = self.account.peer.clone() else {
            let what = "nobody has spoken to us yet, so there is nobody to answer".to_owned();
            self.account.warn(what).await;
            return Ok(());
        };
        let saying = self.voice.say(&peer, bytes);
        tokio::pin!(saying);
        loop {
            let pause = self.account.pause();
            tokio::select! {
                done = &mut saying => {
                    done?;
                    self.account.note(Side::Us, bytes);
                    return Ok(());
                }
                heard = self.ear.hear(), if !self.account.peer_ended => {
                    let heard = heard?;
                    self.account.hear(heard).await;
                }
                () = at(pause) => self.account.tell_piece().await,
            }
        }
    }

    /// Ends our side, and hears the peer out for a moment.
    pub(crate) async fn leave(&mut self) {
        let told = async {
            match (&mut self.voice, &self.account.peer) {
                (Voice::Stream(writer), _) => writer.finish().await,
                (voice, Some(peer)) => voice.say(peer, LEAVE.as_bytes()).await,
                (_, None) => Ok(()),
            }
        };
        // A peer that has gone, or that does not read, cannot be told.
        let _ = timeout(DRAIN, told).await;
        let out = async { while let Ok(Heard::Bytes(_)) = self.ear.hear().await {} };
        if !self.account.peer_ended {
            let _ = timeout(DRAIN, out).await;
        }
    }
}

/// A stream that has ended is not read again; datagrams may come from anybody at any time.
fn hears(account: &Account, voice: &Voice) -> bool {
    !account.peer_ended || voice.is_datagram()
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
