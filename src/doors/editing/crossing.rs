//! The document as a message of a C2SIM session: the generated trait, answered by what crosses over.

use c2sim_generated::{
    editing::{
        CrossingApi,
        models::{
            C2simSession, C2simSessionList, DocumentSubmitted, DocumentVerdict, SubmitDocument, ValidateDocument,
            Violation,
        },
    },
    support::Answer,
};
use poem::Request;
use poem_openapi::types::ParseFromJSON;
use serde_json::Value;

use super::{
    EditingDoor,
    core::{SessionRefused, State, Version},
    refusal::Refused,
    sessions::session,
};
use crate::doors::{api, crossing::Submitted};

impl CrossingApi for EditingDoor {
    async fn list_c2sim_sessions(
        &self,
        request: &Request,
        session_id: String,
    ) -> Result<Answer<C2simSessionList>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        self.sessions.lock().get(self.clock.now(), session(&session_id)?)?;
        let shown = |shared: &crate::session::Session| C2simSession {
            name: shared.name().to_string(),
            display_name: shared.info().display_name.clone(),
            schema_version: shared.info().schema_version.to_string(),
            state: shared.state().to_string(),
        };
        let sessions = self.drafts.sessions().iter().map(|session| session.read(shown)).collect();
        Ok(C2simSessionList { sessions }.into())
    }

    async fn validate_document(
        &self,
        request: &Request,
        session_id: String,
        body: ValidateDocument,
    ) -> Result<Answer<DocumentVerdict>, Refused> {
        self.authenticator.admit(request.headers()).await?;
        let (content, version) = self.content(&session_id).await?;
        let verdict = self.drafts.judge(&body.c2sim_session, content).await?;
        Ok(match verdict {
            Ok((schema_version, kind)) => DocumentVerdict {
                version: version.cast_signed(),
                valid: true,
                kind: Some(kind.element_name().to_owned()),
                schema_version: Some(schema_version.to_string()),
                code: None,
                message: None,
                violations: Vec::new(),
                more: false,
            },
            Err(refused) => not_valid(version, refused),
        }
        .into())
    }

    async fn submit_document(
        &self,
        request: &Request,
        session_id: String,
        body: SubmitDocument,
    ) -> Result<Answer<DocumentSubmitted>, Refused> {
        let principal = self.authenticator.authenticate(request.headers()).await?;
        let (content, version) = self.content(&session_id).await?;
        let receiver = (body.c2sim_session.as_str(), body.client_id.as_str());
        let Submitted { tracking_id, address, kind } =
            self.drafts.submit((request, principal), receiver, content).await?;
        let (version, kind) = (version.cast_signed(), kind.element_name().to_owned());
        Ok(DocumentSubmitted { version, tracking_id, address, kind }.into())
    }
}

impl EditingDoor {
    /// The document of a session that may edit it, as it is now.
    async fn content(&self, session_id: &str) -> Result<(String, Version), Refused> {
        let name = {
            let sessions = self.sessions.lock();
            let session = sessions.get(self.clock.now(), session(session_id)?)?;
            match session.state {
                State::Active => session.document.clone(),
                state => return Err(SessionRefused::NotActive(state).into()),
            }
        };
        let (content, version, _) = self.documents.get(&name).await?.present();
        Ok((content, version))
    }
}

/// What the session would refuse, with the places that it names.
fn not_valid(version: Version, mut refused: api::Refused) -> DocumentVerdict {
    let violations = refused.details.remove("violations").map(|list| Vec::<Violation>::parse_from_json(Some(list)));
    DocumentVerdict {
        version: version.cast_signed(),
        valid: false,
        kind: None,
        schema_version: None,
        code: Some(refused.code.to_owned()),
        message: Some(refused.message),
        violations: violations.and_then(Result::ok).unwrap_or_default(),
        more: refused.details.get("MORE_ERRORS") == Some(&Value::Bool(true)),
    }
}
