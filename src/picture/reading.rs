//! What accepted messages say about entities: definitions in initializations, observations in reports.
//!
//! Entry points: [`definitions`], [`observations`]. The names are those of the schema, equal in both versions; the tests hold
//! them to the generated types. A report about nobody in particular says nothing: an observation without ActorReference.
//! A position without SubjectEntity is that of the entity that reports. What it deliberately leaves out: tasks, activities,
//! resources, and where a definition has several locations all but the first.

use std::sync::Arc;

use super::{EntityId, moment::Moment, outline::Element, place::Place};

/// The most bytes of a text that the picture keeps; longer ones are cut.
const TEXT_BYTES_MAX: usize = 512;

/// What a message says about one entity.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    pub(super) name: Option<Arc<str>>,
    pub(super) side: Option<EntityId>,
    pub(super) sidc: Option<Arc<str>>,
    pub(super) place: Option<Place>,
    pub(super) heading_deg: Option<f64>,
    pub(super) speed_mps: Option<f64>,
    pub(super) status: Option<Arc<str>>,
    pub(super) strength_percent: Option<u8>,
}

/// An entity as a message names it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    pub(super) id: EntityId,
    /// The UUID as it was spelled.
    pub(super) uuid: Arc<str>,
}

/// What an initialization defines.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Definitions {
    /// When the scenario begins.
    pub(super) scenario_start: Option<Moment>,
    /// The sides with their names.
    pub(super) sides: Vec<(EntityId, Arc<str>)>,
    pub(super) entities: Vec<Definition>,
}

/// An entity as it is defined.
#[derive(Debug, PartialEq)]
pub(super) struct Definition {
    pub(super) entity: Named,
    /// Whether it can be given tasks; otherwise it is a feature or a graphic.
    pub(super) is_actor: bool,
    pub(super) said: Said,
    /// The date of its state.
    pub(super) at: Option<Moment>,
}

/// What a report says about one entity.
#[derive(Debug, PartialEq)]
pub(super) struct Observation {
    pub(super) entity: Named,
    pub(super) said: Said,
    pub(super) at: Option<Moment>,
}

/// Everything that an initialization, or an object initialization, defines.
pub(super) fn definitions(message: Element<'_>) -> Definitions {
    let mut definitions = Definitions::default();
    let Some(body) = message.at(&["MessageBody"]).and_then(|body| body.children().next()) else { return definitions };
    let start = body.text_at(&["ScenarioSetting", "DateTime", "IsoDateTime"]);
    definitions.scenario_start = start.and_then(|start| Moment::parse(&start));
    for object in body.all("ObjectDefinitions").flat_map(Element::children) {
        match object.name() {
            "AbstractObject" => definitions.sides.extend(object.at(&["ForceSide"]).and_then(side)),
            "Entity" => definitions.entities.extend(definition(object)),
            _ => {}
        }
    }
    definitions
}

fn side(side: Element<'_>) -> Option<(EntityId, Arc<str>)> {
    Some((named(side, "UUID")?.id, text(side, &["Name"])?))
}

fn definition(entity: Element<'_>) -> Option<Definition> {
    let is_actor = entity.at(&["ActorEntity"]).is_some();
    // Choices inside choices lead to the one element that has a UUID.
    let mut defined = entity;
    while defined.at(&["UUID"]).is_none() {
        defined = defined.children().next()?;
    }
    let mut said = Said {
        name: text(defined, &["Name"]),
        side: defined.at(&["EntityDescriptor"]).and_then(|descriptor| named(descriptor, "Side")).map(|side| side.id),
        sidc: text(defined, &["APP6CSymbol", "APP6C-SIDC"]),
        ..Said::default()
    };
    let state = defined.at(&["CurrentState", "PhysicalState"]);
    if let Some(state) = state {
        said.moves(state);
        said.heading_deg = heading(state, "DirectionOfMovement").or_else(|| heading(state, "Orientation"));
        said.is_well(state);
    }
    let at = state.and_then(|state| state.text_at(&["DateTime", "IsoDateTime"]));
    let at = at.and_then(|at| Moment::parse(&at));
    Some(Definition { entity: named(defined, "UUID")?, is_actor, said, at })
}

