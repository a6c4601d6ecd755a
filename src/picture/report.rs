//! The picture as the body of one C2SIM report, for systems that speak nothing else.
//!
//! Entry point: [`report`]. It is made of the generated types, so that what is written follows the schema. Who an entity is
//! stands in observations of its name and its type, where it is and how it does in a position report. What must always hold:
//! whoever takes in the report as he takes in any other sees the picture.

use c2sim_generated::messages::{
    APP6CSymbol, AltitudeAGL, AltitudeMSL, DateTime, EntityHealthStatus, FacetError, GeodeticCoordinate, Location,
    NameObservation, Observation, ObservationReportContent, OneOrMore, OperationalStatus, PositionReportContent,
    ReportBody, ReportContent, Strength, SubjectTypeObservation, TimeInstant,
};
use uuid::Uuid;

use super::{Altitude, Moment, Position, Row};

/// The UUID that stands for nobody in particular.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// The report of these rows; nothing where there are none, since a report says something.
///
/// What was not observed at a known time is reported as of `otherwise_at`.
///
/// # Errors
/// A text that cannot stand in a message: those that were read from messages can.
pub fn report(rows: &[Row], otherwise_at: Moment) -> Result<Option<ReportBody>, FacetError> {
    let mut contents = Vec::with_capacity(rows.len() * 2);
    for row in rows {
        let at = row.observed_at.unwrap_or(otherwise_at);
        contents.extend(identity(row, at)?.map(ReportContent::ObservationReportContent));
        contents.push(ReportContent::PositionReportContent(position(row, at)?));
    }
    let Ok(report_content) = OneOrMore::try_from(contents) else { return Ok(None) };
    Ok(Some(ReportBody {
        from_sender: NOBODY.try_into()?,
        to_receiver: vec![NOBODY.try_into()?],
        report_content,
        report_id: Uuid::new_v4().to_string().try_into()?,
        reporting_entity: NOBODY.try_into()?,
    }))
}

fn time(at: Moment) -> Result<TimeInstant, FacetError> {
    Ok(TimeInstant::DateTime(DateTime { name: None, iso_date_time: at.to_string().try_into()? }))
}

/// Who the entity is; nothing where that is not known.
fn identity(row: &Row, at: Moment) -> Result<Option<ObservationReportContent>, FacetError> {
    let mut observations = Vec::new();
    if row.name.is_some() || row.side_id.is_some() {
        observations.push(Observation::NameObservation(NameObservation {
            actor_reference: Some((*row.uuid).try_into()?),
            confidence_level: None,
            uncertainty_interval: None,
            hostility_status_code: None,
            marking: None,
            // The schema wants a name; an empty one is none.
            name: row.name.as_deref().unwrap_or_default().try_into()?,
            side: row.side_id.map(|side| side.to_string().try_into()).transpose()?,
        }));
    }
    // With validation off, a message may carry a symbol that is none.
    if let Some(app6c_sidc) = row.sidc.as_deref().and_then(|sidc| sidc.try_into().ok()) {
        observations.push(Observation::SubjectTypeObservation(SubjectTypeObservation {
            actor_reference: Some((*row.uuid).try_into()?),
            confidence_level: None,
            uncertainty_interval: None,
            app6c_symbol: Some(APP6CSymbol { app6c_sidc }),
        }));
    }
    let Ok(observation) = OneOrMore::try_from(observations) else { return Ok(None) };
    Ok(Some(ObservationReportContent { duration: None, time_of_observation: time(at)?, observation }))
}

fn position(row: &Row, at: Moment) -> Result<PositionReportContent, FacetError> {
    let status = row.status.as_deref().and_then(|code| code.parse().ok());
    let status = status.map(|operational_status_code| OperationalStatus { operational_status_code });
    let strength = row.strength_percent.map(|percent| u64::from(percent).try_into()).transpose()?;
    let strength = strength.map(|strength_percentage| Strength { strength_percentage });
    let status = status.map(EntityHealthStatus::OperationalStatus);
    let strength = strength.map(EntityHealthStatus::Strength);
    Ok(PositionReportContent {
        duration: None,
        time_of_observation: time(at)?,
        entity_health_status: status.into_iter().chain(strength).collect(),
        heading_angle: row.heading_deg.map(Into::into),
        location: row.position.map(location).transpose()?,
        speed: row.speed_mps.map(Into::into),
        subject_entity: Some((*row.uuid).try_into()?),
    })
}

fn location(position: Position) -> Result<Location, FacetError> {
    let (altitude_agl, altitude_msl) = match position.altitude {
        Some(Altitude::Ground(metres)) => (Some(AltitudeAGL::from(metres)), None),
        Some(Altitude::MeanSeaLevel(metres)) => (None, Some(AltitudeMSL::from(metres))),
        None => (None, None),
    };
    Ok(Location::GeodeticCoordinate(GeodeticCoordinate {
        altitude_agl,
        altitude_msl,
        latitude: position.latitude_deg.try_into()?,
        longitude: position.longitude_deg.try_into()?,
    }))
}
