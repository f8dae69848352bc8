//! A command of the user's that answers: one process a connection or datagram, peer and own address in its environment.

use crate::pump::{self, Broken};
use hullo_net::{Datagrams, LARGEST_DATAGRAM, Local, Peer, Reader, Stream, Writer};
use std::io;
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::sync::atomic::AtomicU64;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command as Process};
use tokio::time::timeout;

/// How long a command may take to answer one datagram.
const PATIENCE: Duration = Duration::from_secs(10);

/// A program and its arguments. No shell is involved unless the program is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The program, found by PATH.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl Command {
    fn process(&self, protocol: &str, peer: &Peer, local: &Peer) -> Process {
        let mut process = Process::new(&self.program);
        process.args(&self.arguments).kill_on_drop(true);
        let address = |peer: &Peer| {
            peer.ip()
                .map_or_else(|| peer.to_string(), |ip| ip.to_string())
        };
        let port = |peer: &Peer| peer.port().map(|port| port.to_string()).unwrap_or_default();
        process
            .env("HULLO_PROTO", protocol)
            .env("HULLO_REMOTE_ADDR", address(peer))
            .env("HULLO_REMOTE_PORT", port(peer))
            .env("HULLO_LOCAL_ADDR", address(local))
            .env("HULLO_LOCAL_PORT", port(local));
        process
    }

    fn failed(&self, error: &io::Error) -> io::Error {
        io::Error::new(
            error.kind(),
            format!("could not run {:?}: {error}", self.program),
        )
    }

    /// Lets the command serve the connection to its end. A plain socket becomes the command's own standard input and
    /// output, so that its half-close and its speed are its own; TLS is pumped.
    pub(crate) async fn serve(
        &self,
        stream: Stream,
        received: &AtomicU64,
        sent: &AtomicU64,
    ) -> io::Result<()> {
        let (peer, local) = (stream.peer.clone(), stream.local.clone());
        match stream.into_socket()? {
            Ok(socket) => {
                let input = Stdio::from(socket.try_clone()?);
                let mut process = self.process("tcp", &peer, &local);
                let child = process.stdin(input).stdout(Stdio::from(socket)).spawn();
                // The process builder holds the sockets too: it must not outlive the command, or the peer sees no end.
                drop(process);
                child
                    .map_err(|error| self.failed(&error))?
                    .wait()
                    .await
                    .map(drop)
            }
            Err(stream) => {
                let mut process = self.process("tls", &peer, &local);
                let child = process.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
                let mut child = child.map_err(|error| self.failed(&error))?;
                let (mut input, mut output) = ends(&mut child)?;
                let (mut reader, mut writer) = stream.split();
                let hearing = async {
                    match pump::pump(&mut reader, &mut input, &[received]).await {
                        // A command may end without having heard all.
                        Err(Broken::Writing(_)) => Ok(()),
                        done => done,
                    }
                };
                let sent = [sent];
                let speaking = pump::pump(&mut output, &mut writer, &sent);
                let pumped = async { tokio::try_join!(hearing, speaking) };
                match pumped.await {
                    Err(Broken::Reading(error) | Broken::Writing(error)) => Err(error),
                    Ok(_) => child.wait().await.map(drop),
                }
            }
        }
    }

    /// What the command says to one datagram: its output, as far as a datagram can hold.
    pub(crate) async fn answer(
        &self,
        peer: &Peer,
        datagrams: &Datagrams,
        bytes: Vec<u8>,
    ) -> io::Result<Vec<u8>> {
        let local = datagrams.local()?;
        let mut process = self.process("udp", peer, &local);
        let child = process.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| self.failed(&error))?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let speaking = async {
            // A command need not read what it is given.
            let _ = input.write_all(&bytes).await;
            drop(input);
        };
        let mut answer = Vec::new();
        let mut output = output.take(LARGEST_DATAGRAM as u64 + 1);
        let hearing = output.read_to_end(&mut answer);
        let both = async { tokio::join!(speaking, hearing).1 };
        match timeout(PATIENCE, both).await {
            Ok(heard) => heard?,
            Err(_) => {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("no answer within {PATIENCE:?}"),
                ));
            }
        };
        if answer.len() > LARGEST_DATAGRAM {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "its answer does not fit into a datagram",
            ));
        }
        Ok(answer)
    }
}

fn ends(child: &mut Child) -> io::Result<(Writer, Reader)> {
    let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let (input, output): (OwnedFd, OwnedFd) = (input.into_owned_fd()?, output.into_owned_fd()?);
    Ok((
        Writer::Local(Some(Local::writer(input)?)),
        Reader::Local(Local::reader(output)?),
    ))
}