/// Everything that a report says about entities, and who reports.
pub(super) fn observations(
    message: Element<'_>,
    scenario_start: Option<Moment>,
) -> (Vec<Observation>, Option<Arc<str>>) {
    let body = message.at(&["MessageBody", "DomainMessageBody", "ReportBody"]);
    let Some(body) = body else { return Default::default() };
    let reporter = named(body, "ReportingEntity");
    let mut observations = Vec::new();
    for content in body.all("ReportContent").flat_map(Element::children) {
        let time = content.at(&["TimeOfObservation"]);
        let at = time.and_then(|time| Moment::of_instant(time, scenario_start));
        match content.name() {
            "PositionReportContent" => observations.extend(position(content, reporter.clone(), at)),
            "ObservationReportContent" => {
                let seen = content.all("Observation").flat_map(Element::children);
                observations.extend(seen.filter_map(|seen| observation(seen, at)));
            }
            _ => {}
        }
    }
    (observations, reporter.map(|reporter| reporter.uuid))
}

fn position(content: Element<'_>, reporter: Option<Named>, at: Option<Moment>) -> Option<Observation> {
    let mut said = Said::default();
    said.moves(content);
    said.heading_deg = content.number_at(&["HeadingAngle"]).map(compass);
    said.is_well(content);
    let subject = content.at(&["SubjectEntity"]);
    let entity = if subject.is_some() { named(content, "SubjectEntity") } else { reporter };
    Some(Observation { entity: entity?, said, at })
}

fn observation(seen: Element<'_>, at: Option<Moment>) -> Option<Observation> {
    let mut said = Said::default();
    match seen.name() {
        "LocationObservation" => {
            said.moves(seen);
            said.heading_deg = heading(seen, "DirectionOfMovement");
        }
        "HealthObservation" => said.is_well(seen),
        "NameObservation" => {
            said.name = text(seen, &["Name"]);
            said.side = named(seen, "Side").map(|side| side.id);
        }
        "SubjectTypeObservation" => said.sidc = text(seen, &["APP6CSymbol", "APP6C-SIDC"]),
        _ => return None,
    }
    Some(Observation { entity: named(seen, "ActorReference")?, said, at })
}

impl Said {
    /// Takes in the place and the speed that stand in this element.
    fn moves(&mut self, element: Element<'_>) {
        self.place = element.at(&["Location"]).and_then(Place::read);
        self.speed_mps = element.number_at(&["Speed"]);
    }

    /// Takes in the health that stands in this element.
    fn is_well(&mut self, element: Element<'_>) {
        for health in element.all("EntityHealthStatus") {
            let status = text(health, &["OperationalStatus", "OperationalStatusCode"]);
            let strength = health.text_at(&["Strength", "StrengthPercentage"]);
            let strength = strength.and_then(|percent| percent.parse().ok()).filter(|percent| *percent <= 100);
            self.status = status.or(self.status.take());
            self.strength_percent = strength.or(self.strength_percent);
        }
    }
}

fn heading(element: Element<'_>, orientation: &'static str) -> Option<f64> {
    let orientation = element.at(&[orientation])?;
    let angle = orientation.children().find_map(|form| form.number_at(&["HeadingAngle"]));
    angle.map(compass)
}

/// Degrees from 0 to below 360; systems also write a heading to the west as a negative one.
fn compass(heading_deg: f64) -> f64 {
    let degrees = heading_deg.rem_euclid(360.0);
    // What lies just below zero is rounded up to a whole turn.
    if degrees < 360.0 { degrees } else { 0.0 }
}

fn named(element: Element<'_>, name: &'static str) -> Option<Named> {
    let uuid = element.text_at(&[name])?;
    Some(Named { id: EntityId::parse(&uuid)?, uuid: uuid.into() })
}

fn text(element: Element<'_>, path: &[&'static str]) -> Option<Arc<str>> {
    let text = element.text_at(path)?;
    let end = text.floor_char_boundary(TEXT_BYTES_MAX);
    Some(text[..end].into())
}
