//! The schemas of one session, as the registry had them when they were looked up last.
//!
//! Entry points: [`SessionSchemas::of`], [`SessionSchemas::following`]. What must always hold: there is at least one; a
//! session never loses a schema while it is served.

use std::sync::Arc;

use super::HubError;
use crate::{
    identity::SchemaVersion,
    schema::{Registry, Schema},
    session::SessionInfo,
};

/// The versions that a session's messages may follow, in the order in which they are tried.
#[derive(Debug, Clone)]
pub(super) struct SessionSchemas {
    versions: Vec<(SchemaVersion, Arc<Schema>)>,
}

impl SessionSchemas {
    /// What a session asks for.
    ///
    /// # Errors
    /// A version is not known, or cannot be used.
    pub(super) fn of(info: &SessionInfo, registry: &Registry) -> Result<Self, HubError> {
        let version = &info.schema_version;
        Ok(Self { versions: vec![(version.clone(), find(version, registry)?)] })
    }

    /// The first.
    pub(super) fn first(&self) -> &Schema {
        &self.versions.first().expect("a session has a schema").1
    }

    /// The schemas as the registry has them now; nothing where they are the same. One that it has no more stays.
    pub(super) fn following(&self, registry: &Registry) -> Option<Self> {
        let newest = |(name, schema): &(SchemaVersion, Arc<Schema>)| {
            (name.clone(), Arc::clone(registry.get(name).unwrap_or(schema)))
        };
        let newer = Self { versions: self.versions.iter().map(newest).collect() };
        let is_same = self.versions.iter().zip(&newer.versions).all(|((_, one), (_, other))| Arc::ptr_eq(one, other));
        (!is_same).then_some(newer)
    }

    /// The versions whose schemas are not among the registry's any more.
    pub(super) fn gone<'s>(&'s self, registry: &Registry) -> impl Iterator<Item = &'s SchemaVersion> {
        self.versions.iter().map(|(name, _)| name).filter(|name| registry.get(name).is_none())
    }
}

/// The names of the versions that can be used, in order.
pub(super) fn names(registry: &Registry) -> Vec<SchemaVersion> {
    let mut names: Vec<_> = registry.versions().iter().map(|version| version.name.clone()).collect();
    names.sort();
    names
}

fn find(version: &SchemaVersion, registry: &Registry) -> Result<Arc<Schema>, HubError> {
    match (registry.get(version), registry.broken_named(version)) {
        (Some(schema), _) => Ok(Arc::clone(schema)),
        (None, Some(broken)) => {
            Err(HubError::SchemaUnusable { version: broken.name.clone(), why: broken.error.to_string() })
        }
        (None, None) => Err(HubError::SchemaNotSupported { requested: version.clone(), supported: names(registry) }),
    }
}
