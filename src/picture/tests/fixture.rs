//! Small messages, and the picture as a text that shows what is known and nothing else.

use std::fmt::Write as _;

use c2sim_generated::messages::{Document, Edition, Message};

use crate::picture::{Altitude, Folding, Picture, Row, Source};

/// More entities than any of these tests has.
pub(super) const MANY: usize = 100;

/// The UUID of an entity or side by its number.
pub(super) fn uuid(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// What a test lets happen.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// An initialization with this inside its ObjectDefinitions.
    Define(String),
    /// A report with these contents by entity 9.
    Report(String),
    /// ResetScenario.
    Reset,
}

/// A whole message of version 2.0.0.
pub(super) fn message(body: &str) -> String {
    let (namespace, id) = (Edition::V2_0_0.namespace(), uuid(0));
    format!(
        "<Message xmlns=\"{namespace}\"><C2SIMHeader><ConversationID>{id}</ConversationID><FromSendingSystem>S\
         </FromSendingSystem><MessageID>{id}</MessageID><Protocol>P</Protocol><ProtocolVersion>1</ProtocolVersion>\
         </C2SIMHeader><MessageBody>{body}</MessageBody></Message>"
    )
}

impl Step {
    fn document(&self) -> Option<(Source, String)> {
        match self {
            Step::Define(objects) => {
                let body = format!(
                    "<C2SIMInitializationBody><ObjectDefinitions>{objects}</ObjectDefinitions><ScenarioSetting><DateTime>\
                     <IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime><Version>1</Version></ScenarioSetting>\
                     <SystemEntityList><ActorReference>{}</ActorReference><SystemName>S</SystemName></SystemEntityList>\
                     </C2SIMInitializationBody>",
                    uuid(1)
                );
                Some((Source::Initialization, message(&body)))
            }
            Step::Report(contents) => {
                let (sender, reporter) = (uuid(8), uuid(9));
                let body = format!(
                    "<DomainMessageBody><ReportBody><FromSender>{sender}</FromSender><ToReceiver>{sender}</ToReceiver>\
                     {contents}<ReportID>{sender}</ReportID><ReportingEntity>{reporter}</ReportingEntity></ReportBody>\
                     </DomainMessageBody>"
                );
                Some((Source::Report, message(&body)))
            }
            Step::Reset => None,
        }
    }
}

/// The picture after these steps, in messages of this version; each must be one that the generated types can read.
pub(super) fn picture(steps: &[Step], edition: Edition, entities_max: usize) -> Picture {
    let (mut picture, mut folding) = (Picture::default(), Folding::new(entities_max));
    for step in steps {
        match step.document() {
            None => picture.reset(),
            Some((source, document)) => {
                let message = Message::from_xml(document.as_bytes(), Edition::V2_0_0);
                let message = message.unwrap_or_else(|error| panic!("{error}: {document}"));
                picture.take(source, &message.to_xml(edition), &mut folding);
            }
        }
    }
    picture
}

/// Holds the picture after these steps, in both versions, against what is to be shown: a line an entity.
pub(super) fn check(steps: &[Step], expected: &[&str]) {
    for edition in Edition::ALL {
        let picture = picture(steps, *edition, MANY);
        let shown: Vec<String> = picture.rows().iter().map(shown).collect();
        assert_eq!(shown, expected, "{edition:?}: {steps:#?}");
    }
}

/// What is known of an entity, by its number.
pub(super) fn shown(row: &Row) -> String {
    let short = |uuid: &str| uuid.rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
    let mut text = short(&row.uuid);
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // Writing to a String cannot fail.
            let _ = write!(text, " {name}={value}");
        }
    };
    put("name", row.name.as_ref().map(ToString::to_string));
    put("side", row.side());
    put("sidc", row.sidc.as_ref().map(ToString::to_string));
    put("at", row.position.map(|at| format!("{},{}", at.latitude_deg, at.longitude_deg)));
    put("up", row.position.and_then(|at| at.altitude).map(altitude));
    put("heading", row.heading_deg.map(|heading| heading.to_string()));
    put("speed", row.speed_mps.map(|speed| speed.to_string()));
    put("status", row.status.as_ref().map(ToString::to_string));
    put("strength", row.strength_percent.map(|strength| strength.to_string()));
    put("observed", row.observed_at.map(|at| at.to_string()));
    put("by", row.reported_by.as_ref().map(|by| short(by)));
    text
}

fn altitude(altitude: Altitude) -> String {
    match altitude {
        Altitude::MeanSeaLevel(metres) => format!("{metres}msl"),
        Altitude::Ground(metres) => format!("{metres}agl"),
    }
}

/// A date in January 2026.
pub(super) fn day(day: u32) -> String {
    format!("<DateTime><IsoDateTime>2026-01-{day:02}T00:00:00Z</IsoDateTime></DateTime>")
}

/// A position report about entity `subject` at this time, with these values before the location and after it.
pub(super) fn position(subject: u32, time: &str, before: &str, location: &str, after: &str) -> String {
    let location = if location.is_empty() { String::new() } else { format!("<Location>{location}</Location>") };
    format!(
        "<ReportContent><PositionReportContent><TimeOfObservation>{time}</TimeOfObservation>{before}{location}{after}\
         <SubjectEntity>{}</SubjectEntity></PositionReportContent></ReportContent>",
        uuid(subject)
    )
}

/// Observations at this time.
pub(super) fn observed(time: &str, observations: &str) -> String {
    format!(
        "<ReportContent><ObservationReportContent><TimeOfObservation>{time}</TimeOfObservation>{observations}\
         </ObservationReportContent></ReportContent>"
    )
}

/// A place on the earth.
pub(super) fn geodetic(latitude: f64, longitude: f64) -> String {
    format!(
        "<GeodeticCoordinate><Latitude>{latitude}</Latitude><Longitude>{longitude}</Longitude></GeodeticCoordinate>"
    )
}

/// A side, by its number and name.
pub(super) fn side(number: u32, name: &str) -> String {
    let id = uuid(number);
    format!("<AbstractObject><ForceSide><Name>{name}</Name><UUID>{id}</UUID></ForceSide></AbstractObject>")
}

/// A unit of a side, with its state and whatever names it.
pub(super) fn unit(number: u32, side: &str, state: &str, names: &str) -> String {
    let id = uuid(number);
    format!(
        "<Entity><ActorEntity><CollectiveEntity><MilitaryOrganization><Unit><EntityDescriptor>{side}</EntityDescriptor>\
         {state}{names}<UUID>{id}</UUID><EchelonCode>BN</EchelonCode></Unit></MilitaryOrganization></CollectiveEntity>\
         </ActorEntity></Entity>"
    )
}
