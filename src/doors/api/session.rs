//! The operations tagged `session`.

use std::sync::Arc;

use c2sim_generated::{
    api::{
        SessionApi,
        models::{
            CreateUpdateType, CrossingType, DynamicSessionInfo, RequestCreateSession, RequestJoinSession,
            RequestResignSession, ResponseCreateSession, ResponseDeleteSession, ResponseJoinSession,
            ResponseResignSession, ValidationType,
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
    message::Validation,
    ops::audit::{Action, Record},
    session::{Crossing, Input, SessionInfo},
};

impl SessionApi for C2simApi {
    async fn create_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        body: RequestCreateSession,
    ) -> Result<Answer<ResponseCreateSession>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        principal.may_administer().map_err(|denied| Refused::denied(&denied))?;
        let name = session_name(&session_id)?;
        let mut info = SessionInfo {
            schema_version: SchemaVersion::new(&body.data.c2sim_schema_version),
            display_name: body.data.display_name,
            description: body.data.description,
            further_versions: None,
            validation: body.validation.map(validation),
            crossings: body.crossings.map(|crossings| crossings.into_iter().map(crossing).collect()),
        };
        // Generated clients send an empty list for one that was not set.
        if let Some(versions) = body.schema_versions.filter(|versions| !versions.is_empty()) {
            let versions = versions.iter().map(|version| SchemaVersion::new(version)).collect();
            info = info.with_versions(versions).map_err(|error| Refused::invalid("schemaVersions", error))?;
        }
        let created = self.hub.create(&name, info).await.map_err(|error| Refused::by_session(&name, error));
        let (creation, session) = created?;
        let (creation, action) = match creation {
            Creation::Created => (CreateUpdateType::Created, Action::SessionCreate),
            Creation::Updated => (CreateUpdateType::Updated, Action::SessionUpdate),
        };
        let record = Record::new(action).session(name.as_str()).client(client.as_str());
        self.trail(request, principal).record(record);
        Ok(ResponseCreateSession { creation, session: session.read(shown) }.into())
    }

    async fn delete_session(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        force: bool,
    ) -> Result<Answer<ResponseDeleteSession>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        principal.may_administer().map_err(|denied| Refused::denied(&denied))?;
        let name = session_name(&session_id)?;
        self.hub.delete(&name, force).await.map_err(|error| Refused::by_session(&name, error))?;
        self.metrics.forget_session(&name);
        tracing::info!(session = %name, %client, "session deleted");
        let record = Record::new(Action::SessionDelete).session(name.as_str()).client(client.as_str());
        self.trail(request, principal).record(record);
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
        let (principal, client) = (principal(request)?, client_id(&client)?);
        let (name, session) = self.session(principal, &session_id, &client)?;
        principal.may_read_initialization().map_err(|denied| Refused::denied(&denied))?;
        // It may have to be converted, and may be large.
        let read = tokio::task::spawn_blocking(move || session.initialization(&client)).await;
        let document = read.map_err(Refused::fault)?.map_err(|error| Refused::by_session(&name, error))?;
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
        let schema_version = body.schema_version.map(|version| SchemaVersion::new(&version));
        if let Some(version) = &schema_version {
            session.check_receivable(version).map_err(|error| Refused::by_session(&name, error))?;
        }
        let system_name = body.system_name.filter(|name| !name.is_empty()).map(|name| SystemName::new(&name));
        let joins_as = system_name.clone().unwrap_or_else(|| SystemName::new(SystemName::UNKNOWN));
        principal.may_join(&joins_as).map_err(|denied| Refused::denied(&denied))?;
        let join = Input::Join {
            client: client.clone(),
            display_name: body.client_id_display_name,
            system_name,
            address: Origin::of(request, &self.configuration).client_address,
            schema_version,
        };
        session.take(principal.caller(), join).await.map_err(|error| Refused::by_session(&name, error))?;
        tracing::info!(session = %name, %client, "joined");
        let record = Record::new(Action::Join).session(name.as_str()).client(client.as_str()).system(joins_as.as_str());
        self.trail(request, principal).record(record);
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
        if !outcome.events.is_empty() {
            let record = Record::new(Action::Resign).session(name.as_str()).client(client.as_str());
            self.trail(request, principal).record(record);
        }
        let msg = match outcome.events.is_empty() {
            true => format!("client {client} had not joined session {name}; nothing to resign from"),
            false => format!("client {client} resigned from session {name}"),
        };
        tracing::info!(session = %name, %client, "resigned");
        Ok(ResponseResignSession { msg }.into())
    }
}

fn crossing(asked: CrossingType) -> Crossing {
    match asked {
        CrossingType::Concierge => Crossing::Concierge,
        CrossingType::Editing => Crossing::Editing,
    }
}

fn validation(asked: ValidationType) -> Validation {
    match asked {
        ValidationType::Reject => Validation::On,
        ValidationType::Warn => Validation::Warn,
        ValidationType::Off => Validation::InitializationOnly,
    }
}
