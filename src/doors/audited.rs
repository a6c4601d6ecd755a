//! What the audit log has of the doors that keep no record themselves: that somebody was not let in, or asked for too much.
//!
//! What must always hold: an answer that its door recorded is not recorded twice; of a path its first two parts are recorded
//! alone, since some doors take what opens them as a part of the path.

use std::sync::Arc;

use poem::{Endpoint, IntoResponse, Middleware, Request, Response, http::StatusCode};

use super::{origin::Origin, rate::OverRate};
use crate::ops::{
    Audit, Configuration,
    audit::{Action, Record, Who},
};

/// Parts of a path that are recorded.
const PARTS_MAX: usize = 2;

const NOT_LET_IN: &str = "the door did not let it in";
const TOO_FAST: &str = "it asks for more than it may in a second";

/// Stands in an answer whose refusal is in the log already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recorded;

/// Records the answers that say that somebody may not do something, or not so much of it.
pub(super) struct AuditRefusals {
    pub(super) audit: Audit,
    pub(super) configuration: Arc<Configuration>,
}

/// An endpoint whose refusals are recorded.
pub(super) struct Audited<E> {
    inner: E,
    audit: Audit,
    configuration: Arc<Configuration>,
}

/// Whether an answer says that somebody may not do something.
pub(super) fn is_refusal(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

impl<E: Endpoint> Middleware<E> for AuditRefusals {
    type Output = Audited<E>;

    fn transform(&self, inner: E) -> Audited<E> {
        Audited { inner, audit: self.audit.clone(), configuration: Arc::clone(&self.configuration) }
    }
}

impl<E: Endpoint> Endpoint for Audited<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let operation = operation(&request);
        let address = Origin::client_address_of(&request, &self.configuration);
        let answer = self.inner.call(request).await.map(IntoResponse::into_response);
        let status = answer.as_ref().map_or_else(poem::Error::status, Response::status);
        let extensions = answer.as_ref().ok().map(Response::extensions);
        let refused = match status {
            _ if extensions.is_some_and(|marks| marks.get::<Recorded>().is_some()) => None,
            _ if extensions.is_some_and(|marks| marks.get::<OverRate>().is_some()) => {
                Some((Action::RateExceeded, "RATE_LIMIT_EXCEEDED", TOO_FAST))
            }
            StatusCode::UNAUTHORIZED => Some((Action::AuthorizationFailure, "UNAUTHORIZED", NOT_LET_IN)),
            StatusCode::FORBIDDEN => Some((Action::AuthorizationFailure, "FORBIDDEN", NOT_LET_IN)),
            _ => None,
        };
        if let Some((action, code, text)) = refused {
            let record = Record::new(action).refused(code, text);
            self.audit.trail(Who::unknown(&address)).record(record.operation(&operation));
        }
        answer
    }
}

fn operation(request: &Request) -> String {
    let mut ends = request.uri().path().match_indices('/').skip(1).map(|(at, _)| at);
    let path = request.uri().path();
    let end = ends.nth(PARTS_MAX - 1).unwrap_or(path.len());
    format!("{} {}", request.method(), &path[..end])
}
