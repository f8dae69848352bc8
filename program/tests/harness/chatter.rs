//! A raw IRC client over a real socket: lines out, lines in, each waited for with a deadline.
//!
//! It believes any certificate: what is tried here is the chat, and tests of certificates have clients of their own.

use crate::hullo::PATIENCE;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Instant;

/// A connection and what came of it.
pub(crate) struct Chatter {
    stream: Box<dyn Duplex>,
    socket: TcpStream,
    unread: Vec<u8>,
    lines: Vec<String>,
    taken: usize,
    pings: u32,
}

trait Duplex: Read + Write {}
impl<T: Read + Write> Duplex for T {}

impl Chatter {
    /// Connects to a host, an address or a name, in the clear.
    #[track_caller]
    pub(crate) fn open(host: &str, port: u16) -> Chatter {
        let socket = TcpStream::connect((host, port)).expect("the server accepts");
        let stream = socket.try_clone().expect("a socket can be shared");
        Chatter::new(socket, Box::new(stream))
    }

    /// The same by TLS.
    #[track_caller]
    pub(crate) fn open_tls(host: &str, port: u16) -> Chatter {
        let socket = TcpStream::connect((host, port)).expect("the server accepts");
        let shared = socket.try_clone().expect("a socket can be shared");
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .expect("ring knows TLS 1.3")
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Credulous(provider)))
            .with_no_client_auth();
        let name = ServerName::try_from(host.to_owned()).expect("hosts are names or addresses");
        let session = ClientConnection::new(Arc::new(config), name).expect("the name is good");
        Chatter::new(socket, Box::new(StreamOwned::new(session, shared)))
    }

    fn new(socket: TcpStream, stream: Box<dyn Duplex>) -> Chatter {
        socket
            .set_read_timeout(Some(PATIENCE))
            .expect("patience is not zero");
        socket.set_nodelay(true).expect("TCP has the option");
        Chatter {
            stream,
            socket,
            unread: Vec::new(),
            lines: Vec::new(),
            taken: 0,
            pings: 0,
        }
    }

    /// Connects, asks for these capabilities where there are any, and is welcomed.
    #[track_caller]
    pub(crate) fn registered(host: &str, port: u16, nick: &str, caps: &str) -> Chatter {
        let mut chatter = Chatter::open(host, port);
        chatter.register(nick, caps);
        chatter
    }

    /// Asks for these capabilities where there are any, registers and waits for the end of the welcome.
    #[track_caller]
    pub(crate) fn register(&mut self, nick: &str, caps: &str) {
        if !caps.is_empty() {
            self.send(&format!("CAP REQ :{caps}"));
        }
        self.send(&format!("NICK {nick}"));
        self.send("USER raw 0 * :a raw client");
        if !caps.is_empty() {
            self.wait_for(" ACK ");
            self.send("CAP END");
        }
        self.wait_for(" 001 ");
        self.sync();
    }

    /// Sends one line.
    #[track_caller]
    pub(crate) fn send(&mut self, line: &str) {
        self.send_bytes(format!("{line}\r\n").as_bytes());
    }

    /// Sends bytes as they are.
    #[track_caller]
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).expect("the server reads");
        self.stream.flush().expect("the server reads");
    }

    /// The next line, without its end; none when the server has closed.
    #[track_caller]
    pub(crate) fn next(&mut self) -> Option<String> {
        while self.taken == self.lines.len() {
            if !self.read() {
                return None;
            }
        }
        self.taken += 1;
        Some(self.lines[self.taken - 1].clone())
    }

    /// The next line that contains these words; those before it are passed over.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, words: &str) -> String {
        let from = self.taken;
        loop {
            match self.next() {
                Some(line) if line.contains(words) => return line,
                Some(_) => {}
                None => panic!(
                    "waited for {words:?} till the server closed; it said:\n{}",
                    self.lines[from..].join("\n")
                ),
            }
        }
    }

    /// All lines until the answer to a PING sent now: what the commands before it had for answers.
    #[track_caller]
    pub(crate) fn sync(&mut self) -> Vec<String> {
        self.pings += 1;
        let token = format!("sync-{}", self.pings);
        self.send(&format!("PING {token}"));
        let from = self.taken;
        self.wait_for(&format!(":{token}"));
        self.lines[from..self.taken - 1].to_vec()
    }

    /// Sends one line and gives its answers.
    #[track_caller]
    pub(crate) fn ask(&mut self, line: &str) -> Vec<String> {
        self.send(line);
        self.sync()
    }

    /// All lines until the server closes.
    #[track_caller]
    pub(crate) fn rest(&mut self) -> Vec<String> {
        let from = self.taken;
        while self.next().is_some() {}
        self.lines[from..].to_vec()
    }

    /// Everything that came, read or not.
    pub(crate) fn all(&self) -> String {
        self.lines.join("\n")
    }

    /// Reads once; false at the end of the stream.
    #[track_caller]
    fn read(&mut self) -> bool {
        let started = Instant::now();
        let mut part = [0; 16_384];
        let count = match self.stream.read(&mut part) {
            Ok(count) => count,
            // A peer that has gone with our words unread resets; TLS calls an end without a farewell unexpected.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionReset | ErrorKind::UnexpectedEof
                ) =>
            {
                0
            }
            Err(error) => panic!(
                "nothing came for {:?} ({error}); before it:\n{}",
                started.elapsed(),
                self.all()
            ),
        };
        self.unread.extend_from_slice(&part[..count]);
        while let Some(end) = self.unread.iter().position(|&byte| byte == b'\n') {
            let line: Vec<u8> = self.unread.drain(..=end).collect();
            let line = String::from_utf8(line).expect("the server speaks UTF-8");
            let line = line.strip_suffix("\r\n");
            self.lines
                .push(line.expect("lines end with CR LF").to_owned());
        }
        count > 0
    }
}

impl Drop for Chatter {
    fn drop(&mut self) {
        let _ = self.socket.shutdown(std::net::Shutdown::Both); // the server may have gone before
    }
}

/// Believes every certificate.
#[derive(Debug)]
struct Credulous(Arc<CryptoProvider>);

impl ServerCertVerifier for Credulous {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
