//! Which address of a host answers what.

use crate::http::answer::{Answer, document, say, with, wrong_method};
use crate::http::host::{admits, authority};
use crate::http::websocket::{self, Upgrade};
use crate::http::{metrics, page, percent, post};
use crate::hub::{Hub, Phase};
use hullo_net::Peer;
use hullo_session::Origin;
use hyper::body::Incoming;
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY};
use hyper::{Method, Request, StatusCode};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// One connection's visit.
pub(crate) struct Visit {
    pub(crate) hub: Arc<Hub>,
    pub(crate) origin: Origin,
    /// Our own end.
    local: Peer,
    upgrade: Mutex<Option<Upgrade>>,
}

impl Visit {
    pub(crate) fn new(hub: Arc<Hub>, origin: Origin, local: Peer) -> Visit {
        Visit {
            hub,
            origin,
            local,
            upgrade: Mutex::new(None),
        }
    }

    /// The WebSocket that the visitor asked for and was promised.
    pub(crate) fn upgrade(&self) -> Option<Upgrade> {
        let mut upgrade = self.upgrade.lock().unwrap_or_else(PoisonError::into_inner);
        upgrade.take()
    }

    /// Answers one request.
    pub(crate) async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> Result<Answer, Infallible> {
        let path = request.uri().path();
        if let Some(room) = path.strip_prefix("/room/").map(percent::decode) {
            return Ok(match (request.method(), room) {
                (&Method::POST, Some(room)) => post::post(&self, request, &room).await,
                (&Method::POST, None) => {
                    say(StatusCode::BAD_REQUEST, "the room's name is not readable")
                }
                _ => wrong_method("POST"),
            });
        }
        let wants_socket = websocket::is_wanted(&request);
        Ok(match (path, request.method()) {
            ("/" | "/ws", &Method::GET) if wants_socket => self.open_socket(request),
            ("/ws", &Method::GET) => websocket::required(),
            ("/ws", _) => wrong_method("GET"),
            ("/" | "/style.css" | "/healthz" | "/readyz" | "/metrics", method)
                if !matches!(*method, Method::GET | Method::HEAD) =>
            {
                wrong_method("GET, HEAD")
            }
            ("/", _) => self.page(&request),
            ("/style.css", _) => document(StatusCode::OK, "text/css", page::STYLE),
            ("/healthz", _) => say(StatusCode::OK, "ok"),
            ("/readyz", _) => self.readiness(),
            ("/metrics", _) => {
                let numbers = self.hub.desk().numbers();
                document(StatusCode::OK, metrics::KIND, metrics::print(numbers))
            }
            _ => say(StatusCode::NOT_FOUND, "there is nothing here; see /"),
        })
    }

    fn page(&self, request: &Request<Incoming>) -> Answer {
        let own = self.local.to_string();
        let at = authority(request.headers()).unwrap_or(&own);
        let network = self.hub.desk().terms.network.clone();
        let text = page::print(at, self.origin.secure, &network);
        let answer = document(StatusCode::OK, "text/html; charset=utf-8", text);
        let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";
        let policy = HeaderValue::from_static(policy);
        let answer = with(answer, CONTENT_SECURITY_POLICY, policy);
        let nobody = HeaderValue::from_static("no-referrer");
        with(answer, REFERRER_POLICY, nobody)
    }

    /// Whether messages can be taken: the doors are open, and the log has not refused what it was given last.
    fn readiness(&self) -> Answer {
        let phase = self.hub.phase();
        let failing = self.hub.desk().failing.clone();
        let unready = |why: &str| say(StatusCode::SERVICE_UNAVAILABLE, why);
        match (phase, failing) {
            (Phase::Starting, _) => unready("starting"),
            (Phase::Closing, _) => unready("going down"),
            (Phase::Open, Some(why)) => unready(&format!("the history could not be kept: {why}")),
            (Phase::Open, None) => say(StatusCode::OK, "ok"),
        }
    }

    fn open_socket(&self, request: Request<Incoming>) -> Answer {
        let origins = self.hub.desk().terms.origins.clone();
        if !admits(request.headers(), &origins) {
            return say(
                StatusCode::FORBIDDEN,
                "pages of that origin may not come in here",
            );
        }
        match websocket::agree(request) {
            Err(refusal) => *refusal,
            Ok((answer, upgrade)) => {
                let mut promised = self.upgrade.lock().unwrap_or_else(PoisonError::into_inner);
                *promised = Some(upgrade);
                answer
            }
        }
    }
}
