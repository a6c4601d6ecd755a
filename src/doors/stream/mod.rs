//! The stream of a session's messages to one client, over a WebSocket.
//!
//! Entry point: [`StreamDoor`]. What must always hold: a client that cannot be served is told so on the WebSocket, by a
//! close with a reason, since those in the field read that and not an HTTP answer. What it deliberately leaves out: which
//! messages a client hears and in which order (the hub's listener).

mod frames;
mod handshake;
mod query;
mod websocket;

use std::{sync::Arc, time::Duration};

use poem::{
    Endpoint, Request, Response,
    error::MethodNotAllowedError,
    http::{Method, StatusCode, header::ORIGIN},
};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{
    api::{Refused, principal},
    subscription::NotASubscription,
};
use crate::{
    auth::{Denied, Principal},
    hub::{Hub, HubError, Listener},
    identity::{NotAClientId, SessionName},
    ops::{Configuration, Shutdown},
    session::Refusal,
};
use query::Query;
use websocket::{Goodbye, Times};

/// Buffer for what a client sends, which is next to nothing; kept for as long as the stream is open, in bytes.
const READ_BUFFER_BYTES: usize = 4096;
/// The largest frame of a client that is read before it is told that the stream only delivers, in bytes.
const INCOMING_BYTES_MAX: usize = 16 * 1024;

/// Opens streams at `…/session/{sessionId}/ws?clientId=…`, with `after`, `kind`, `from` and `to` where the client asks for
/// what it missed, or not for all.
pub(crate) struct StreamDoor {
    hub: Arc<Hub>,
    configuration: Arc<Configuration>,
    shutdown: Shutdown,
}

/// Why a stream is not opened; the reason of the close.
#[derive(Debug, thiserror::Error)]
enum NotOpened {
    #[error("{0}")]
    Client(#[from] NotAClientId),
    #[error("there is no session of this name: its name cannot be one")]
    Name,
    #[error("{parameter}: {0}", parameter = .0.parameter())]
    Subscription(#[from] NotASubscription),
    #[error("{0}")]
    Denied(#[from] Denied),
    #[error("{0}")]
    Session(#[from] HubError),
}

impl From<NotOpened> for Goodbye {
    fn from(refused: NotOpened) -> Self {
        match refused {
            NotOpened::Session(HubError::ResumeNotPossible(why)) => Self::not_resumable(why),
            _ => Self::unsupported(refused),
        }
    }
}

impl StreamDoor {
    /// The door to the sessions of this hub.
    pub(crate) fn new(hub: Arc<Hub>, configuration: Arc<Configuration>, shutdown: Shutdown) -> Self {
        Self { hub, configuration, shutdown }
    }

    /// The name of the session whose stream a path below the interface's base is; none for another path.
    pub(crate) fn session_of(path: &str) -> Option<&str> {
        path.strip_prefix("/c2sim/session/")?.strip_suffix("/ws").filter(|name| !name.contains('/'))
    }

    fn open(&self, principal: &Principal, request: &Request) -> Result<Listener, NotOpened> {
        let query = Query::of(request);
        let client = query.client()?;
        let name = Self::session_of(request.uri().path());
        let name = name.and_then(|name| SessionName::parse(name).ok()).ok_or(NotOpened::Name)?;
        let session = self.hub.session(&name)?;
        principal.may_read_messages()?;
        Ok(session.listen(principal.caller(), &client, query.subscription()?)?)
    }

    /// A browser says which page opens the stream; other clients say nothing.
    fn allows(&self, request: &Request) -> bool {
        let origin = request.headers().get(ORIGIN);
        origin.is_none_or(|origin| origin.to_str().is_ok_and(|origin| self.configuration.ws_origins.allow(origin)))
    }
}

impl Endpoint for StreamDoor {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if request.method() != Method::GET {
            return Err(MethodNotAllowedError.into());
        }
        if !self.allows(&request) {
            let text = "pages from this origin may not open streams; add it to C2SIM_WS_ORIGINS";
            return Ok(Refused::with_status(StatusCode::FORBIDDEN, "AUTHORIZATION_FAILURE", text).into_response());
        }
        let opened = match principal(&request).map(|principal| self.open(principal, &request)) {
            // What concerns the token is answered before the upgrade, as a missing token is.
            Ok(Err(NotOpened::Denied(denied))) => return Ok(Refused::denied(&denied).into_response()),
            Ok(Err(NotOpened::Session(HubError::Refused(refusal @ Refusal::NotOwner)))) => {
                return Ok(Refused::not_owner(&refusal).into_response());
            }
            Ok(opened) => opened,
            Err(fault) => return Ok(fault.into_response()),
        };
        let times = Times {
            ping: Duration::from_millis(self.configuration.stream_ping_ms),
            stall: Duration::from_millis(self.configuration.stall_timeout_ms),
        };
        let shutdown = self.shutdown.clone();
        let work = shutdown.work();
        let serve = move |socket| async move {
            // The end of the run waits until the stream has said good-bye.
            let _work = work;
            match opened {
                _ if _work.is_none() => websocket::close(socket, Goodbye::shutting_down()).await,
                Ok(listener) => websocket::serve(socket, listener, times, shutdown).await,
                Err(refused) => websocket::close(socket, refused.into()).await,
            }
        };
        let answer = handshake::upgrade(&request, configuration(), serve);
        Ok(answer.unwrap_or_else(|error| Refused::invalid("Upgrade", error).into_response()))
    }
}

fn configuration() -> WebSocketConfig {
    let mut configuration = WebSocketConfig::default();
    configuration.read_buffer_size = READ_BUFFER_BYTES;
    // Messages do not pass through the protocol's own buffer, see `frames`.
    configuration.write_buffer_size = 0;
    configuration.max_message_size = Some(INCOMING_BYTES_MAX);
    configuration.max_frame_size = Some(INCOMING_BYTES_MAX);
    configuration
}
