//! What the running code says of itself is what the specification says.

use std::sync::Arc;

use c2sim_generated::api::{EXTENSIONS_YAML, OPENAPI_JSON, OPENAPI_YAML, WHOLE_JSON, service};
use serde_json::{Map, Value, json};

use super::handler::Echo;

/// Where a document may differ: the pointer is removed from it before the two are compared.
struct Exception {
    document: Document,
    pointer: &'static str,
    #[allow(dead_code, reason = "it is for the reader")]
    reason: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Document {
    /// The file in `spec/`.
    Written,
    /// What the routes emit.
    Emitted,
}

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

/// One document in a form in which equal meaning is equal text: references are resolved, examples dropped, defaults left
/// out, lists without an order sorted, the security of the whole given to each operation, and the exceptions removed.
fn normalised(document: Value, which: Document) -> Value {
    let root = document.clone();
    let mut normal = document;
    let security = normal.as_object_mut().and_then(|map| map.remove("security"));
    if let Some(paths) = normal["paths"].as_object_mut() {
        for operation in paths.values_mut().flat_map(|path| path.as_object_mut().expect("a path").values_mut()) {
            if let (Some(security), None) = (&security, operation.get("security")) {
                operation["security"] = security.clone();
            }
        }
    }
    for exception in EXCEPTIONS.iter().filter(|exception| exception.document == which) {
        remove(&mut normal, exception.pointer);
    }
    let mut root = root;
    remove(&mut root, "/components/schemas/StateType/default");
    if let Some(components) = normal["components"].as_object_mut() {
        components.retain(|kind, _| kind == "schemas" || kind == "securitySchemes");
    }
    normal = plain(&normal, &root, "");
    sort(&mut normal["tags"]);
    normal
}

fn remove(document: &mut Value, pointer: &str) -> Option<Value> {
    let (parent, key) = pointer.rsplit_once('/')?;
    document.pointer_mut(parent)?.as_object_mut()?.remove(&key.replace("~1", "/"))
}

/// The value with references resolved and everything that says nothing left out; `under` is the key it stands under.
fn plain(value: &Value, root: &Value, under: &str) -> Value {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                let target = root.pointer(&reference[1..]).unwrap_or_else(|| panic!("{reference} leads nowhere"));
                return plain(target, root, under);
            }
            let names = matches!(under, "properties" | "schemas" | "paths" | "responses" | "content");
            let entries = map
                .iter()
                .filter(|(key, value)| names || says_something(key, value, map))
                .map(|(key, value)| (key.clone(), plain(value, root, if names { "" } else { key })));
            let mut object: Map<String, Value> = entries.collect();
            if let (true, Some(schema)) = (object.contains_key("in"), object.get_mut("schema")) {
                // The framework describes the parameter, not its schema as well.
                remove(schema, "/description");
            }
            Value::Object(object)
        }
        Value::Array(items) => {
            let mut list = Value::Array(items.iter().map(|item| plain(item, root, "")).collect());
            if matches!(under, "required" | "parameters" | "security") {
                sort(&mut list);
            }
            list
        }
        Value::String(text) if under == "description" => {
            Value::String(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Value::Bool(true) if under == "additionalProperties" => json!({}),
        // The framework writes limits of whole numbers as fractions.
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        other => other.clone(),
    }
}

fn says_something(key: &str, value: &Value, siblings: &Map<String, Value>) -> bool {
    match key {
        "example" | "examples" => false,
        // The framework gives every object its own name as a title.
        "title" => !siblings.contains_key("type"),
        // How lists are written in a parameter: repeated, which is what a document that does not say it means.
        "explode" => false,
        "deprecated" => value != false,
        "required" => value != false && value != &json!([]),
        _ => true,
    }
}

fn sort(list: &mut Value) {
    if let Some(items) = list.as_array_mut() {
        items.sort_by_cached_key(Value::to_string);
    }
}

/// Every place where two documents differ, with what stands there.
fn differences(written: &Value, emitted: &Value, at: &str, found: &mut Vec<String>) {
    match (written, emitted) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left.keys().chain(right.keys().filter(|key| !left.contains_key(*key))) {
                let at = format!("{at}/{}", key.replace('/', "~1"));
                differences(&written[key], &emitted[key], &at, found);
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                differences(left, right, &format!("{at}/{index}"), found);
            }
        }
        _ if written == emitted => {}
        _ => found.push(format!("{at}: written {written}, emitted {emitted}")),
    }
}

fn compare(written: Value, emitted: Value) -> Vec<String> {
    let mut found = Vec::new();
    let written = normalised(written, Document::Written);
    differences(&written, &normalised(emitted, Document::Emitted), "", &mut found);
    found
}

#[test]
fn the_routes_emit_what_the_specification_says() {
    let found = compare(written(), emitted());
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
        assert!(!compare(changed, emitted()).is_empty(), "{pointer} may be missing without being seen");
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
