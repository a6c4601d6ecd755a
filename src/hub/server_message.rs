//! The messages that the server itself publishes: the initialization of a whole session, under a header of its own.
//!
//! Entry point: [`initialization`]. What must always hold: what the server composed passes the same checks as what a client
//! sends. The header is written from its generated type; the parts' bytes are spliced as their systems sent them.

use c2sim_generated::messages::{C2SIMHeader, DateTime, Document, Edition, FacetError};
use uuid::Uuid;

use super::{HubError, Settings};
use crate::{
    identity::{SchemaVersion, SystemName, Timestamp},
    message::{self, Limits, ValidMessage, Validation, compose_initialization},
    schema::Schema,
    session::Initialization,
};

/// The merged initialization as a message from the server to all.
///
/// # Errors
/// [`HubError::NotComposed`] when the parts do not make a valid document together: each of them did by itself.
pub(super) fn initialization(
    parts: &Initialization,
    version: &SchemaVersion,
    schema: &Schema,
    settings: &Settings,
    now: Timestamp,
) -> Result<ValidMessage, HubError> {
    let header = header(settings, now).map_err(|error| HubError::NotComposed(error.to_string()))?;
    // Another version of a site's own is written as the home version of the types; the check below says whether that fits.
    let edition = Edition::from_version(version.as_str()).unwrap_or_default();
    let header = header.to_xml_fragment(edition);
    let document = compose_initialization(parts.parts(), &header, schema.target_namespace());
    // The parts were each within the limits; together they may be larger.
    let limits = Limits { bytes_max: usize::MAX, elements_max: usize::MAX, ..settings.limits };
    message::read(document.into(), None, schema, Validation::On, &limits)
        .map_err(|error| HubError::NotComposed(error.to_string()))
}

fn header(settings: &Settings, now: Timestamp) -> Result<C2SIMHeader, FacetError> {
    let sending_time = DateTime { name: None, iso_date_time: whole_seconds(now).try_into()? };
    Ok(C2SIMHeader {
        authorization_header: None,
        conversation_id: Uuid::new_v4().to_string().try_into()?,
        from_sending_system: SystemName::SERVER.to_owned().try_into()?,
        in_reply_to_message_id: None,
        message_id: Uuid::new_v4().to_string().try_into()?,
        protocol: settings.protocol.clone().try_into()?,
        protocol_version: settings.protocol_version.clone().try_into()?,
        reply_to_system: None,
        sending_time: Some(sending_time),
        to_receiving_system: vec![SystemName::ALL.to_owned().try_into()?],
    })
}

/// Times in messages are whole seconds in UTC.
fn whole_seconds(moment: Timestamp) -> String {
    crate::clock::rfc3339(Timestamp { unix_ms: moment.unix_ms / 1_000 * 1_000 })
}
