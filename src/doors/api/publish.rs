//! The operation tagged `publish`: `send`.
//!
//! What must always hold: whether the client may send is asked before a byte of the body is read; no more of it is kept
//! than a message may have; a large document is read off the threads that serve everybody; a publish is answered when its
//! message is kept.

use std::sync::Arc;

use bytes::Bytes;
use c2sim_generated::{
    api::{PublishApi, SendBody, models::ResponseSend},
    support::{Answer, MultipartBody},
};
use poem::{
    Body, FromRequest, Request, RequestBody,
    http::{HeaderName, HeaderValue, header::CONTENT_TYPE},
    web::Multipart,
};

use super::{
    ADDRESS_HEADER, C2simApi, Refused,
    body::{BodyRefused, read_up_to},
    client_id, principal,
};
use crate::{
    doors::publisher::{self, Publisher, off_the_servers_threads},
    hub::Published,
};

/// What a form may have beside the message itself.
const FORM_BYTES_MAX: usize = 64 * 1024;
/// Tells a publisher what is wrong with a message that was delivered nevertheless.
const WARNING_HEADER: HeaderName = HeaderName::from_static("c2sim-warning");
/// The part of a form that holds the message.
const FILE_PART: &str = "file";

impl PublishApi for C2simApi {
    async fn send(
        &self,
        request: &Request,
        client: String,
        session_id: String,
        body: SendBody,
    ) -> Result<Answer<ResponseSend>, Refused> {
        let (principal, client) = (principal(request)?, client_id(&client)?);
        let name = super::session_name(&session_id)?;
        let trail = self.trail(request, principal);
        let session = self.hub.session(&name).map_err(|error| {
            let by = (None, Some(client.as_str()), None);
            publisher::count(&self.metrics, &trail, by, Refused::by_session(&name, error))
        })?;
        let publisher = Publisher {
            metrics: Arc::clone(&self.metrics),
            principal: principal.clone(),
            name,
            session,
            client,
            trail,
        };
        let published = self.publish(request, &publisher, body).await?;
        let mut answer = Answer::from(ResponseSend { tracking_id: Some(published.tracking_id.to_string()) });
        let address = HeaderValue::try_from(published.address.to_string()).map_err(Refused::fault)?;
        answer.headers.insert(ADDRESS_HEADER, address);
        if let Some(faults) = &published.faults {
            let warning = format!("XSD_VALIDATION_ERROR; violations={}", faults.violations.len());
            answer.headers.insert(WARNING_HEADER, HeaderValue::try_from(warning).map_err(Refused::fault)?);
        }
        Ok(answer)
    }
}

impl C2simApi {
    async fn publish(&self, request: &Request, publisher: &Publisher, body: SendBody) -> Result<Published, Refused> {
        let system = publisher.admit()?;
        let (document, charset) =
            self.document(request, body).await.map_err(|refused| publisher.count(Some(&system), refused))?;
        let (bytes, accepting) = (document.len(), publisher.clone());
        let accept = move || accepting.accept(system, document, charset.as_deref());
        publisher.kept(off_the_servers_threads(bytes, accept).await??).await
    }

    /// The document that a request brings, and the charset that it declares.
    async fn document(&self, request: &Request, body: SendBody) -> Result<(Bytes, Option<String>), Refused> {
        match body {
            SendBody::Xml(xml) => {
                let limit_bytes = self.configuration.message_bytes_max;
                let document = read_up_to(request.headers(), xml.body, limit_bytes).await.map_err(refused_body)?;
                Ok((document, xml.content_type.charset))
            }
            SendBody::Multipart(form) => self.file_of(request, form).await,
        }
    }

    /// The message in the part `file` of a form, and the charset that the part declares.
    async fn file_of(&self, request: &Request, form: MultipartBody) -> Result<(Bytes, Option<String>), Refused> {
        let limit_bytes = self.configuration.message_bytes_max + FORM_BYTES_MAX;
        let whole = read_up_to(request.headers(), form.body, limit_bytes).await.map_err(refused_body)?;
        let unreadable =
            |error: &dyn std::fmt::Display| Refused::invalid("body", format!("the form cannot be read: {error}"));
        let content_type = format!("multipart/form-data; boundary=\"{}\"", form.boundary);
        let content_type = HeaderValue::from_str(&content_type).map_err(|error| unreadable(&error))?;
        let request = Request::builder().header(CONTENT_TYPE, content_type).finish();
        let mut body = RequestBody::new(Body::from(whole));
        let mut parts = Multipart::from_request(&request, &mut body).await.map_err(|error| unreadable(&error))?;
        while let Some(part) = parts.next_field().await.map_err(|error| unreadable(&error))? {
            if part.name() == Some(FILE_PART) {
                let charset = part.content_type().and_then(charset_of);
                return Ok((part.bytes().await.map_err(|error| unreadable(&error))?.into(), charset));
            }
        }
        Err(Refused::invalid("file", "the form has no part named file; put the message there"))
    }
}

fn refused_body(error: BodyRefused) -> Refused {
    match error {
        BodyRefused::TooLarge { .. } => Refused::new("C2SIM_MSG_SIZE_EXCEEDED", error),
        BodyRefused::Interrupted => Refused::invalid("body", error),
    }
}

fn charset_of(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let charset = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charset.map(|(_, value)| value.trim().trim_matches('"').to_owned())
}
