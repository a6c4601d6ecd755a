//! Reading a message that may follow one of several schemas, which may share a namespace.
//!
//! Entry point: [`read_any`]. What must always hold: the first schema that declares the root's namespace and accepts the
//! message counts; each schema costs one pass at most, one of another namespace only up to the root; with a single schema
//! it is [`super::read`] and costs nothing more.

use std::sync::Arc;

use bytes::Bytes;

use super::{Limits, MessageError, Missed, ValidMessage, Validation, attempt, encoding, read};
use crate::{identity::SchemaVersion, schema::Schema};

/// Reads a document as the first of the schemas that accepts it; answers which one that is, by its place. A message that
/// none accepts, and that is taken nevertheless, is read as the one that finds the least fault with it.
///
/// # Errors
/// As [`read`]; where several schemas refuse, what the one says that finds the least fault.
///
/// # Panics
/// There is no schema.
pub fn read_any(
    body: Bytes,
    charset: Option<&str>,
    schemas: &[(SchemaVersion, Arc<Schema>)],
    validation: Validation,
    limits: &Limits,
) -> Result<(usize, ValidMessage), MessageError> {
    let (_, first) = schemas.first().expect("a message is held to a schema");
    if schemas.len() == 1 {
        return Ok((0, read(body, charset, first, validation, limits)?));
    }
    super::check_size(&body, limits)?;
    let body = encoding::to_utf8(body, charset)?;
    let mut best: Option<(usize, usize, Result<ValidMessage, MessageError>)> = None;
    for (index, (_, schema)) in schemas.iter().enumerate() {
        let outcome = match attempt(body.clone(), schema, validation, limits, true) {
            Err(Missed::OtherNamespace) => continue,
            Err(Missed::Refused(error)) => Err(error),
            Ok(message) => Ok(message),
        };
        let Some(faults) = faults(&outcome) else { return outcome.map(|message| (index, message)) };
        if best.as_ref().is_none_or(|(fewest, ..)| faults < *fewest) {
            best = Some((faults, index, outcome));
        }
    }
    let (index, outcome) = match best {
        Some((_, index, outcome)) => (index, outcome),
        None => (0, attempt(body, first, validation, limits, false).map_err(Missed::into_error)),
    };
    outcome.map(|message| (index, message)).map_err(|error| match error {
        error @ MessageError::NotValid { .. } => MessageError::NotValidByAny {
            version: schemas[index].0.clone(),
            tried: schemas.iter().map(|(version, _)| version.clone()).collect(),
            error: Box::new(error),
        },
        other => other,
    })
}

/// How many faults a schema finds; none where it accepts, or where another schema would say the same.
fn faults(outcome: &Result<ValidMessage, MessageError>) -> Option<usize> {
    let count = |found: usize, more: bool| if more { usize::MAX } else { found };
    match outcome {
        Ok(message) => message.faults().map(|faults| count(faults.violations.len(), faults.more)),
        Err(MessageError::NotValid { violations, more }) => Some(count(violations.len(), *more)),
        Err(_) => None,
    }
}
