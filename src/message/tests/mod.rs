//! Tests of the whole room, a file for each of its promises.

mod bounds;
mod convert;
mod encodings;
mod envelope;
mod generated;
mod initialization;
mod one_line;
mod well_formed;

use std::sync::{Arc, LazyLock};

use bytes::Bytes;

use super::*;

pub(super) const NAMESPACE: &str = "urn:test:c2sim";

/// A header that is complete.
pub(super) const HEADER: &str = "<C2SIMHeader><FromSendingSystem>A</FromSendingSystem></C2SIMHeader>";

/// A message with this inside MessageBody.
pub(super) fn message(body: &str) -> String {
    format!("<Message xmlns=\"{NAMESPACE}\">{HEADER}<MessageBody>{body}</MessageBody></Message>")
}

/// Reads with the limits and the schema of these tests.
pub(super) fn read_text(text: &str, validation: Validation) -> Result<ValidMessage, MessageError> {
    read(Bytes::copy_from_slice(text.as_bytes()), None, &schema(), validation, &Limits::default())
}

/// The one line of any document, message or not.
pub(super) fn one_line_of(text: &str) -> Result<String, MessageError> {
    one_line_within(text, &Limits::default())
}

/// The one line of any document within these limits.
pub(super) fn one_line_within(text: &str, limits: &Limits) -> Result<String, MessageError> {
    let line = one_line(Bytes::copy_from_slice(text.as_bytes()), &schema(), limits)?;
    Ok(String::from_utf8(line.to_vec()).unwrap())
}

/// The schema of these tests, read once.
pub(super) fn schema() -> Arc<Schema> {
    static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| {
        let sources: &[(&str, &[u8])] = &[("schema.xsd", include_bytes!("schema.xsd"))];
        Arc::new(Schema::from_sources("schema.xsd", sources).unwrap())
    });
    Arc::clone(&SCHEMA)
}
