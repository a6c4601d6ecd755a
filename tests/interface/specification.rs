//! What the running code says of itself is what the specification says.

use std::sync::Arc;

use c2sim_generated::api::{EXTENSIONS_YAML, OPENAPI_JSON, OPENAPI_YAML, WHOLE_JSON, service};
use serde_json::Value;

use super::{
    handler::Echo,
    support::openapi::{self, Document, Exception, remove},
};

const EXCEPTIONS: &[Exception] = &[
    Exception {
        document: Document::Written,
        pointer: "/openapi",
        reason: "the framework writes 3.0.0, and nothing that 3.0.3 made clearer is used",
    },
    Exception { document: Document::Emitted, pointer: "/openapi", reason: "the other side of the one above" },
    Exception {
        document: Document::Written,
        pointer: "/components/schemas/StateType/default",
        reason: "an enumeration of the framework has no default of its own",
    },
    Exception {
        document: Document::Written,
        pointer: "/components/schemas/SessionIdType",
        reason: "the framework has no names for texts; the pattern stands where it is used",
    },
    Exception {
        document: Document::Emitted,
        pointer: "/components/schemas/AuthorizationErrorDetails",
        reason: "the framework names every object, also those written in place",
    },
    Exception {
        document: Document::Emitted,
        pointer: "/components/schemas/ResponseStreamEndpointsWebsocket",
        reason: "the framework names every object, also those written in place",
    },
];

fn written() -> Value {
    serde_json::from_str(WHOLE_JSON).expect("the specification is JSON")
}

fn emitted() -> Value {
    serde_json::from_str(&service(Arc::new(Echo)).spec()).expect("what the framework emits is JSON")
}

#[test]
fn the_routes_emit_what_the_specification_says() {
    let found = openapi::compare(written(), emitted(), EXCEPTIONS);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    for exception in EXCEPTIONS {
        let document = match exception.document {
            Document::Written => written(),
            Document::Emitted => emitted(),
        };
        assert!(document.pointer(exception.pointer).is_some(), "{} is gone", exception.pointer);
    }
}

#[test]
fn a_difference_anywhere_is_seen() {
    for pointer in [
        "/paths/~1c2sim~1session~1list",
        "/paths/~1c2sim~1session~1{sessionId}~1join/post/operationId",
        "/paths/~1c2sim~1session~1{sessionId}~1join/post/tags",
        "/paths/~1c2sim~1session~1{sessionId}~1join/post/responses/503",
        "/paths/~1c2sim~1session~1{sessionId}~1join/post/description",
        "/paths/~1c2sim~1session~1{sessionId}~1send/post/requestBody/required",
        "/paths/~1c2sim~1session~1{sessionId}~1send/post/requestBody/content/multipart~1form-data",
        "/paths/~1c2sim~1session~1{sessionId}~1initialization/get/responses/200/content/application~1xml/schema/type",
        "/paths/~1c2sim~1session~1{sessionId}/delete/parameters/2/schema/default",
        "/components/parameters/ClientId/schema/maxLength",
        "/components/schemas/SessionIdType/pattern",
        "/components/schemas/SessionInfo/properties/description",
        "/components/schemas/AuthorizationError/properties/title",
        "/components/schemas/C2SimError/properties/details/additionalProperties",
        "/components/schemas/C2SimError/required",
        "/components/schemas/DynamicSessionInfo/properties/createdAt/format",
        "/components/schemas/StateType/enum",
        "/components/securitySchemes/bearerAuth/bearerFormat",
        "/security",
        "/servers",
        "/info/version",
    ] {
        let mut changed = written();
        assert!(remove(&mut changed, pointer).is_some(), "{pointer} is not in the specification");
        assert!(
            !openapi::compare(changed, emitted(), EXCEPTIONS).is_empty(),
            "{pointer} may be missing without being seen"
        );
    }
}

#[test]
fn both_forms_of_the_specification_name_the_same_version() {
    let version = written()["info"]["version"].as_str().expect("a version").to_owned();
    assert!(OPENAPI_YAML.contains(&format!("\n  version: {version}\n")));
}

#[test]
fn what_is_added_leaves_the_interface_as_it_is() {
    let interface: Value = serde_json::from_str(OPENAPI_JSON).expect("the specification is JSON");
    let mut found = Vec::new();
    missing(&interface, &written(), "", &mut found);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(EXTENSIONS_YAML.starts_with("openapi: 3.0.3\n"));
}

/// Every place of the interface that is missing or different in the whole.
fn missing(interface: &Value, whole: &Value, at: &str, found: &mut Vec<String>) {
    match (interface, whole) {
        (Value::Object(part), Value::Object(_)) => {
            for (key, value) in part {
                missing(value, &whole[key], &format!("{at}/{}", key.replace('/', "~1")), found);
            }
        }
        (Value::Array(part), Value::Array(list)) if at == "/tags" => {
            found.extend(part.iter().filter(|tag| !list.contains(tag)).map(|tag| format!("{at}: {tag}")));
        }
        _ if interface == whole => {}
        _ => found.push(format!("{at}: {interface} became {whole}")),
    }
}
