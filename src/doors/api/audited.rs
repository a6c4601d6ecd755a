//! What the audit log has of the operations: who asked, and what was refused.
//!
//! What it deliberately leaves out: refusals of `send`, which the publisher records whichever door they come through, and
//! those of what only reads, unless they are about who may do what.

use poem::{Request, http::Method};

use super::{C2simApi, Refused, principal};
use crate::{
    auth::Principal,
    doors::origin::Origin,
    ops::{
        Configuration,
        audit::{Action, Who},
    },
};

/// Who sent a request, as the audit log has it.
pub(crate) fn who(request: &Request, principal: &Principal, configuration: &Configuration) -> Who {
    Who::caller(principal.caller(), &Origin::client_address_of(request, configuration))
}

/// Records that an operation was refused.
pub(super) fn refusal(api: &C2simApi, request: &Request, refused: &Refused) {
    let path = request.uri().path();
    let (parent, last) = path.rsplit_once('/').unwrap_or_default();
    if last == "send" {
        return;
    }
    let tried = match (request.method(), last) {
        (&Method::POST, "join") => Some(Action::Join),
        (&Method::POST, "resign") => Some(Action::Resign),
        (&Method::PUT, "create") => Some(Action::SessionCreate),
        (&Method::DELETE, _) => Some(Action::SessionDelete),
        _ => None,
    };
    let action = if refused.is_about_authorization() { Some(Action::AuthorizationFailure) } else { tried };
    let (Some(action), Ok(principal)) = (action, principal(request)) else { return };
    let mut record = refused.record(action).operation(&format!("{} {path}", request.method()));
    let session = if request.method() == Method::DELETE { last } else { parent.rsplit('/').next().unwrap_or_default() };
    record = record.session(session);
    if let Some(client) = request.header("clientId") {
        record = record.client(client);
    }
    api.trail(request, principal).record(record);
}
