//! Whether the document that the running code emits says what the specification says.
//!
//! Entry point: [`compare`].

use serde_json::{Map, Value, json};

/// Where a document may differ: the pointer is removed from it before the two are compared.
pub struct Exception {
    pub document: Document,
    pub pointer: &'static str,
    /// For the reader.
    pub reason: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Document {
    /// The file in `spec/`.
    Written,
    /// What the routes emit.
    Emitted,
}

/// One document in a form in which equal meaning is equal text: references are resolved, examples dropped, defaults left
/// out, lists without an order sorted, the security of the whole given to each operation, and the exceptions removed.
fn normalised(document: Value, which: Document, exceptions: &[Exception]) -> Value {
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
    for exception in exceptions.iter().filter(|exception| exception.document == which) {
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

/// What every specification and the routes made of it differ in.
pub const OF_THE_FRAMEWORK: &[Exception] = &[
    Exception {
        document: Document::Written,
        pointer: "/openapi",
        reason: "the framework writes 3.0.0, and nothing that 3.0.3 made clearer is used",
    },
    Exception { document: Document::Emitted, pointer: "/openapi", reason: "the other side of the one above" },
];

/// Takes what a pointer leads to out of the document.
pub fn remove(document: &mut Value, pointer: &str) -> Option<Value> {
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
        // The framework writes limits of whole numbers as fractions.
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Bool(true) if under == "additionalProperties" => json!({}),
        other => other.clone(),
    }
}

fn says_something(key: &str, value: &Value, siblings: &Map<String, Value>) -> bool {
    match key {
        "example" | "examples" => false,
        // The framework has none; they say how operations follow each other, and nothing of what an operation does.
        "links" => false,
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

/// Every place where the two documents differ, beside the exceptions.
pub fn compare(written: Value, emitted: Value, exceptions: &[Exception]) -> Vec<String> {
    let mut found = Vec::new();
    let written = normalised(written, Document::Written, exceptions);
    differences(&written, &normalised(emitted, Document::Emitted, exceptions), "", &mut found);
    found
}
