//! An answer to a request, and what can be expected of it.

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::verdict::{Finding, Outcome, expect, missed};

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// The request in a few words, for what is found.
    pub(super) request: String,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Whether it was taken.
    pub(super) fn is_ok(&self) -> bool {
        self.status == 200
    }

    /// The body of a 200 as JSON.
    pub(super) fn ok(&self) -> Outcome<Value> {
        self.taken()?;
        self.json()
    }

    /// Expects a 200.
    pub(super) fn taken(&self) -> Outcome {
        if self.status == 501 || self.code() == "NOT_IMPLEMENTED" {
            return Err(Finding::Unimplemented(format!("{} is not implemented: {}", self.request, self.said())));
        }
        expect(self.is_ok(), || {
            format!("{} is answered with {} in place of 200: {}", self.request, self.status, self.said())
        })
    }

    /// Expects this status, whatever the form of the body.
    pub(super) fn is(&self, status: u16) -> Outcome {
        expect(self.status == status, || {
            format!("{} is answered with {} in place of {status}: {}", self.request, self.status, self.said())
        })
    }

    pub(super) fn json(&self) -> Outcome<Value> {
        let read = serde_json::from_str(&self.body);
        read.or_else(|_| missed(format!("the answer to {} is not JSON: {}", self.request, self.said())))
    }

    /// The body of a 200 with exactly these fields.
    pub(super) fn with_fields(&self, fields: &[&str]) -> Outcome<Value> {
        let body = self.ok()?;
        has_fields(&body, fields, &self.request)?;
        Ok(body)
    }

    /// The code of a refusal; empty where there is none.
    pub(super) fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["code"].as_str().unwrap_or_default().to_owned()
    }

    /// Expects a refusal in the form of the interface, with this code; its details.
    pub(super) fn refused(&self, code: &str) -> Outcome<Value> {
        let details = self.refused_somehow()?;
        expect(self.code() == code, || {
            format!("{} is refused with {} in place of {code}: {}", self.request, self.code(), self.said())
        })?;
        Ok(details)
    }

    /// Expects a refusal in the form of the interface; its details.
    pub(super) fn refused_somehow(&self) -> Outcome<Value> {
        expect(self.status == 400, || {
            format!("{} is answered with {} in place of 400: {}", self.request, self.status, self.said())
        })?;
        let body = self.json()?;
        for field in ["code", "message"] {
            expect(body[field].is_string(), || format!("the refusal of {} has no {field}: {body}", self.request))?;
        }
        Ok(body["details"].clone())
    }

    /// The place of the message that was published.
    pub(super) fn address(&self) -> Outcome<String> {
        let address = self.header("c2sim-address");
        expect(!address.is_empty(), || "the answer has no header C2SIM-Address")?;
        Ok(address.to_owned())
    }

    /// The lines of a history.
    pub(super) fn lines(&self) -> Outcome<Vec<Value>> {
        self.taken()?;
        let read: Result<Vec<Value>, _> = self.body.lines().map(serde_json::from_str).collect();
        read.or_else(|error| missed(format!("the history is not one JSON object a line: {error}")))
    }

    fn said(&self) -> String {
        self.body.chars().take(300).collect()
    }
}

/// Expects an object with exactly these fields.
pub(super) fn has_fields(object: &Value, fields: &[&str], of: &str) -> Outcome {
    let Some(object) = object.as_object() else { return missed(format!("{of}: not an object: {object}")) };
    for field in fields {
        expect(object.contains_key(*field), || format!("{of}: the field {field} is missing"))?;
    }
    let unknown: Vec<_> = object.keys().filter(|key| !fields.contains(&key.as_str())).collect();
    expect(unknown.is_empty(), || format!("{of}: fields that the interface does not have: {unknown:?}"))
}
