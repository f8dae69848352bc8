//! Datagrams that come to one address: any number of peers, each answered at its own address, borders kept.

use crate::event::Event;
use crate::listen::config::Reply;
use crate::listen::hall::Hall;
use crate::output::Output;
use crate::sink::{Sink, file_of};
use hullo_net::{Batch, Datagram, Datagrams, Error, Kind, LARGEST_DATAGRAM, Peer, Writer};
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;

/// Files, or peers to be told what is said to everybody, that are kept at hand; beyond that all are forgotten and begun
/// anew, so that forged senders cannot fill the memory.
const MOST_PEERS: usize = 256;

/// Answers that fail are told so many times, then only counted: a peer must not fill the screen.
const MOST_COMPLAINTS: u64 = 10;

/// Hears until the gate closes.
pub(crate) async fn hear(datagrams: Datagrams, hall: Arc<Hall>) -> Result<(), Error> {
    let datagrams = Arc::new(datagrams);
    let mut batch = Batch::default();
    let sink = Sink::open(&hall.config.output, 0, &Peer::Unnamed, &hall.events)
        .map_err(|error| output(&error))?;
    let mut ear = Ear {
        hall: &hall,
        datagrams: &datagrams,
        sink,
        files: HashMap::new(),
        peers: HashMap::new(),
        complaints: 0,
    };
    let mut crowd = hall.crowd.subscribe();
    let done = loop {
        tokio::select! {
            () = hall.gate.closing() => break Ok(()),
            received = datagrams.receive(&mut batch) => {
                if let Err(error) = received {
                    ear.complain(format!("could not receive: {error}")).await;
                    continue;
                }
                match ear.take(&batch).await {
                    Ok(true) => {}
                    Ok(false) => break Ok(()),
                    Err(error) => break Err(output(&error)),
                }
            }
            Ok((from, bytes)) = crowd.recv() => ear.tell_all(from, &bytes).await,
        }
    };
    hall.gate.dropped(datagrams.drops());
    hall.gate.close();
    done
}

fn output(error: &io::Error) -> Error {
    Error::new("write", "what was received", Kind::Local, error.to_string())
}

struct Ear<'a> {
    hall: &'a Arc<Hall>,
    datagrams: &'a Arc<Datagrams>,
    sink: Sink<'a>,
    files: HashMap<Peer, Writer>,
    peers: HashMap<Peer, Option<IpAddr>>,
    complaints: u64,
}

