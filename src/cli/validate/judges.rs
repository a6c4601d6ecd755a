//! The judges behind `c2sim validate`: a schema that was named, or for each document the one that its root asks for.
//!
//! Entry point: [`verdicts`].

use std::path::Path;

use bytes::Bytes;

use super::{Finding, Judgement, Verdicts};
use crate::{
    cli::Problem,
    identity::SchemaVersion,
    message::{self, Limits, MessageError, Place, PlacedViolation},
    ops::configuration::external_schemas_dir,
    schema::{Registry, Schema, Violation},
};

/// The judge for a schema that is named by its version or its XSD file; without a name, one that chooses the newest version
/// that declares the namespace of a document's root.
///
/// # Errors
/// There is no such version or file, or its schema cannot be used; the text says what there is.
pub fn verdicts(schema: Option<&str>, config_dir: &Path) -> Result<Box<dyn Verdicts>, Problem> {
    if let Some(file) = schema.filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "xsd")) {
        return Ok(Box::new(OneSchema(file.to_owned(), Schema::from_file(Path::new(file))?)));
    }
    let registry = Registry::read(&external_schemas_dir(config_dir), None)?;
    let Some(version) = schema else { return Ok(Box::new(ByNamespace(registry))) };
    let named = SchemaVersion::new(version);
    if let Some(broken) = registry.broken().find(|broken| broken.name == named) {
        return Err(broken.error.to_string().into());
    }
    match registry.get(&named) {
        Some(_) => Ok(Box::new(OneVersion(registry, named))),
        None => Err(format!("there is no schema version {version}; there are {}", names(&registry)).into()),
    }
}

struct OneSchema(String, Schema);

struct OneVersion(Registry, SchemaVersion);

struct ByNamespace(Registry);

impl Verdicts for OneSchema {
    fn check(&self, document: &[u8]) -> Judgement {
        judgement(document, &self.0, &self.1)
    }
}

impl Verdicts for OneVersion {
    fn check(&self, document: &[u8]) -> Judgement {
        let schema = self.0.get(&self.1).expect("the version was found when the judge was chosen");
        judgement(document, self.1.as_str(), schema)
    }
}

impl Verdicts for ByNamespace {
    fn check(&self, document: &[u8]) -> Judgement {
        let namespace = message::root_namespace(Bytes::copy_from_slice(document));
        let version = namespace.as_deref().and_then(|namespace| self.0.newest_declaring(namespace));
        // A document that breaks before its root, or has no namespace, is told so by any schema: the newest.
        let fallback = self.0.versions().first().filter(|_| namespace.is_none());
        let Some(version) = version.or(fallback) else {
            return undeclared(document, &namespace.unwrap_or_default(), &self.0);
        };
        judgement(document, version.name.as_str(), &version.schema)
    }
}

/// No schema here speaks of the document's namespace. Whether it is well-formed is told nevertheless.
fn undeclared(document: &[u8], namespace: &str, registry: &Registry) -> Judgement {
    let any = registry.versions().first().map(|version| judgement(document, "", &version.schema));
    let of_root = any.and_then(|judgement| judgement.findings.into_iter().next()).unwrap_or_default();
    let finding = match &*of_root.rule {
        rule if !rule.starts_with("cvc-") && !rule.is_empty() => of_root,
        _ => Finding {
            rule: "cvc-elt.1".into(),
            message: format!(
                "no schema here declares the namespace {namespace}; name one with --schema (there are {})",
                names(registry)
            ),
            found: namespace.to_owned(),
            expected: registry.versions().iter().map(|version| version.schema.target_namespace().to_owned()).collect(),
            ..of_root
        },
    };
    Judgement { schema: None, findings: vec![finding], more: false }
}

fn judgement(document: &[u8], name: &str, schema: &Schema) -> Judgement {
    let limits = Limits { bytes_max: usize::MAX, elements_max: usize::MAX, ..Limits::default() };
    let (findings, more) = match message::check(Bytes::copy_from_slice(document), schema, &limits) {
        Ok(()) => (Vec::new(), false),
        Err(MessageError::NotValid { violations, more }) => (violations.into_iter().map(finding).collect(), more),
        Err(other) => (vec![refused(&other)], false),
    };
    Judgement { schema: Some(name.to_owned()), findings, more }
}

fn finding(placed: PlacedViolation) -> Finding {
    let PlacedViolation { at, violation } = placed;
    let Violation { path, rule, message, found, expected, .. } = violation;
    Finding { line: at.line, column: at.column, path, rule: rule.into(), message, found, expected }
}

/// A document that is no XML as it is taken here.
fn refused(error: &MessageError) -> Finding {
    let at = |at: &Place, rule: &'static str, message: String| Finding {
        line: at.line,
        column: at.column,
        rule: rule.into(),
        message,
        ..Finding::default()
    };
    match error {
        MessageError::NotWellFormed { at: place, path, message } => {
            Finding { path: path.clone(), ..at(place, "well-formedness", message.clone()) }
        }
        MessageError::DoctypeNotAllowed { at: place } => {
            let message = "a document type declaration (DOCTYPE) is not allowed; remove it";
            at(place, "XML_NOT_ALLOWED", message.to_owned())
        }
        MessageError::LimitExceeded { at: place, limit, maximum } => {
            at(place, "XML_LIMIT_EXCEEDED", format!("more than {maximum} {limit} are not allowed"))
        }
        other => Finding {
            line: 1,
            column: 1,
            rule: "XML_ENCODING_NOT_SUPPORTED".into(),
            message: other.to_string(),
            ..Finding::default()
        },
    }
}

fn names(registry: &Registry) -> String {
    registry.versions().iter().map(|version| version.name.as_str()).collect::<Vec<_>>().join(", ")
}
