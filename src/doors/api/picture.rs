//! The operation tagged `picture`.
//!
//! Whoever may read the initialization and the messages may read the picture, which is made of both.

use c2sim_generated::{
    api::{PictureApi, models},
    support::{Answer, JsonOrXml, XmlAnswer},
};
use poem::{
    Body, Request,
    http::{HeaderMap, HeaderName, HeaderValue},
};

use super::{C2simApi, Refused, client_id, principal, state_shown};
use crate::{
    hub::ShownPicture,
    ops::accept,
    picture::{Altitude, Moment, Row},
};

/// Says that an answer is not all that there is.
const WARNING_HEADER: HeaderName = HeaderName::from_static("c2sim-warning");
/// What it says when there are more entities than the picture may hold.
const ENTITIES_LEFT_OUT: HeaderValue = HeaderValue::from_static("PICTURE_LIMIT_REACHED");

impl PictureApi for C2simApi {
    async fn get_session_picture(
        &self,
        request: &Request,
        client: String,
        session_id: String,
    ) -> Result<JsonOrXml<models::Picture>, Refused> {
        let principal = principal(request)?;
        let (name, session) = self.session(principal, &session_id, &client_id(&client)?)?;
        let may_read = principal.may_read_initialization().and_then(|()| principal.may_read_messages());
        may_read.map_err(|denied| Refused::denied(&denied))?;
        let by_session = |error| Refused::by_session(&name, error);
        let shown = session.picture().await.map_err(by_session)?;
        let mut headers = HeaderMap::new();
        if shown.is_cut {
            headers.insert(WARNING_HEADER, ENTITIES_LEFT_OUT);
        }
        if !accept::prefers(request.headers(), ("application", "xml"), ("application", "json")) {
            return Ok(JsonOrXml::Json(Answer { body: body(shown), headers }));
        }
        let state = shown.state;
        let text =
            "nothing is known of any entity yet, and a report says something; ask for application/json, or later";
        let empty = || Refused::new("PICTURE_EMPTY", text).detail("CURRENT_STATE", state.to_string());
        let report = session.picture_report(shown).await.map_err(by_session)?.ok_or_else(empty)?;
        Ok(JsonOrXml::Xml(XmlAnswer { body: Body::from(report), headers }))
    }
}

fn body(shown: ShownPicture) -> models::Picture {
    models::Picture {
        address: shown.address.to_string(),
        state: state_shown(shown.state),
        entities: shown.rows.iter().map(entity).collect(),
    }
}

fn entity(row: &Row) -> models::PictureEntity {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned).into();
    models::PictureEntity {
        uuid: row.uuid.to_string(),
        name: text(&row.name),
        side: row.side().into(),
        sidc: text(&row.sidc),
        latitude: row.position.map(|position| position.latitude_deg).into(),
        longitude: row.position.map(|position| position.longitude_deg).into(),
        altitude_m: row.position.and_then(|position| position.altitude).map(Altitude::metres).into(),
        heading_deg: row.heading_deg.into(),
        speed_mps: row.speed_mps.into(),
        status: text(&row.status),
        strength_percent: row.strength_percent.map(i32::from).into(),
        observed_at: row.observed_at.as_ref().map(Moment::to_string).into(),
        reported_by: text(&row.reported_by),
    }
}
