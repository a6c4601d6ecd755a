//! The command line: verdicts and their exit codes, the specification, and settings that stop the start.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use support::messages::{NAMESPACE, report};

fn c2sim(arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_c2sim"));
    let command = command.args(arguments).envs(environment.iter().copied());
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that stops before it reads does not take its input.
    let _ = running.stdin.take().unwrap().write_all(input.as_bytes());
    running.wait_with_output().unwrap()
}

fn check(arguments: &[&str], input: &str, code: i32, says: &str) -> Output {
    let output = c2sim(arguments, input, &[]);
    let all = [output.stdout.as_slice(), &output.stderr].concat();
    let all = String::from_utf8_lossy(&all);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {all}");
    assert!(all.contains(says), "{arguments:?} says {says}: {all}");
    output
}

#[test]
fn verdicts_are_told_by_text_and_exit_code() {
    let valid = report("C2", 1);
    let older = valid.replace(NAMESPACE, "http://www.sisostds.org/schemas/C2SIM/1.1");
    let older =
        older.replace("<C2SIMHeader>", "<C2SIMHeader><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>");
    let invalid = valid.replace("52.1", "152.1");
    check(&["validate", "-"], &valid, 0, "valid");
    check(&["validate", "-"], &older, 0, "valid");
    check(&["validate", "--schema", "2.0.0", "-"], &valid, 0, "valid");
    check(&["validate", "--schema", "1.0.2", "-"], &valid, 1, "C2SIM/1.1");
    check(&["validate", "-"], &invalid, 1, "Latitude");
    check(&["validate", "-"], "<Message>", 1, "1:");
    check(&["validate", "-"], "<Message xmlns='urn:x'/>", 1, "urn:x");
    check(&["validate", "--schema", "3", "-"], &valid, 2, "2.0.0");
    check(&["validate", "nowhere.xml"], "", 2, "nowhere.xml");
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/spec/xsd/1.0.2/c2sim.xsd");
    check(&["validate", "--schema", schema, "-"], &older, 0, "valid");
    check(&["validate", "--schema", "nowhere.xsd", "-"], &older, 2, "nowhere.xsd");
}

#[test]
fn verdicts_for_programs_are_one_object_a_document() {
    let output = check(&["validate", "--format", "json", "-"], &report("C2", 1).replace("52.1", "x"), 1, "");
    let verdict: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let fields: Vec<&String> = verdict.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["errors", "file", "valid"]);
    assert_eq!((&verdict["file"], &verdict["valid"]), (&"-".into(), &false.into()));
    let error = verdict["errors"][0].as_object().unwrap();
    assert_eq!(error.keys().collect::<Vec<_>>(), ["column", "line", "message", "path"]);
    assert!(error["path"].as_str().unwrap().ends_with("/GeodeticCoordinate/Latitude"), "{error:?}");
}

#[test]
fn the_specification_is_printed() {
    check(&["spec"], "", 0, "openapi: 3.0.3");
    let json = check(&["spec", "--format", "json"], "", 0, "getSessions");
    assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
}

#[test]
fn a_setting_that_cannot_be_honoured_stops_the_start() {
    let check = |name: &str, value: &str, says: &str| {
        let output = c2sim(&["--bind", "127.0.0.1:0"], "", &[(name, value)]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {said}");
        assert!(said.contains(name) && said.contains(says), "{name}={value}: {said}");
    };
    check("C2SIM_MAX_MSG_SIZE_MB", "much", "10.0");
    check("C2SIM_AUTH_MODE", "STRICT_AUTH", "C2SIM_IDENTITY_PROVIDER_URL");
    check("C2SIM_BEARER_PUBLIC_KEY", "a key", "BEGIN PUBLIC KEY");
    check("C2SIM_AUTH_MODE", "OPEN", "MIXED_AUTH");
    check("C2SIM_INACTIVE_TIMEOUT_SEC", "0", "seconds");
}

#[test]
fn schemas_are_listed_with_a_hash_that_other_programs_compute_too() {
    let folder = tempfile::tempdir().unwrap();
    let external = folder.path().join("c2sim_schemas/external");
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/spec/xsd");
    std::fs::create_dir_all(external.join("1.0.2-site")).unwrap();
    for module in ["header.xsd", "domain-message.xsd", "code-categories.xsd", "c2sim.xsd"] {
        std::fs::copy(format!("{root}/1.0.2/{module}"), external.join("1.0.2-site").join(module)).unwrap();
    }
    std::fs::create_dir_all(external.join("shared")).unwrap();
    let config = folder.path().to_str().unwrap();
    check(&["schemas", "--config", config], "", 1, "shared/message.xsd: cannot be read");
    for module in std::fs::read_dir(format!("{root}/shared")).unwrap() {
        let module = module.unwrap();
        std::fs::copy(module.path(), external.join("shared").join(module.file_name())).unwrap();
    }
    std::fs::rename(external.join("shared"), external.join(".shared")).unwrap();
    let main = std::fs::read_to_string(external.join("1.0.2-site/c2sim.xsd")).unwrap();
    std::fs::write(external.join("1.0.2-site/c2sim.xsd"), main.replace("../shared", "../.shared")).unwrap();
    check(&["schemas", "--config", config], "", 0, "1.0.2-site: usable");
    let json = check(&["schemas", "--format", "json", "--config", config], "", 0, "");
    let listed: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let site = listed["schemas"].as_array().unwrap().iter().find(|entry| entry["version"] == "1.0.2-site").unwrap();
    assert_eq!(site["namespace"], "http://www.sisostds.org/schemas/C2SIM/1.1");
    let files =
        site["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect::<Vec<_>>().join(" ");
    let script = format!("sha256sum {files} | sha256sum");
    let computed = Command::new("sh").args(["-c", &script]).current_dir(external.join("1.0.2-site")).output().unwrap();
    assert!(String::from_utf8(computed.stdout).unwrap().starts_with(site["hash"].as_str().unwrap()), "{site}");
}
