//! The operation tagged `notifications`.

use c2sim_generated::{
    api::{
        NotificationsApi,
        models::{ResponseStreamEndpoints, ResponseStreamEndpointsWebsocket},
    },
    support::Answer,
};
use poem::Request;

use super::{C2simApi, Refused, client_id, principal};
use crate::doors::origin::Origin;

impl NotificationsApi for C2simApi {
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
