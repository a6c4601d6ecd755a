//! The messages that the server itself composes, under a header of its own: the initialization of a whole session, and the
//! live picture as a report.
//!
//! Entry points: [`initialization`], [`picture`]. What must always hold: what the server composed passes the same checks as what a client
//! sends. The header is written from its generated type; the parts' bytes are spliced as their systems sent them.

use c2sim_generated::messages::{C2SIMHeader, DateTime, Document, DomainMessageBody, Edition, FacetError, MessageBody};
use uuid::Uuid;

use super::{HubError, Settings, ShownPicture};
use crate::{
    identity::{SchemaVersion, SystemName, Timestamp},
    message::{self, Limits, ValidMessage, Validation, compose_initialization, compose_message},
    picture::{Moment, report},
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
    let header = header(settings, now).map_err(not_composed)?.to_xml_fragment(edition(version));
    let document = compose_initialization(parts.parts(), &header, schema.target_namespace());
    checked(document, schema, settings)
}

/// The picture as a report from the server to all; nothing where there is nothing to report.
///
/// # Errors
/// [`HubError::NotComposed`] when the schema, one of a site's own, does not have what the picture is made of.
pub(super) fn picture(
    shown: &ShownPicture,
    version: &SchemaVersion,
    schema: &Schema,
    settings: &Settings,
    now: Timestamp,
) -> Result<Option<ValidMessage>, HubError> {
    let otherwise_at = shown.scenario_start.or_else(|| Moment::parse(&whole_seconds(now)));
    let otherwise_at = otherwise_at.ok_or_else(|| HubError::NotComposed("the time cannot be written".to_owned()))?;
    let Some(report) = report(&shown.rows, otherwise_at).map_err(not_composed)? else { return Ok(None) };
    let edition = edition(version);
    let header = header(settings, now).map_err(not_composed)?.to_xml_fragment(edition);
    let body = MessageBody::DomainMessageBody(DomainMessageBody::ReportBody(report)).to_xml_fragment(edition);
    let document = compose_message(&header, &body, schema.target_namespace());
    checked(document, schema, settings).map(Some)
}

/// Another version of a site's own is written as the home version of the types; [`checked`] says whether that fits.
fn edition(version: &SchemaVersion) -> Edition {
    Edition::from_version(version.as_str()).unwrap_or_default()
}

fn not_composed(error: impl ToString) -> HubError {
    HubError::NotComposed(error.to_string())
}

fn checked(document: String, schema: &Schema, settings: &Settings) -> Result<ValidMessage, HubError> {
    // The parts were each within the limits; together they may be larger.
    let limits = Limits { bytes_max: usize::MAX, elements_max: usize::MAX, ..settings.limits };
    message::read(document.into(), None, schema, Validation::On, &limits).map_err(not_composed)
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
