//! Tells what a host does: words on standard error, or lines of JSON on standard output, which have a writer of their
//! own, so that a reader who is slow holds up nobody in the chat: what it does not take is lost for it.

use crate::args::Host;
use crate::json;
use crate::run::host::picture;
use crate::run::host::ways::Place;
use crate::words::word;
use hullo_chat::{Event, Terms};
use hullo_net::{Local, lan_addresses};
use hullo_wire::address::{Address, Host as Name};
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};
use std::net::IpAddr;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Lines that may wait for the reader of our output.
const LINES: usize = 256;

/// How long that reader may take for the last of them.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// So many refusals are told in a second; a crowd that knocks does not fill a disk.
const REFUSALS_A_SECOND: u32 = 10;

/// What is told of one host.
pub(crate) struct Teller {
    quiet: bool,
    lan: bool,
    password: bool,
    token: bool,
    places: Vec<Place>,
    json: Option<(Sender<String>, JoinHandle<()>)>,
    second: Instant,
    refusals: u32,
}

impl Teller {
    pub(crate) fn new(args: &Host, terms: &Terms, lan: bool) -> Teller {
        Teller {
            quiet: args.words.quiet || args.words.json,
            lan,
            password: terms.password.is_some(),
            token: terms.token.is_some(),
            places: Vec::new(),
            json: args.words.json.then(|| {
                let (lines, waiting) = channel(LINES);
                (lines, tokio::spawn(write(waiting)))
            }),
            second: Instant::now(),
            refusals: 0,
        }
    }

    /// Tells an event.
    pub(crate) fn tell(&mut self, event: &Event) {
        let (object, said) = match event {
            Event::Listening {
                address,
                fingerprint,
            } => {
                self.places.push(Place {
                    address: address.clone(),
                    fingerprint: *fingerprint,
                });
                let mut object = json!({"event": "listening", "address": address.to_string()});
                let mut said = format!("listening {address}");
                if let Some(print) = fingerprint {
                    object["fingerprint"] = print.to_string().into();
                    said += &format!(" certificate {print}");
                }
                (object, said)
            }
            Event::Refused { peer, why } => {
                if self.too_many_refusals() {
                    return;
                }
                let object = json!({"event": "refused", "peer": peer.to_string(), "why": why});
                (object, format!("{peer} refused: {why}"))
            }
            Event::Warned { what } => (json!({"event": "warning", "what": what}), what.clone()),
            Event::Ready | Event::ReloadAsked => return,
        };
        self.say(&object, &said);
    }

    fn too_many_refusals(&mut self) -> bool {
        if self.second.elapsed() > Duration::from_secs(1) {
            self.second = Instant::now();
            let untold = self.refusals.saturating_sub(REFUSALS_A_SECOND);
            self.refusals = 0;
            if untold > 0 {
                let what = format!("{untold} more were refused");
                self.tell(&Event::Warned { what });
            }
        }
        self.refusals += 1;
        self.refusals > REFUSALS_A_SECOND
    }

    /// Everybody can come in: how.
    pub(crate) fn ready(&mut self) {
        self.put(&json!({"event": "ready"}));
        if self.quiet {
            return;
        }
        let Some(place) = self.places.first() else {
            return;
        };
        let found = match self.lan {
            true => lan_addresses().unwrap_or_default(),
            false => Vec::new(),
        };
        let first = found.first().copied();
        let ways = place.ways(first, self.password, self.token);
        word("join with what you have:");
        for way in ways {
            word(&format!("  {way}"));
        }
        if let Some(at) = place.at(first)
            && matches!(place.address, Address::Tcp(_))
        {
            word(&format!("or in a browser: http://{at}/"));
        }
        self.say_addresses(place, &found);
    }

    fn say_addresses(&self, place: &Place, found: &[IpAddr]) {
        if !self.lan {
            return;
        }
        let everywhere = place
            .address
            .endpoint()
            .is_some_and(|endpoint| matches!(&endpoint.host, Name::Ip(ip) if ip.is_unspecified()));
        match found {
            [] => word("this machine has no address in a local network"),
            [first, others @ ..] if everywhere => {
                if !others.is_empty() {
                    let others: Vec<String> = others.iter().map(ToString::to_string).collect();
                    word(&format!("this machine is also {}", others.join(", ")));
                }
                if let Some(at) = place.at(Some(*first)) {
                    show(&format!("http://{at}/"));
                }
            }
            _ => {}
        }
    }

    /// The end has begun.
    pub(crate) fn stopping(&self) {
        if !self.quiet {
            word("saying goodbye; Ctrl-C again ends at once");
        }
    }

    /// New terms hold.
    pub(crate) fn reloaded(&self) {
        self.say(
            &json!({"event": "reloaded"}),
            "the configuration was read again",
        );
    }

    /// All is over. Waits for the reader of our output, but not long.
    pub(crate) async fn done(self) {
        self.put(&json!({"event": "done"}));
        if let Some((lines, writing)) = self.json {
            drop(lines);
            let _ = timeout(LAST_WORDS, writing).await; // who reads no more goes without
        }
    }

    /// A port where clients come in with TLS or without, and the certificate's fingerprint.
    pub(crate) fn open_port(&self) -> Option<(u16, String)> {
        let tcp = |place: &&Place| matches!(place.address, Address::Tcp(_));
        let place = self.places.iter().find(tcp)?;
        let print = place.fingerprint.map(|print| print.to_string());
        Some((place.address.endpoint()?.port, print.unwrap_or_default()))
    }

    fn say(&self, object: &Value, said: &str) {
        self.put(object);
        if !self.quiet {
            word(said);
        }
    }

    fn put(&self, object: &Value) {
        if let Some((lines, _)) = &self.json {
            // A full channel means that the reader is slow: this line is lost for it.
            let _ = lines.try_send(json::line(object) + "\n");
        }
    }
}

/// Writes lines until there are no more, or nobody reads them.
async fn write(mut lines: Receiver<String>) {
    let Ok(stdout) = Local::stdout() else { return };
    while let Some(line) = lines.recv().await {
        if stdout.write_all(line.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// Draws an address where somebody can look at it.
fn show(text: &str) {
    let mut stderr = io::stderr();
    if !stderr.is_terminal() {
        return;
    }
    let colour = std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
        && std::env::var_os("TERM").is_some_and(|term| term != "dumb");
    for line in picture::draw(text, colour).into_iter().flatten() {
        // Nobody can be told that standard error is closed.
        let _ = writeln!(stderr, "  {line}");
    }
}
