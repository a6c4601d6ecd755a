//! Messages held to the schema: for each kind, each element that it can carry, right and wrong.

use std::{collections::BTreeMap, sync::Arc};

use super::admission::wrapped;
use crate::{
    cli::conformance::{
        answer::Answer,
        case::{Case, Cases, Class},
        instances::{HEADER, Node, Sample, Shape, Shapes},
        messages::SYSTEM,
        verdict::{Outcome, missed},
        world::{Client, World},
    },
    message::MessageKind,
};

/// Findings of one case that are told.
const TOLD_MAX: usize = 10;
/// Codes by which a state, and no schema, refuses.
const OF_STATE: &[&str] =
    &["STATE_TRANSITION_NOT_ALLOWED", "C2SIM_MSG_NOT_ALLOWED_IN_STATE", "INITIALIZATION_NOT_COMPLETED"];

pub(super) fn cases() -> Vec<Case> {
    let versions = [Class::Validation102, Class::Validation200];
    versions.into_iter().flat_map(cases_of).collect()
}

fn cases_of(class: Class) -> Vec<Case> {
    let version = class.schema_version().unwrap_or_default();
    let shapes = Shapes::built_in(version, 1);
    let mut cases = Cases::of(class);
    let kinds = MessageKind::all().map(MessageKind::element_name).chain([HEADER]);
    for kind in kinds {
        for shape in Shape::ALL {
            let count = shapes.samples(kind, shape).len();
            if count == 0 {
                continue;
            }
            let id = format!("{kind}.{}", shape.name());
            let steps = format!("Send {count} messages of {version}, each with {kind}: {}", meaning(shape));
            let run = move |world: Arc<World>| sent(world, version, kind, shape);
            match shape.is_valid() {
                true => cases.works(
                    &id,
                    &["XSD-VALID", "XSD-ELEMENTS"],
                    (steps, "each is taken, or refused for the state of the session alone"),
                    run,
                ),
                false => cases.refuses(
                    &id,
                    &[requirement(shape), "XSD-ELEMENTS"],
                    (steps, "each: 400 XSD_VALIDATION_ERROR (without a sender also C2SIM_INVALID_HEADER)"),
                    run,
                ),
            }
        }
    }
    cases.listed()
}

fn meaning(shape: Shape) -> &'static str {
    match shape {
        Shape::Least => "the least that leads to each element that it can carry",
        Shape::Present => "each element that may be left out, and each branch of a choice",
        Shape::Repeated => "each element that may come several times comes twice",
        Shape::Missing => "each element that must be there is missing",
        Shape::Doubled => "each element that may come once comes twice",
        Shape::Disordered => "each pair of neighbours has changed places",
        Shape::BadValue => "each value is none of its type",
        Shape::Unknown => "each element has a child that nothing declares",
    }
}

fn requirement(shape: Shape) -> &'static str {
    match shape {
        Shape::Missing => "XSD-MISSING",
        Shape::Doubled => "XSD-DOUBLED",
        Shape::Disordered => "XSD-ORDER",
        Shape::BadValue => "XSD-VALUE",
        _ => "XSD-UNKNOWN",
    }
}

async fn sent(world: Arc<World>, version: &'static str, kind: &str, shape: Shape) -> Outcome {
    let client = world.session_of(version).await?.joined("ALPHA").await?;
    let is_initialization = matches!(kind, "C2SIMInitializationBody" | "ObjectInitializationBody");
    client.drive(if is_initialization { "INITIALIZING" } else { "RUNNING" }).await?;
    let shapes = Shapes::built_in(version, world.seed);
    let mut found = BTreeMap::new();
    for sample in shapes.samples(kind, shape) {
        let answer = client.send(&message(&client, kind, sample)).await?;
        let is_right = match shape.is_valid() {
            true => answer.is_ok() || OF_STATE.contains(&answer.code().as_str()),
            false => is_refused(&answer, kind),
        };
        if !is_right {
            let said = answer.body.chars().take(200).collect::<String>();
            found.insert(sample.point.clone(), format!("{}: {} {said}", sample.point, answer.status));
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let told: Vec<&str> = found.values().take(TOLD_MAX).map(String::as_str).collect();
    missed(format!(
        "{} of {} are not answered so:\n{}",
        found.len(),
        shapes.samples(kind, shape).len(),
        told.join("\n")
    ))
}

fn is_refused(answer: &Answer, kind: &str) -> bool {
    let code = answer.code();
    answer.status == 400
        && (code == "XSD_VALIDATION_ERROR"
            || kind == HEADER && matches!(code.as_str(), "C2SIM_INVALID_HEADER" | "C2SIM_MSG_DECODING_ERROR"))
}

fn message(client: &Client, kind: &str, sample: &Sample) -> String {
    match MessageKind::from_element_name(kind) {
        Some(kind) => client.messages.message(&wrapped(kind, sample.root.clone()).text()),
        None => {
            // An empty name is a text to the schema, and no sender to a server.
            let mut header = sample.root.clone();
            let unnamed = |node: &&mut Node| node.name == "FromSendingSystem" && node.text.trim().is_empty();
            if let Some(sender) = header.children.iter_mut().find(unnamed) {
                SYSTEM.clone_into(&mut sender.text);
            }
            client.messages.with_header(&header.text())
        }
    }
}
