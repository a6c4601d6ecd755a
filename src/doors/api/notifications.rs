//! The operations tagged `notifications`.

use c2sim_generated::{
    api::{
        NotificationsApi,
        models::{ResponseStreamEndpoints, ResponseStreamEndpointsWebsocket},
    },
    support::{Answer, EventsAnswer},
};
use poem::{
    Request,
    http::{HeaderMap, HeaderName, HeaderValue, header::CACHE_CONTROL},
};

use super::{C2simApi, Refused, client_id, principal};
use crate::doors::{
    origin::Origin,
    stream::{Times, events},
    subscription::{self, NotASubscription, Parameters},
};

/// Keeps a proxy that knows it from holding events back.
const ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

impl NotificationsApi for C2simApi {
    async fn get_session_events(
        &self,
        request: &Request,
        client: Option<String>,
        last_event_id: Option<String>,
        session_id: String,
        client_in_query: Option<String>,
        after: Option<String>,
        kind: Option<Vec<String>>,
        from: Option<Vec<String>>,
        to: Option<Vec<String>>,
    ) -> Result<EventsAnswer, Refused> {
        let client = client.filter(|client| !client.is_empty()).or(client_in_query);
        let client = client_id(&client.ok_or_else(no_client_id)?)?;
        let principal = principal(request)?;
        let (name, session) = self.session(principal, &session_id, &client)?;
        principal.may_read_messages().map_err(|denied| Refused::denied(&denied))?;
        // A client that was sent nothing yet may say so.
        let last_event_id = last_event_id.filter(|id| !id.is_empty());
        let (kinds, from, to) = (kind.unwrap_or_default(), from.unwrap_or_default(), to.unwrap_or_default());
        let place = last_event_id.as_deref().or(after.as_deref());
        let asked = subscription::read(Parameters { after: place, kinds: &kinds, from: &from, to: &to });
        let asked = asked.map_err(|error| match error {
            NotASubscription::After(_) if last_event_id.is_some() => Refused::invalid("Last-Event-ID", error),
            _ => Refused::invalid(error.parameter(), error),
        })?;
        let Some(work) = self.shutdown.work() else { return Err(Refused::shutting_down()) };
        let listener =
            session.listen(principal.caller(), &client, asked).map_err(|error| Refused::by_session(&name, error))?;
        let body = events::body(listener, Times::of(&self.configuration, principal), self.shutdown.clone(), work);
        let headers =
            [(CACHE_CONTROL, HeaderValue::from_static("no-store")), (ACCEL_BUFFERING, HeaderValue::from_static("no"))];
        Ok(EventsAnswer { body, headers: HeaderMap::from_iter(headers) })
    }

    async fn get_stream_endpoints(
        &self,
        request: &Request,
        client: String,
        session_id: String,
    ) -> Result<Answer<ResponseStreamEndpoints>, Refused> {
        let (name, _) = self.session(principal(request)?, &session_id, &client_id(&client)?)?;
        let url = Origin::of(request, &self.configuration).stream_url(&self.configuration, name.as_str());
        Ok(ResponseStreamEndpoints { websocket: ResponseStreamEndpointsWebsocket { url } }.into())
    }
}

fn no_client_id() -> Refused {
    let text = "say who you are: the header clientId, or clientId in the query, with 5 to 10 characters";
    Refused::new("NO_CLIENT_ID", text).detail("parameter", "clientId")
}
