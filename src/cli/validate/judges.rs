//! The judges behind `c2sim validate`: a schema that was named, or for each document the one that its root asks for.
//!
//! Entry point: [`verdicts`].

use std::path::Path;

use bytes::Bytes;

use super::{Finding, Verdicts};
use crate::{
    cli::Problem,
    identity::SchemaVersion,
    message::{self, Limits, MessageError, Place},
    ops::configuration::external_schemas_dir,
    schema::{Registry, Schema},
};

/// The judge for a schema that is named by its version or its XSD file; without a name, one that chooses the newest version
/// that declares the namespace of a document's root.
///
/// # Errors
/// There is no such version or file, or its schema cannot be used; the text says what there is.
pub fn verdicts(schema: Option<&str>, config_dir: &Path) -> Result<Box<dyn Verdicts>, Problem> {
    if let Some(file) = schema.filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "xsd")) {
        return Ok(Box::new(OneSchema(Schema::from_file(Path::new(file))?)));
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

struct OneSchema(Schema);

struct OneVersion(Registry, SchemaVersion);

struct ByNamespace(Registry);

impl Verdicts for OneSchema {
    fn check(&self, document: &[u8]) -> Vec<Finding> {
        findings(document, &self.0)
    }
}

impl Verdicts for OneVersion {
    fn check(&self, document: &[u8]) -> Vec<Finding> {
        let schema = self.0.get(&self.1).expect("the version was found when the judge was chosen");
        findings(document, schema)
    }
}

impl Verdicts for ByNamespace {
    fn check(&self, document: &[u8]) -> Vec<Finding> {
        let namespace = message::root_namespace(Bytes::copy_from_slice(document));
        let version = namespace.as_deref().and_then(|namespace| self.0.newest_declaring(namespace));
        // A document that breaks before its root is told so by any schema.
        let fallback = self.0.versions().first().filter(|_| namespace.is_none());
        match version.or(fallback) {
            Some(version) => findings(document, &version.schema),
            None => {
                let namespace = namespace.unwrap_or_default();
                let message = format!("no schema here declares the namespace {namespace}; name one with --schema");
                vec![Finding { line: 1, column: 1, path: String::new(), message }]
            }
        }
    }
}

fn findings(document: &[u8], schema: &Schema) -> Vec<Finding> {
    let limits = Limits { bytes_max: usize::MAX, elements_max: usize::MAX, ..Limits::default() };
    let finding = |at: Option<Place>, path: &str, message: String| {
        let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
        Finding { line, column, path: path.to_owned(), message }
    };
    match message::check(Bytes::copy_from_slice(document), schema, &limits) {
        Ok(()) => Vec::new(),
        Err(MessageError::NotValid { violations, .. }) => {
            let placed = violations.into_iter();
            placed.map(|placed| finding(Some(placed.at), &placed.violation.path, placed.violation.message)).collect()
        }
        Err(MessageError::NotWellFormed { at, path, message }) => vec![finding(Some(at), &path, message)],
        Err(MessageError::DoctypeNotAllowed { at }) => {
            vec![finding(Some(at), "", "a document type declaration (DOCTYPE) is not allowed; remove it".to_owned())]
        }
        Err(MessageError::LimitExceeded { at, limit, maximum }) => {
            vec![finding(Some(at), "", format!("more than {maximum} {limit} are not allowed"))]
        }
        Err(other) => vec![finding(None, "", other.to_string())],
    }
}

fn names(registry: &Registry) -> String {
    registry.versions().iter().map(|version| version.name.as_str()).collect::<Vec<_>>().join(", ")
}
