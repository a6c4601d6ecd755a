//! What stands around every operation: work is counted and refused once the end was requested, bodies that nobody reads are
//! let run out, and whatever goes wrong below becomes a C2SimError.
//!
//! Entry point: [`Guard`]. What must always hold: no answer below `/api` leaves in the framework's own words; a panic
//! becomes an answer with a ticket and costs nobody else anything.

use std::{panic::AssertUnwindSafe, sync::Arc};

use c2sim_generated::{
    api::ApiError,
    support::{JsonBodyLimit, Refusal},
};
use futures_util::FutureExt;
use poem::{
    Endpoint, IntoResponse, Request, Response,
    http::{HeaderValue, header},
};

use super::{allowed::allowed_methods, body::drained_when_dropped, refusal::Refused};
use crate::{
    auth::{Authenticator, Principal},
    doors::{
        audited::{Recorded, is_refusal},
        origin::Origin,
    },
    identity::TrackingId,
    ops::{
        Audit, Configuration, Metrics, Shutdown,
        audit::{Action, Who},
    },
};

/// An endpoint with all that stands around an operation.
pub(crate) struct Guard<E> {
    /// What answers.
    pub(crate) inner: E,
    /// Tells who is behind a request.
    pub(crate) authenticator: Arc<Authenticator>,
    /// What the operator decided.
    pub(crate) configuration: Arc<Configuration>,
    /// Counts requests.
    pub(crate) metrics: Arc<Metrics>,
    /// Knows when no new work is taken.
    pub(crate) shutdown: Shutdown,
    /// Who did what.
    pub(crate) audit: Audit,
}

impl<E: Endpoint> Endpoint for Guard<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let _active = self.metrics.request_started();
        let Some(_work) = self.shutdown.work() else { return Ok(shutting_down()) };
        let has_body = [header::CONTENT_LENGTH, header::TRANSFER_ENCODING];
        if has_body.iter().any(|name| request.headers().contains_key(name)) {
            let body = request.take_body();
            request.set_body(drained_when_dropped(body));
        }
        match self.authenticator.authenticate(request.headers()).await {
            Ok(principal) => request.set_data(principal),
            Err(refused) => {
                let refused = Refused::token(refused);
                tracing::info!(
                    tracking_id = refused.tracking_id(),
                    code = refused.code,
                    "refused: {}",
                    refused.message
                );
                let record = refused.record(Action::AuthorizationFailure);
                let operation = format!("{} {}", request.method(), request.uri().path());
                let who = Who::unknown(&Origin::client_address_of(&request, &self.configuration));
                self.audit.trail(who).record(record.operation(&operation));
                return Ok(recorded(refused.into_answer().into_response()));
            }
        }
        request.set_data(JsonBodyLimit { bytes_max: self.configuration.json_body_bytes_max });
        let path = request.uri().path().to_owned();
        let answered = AssertUnwindSafe(self.inner.call(request)).catch_unwind().await;
        Ok(recorded(match answered {
            Ok(Ok(answer)) => answer.into_response(),
            Ok(Err(error)) => refused(error, &path),
            Err(panic) => Refused::fault(panic_text(&*panic)).into_answer().into_response(),
        }))
    }
}

/// On whose behalf a request comes that passed the guard.
pub(crate) fn principal(request: &Request) -> Result<&Principal, Refused> {
    request.data().ok_or_else(|| Refused::fault("a request came past the guard"))
}

fn refused(error: poem::Error, path: &str) -> Response {
    let Some(refusal) = Refusal::of(&error) else {
        return match error.is_from_response() {
            true => error.into_response(),
            false => Refused::fault(error).into_answer().into_response(),
        };
    };
    let answer = ApiError::of_refusal(&refusal, &TrackingId::random().to_string());
    if refusal != Refusal::MethodNotAllowed {
        return answer.into_response();
    }
    // The stream stands among the operations without being one.
    let allowed = allowed_methods(path).unwrap_or(HeaderValue::from_static("GET"));
    answer.with_header(header::ALLOW, allowed).into_response()
}

/// What the operations refuse, they record.
fn recorded(mut answer: Response) -> Response {
    if is_refusal(answer.status()) {
        answer.extensions_mut().insert(Recorded);
    }
    answer
}

fn shutting_down() -> Response {
    let answer = Refused::shutting_down().into_answer();
    answer.with_header(header::CONNECTION, HeaderValue::from_static("close")).into_response()
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without a text".to_owned())
}