impl Ear<'_> {
    /// Passes on and answers what came; false when no more is wanted.
    async fn take(&mut self, batch: &Batch) -> io::Result<bool> {
        let config = &self.hall.config;
        let all_admitted = config.rules.allow.is_empty() && config.rules.deny.is_empty();
        if let (Output::Raw, Reply::Nothing, true, None, false) = (
            &config.output,
            &config.reply,
            all_admitted,
            config.max_messages,
            config.once,
        ) {
            return self.pass(batch).await;
        }
        for datagram in batch.iter() {
            if let Err(why) = self.hall.gate.admit(datagram.peer) {
                if self.may_complain() {
                    let refused = Event::Refused {
                        peer: datagram.peer.clone(),
                        why,
                    };
                    let _ = self.hall.events.send(refused).await;
                }
                continue;
            }
            self.hall.gate.received(datagram.bytes.len() as u64);
            self.answer(&datagram).await;
            let open = match &config.output {
                Output::Folder(_) => self.write_file(&datagram).await.map(|()| true)?,
                _ => {
                    self.sink
                        .put_datagram(datagram.peer, datagram.bytes)
                        .await?
                }
            };
            if !self.hall.gate.messages(1) || !open || config.once {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Nothing has to be looked at: straight to standard output.
    async fn pass(&mut self, batch: &Batch) -> io::Result<bool> {
        let mut bytes = 0;
        for run in batch.runs() {
            bytes += run.len() as u64;
            if !self.sink.put(run, 1).await?.open {
                return Ok(false);
            }
        }
        self.hall.gate.received(bytes);
        Ok(self.hall.gate.messages(batch.count()))
    }

    async fn write_file(&mut self, datagram: &Datagram<'_>) -> io::Result<()> {
        let Output::Folder(folder) = &self.hall.config.output else {
            return Ok(());
        };
        if self.files.len() >= MOST_PEERS && !self.files.contains_key(datagram.peer) {
            self.files.clear();
        }
        let file = match self.files.entry(datagram.peer.clone()) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(file_of(folder, 0, datagram.peer)?)
            }
        };
        file.write_all(datagram.bytes).await
    }

    async fn answer(&mut self, datagram: &Datagram<'_>) {
        let sent = match &self.hall.config.reply {
            Reply::Nothing => return,
            Reply::Once(text) | Reply::Each(text) => {
                self.datagrams.send(datagram.peer, datagram.to, text).await
            }
            Reply::Echo => {
                self.datagrams
                    .send(datagram.peer, datagram.to, datagram.bytes)
                    .await
            }
            Reply::File(path) => match std::fs::read(path) {
                Ok(bytes) if bytes.len() <= LARGEST_DATAGRAM => {
                    self.datagrams
                        .send(datagram.peer, datagram.to, &bytes)
                        .await
                }
                Ok(_) => Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "the file does not fit into a datagram",
                )),
                Err(error) => Err(error),
            },
            Reply::Command(_) => return self.run_command(datagram).await,
            Reply::Stdin | Reply::Others => {
                self.remember(datagram);
                if let Reply::Others = self.hall.config.reply {
                    self.tell_others(datagram).await;
                }
                return;
            }
        };
        if let Err(error) = sent {
            self.complain(format!("could not answer {}: {error}", datagram.peer))
                .await;
        }
    }

    fn remember(&mut self, datagram: &Datagram<'_>) {
        if self.peers.len() >= MOST_PEERS && !self.peers.contains_key(datagram.peer) {
            self.peers.clear();
        }
        self.peers.insert(datagram.peer.clone(), datagram.to);
    }

    /// What standard input or a stream said, to every peer that was heard.
    async fn tell_all(&mut self, _from: u64, bytes: &[u8]) {
        for (peer, from) in &self.peers {
            let _ = self.datagrams.send(peer, *from, bytes).await;
        }
    }

    async fn tell_others(&mut self, datagram: &Datagram<'_>) {
        for (peer, from) in self.peers.iter().filter(|(peer, _)| *peer != datagram.peer) {
            let _ = self.datagrams.send(peer, *from, datagram.bytes).await;
        }
    }

    /// A process of its own for this datagram, in a task of its own; none where there are too many already.
    async fn run_command(&mut self, datagram: &Datagram<'_>) {
        let hall = self.hall.clone();
        let datagrams = self.datagrams.clone();
        let (peer, to, bytes) = (datagram.peer.clone(), datagram.to, datagram.bytes.to_vec());
        let permit = match hall.gate.enter() {
            Ok(permit) => permit,
            Err(why) => {
                if self.may_complain() {
                    let _ = self.hall.events.send(Event::Refused { peer, why }).await;
                }
                return;
            }
        };
        tokio::spawn(async move {
            let _permit = permit;
            let Reply::Command(command) = &hall.config.reply else {
                return;
            };
            let answered = match command.answer(&peer, &datagrams, bytes).await {
                Ok(answer) if answer.is_empty() => Ok(()),
                Ok(answer) => datagrams.send(&peer, to, &answer).await,
                Err(error) => Err(error),
            };
            if let Err(error) = answered {
                let what = format!("could not answer {peer} by a command: {error}");
                let _ = hall.events.send(Event::Warned { what }).await;
            }
        });
    }

    fn may_complain(&mut self) -> bool {
        self.complaints += 1;
        self.complaints <= MOST_COMPLAINTS
    }

    async fn complain(&mut self, what: String) {
        if self.may_complain() {
            let _ = self.hall.events.send(Event::Warned { what }).await;
        }
    }
}
