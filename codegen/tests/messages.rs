//! The generator against the project's own schemas, and against schemas that it must refuse.

#![allow(clippy::unwrap_used, reason = "the helpers of a test fail as the test does")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use c2sim_codegen::{
    messages::Messages,
    model::{Form, Model, Occurs},
};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A copy of what the generator reads, in a folder of its own that vanishes.
fn copied_project() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in ["2.0.0", "1.0.2", "shared"] {
        let to = copy.path().join("spec/xsd").join(folder);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(project().join("spec/xsd").join(folder)).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
        }
    }
    fs::create_dir_all(copy.path().join("generated/src/messages")).unwrap();
    copy
}

/// Changes one file of a copy and says what the generator says.
fn outcome_of(file: &str, from: &str, to: &str) -> Result<bool, String> {
    let copy = copied_project();
    let path = copy.path().join("spec/xsd").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    Messages::of(copy.path()).refresh().map_err(|error| error.to_string())
}

#[test]
fn what_is_committed_is_what_the_schemas_give() {
    assert_eq!(Messages::of(&project()).differences().unwrap(), Vec::<PathBuf>::new());
}

#[test]
fn the_model_has_every_type() {
    let model = Model::read(&project().join("spec/xsd/2.0.0/c2sim.xsd")).unwrap();
    let count = |is: fn(&Form) -> bool| model.types.values().filter(|type_| is(&type_.form)).count();
    assert_eq!((model.types.len(), model.elements.len()), (281, 280));
    assert_eq!(count(|form| matches!(form, Form::Enumeration(_))), 25);
    assert_eq!(count(|form| matches!(form, Form::Text { .. } | Form::Number { .. })), 111);
    assert_eq!(count(|form| matches!(form, Form::Sequence(_) | Form::Choice(_) | Form::Empty)), 145);
    let Form::Sequence(header) = &model.types["C2SIMHeaderType"].form else { panic!("a sequence") };
    assert_eq!((header.len(), header[9].element.as_str(), header[9].occurs), (10, "ToReceivingSystem", Occurs::Any));
}

#[test]
fn a_stamp_spares_work_until_a_schema_changes() {
    let copy = copied_project();
    let messages = Messages::of(copy.path());
    assert!(messages.refresh().unwrap(), "there is no stamp yet");
    assert!(!messages.refresh().unwrap(), "nothing has changed");
    let stray = copy.path().join("generated/src/messages/stray.rs");
    fs::write(&stray, "").unwrap();
    assert_eq!(messages.differences().unwrap(), vec![stray.clone()]);
    let schema = copy.path().join("spec/xsd/shared/measures.xsd");
    let text = fs::read_to_string(&schema).unwrap();
    fs::write(&schema, text.replacen("value=\"90.0\"", "value=\"89.5\"", 1)).unwrap();
    assert!(messages.refresh().unwrap(), "a bound has changed");
    assert!(!stray.exists(), "what is not generated does not stay");
    assert_eq!(messages.differences().unwrap(), Vec::<PathBuf>::new());
    let measures = fs::read_to_string(copy.path().join("generated/src/messages/measures.rs")).unwrap();
    assert!(measures.contains("Included(89.5)"), "{measures}");
}

#[test]
fn what_the_types_cannot_keep_is_refused() {
    let check = |file, from, to, says: &str| {
        let error = outcome_of(file, from, to).expect_err(says);
        assert!(error.contains(says), "{error:?} does not say {says:?}");
    };
    check("2.0.0/header.xsd", "ref=\"Protocol\"", "ref=\"Protocol\" maxOccurs=\"3\"", "occurrence");
    check("2.0.0/header.xsd", "</xs:sequence>", "<xs:any/></xs:sequence>", "C2SIMHeaderType");
    check(
        "2.0.0/header.xsd",
        "</xs:sequence>",
        "</xs:sequence><xs:attribute name=\"a\" type=\"xs:string\"/>",
        "attributes",
    );
    check("2.0.0/c2sim.xsd", "<xs:include", "<xs:import namespace=\"urn:x\"/><xs:include", "import");
    check("shared/identifiers.xsd", "[0-9a-fA-F]{8}", "\\p{Nd}{8}", "\\p");
    // The two versions drift apart in something that the conversion knows nothing of.
    check("1.0.2/header.xsd", "ref=\"ReplyToSystem\"", "ref=\"Name\"", "does not convert");
    check("1.0.2/c2sim.xsd", "C2SIM/1.1\"\n           targetNamespace", "C2SIM/1.1\"\n           x", "namespace");
}
