//! The stream of a session's messages to one client: over a WebSocket, or as Server-Sent Events.
//!
//! Entry points: [`StreamDoor`], [`events::body`]. What must always hold: a client that cannot be served is told so on the WebSocket, by a
//! close with a reason, since those in the field read that and not an HTTP answer. What it deliberately leaves out: which
//! messages a client hears and in which order (the hub's listener).

pub(super) mod dialogue;
mod echo;
pub(super) mod events;
mod frames;
mod goodbye;
mod query;
mod websocket;

#[doc(hidden)]
pub use echo::echo;

use std::sync::Arc;

use poem::{
    Endpoint, Request, Response,
    error::MethodNotAllowedError,
    http::{Method, StatusCode},
};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{
    api::{AUTHORIZATION_FAILURE, Refused, principal, who},
    publisher::Publisher,
    rate::Pace,
    subscription::NotASubscription,
    websocket as upgrading,
};
use crate::{
    auth::{Denied, Principal},
    hub::{Hub, HubError, Listener, Subscription},
    identity::{NotAClientId, SessionName},
    ops::{Audit, Configuration, Metrics, Shutdown, audit::Action},
    session::Refusal,
};
pub(crate) use dialogue::SUBPROTOCOL;
use goodbye::Goodbye;
use query::Query;
pub(super) use websocket::Times;

/// Buffer for what a client sends, which is next to nothing; kept for as long as the stream is open, in bytes.
const READ_BUFFER_BYTES: usize = 4096;
/// The same where the client publishes, in bytes: several small messages are read at once.
const READ_BUFFER_PUBLISHING_BYTES: usize = 16 * 1024;
/// The largest frame of a client that is read before it is told that the stream only delivers, in bytes.
const INCOMING_BYTES_MAX: usize = 16 * 1024;

/// Opens streams at `…/session/{sessionId}/ws?clientId=…`, with `after`, `kind`, `from` and `to` where the client asks for
/// what it missed, or not for all.
pub(crate) struct StreamDoor {
    hub: Arc<Hub>,
    configuration: Arc<Configuration>,
    metrics: Arc<Metrics>,
    shutdown: Shutdown,
    audit: Audit,
}

/// A stream that was opened, in the form that the client asked for.
enum Opened {
    Plain(Listener),
    Dialogue(dialogue::Opened),
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
    pub(crate) fn new(
        hub: Arc<Hub>,
        configuration: Arc<Configuration>,
        metrics: Arc<Metrics>,
        shutdown: Shutdown,
        audit: Audit,
    ) -> Self {
        Self { hub, configuration, metrics, shutdown, audit }
    }

    /// The name of the session whose stream a path below the interface's base is; none for another path.
    pub(crate) fn session_of(path: &str) -> Option<&str> {
        path.strip_prefix("/c2sim/session/")?.strip_suffix("/ws").filter(|name| !name.contains('/'))
    }

    fn open(&self, principal: &Principal, request: &Request, is_dialogue: bool) -> Result<Opened, NotOpened> {
        let query = Query::of(request);
        let client = query.client()?;
        let name = Self::session_of(request.uri().path());
        let name = name.and_then(|name| SessionName::parse(name).ok()).ok_or(NotOpened::Name)?;
        let (session, subscription) = (self.hub.session(&name)?, query.subscription()?);
        principal.may_read_messages()?;
        let caller = principal.caller();
        if !is_dialogue {
            return Ok(Opened::Plain(session.listen(caller, &client, subscription)?));
        }
        let present = Subscription { after: None, filter: subscription.filter.clone() };
        let (listener, recovered) = match session.listen(caller, &client, subscription) {
            Err(HubError::ResumeNotPossible(_)) => (session.listen(caller, &client, present)?, false),
            listener => (listener?, true),
        };
        let (metrics, principal) = (Arc::clone(&self.metrics), principal.clone());
        let pace = Pace::of(request, &self.configuration, client.as_str());
        let trail = self.audit.trail(who(request, &principal, &self.configuration));
        let publisher = Publisher { metrics, principal, name, session, client, trail };
        let in_flight_max = self.configuration.stream_in_flight_max;
        Ok(Opened::Dialogue(dialogue::Opened { listener, recovered, publisher, in_flight_max, pace }))
    }

    /// Puts a refusal that is about who may do what into the audit log.
    fn recorded(&self, request: &Request, refused: Refused) -> Refused {
        if let Ok(principal) = principal(request) {
            let mut record = refused.record(Action::AuthorizationFailure);
            record = record.operation(&format!("{} {}", request.method(), request.uri().path()));
            if let Ok(client) = Query::of(request).client() {
                record = record.client(client.as_str());
            }
            self.audit.trail(who(request, principal, &self.configuration)).record(record);
        }
        refused
    }
}

impl Endpoint for StreamDoor {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if request.method() != Method::GET {
            return Err(MethodNotAllowedError.into());
        }
        if let Err(forbidden) = upgrading::check_page(request.headers(), &self.configuration.ws_origins) {
            let refused = Refused::with_status(StatusCode::FORBIDDEN, AUTHORIZATION_FAILURE, forbidden);
            return Ok(self.recorded(&request, refused).into_response());
        }
        let is_dialogue = upgrading::offers(request.headers(), SUBPROTOCOL);
        let principal = match principal(&request) {
            Ok(principal) => principal,
            Err(fault) => return Ok(fault.into_response()),
        };
        let opened = match self.open(principal, &request, is_dialogue) {
            // What concerns the token is answered before the upgrade, as a missing token is.
            Err(NotOpened::Denied(denied)) => {
                return Ok(self.recorded(&request, Refused::denied(&denied)).into_response());
            }
            Err(NotOpened::Session(HubError::Refused(refusal @ Refusal::NotOwner))) => {
                return Ok(self.recorded(&request, Refused::not_owner(&refusal)).into_response());
            }
            opened => opened,
        };
        let times = Times::of(&self.configuration, principal);
        let shutdown = self.shutdown.clone();
        let work = shutdown.work();
        let serve = move |socket| async move {
            // The end of the run waits until the stream has said good-bye.
            let _work = work;
            match opened {
                _ if _work.is_none() => websocket::close(socket, Goodbye::shutting_down()).await,
                Ok(Opened::Plain(listener)) => websocket::serve(socket, listener, times, shutdown).await,
                Ok(Opened::Dialogue(opened)) => dialogue::serve(socket, opened, times, shutdown).await,
                Err(refused) => websocket::close(socket, refused.into()).await,
            }
        };
        let (configuration, subprotocol) = match is_dialogue {
            true => {
                let frame_bytes_max = dialogue::frame_bytes_max(self.configuration.message_bytes_max);
                (configuration(READ_BUFFER_PUBLISHING_BYTES, frame_bytes_max), Some(SUBPROTOCOL))
            }
            false => (configuration(READ_BUFFER_BYTES, INCOMING_BYTES_MAX), None),
        };
        let answer = upgrading::upgrade(&request, configuration, subprotocol, serve);
        Ok(answer.unwrap_or_else(|error| Refused::invalid("Upgrade", error).into_response()))
    }
}

fn configuration(read_buffer_bytes: usize, incoming_bytes_max: usize) -> WebSocketConfig {
    let mut configuration = WebSocketConfig::default();
    configuration.read_buffer_size = read_buffer_bytes;
    // Messages do not pass through the protocol's own buffer, see `frames`.
    configuration.write_buffer_size = 0;
    configuration.max_message_size = Some(incoming_bytes_max);
    configuration.max_frame_size = Some(incoming_bytes_max);
    configuration
}
