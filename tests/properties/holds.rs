//! What must hold whatever comes in: one function a boundary, which takes any bytes and panics where something does not
//! hold. The property tests beside this file and the fuzz targets in `fuzz/` call the same functions.

use std::sync::LazyLock;

use bytes::Bytes;
use c2sim::{
    feed::{Address, Record, Row},
    hub::Entry,
    identity::{SchemaVersion, SessionName, Timestamp},
    message::{self, Limits, MessageError, Validation},
    schema::{Registry, Schema},
    session::{Rules, Session, SessionInfo},
};

use super::meaning::meaning;

/// The versions that are built in.
static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::built_in().expect("the built-in schemas are sound"));

fn schema(version: &str) -> &'static Schema {
    REGISTRY.get(&SchemaVersion::new(version)).expect("the version is built in")
}

/// The scanner and the one line: reading ends; the one line is one line, stays what it is, and means what the document
/// means.
pub fn scanner(bytes: &[u8]) {
    let one_line = |bytes: Bytes| message::one_line(bytes, schema("2.0.0"), &Limits::default());
    let line = match one_line(Bytes::copy_from_slice(bytes)) {
        Ok(line) => line,
        Err(MessageError::NotWellFormed { at, .. }) => {
            // A document in another encoding grows by up to a half when it becomes UTF-8.
            return assert!(at.offset <= bytes.len() * 2, "{at:?} is outside of {} bytes", bytes.len());
        }
        Err(_) => return,
    };
    let text = std::str::from_utf8(&line).expect("the one line is UTF-8");
    assert_eq!(text.find(['\n', '\r']), Some(text.len() - 1), "one line, ended by a line feed: {text:?}");
    assert_eq!(one_line(line.clone()).as_deref().ok(), Some(&*line), "the one line of itself: {text:?}");
    let without_end = line.slice(..line.len() - 1);
    assert_eq!(one_line(without_end).as_deref().ok(), Some(&*line), "without its line feed: {text:?}");
    if let Some(original) = std::str::from_utf8(bytes).ok().filter(|text| is_read_as_utf8(text)) {
        assert_eq!(meaning(text), meaning(original), "{original:?} became {text:?}");
    }
}

/// Whether a document that happens to be UTF-8 also says so, or says nothing.
fn is_read_as_utf8(text: &str) -> bool {
    let declaration = text.trim_start_matches('\u{FEFF}').split("?>").next().unwrap_or_default();
    !declaration.starts_with("<?xml")
        || !declaration.contains("encoding")
        || declaration.to_lowercase().contains("utf-8")
}

/// The validator: it comes to a verdict, the same for a document and its one line, and nothing becomes a message that the
/// verdict is against.
pub fn validator(bytes: &[u8]) {
    let body = Bytes::copy_from_slice(bytes);
    for version in ["1.0.2", "2.0.0"] {
        let (schema, limits) = (schema(version), Limits::default());
        let verdict = message::check(body.clone(), schema, &limits);
        let line = message::one_line(body.clone(), schema, &limits);
        match &line {
            Ok(line) => {
                let again = message::check(line.clone(), schema, &limits);
                assert_eq!(told(&verdict), told(&again), "version {version}: {line:?}");
            }
            Err(_) => assert!(verdict.is_err(), "version {version}: valid, yet not well-formed"),
        }
        if let Ok(message) = message::read(body.clone(), None, schema, Validation::On, &limits) {
            assert!(verdict.is_ok(), "version {version}: {verdict:?}");
            assert_eq!(line.as_deref().ok(), Some(&**message.one_line()), "version {version}");
        }
        let _ = message::read(body.clone(), None, schema, Validation::InitializationOnly, &limits);
    }
}

/// What a verdict says, without the places.
fn told(verdict: &Result<(), MessageError>) -> Vec<(&'static str, &str, &str)> {
    match verdict {
        Err(MessageError::NotValid { violations, .. }) => {
            let violations = violations.iter().map(|placed| &placed.violation);
            violations.map(|violation| (violation.rule, &*violation.path, &*violation.message)).collect()
        }
        Err(_) => vec![("not well-formed", "", "")],
        Ok(()) => Vec::new(),
    }
}

/// A whole message, and one after these edits. Both boundaries above have to hold for it.
pub fn edited_message(edits: &[u8]) {
    let document = super::edits::edited(edits);
    scanner(document.as_bytes());
    validator(document.as_bytes());
}

/// The reader of schemas: any text is understood or refused, and what is understood can judge.
pub fn schema_reader(bytes: &[u8]) {
    let Ok(schema) = Schema::from_sources("schema.xsd", &[("schema.xsd", bytes)]) else { return };
    let namespace = schema.target_namespace().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    for document in [format!("<a xmlns=\"{namespace}\"><b c=\"1\">x</b><b/></a>"), "<a/>".to_owned()] {
        let _ = message::check(Bytes::from(document), &schema, &Limits::default());
    }
}

/// What a store gives back after a crash: a row is an entry that is written as it was read, or no entry. Columns are
/// separated by line feeds, the first byte says which there are.
pub fn stored_row(bytes: &[u8]) {
    let (&present, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let text = String::from_utf8_lossy(rest);
    let mut columns = text.splitn(5, '\n');
    let mut column = |bit: u8| (present >> bit & 1 == 1).then(|| columns.next().unwrap_or_default().into());
    let row = Row {
        at_unix_ms: u64::from(present),
        kind: column(0),
        sender: column(1),
        tracking_id: column(2),
        body: column(3),
        meta: column(4).unwrap_or_default(),
    };
    let Ok(entry) = Entry::from_row(row) else { return };
    assert_eq!(Entry::from_row(entry.to_row()).as_ref(), Ok(&entry));
    let info = SessionInfo {
        further_versions: None,
        validation: None,
        crossings: None,
        schema_version: SchemaVersion::new("2.0.0"),
        display_name: String::new(),
        description: String::new(),
    };
    let mut session = Session::new(SessionName::default_session(), info, Timestamp { unix_ms: 0 }, Rules::default());
    entry.events.iter().for_each(|event| session.apply(event));
    let restored = Session::restore(session.folded().clone(), entry.at, Rules::default());
    assert_eq!(restored.folded(), session.folded());
}

/// An address that a client resumes from is read as it was printed.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(address) = text.parse::<Address>() {
        assert_eq!(address.to_string(), text);
    }
}
