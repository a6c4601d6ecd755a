//! A small handler that answers with what reached it, so that a test sees what the routes made of a request.

use std::collections::BTreeMap;

use c2sim_generated::{
    api::{ApiError, Handler, NotificationsApi, PictureApi, PublishApi, SchemasApi, SendBody, SessionApi, models},
    support::{Answer, JsonOrXml, Nullable, XmlAnswer},
};
use poem::{
    Request,
    http::{HeaderValue, StatusCode, header::RETRY_AFTER},
};
use time::macros::datetime;

/// Answers with what it was asked; the session `trouble` fails.
pub(crate) struct Echo;

/// What [`Echo`] fails with.
#[derive(Debug)]
pub(crate) struct Trouble;

impl Handler for Echo {
    type Error = Trouble;

    fn refuse(&self, request: &Request, _error: Trouble) -> ApiError {
        let details = BTreeMap::from([("path".to_owned(), request.uri().path().into())]);
        let error = models::C2SimError {
            code: "STORE_UNAVAILABLE".into(),
            message: "try again in 5 seconds".into(),
            details: Some(details),
        };
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, error).with_header(RETRY_AFTER, HeaderValue::from_static("5"))
    }
}

fn session(name: String, display_name: String, description: String) -> models::DynamicSessionInfo {
    models::DynamicSessionInfo {
        session_name: name,
        created_at: datetime!(2026-03-02 06:00 UTC),
        info: models::SessionInfo { c2sim_schema_version: "2.0.0".into(), display_name, description },
        state: models::StateType::Running,
    }
}

impl SessionApi for Echo {
    async fn create_session(
        &self,
        _request: &Request,
        _client_id: String,
        session_id: String,
        body: models::RequestCreateSession,
    ) -> Result<Answer<models::ResponseCreateSession>, Trouble> {
        let session = session(session_id, body.data.display_name, body.data.description);
        Ok(models::ResponseCreateSession { creation: models::CreateUpdateType::Created, session }.into())
    }

    async fn delete_session(
        &self,
        _request: &Request,
        _client_id: String,
        _session_id: String,
        force: bool,
    ) -> Result<Answer<models::ResponseDeleteSession>, Trouble> {
        Ok(models::ResponseDeleteSession { message: Some(format!("force={force}")) }.into())
    }

    async fn get_session_info(
        &self,
        _request: &Request,
        client_id: String,
        session_id: String,
    ) -> Result<Answer<models::DynamicSessionInfo>, Trouble> {
        match session_id.as_str() {
            "trouble" => Err(Trouble),
            _ => Ok(session(session_id, client_id, String::new()).into()),
        }
    }

    async fn get_session_initialization(
        &self,
        _request: &Request,
        _client_id: String,
        session_id: String,
    ) -> Result<XmlAnswer, Trouble> {
        Ok(format!("<Message>{session_id}</Message>").into())
    }

    async fn get_sessions(
        &self,
        _request: &Request,
        client_id: String,
    ) -> Result<Answer<Vec<models::DynamicSessionInfo>>, Trouble> {
        Ok(vec![session("default".into(), client_id, String::new())].into())
    }

    async fn join_session(
        &self,
        _request: &Request,
        _client_id: String,
        session_id: String,
        body: models::RequestJoinSession,
    ) -> Result<Answer<models::ResponseJoinSession>, Trouble> {
        let system_name = body.system_name.unwrap_or_else(|| "none".into());
        let session = session(session_id, body.client_id_display_name, system_name);
        Ok(models::ResponseJoinSession { session }.into())
    }

    async fn resign_from_session(
        &self,
        _request: &Request,
        _client_id: String,
        _session_id: String,
        body: models::RequestResignSession,
    ) -> Result<Answer<models::ResponseResignSession>, Trouble> {
        Ok(models::ResponseResignSession { msg: body.reason.unwrap_or_default() }.into())
    }
}

impl PublishApi for Echo {
    /// Reports the form of the body and its length as the tracking id.
    async fn send(
        &self,
        _request: &Request,
        _client_id: String,
        _session_id: String,
        body: SendBody,
    ) -> Result<Answer<models::ResponseSend>, Trouble> {
        let (form, body) = match body {
            SendBody::Xml(xml) => (format!("xml {}", xml.content_type.charset.unwrap_or_default()), xml.body),
            SendBody::Multipart(form) => (format!("form {}", form.boundary), form.body),
        };
        let bytes = body.into_bytes().await.map_err(|_| Trouble)?;
        Ok(models::ResponseSend { tracking_id: Some(format!("{form} {}", bytes.len())) }.into())
    }
}

impl PictureApi for Echo {
    async fn get_session_picture(
        &self,
        _request: &Request,
        _client_id: String,
        session_id: String,
    ) -> Result<JsonOrXml<models::Picture>, Trouble> {
        if session_id == "xml" {
            return Ok(JsonOrXml::Xml("<Message/>".to_owned().into()));
        }
        let entity = models::PictureEntity {
            uuid: session_id,
            name: Nullable(Some("One".to_owned())),
            side: Nullable(None),
            sidc: Nullable(None),
            latitude: Nullable(Some(1.5)),
            longitude: Nullable(Some(2.0)),
            altitude_m: Nullable(None),
            heading_deg: Nullable(None),
            speed_mps: Nullable(None),
            status: Nullable(None),
            strength_percent: Nullable(Some(80)),
            observed_at: Nullable(None),
            reported_by: Nullable(None),
        };
        let state = models::StateType::Running;
        Ok(JsonOrXml::Json(models::Picture { address: "a:1".into(), state, entities: vec![entity] }.into()))
    }
}

impl NotificationsApi for Echo {
    async fn get_stream_endpoints(
        &self,
        request: &Request,
        _client_id: String,
        session_id: String,
    ) -> Result<Answer<models::ResponseStreamEndpoints>, Trouble> {
        let host = request.header("host").unwrap_or("none");
        let websocket = models::ResponseStreamEndpointsWebsocket { url: format!("ws://{host}/{session_id}") };
        Ok(models::ResponseStreamEndpoints { websocket }.into())
    }
}

impl SchemasApi for Echo {
    async fn get_schemas(
        &self,
        _request: &Request,
        _client_id: String,
    ) -> Result<Answer<models::ResponseSchemas>, Trouble> {
        Ok(models::ResponseSchemas { schemas: Vec::new() }.into())
    }
}
