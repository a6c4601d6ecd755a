//! Which session a request names: in its query, as a bearer token, or in a header of its own.

use poem::{
    Request,
    http::{StatusCode, header::AUTHORIZATION},
};
use serde::Deserialize;

use super::{
    core::{DocumentName, SessionId},
    refusal::Refused,
};
use crate::feed::Address;

/// What the address of a WebSocket says beside its path.
#[derive(Debug, Default, Deserialize)]
struct Query {
    session_id: Option<String>,
    document: Option<String>,
    after: Option<String>,
}

/// The session that a request names, and the document where it names one.
#[derive(Debug)]
pub(super) struct Named {
    /// The session.
    pub(super) session: SessionId,
    /// The document.
    pub(super) document: Option<DocumentName>,
    /// The place in the document after which it goes on.
    pub(super) after: Option<Address>,
}

impl Named {
    /// Reads them off a request; `room` is the document that the path names.
    pub(super) fn of(request: &Request, room: Option<&str>) -> Result<Self, Refused> {
        let query = request.params::<Query>().map_err(Refused::invalid)?;
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let bearer = header(AUTHORIZATION.as_str()).and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let carriers = [query.session_id.as_deref(), bearer, header("x-session-id")];
        let mut given = carriers.into_iter().flatten();
        let Some(first) = given.next() else {
            return Err(Refused::unauthorized(
                "a session is needed: ?session_id=, Authorization: Bearer, or x-session-id",
            ));
        };
        if given.any(|other| other != first) {
            return Err(Refused::unauthorized("the request names more than one session; name one"));
        }
        let unknown = || {
            let text = "there is no such session, or it has expired; create another";
            Refused::new(StatusCode::UNAUTHORIZED, "INVALID_SESSION", text)
        };
        let session = SessionId::parse(first).ok_or_else(unknown)?;
        let document = match (query.document.as_deref(), room) {
            (Some(one), Some(other)) if one != other => {
                return Err(Refused::new(StatusCode::CONFLICT, "INVALID_MESSAGE", "the address names two documents"));
            }
            (one, other) => one.or(other).map(DocumentName::parse).transpose().map_err(Refused::invalid)?,
        };
        let after = query.after.as_deref().map(str::parse).transpose().map_err(Refused::invalid)?;
        Ok(Self { session, document, after })
    }
}
