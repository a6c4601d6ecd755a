//! The generated message types: what is read comes out again, from XML and from JSON, and nothing else gets in.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as the test does")]

mod infoset;
mod instances;
mod refusals;

use std::{
    fs,
    path::{Path, PathBuf},
};

use c2sim_generated::messages::{
    C2SIMContent, C2SIMHeader, C2SIMInitializationBody, Document, Edition, FacetError, InitializationConcept, Latitude,
    Message, MessageBody, MessageConcept, StrengthPercentage, UUID, json_schema,
};
use infoset::Element;
use instances::Instances;
use proptest::prelude::*;
use schemars::{JsonSchema, schema_for};
use serde::{Serialize, de::DeserializeOwned};

const EDITIONS: &[Edition] = &[Edition::V2_0_0, Edition::V1_0_2];

/// More than it takes until every option of every choice had its turn.
const INSTANCES_MAX: usize = 200;

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    assert!(!paths.is_empty(), "{} has no documents", folder.display());
    paths
}

fn fixtures(edition: Edition) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/tests/fixtures");
    documents(&folder.join(edition.version()))
}

/// XML → type → XML, and XML → type → JSON → type → XML, with an equal infoset each time.
fn check_survives(path: &Path, edition: Edition) {
    let document = fs::read_to_string(path).unwrap();
    match Element::read(&document).name.as_str() {
        "MessageBody" => check_root_survives::<MessageBody>(path, &document, edition),
        _ => check_root_survives::<Message>(path, &document, edition),
    }
}

fn check_root_survives<T: Document + Serialize + DeserializeOwned>(path: &Path, document: &str, edition: Edition) {
    let path = path.display();
    let value = T::from_xml(document.as_bytes(), edition).unwrap_or_else(|error| panic!("{path}: {error}"));
    let before = match edition {
        Edition::V1_0_2 => Element::read(document).converted(),
        Edition::V2_0_0 => Element::read(document),
    };
    assert_eq!(Element::read(&value.to_xml(edition)), before, "{path} on one line");
    assert_eq!(Element::read(&value.to_xml_indented(edition)), before, "{path} indented");
    let json = serde_json::to_string(&value).unwrap();
    let again: T = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(Element::read(&again.to_xml(edition)), before, "{path} by way of JSON");
}

#[test]
fn fixtures_survive_xml_and_json() {
    for &edition in EDITIONS {
        fixtures(edition).iter().for_each(|path| check_survives(path, edition));
    }
}

/// The real messages stand beside a checkout, where there are any; `C2SIM_SAMPLES` names their folder.
#[test]
fn samples_survive_xml_and_json() {
    let Some(folder) = std::env::var_os("C2SIM_SAMPLES").map(PathBuf::from) else {
        eprintln!("NOTE: C2SIM_SAMPLES is not set; real messages were NOT tried");
        return;
    };
    for &edition in EDITIONS {
        let valid = folder.join(edition.version()).join("valid");
        documents(&valid).iter().for_each(|path| check_survives(path, edition));
    }
    for path in documents(&folder.join("2.0.0/invalid")) {
        let outcome = Message::from_xml(&fs::read(&path).unwrap(), Edition::V2_0_0);
        assert!(outcome.is_err(), "{} is not valid", path.display());
    }
}

/// JSON → type → JSON, and JSON → type → XML → type → JSON, for values that together hold all that the schema has.
fn check_everything<T: Document + Serialize + DeserializeOwned + JsonSchema>() {
    let mut instances = Instances::of(&schema_for!(T));
    let options = instances.options();
    for _ in 0..INSTANCES_MAX {
        let value = instances.next();
        let typed: T =
            serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{}: {error}: {value}", T::ELEMENT));
        assert_eq!(serde_json::to_value(&typed).unwrap(), value);
        let xml = typed.to_xml(Edition::V2_0_0);
        assert!(!xml.contains('\n'), "a document on one line");
        let again = T::from_xml(xml.as_bytes(), Edition::V2_0_0).unwrap_or_else(|error| panic!("{error}: {xml}"));
        assert_eq!(serde_json::to_value(&again).unwrap(), value);
        if options.is_subset(&instances.taken) {
            return;
        }
    }
    panic!("never made: {:?}", options.difference(&instances.taken).collect::<Vec<_>>());
}

