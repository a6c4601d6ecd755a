//! The one place that turns a refusal of the rooms below into what the interface answers: status, code, text and details.
//!
//! Entry point: [`Refused`], made from a [`HubError`] or by hand where the request itself breaks the interface. What must
//! always hold: codes are stable, they are those of the specification's error catalogue; details always carry the ticket
//! that the log carries too; a fault of the server shows nothing of its inside.

use std::collections::BTreeMap;

use c2sim_generated::api::{
    ApiError,
    models::{AuthorizationError, AuthorizationErrorDetails, C2SimError},
};
use poem::{
    IntoResponse, Response,
    http::{
        HeaderValue, StatusCode,
        header::{RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use serde_json::{Value, json};

use crate::{
    auth::{Denied, TokenRefused},
    feed::ResumeRefused,
    hub::HubError,
    identity::{SessionName, TrackingId},
    message::{MessageError, PlacedViolation},
    ops::audit::{Action, Record},
    session::{Limit, Refusal, Trigger},
};

/// What the interface answers instead of a result.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// The code of the catalogue.
    pub(crate) code: &'static str,
    /// What is wrong and what to do.
    pub(crate) message: String,
    /// The particulars, by the keys of the catalogue.
    pub(crate) details: BTreeMap<String, Value>,
    /// When to try again, in seconds, where that is known.
    pub(crate) retry_after_sec: Option<u16>,
}

/// The code of a token that holds and does not permit what is asked.
const CLAIM_CHECK: &str = "CLAIM_CHECK";
/// The code of what is not permitted whatever the token says.
pub(crate) const AUTHORIZATION_FAILURE: &str = "AUTHORIZATION_FAILURE";

/// When a client may try again after it was told that the server ends, in seconds.
const SHUTDOWN_RETRY_AFTER_SEC: u16 = 5;
/// When a client may try again after the store failed, in seconds: as long as it takes until the store is tried again.
const STORE_RETRY_AFTER_SEC: u16 = 5;

impl Refused {
    /// A refusal with status 400.
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        Self::with_status(StatusCode::BAD_REQUEST, code, message)
    }

    /// A refusal with another status.
    pub(crate) fn with_status(status: StatusCode, code: &'static str, message: impl ToString) -> Self {
        let details = BTreeMap::from([("trackingId".to_owned(), json!(TrackingId::random().to_string()))]);
        Self { status, code, message: message.to_string(), details, retry_after_sec: None }
    }

    /// The request breaks the interface; `parameter` names what.
    pub(crate) fn invalid(parameter: &str, message: impl ToString) -> Self {
        Self::new("INVALID_REQUEST", message).detail("parameter", parameter)
    }

    /// The server ends, and takes no new work.
    pub(crate) fn shutting_down() -> Self {
        let text = "the server is shutting down and takes no new work; try again in a moment";
        let refused = Self::with_status(StatusCode::SERVICE_UNAVAILABLE, "SERVER_SHUTTING_DOWN", text);
        Self { retry_after_sec: Some(SHUTDOWN_RETRY_AFTER_SEC), ..refused }
    }

    /// A fault of the server: the log has the cause under the ticket, the client gets the ticket alone.
    pub(crate) fn fault(cause: impl ToString) -> Self {
        let message = "the server failed; give its operator the trackingId";
        let refused = Self::with_status(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", message);
        tracing::error!(tracking_id = refused.tracking_id(), cause = cause.to_string(), "fault");
        refused
    }

    /// The request's token does not hold, or one is missing.
    pub(crate) fn token(refused: TokenRefused) -> Self {
        Self::with_status(StatusCode::UNAUTHORIZED, refused.code(), refused)
    }

    /// The token does not permit what is asked. A join that a claim does not permit is refused as the interface always
    /// refused it, with 400.
    pub(crate) fn denied(denied: &Denied) -> Self {
        let status = match denied {
            Denied::Join(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        };
        Self::with_status(status, denied.code(), denied)
    }

    /// The clientId is a member of somebody else's.
    pub(crate) fn not_owner(refusal: &Refusal) -> Self {
        Self::with_status(StatusCode::UNAUTHORIZED, CLAIM_CHECK, refusal)
    }

    /// Adds a particular.
    pub(crate) fn detail(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }

    /// Whether it is about who may do what.
    pub(crate) fn is_about_authorization(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED || self.code == AUTHORIZATION_FAILURE
    }

    /// As the audit log has it.
    pub(crate) fn record(&self, action: Action) -> Record {
        Record::new(action).refused(self.code, &self.message).tracking_id(self.tracking_id())
    }

    /// The ticket.
    pub(crate) fn tracking_id(&self) -> &str {
        self.details["trackingId"].as_str().unwrap_or_default()
    }

    /// The refusal as the interface answers it.
    pub(crate) fn into_answer(self) -> ApiError {
        if self.status == StatusCode::UNAUTHORIZED {
            return self.unauthorized();
        }
        let error = C2SimError { code: self.code.to_owned(), message: self.message, details: Some(self.details) };
        let answer = ApiError::new(self.status, error);
        match self.retry_after_sec {
            Some(sec) => answer.with_header(RETRY_AFTER, sec.into()),
            None => answer,
        }
    }

    /// What concerns the token is answered in a form of its own.
    fn unauthorized(self) -> ApiError {
        let details = AuthorizationErrorDetails { tracking_id: self.tracking_id().to_owned() };
        let challenge = match self.code == TokenRefused::Missing.code() {
            true => "Bearer",
            false if self.code == CLAIM_CHECK => "Bearer error=\"insufficient_scope\"",
            false => "Bearer error=\"invalid_token\"",
        };
        let error = AuthorizationError { title: self.message, code: self.code.to_owned(), details };
        ApiError::unauthorized(error).with_header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    }

    /// The refusal as a response, for what is no operation of the interface.
    pub(crate) fn into_response(self) -> Response {
        let status = self.status;
        let mut response = self.into_answer().into_response();
        response.set_status(status);
        response
    }

    /// The refusal of what a session of this name was asked.
    pub(crate) fn by_session(session: &SessionName, error: HubError) -> Self {
        match error {
            HubError::Refused(refusal) => Self::by_rules(session, refusal),
            HubError::NotPermitted(denied) => Self::denied(&denied),
            HubError::Message(error) => Self::of_message(&error),
            HubError::SessionNotFound { ref active } => {
                Self::new("SHARED_SESSION_NOT_FOUND", &error).detail("ACTIVE_SESSIONS", list(active, ";"))
            }
            HubError::SchemaNotSupported { ref supported, .. } => Self::new("C2SIM_SCHEMA_NOT_SUPPORTED", &error)
                .detail("SUPPORTED_SCHEMA_VERSIONS", list(supported, ";")),
            HubError::SchemaUnusable { ref version, .. } => {
                Self::new("XSD_VALIDATION_FAILURE", &error).detail("SCHEMA_VERSION", version.as_str())
            }
            HubError::TooManySessions { sessions_max } => Self::limit(&error, "sessions", sessions_max),
            HubError::NameTooLong { .. } => Self::invalid("sessionId", &error),
            HubError::NotKept(_) | HubError::NotReadable(_) | HubError::NotOpened(_) => {
                let refused = Self::with_status(StatusCode::SERVICE_UNAVAILABLE, "STORE_UNAVAILABLE", &error);
                Self { retry_after_sec: Some(STORE_RETRY_AFTER_SEC), ..refused }
            }
            HubError::ResumeNotPossible(why) => Self::resume_not_possible(why),
            HubError::NotComposed(cause) => Self::fault(cause),
        }
    }

    /// What came after an address is not there to be given.
    pub(crate) fn resume_not_possible(why: ResumeRefused) -> Self {
        let refused = Self::with_status(StatusCode::GONE, "RESUME_NOT_POSSIBLE", why);
        match why {
            ResumeRefused::Gone { oldest, .. } => refused.detail("OLDEST_ADDRESS", oldest.to_string()),
            ResumeRefused::Future { head } => refused.detail("LAST_ADDRESS", head.to_string()),
            ResumeRefused::OtherEpoch { .. } => refused,
        }
    }

    fn by_rules(session: &SessionName, refusal: Refusal) -> Self {
        let new = |code| Self::new(code, &refusal);
        match &refusal {
            Refusal::NotJoined { .. } => {
                new("CLIENT_NOT_JOINED_SHARED_SESSION").detail("ACTIVE_SESSION", session.as_str())
            }
            Refusal::NotOwner => Self::not_owner(&refusal),
            Refusal::AlreadyJoined { system_name } => {
                new("C2SIM_CLIENT_ALREADY_JOINED").detail("SYSTEM_NAME", system_name.as_str())
            }
            Refusal::NotAllowedInState { state, .. } => {
                new("C2SIM_MSG_NOT_ALLOWED_IN_STATE").detail("CURRENT_STATE", state.to_string())
            }
            Refusal::TransitionNotAllowed { allowed, state, .. } => new("STATE_TRANSITION_NOT_ALLOWED")
                .detail("ACTIVE_SESSION", session.as_str())
                .detail("ALLOWED_TRIGGERS", list::<Trigger>(allowed, ";"))
                .detail("CURRENT_STATE", state.to_string()),
            Refusal::InitializationNotCompleted { required_federates, completed_federates, state } => {
                new("INITIALIZATION_NOT_COMPLETED")
                    .detail("REQUIRED_FEDERATES", list(required_federates, ","))
                    .detail("INIT_COMPLETED_FEDERATES", list(completed_federates, ","))
                    .detail("CURRENT_STATE", state.to_string())
            }
            Refusal::InitializationInvalidState { state } => {
                new("C2SIM_INITIALIZATION_MSG_INVALID_STATE").detail("CURRENT_STATE", state.to_string())
            }
            Refusal::InitializationNotReadable => new("C2SIM_INITIALIZATION_MSG_DECODE_FAILURE"),
            Refusal::InitializationConflict { system, other } => new("C2SIM_INITIALIZATION_CONFLICT")
                .detail("SYSTEM_NAME", system.as_str())
                .detail("CONFLICTING_SYSTEM_NAME", other.as_str()),
            Refusal::NoInitializationBody { state } => {
                new("NO_C2SIM_INITIALIZATION_BODY").detail("CURRENT_STATE", state.to_string())
            }
            Refusal::SchemaVersionChanged { schema_version } => {
                new("SHARED_SESSION_SCHEMA_VERSION_CHANGED").detail("SCHEMA_VERSION", schema_version.as_str())
            }
            Refusal::InUse { members } => new("SHARED_SESSION_IN_USE").detail("MEMBERS", *members),
            Refusal::Protected { .. } => new("SHARED_SESSION_PROTECTED"),
            Refusal::Deleted { .. } => new("SHARED_SESSION_NOT_FOUND").detail("ACTIVE_SESSIONS", ""),
            Refusal::LimitReached { limit: Limit::InitializationBytes, .. } => new("C2SIM_MSG_SIZE_EXCEEDED"),
            Refusal::LimitReached { limit, max } => Self::limit(&refusal, &limit.to_string(), *max),
            Refusal::TextTooLong { parameter, .. } => Self::invalid(parameter, &refusal),
        }
    }

    fn of_message(error: &MessageError) -> Self {
        let new = |code| Self::new(code, error);
        match error {
            MessageError::TooLarge { .. } => new("C2SIM_MSG_SIZE_EXCEEDED"),
            MessageError::EncodingNotSupported { .. } => new("XML_ENCODING_NOT_SUPPORTED"),
            MessageError::DoctypeNotAllowed { .. } => new("XML_NOT_ALLOWED"),
            MessageError::LimitExceeded { .. } => new("XML_LIMIT_EXCEEDED"),
            MessageError::NotWellFormed { at, path, message } => {
                let place = if path.is_empty() { String::new() } else { format!(" (in {path})") };
                let violation = json!({
                    "line": at.line, "column": at.column, "path": path, "rule": "well-formedness",
                    "found": message, "expected": [],
                });
                new("XSD_VALIDATION_ERROR")
                    .detail("XSD_ERROR_1", format!("{error}{place}"))
                    .detail("violations", vec![violation])
            }
            MessageError::RootNotMessage { .. } => new("C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE"),
            MessageError::UnknownKind { .. } => new("C2SIM_MSG_DECODING_ERROR"),
            MessageError::InvalidHeader { .. } => new("C2SIM_INVALID_HEADER"),
            MessageError::NotValid { violations, more } => {
                let numbered = violations.iter().zip(1..);
                let refused = numbered.fold(new("XSD_VALIDATION_ERROR"), |refused, (violation, number)| {
                    refused.detail(&format!("XSD_ERROR_{number}"), violation.to_string())
                });
                let refused = refused.detail("violations", violations.iter().map(particulars).collect::<Vec<_>>());
                if *more { refused.detail("MORE_ERRORS", true) } else { refused }
            }
            MessageError::NotValidByAny { version, tried, error: nearest } => {
                Self { message: error.to_string(), ..Self::of_message(nearest) }
                    .detail("SCHEMA_VERSION", version.as_str())
                    .detail("SCHEMA_VERSIONS", list(tried, ";"))
            }
            MessageError::InitializationNotReadable { expected_namespace } => {
                new("C2SIM_INITIALIZATION_MSG_DECODE_FAILURE")
                    .detail("EXPECTED_LOX_NAMESPACE", expected_namespace.as_str())
            }
        }
    }

    /// The server holds as much as it is configured to; another time there may be room.
    fn limit(text: impl ToString, limit: &str, max: usize) -> Self {
        Self::with_status(StatusCode::SERVICE_UNAVAILABLE, "SERVER_LIMIT_REACHED", text)
            .detail("LIMIT", limit)
            .detail("MAX", max)
    }
}

/// A violation as a program reads it: where it is, the rule that is broken, what was found and what would do.
fn particulars(placed: &PlacedViolation) -> Value {
    let PlacedViolation { at, violation } = placed;
    json!({
        "line": at.line, "column": at.column, "path": violation.path, "rule": violation.rule,
        "found": violation.found, "expected": violation.expected,
    })
}

fn list<T: ToString>(items: &[T], separator: &str) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(separator)
}
