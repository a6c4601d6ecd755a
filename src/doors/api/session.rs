//! The operations tagged `session`.

use std::sync::Arc;

use c2sim_generated::{
    api::{
        SessionApi,
        models::{
            CreateUpdateType, DynamicSessionInfo, RequestCreateSession, RequestJoinSession, RequestResignSession,
            ResponseCreateSession, ResponseDeleteSession, ResponseJoinSession, ResponseResignSession,
        },
    },
    support::{Answer, XmlAnswer},
};
use poem::{Body, Request};

use super::{C2simApi, Refused, client_id, principal, session_name, shown};
use crate::{
    doors::origin::Origin,
    hub::{Creation, SharedSession},
    identity::{SchemaVersion, SystemName},
    session::{Input, SessionInfo},
};

impl SessionApi for C2simApi {
    async fn create_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        body: RequestCreateSession,
    ) -> Result<Answer<ResponseCreateSession>, Refused> {
        client_id(&client)?;
        principal(request)?.may_administer().map_err(|denied| Refused::denied(&denied))?;
        let name = session_name(&session_id)?;
        let info = SessionInfo {
            schema_version: SchemaVersion::new(&body.data.c2sim_schema_version),
            display_name: body.data.display_name,
            description: body.data.description,
        };
        let created = self.hub.create(&name, info).await.map_err(|error| Refused::by_session(&name, error));
        let (creation, session) = created?;
        let creation = match creation {
            Creation::Created => CreateUpdateType::Created,
            Creation::Updated => CreateUpdateType::Updated,
        };
        Ok(ResponseCreateSession { creation, session: session.read(shown) }.into())
    }

    async fn delete_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        force: bool,
    ) -> Result<Answer<ResponseDeleteSession>, Refused> {
        client_id(&client)?;
        principal(request)?.may_administer().map_err(|denied| Refused::denied(&denied))?;
        let name = session_name(&session_id)?;
        self.hub.delete(&name, force).await.map_err(|error| Refused::by_session(&name, error))?;
        self.metrics.forget_session(&name);
        tracing::info!(session = %name, client, "session deleted");
        Ok(ResponseDeleteSession { message: Some(format!("session {name} is deleted")) }.into())
    }

    async fn get_session_info(
        &self,
        request: &Request,
        client: String,
        session_id: String,
    ) -> Result<Answer<DynamicSessionInfo>, Refused> {
        let (_, session) = self.session(principal(request)?, &session_id, &client_id(&client)?)?;
        Ok(session.read(shown).into())
    }

    async fn get_session_initialization(
        &self,
        request: &Request,
        client: String,
        session_id: String,
    ) -> Result<XmlAnswer, Refused> {
        let principal = principal(request)?;
        let (name, session) = self.session(principal, &session_id, &client_id(&client)?)?;
        principal.may_read_initialization().map_err(|denied| Refused::denied(&denied))?;
        let document = session.initialization().map_err(|error| Refused::by_session(&name, error))?;
        Ok(Body::from(document).into())
    }

    async fn get_sessions(
        &self,
        request: &Request,
        client: String,
    ) -> Result<Answer<Vec<DynamicSessionInfo>>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        let shown = |session: Arc<SharedSession>| {
            session.seen(principal.caller(), &client);
            session.read(shown)
        };
        Ok(self.hub.sessions().into_iter().map(shown).collect::<Vec<_>>().into())
    }

    async fn join_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        body: RequestJoinSession,
    ) -> Result<Answer<ResponseJoinSession>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        let (name, session) = self.session(principal, &session_id, &client)?;
        let system_name = body.system_name.filter(|name| !name.is_empty()).map(|name| SystemName::new(&name));
        let joins_as = system_name.clone().unwrap_or_else(|| SystemName::new(SystemName::UNKNOWN));
        principal.may_join(&joins_as).map_err(|denied| Refused::denied(&denied))?;
        let join = Input::Join {
            client: client.clone(),
            display_name: body.client_id_display_name,
            system_name,
            address: Origin::of(request, &self.configuration).client_address,
        };
        session.take(principal.caller(), join).await.map_err(|error| Refused::by_session(&name, error))?;
        tracing::info!(session = %name, %client, "joined");
        Ok(ResponseJoinSession { session: session.read(shown) }.into())
    }

    async fn resign_from_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        body: RequestResignSession,
    ) -> Result<Answer<ResponseResignSession>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        let (name, session) = self.session(principal, &session_id, &client)?;
        let resign = Input::Resign { client: client.clone(), reason: body.reason };
        let outcome =
            session.take(principal.caller(), resign).await.map_err(|error| Refused::by_session(&name, error))?;
        let msg = match outcome.events.is_empty() {
            true => format!("client {client} had not joined session {name}; nothing to resign from"),
            false => format!("client {client} resigned from session {name}"),
        };
        tracing::info!(session = %name, %client, "resigned");
        Ok(ResponseResignSession { msg }.into())
    }
}