#[test]
fn everything_the_schema_has_survives() {
    check_everything::<Message>();
    check_everything::<C2SIMContent>();
    check_everything::<MessageConcept>();
    check_everything::<InitializationConcept>();
}

#[test]
fn the_older_edition_is_filled_in_and_left_out() {
    let path = fixtures(Edition::V2_0_0).into_iter().find(|path| path.ends_with("order.xml")).unwrap();
    let order = Message::from_xml(&fs::read(path).unwrap(), Edition::V2_0_0).unwrap();
    let old = order.to_xml(Edition::V1_0_2);
    assert!(
        old.starts_with("<Message xmlns=\"http://www.sisostds.org/schemas/C2SIM/1.1\"><C2SIMHeader><Comm"),
        "{old}"
    );
    assert!(old.contains("<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode><ConversationID>"), "{old}");
    assert_eq!(old.matches("<ToReceivingSystem>").count(), 1, "{old}");
    assert!(old.contains("<ToReceivingSystem>SIM_A</ToReceivingSystem>"), "{old}");
    assert_eq!(old.matches("<ToReceiver>").count(), 1, "{old}");
    let path = fixtures(Edition::V2_0_0).into_iter().find(|path| path.ends_with("acknowledgement.xml")).unwrap();
    let without = Message::from_xml(&fs::read(path).unwrap(), Edition::V2_0_0).unwrap();
    let old = without.to_xml(Edition::V1_0_2);
    assert!(old.contains("<ToReceivingSystem>ALL</ToReceivingSystem>"), "{old}");
    assert!(old.contains("<ToReceiver>00000000-0000-0000-0000-000000000000</ToReceiver>"), "{old}");
    assert!(Message::from_xml(old.as_bytes(), Edition::V1_0_2).is_ok());
}

#[test]
fn a_part_stands_alone_as_a_fragment() {
    let path = fixtures(Edition::V2_0_0).into_iter().find(|path| path.ends_with("initialization.xml")).unwrap();
    let message = Message::from_xml(&fs::read(path).unwrap(), Edition::V2_0_0).unwrap();
    let fragment = message.c2sim_header.to_xml_fragment(Edition::V2_0_0);
    assert!(fragment.starts_with("<C2SIMHeader><ConversationID>"), "{fragment}");
    let header = message.c2sim_header.to_xml(Edition::V2_0_0);
    assert_eq!(C2SIMHeader::from_xml(header.as_bytes(), Edition::V2_0_0).as_ref(), Ok(&message.c2sim_header));
    let MessageBody::C2SIMInitializationBody(body) = message.message_body else {
        panic!("the fixture is an initialization");
    };
    let xml = body.to_xml_indented(Edition::V2_0_0);
    assert_eq!(C2SIMInitializationBody::from_xml(xml.as_bytes(), Edition::V2_0_0), Ok(body));
}

#[test]
fn json_is_as_the_schema_spells_it() {
    let path = fixtures(Edition::V2_0_0).into_iter().find(|path| path.ends_with("report.xml")).unwrap();
    let message = Message::from_xml(&fs::read(path).unwrap(), Edition::V2_0_0).unwrap();
    let json = serde_json::to_value(&message).unwrap();
    let report = &json["MessageBody"]["DomainMessageBody"]["ReportBody"];
    assert_eq!(json["C2SIMHeader"]["FromSendingSystem"], "NORTH_C2");
    assert_eq!(json["C2SIMHeader"]["ToReceivingSystem"], serde_json::json!(["SIM_A", "SIM_B"]));
    assert_eq!(report["ReportContent"][0]["PositionReportContent"]["HeadingAngle"], 359.5);
    assert_eq!(report["ReportContent"][2]["TaskStatus"]["TaskStatusCode"], "TASKINPRG");
}

#[test]
fn the_json_schema_keeps_the_facets() {
    let schema = json_schema();
    let definition = |name: &str| schema.as_value()["$defs"][name].clone();
    for (name, count) in [("TaskActionCode", 453), ("CountryCode", 251), ("EventCode", 3), ("TaskStatusCode", 5)] {
        assert_eq!(definition(name)["enum"].as_array().map(Vec::len), Some(count), "{name}");
    }
    assert_eq!(definition("Latitude")["minimum"], -90.0);
    assert_eq!(definition("Latitude")["maximum"], 90.0);
    assert_eq!(definition("StrengthPercentage")["maximum"], 100);
    assert_eq!(definition("PlaybackRealtimeMultiple")["exclusiveMinimum"], 0.0);
    assert!(definition("UUID")["pattern"].as_str().is_some_and(|pattern| pattern.starts_with("^(?:[0-9a-fA-F]{8}-")));
    assert_eq!(definition("ReportBody")["properties"]["ReportContent"]["minItems"], 1);
    assert_eq!(definition("MessageBody")["oneOf"].as_array().map(Vec::len), Some(5));
    assert_eq!(definition("C2SIMHeader")["additionalProperties"], false);
}

proptest! {
    #[test]
    fn latitudes_lie_between_the_poles(degrees in prop_oneof![prop::num::f64::ANY, -100.0..100.0]) {
        let fits = (-90.0..=90.0).contains(&degrees);
        prop_assert_eq!(Latitude::try_from(degrees).is_ok(), fits);
        prop_assert_eq!(serde_json::from_str::<Latitude>(&format!("{degrees:?}")).is_ok(), fits);
        if let Ok(latitude) = Latitude::try_from(degrees) {
            prop_assert_eq!(latitude.to_string().parse::<Latitude>(), Ok(latitude));
            let json = serde_json::to_string(&latitude).unwrap();
            prop_assert_eq!(serde_json::from_str::<Latitude>(&json).unwrap(), latitude);
        }
    }

    #[test]
    fn percentages_are_whole_and_at_most_a_hundred(text in "[ +-]?[0-9]{1,3}(\\.[0-9])? ?") {
        let expected = text.trim().parse::<f64>().ok()
            .filter(|value| !text.contains('.') && (0.0..=100.0).contains(value));
        prop_assert_eq!(text.parse::<StrengthPercentage>().ok().map(|value| value.get() as f64), expected);
    }

    #[test]
    fn uuids_are_those_that_the_pattern_matches(text in "\\PC{0,3}[0-9a-fg]{7,9}(-[0-9a-f]{4}){2,4}-[0-9A-F]{12}\n?") {
        let hex = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let parts: Vec<_> = text.split('-').collect();
        let fits = parts.len() == 5 && parts.iter().zip([8, 4, 4, 4, 12]).all(|(part, length)| hex(part, length));
        prop_assert_eq!(UUID::new(text.clone()).is_ok(), fits);
        let json = serde_json::to_string(&text).unwrap();
        prop_assert_eq!(serde_json::from_str::<UUID>(&json).is_ok(), fits);
    }

    #[test]
    fn any_text_that_is_taken_comes_out_again(text in any::<String>()) {
        use c2sim_generated::messages::FromSendingSystem;
        let path = fixtures(Edition::V2_0_0).remove(0);
        let mut message = Message::from_xml(&fs::read(path).unwrap(), Edition::V2_0_0).unwrap();
        let system: Result<FromSendingSystem, FacetError> = FromSendingSystem::new(text);
        if let Ok(system) = system {
            message.c2sim_header.from_sending_system = system;
            let xml = message.to_xml(Edition::V2_0_0);
            prop_assert_eq!(Message::from_xml(xml.as_bytes(), Edition::V2_0_0), Ok(message));
        }
    }
}
