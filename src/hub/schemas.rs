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
    /// All that there are, for members that receive another version.
    registry: Arc<Registry>,
}

impl SessionSchemas {
    /// What a session asks for.
    ///
    /// # Errors
    /// A version is not known, or cannot be used.
    pub(super) fn of(info: &SessionInfo, registry: &Arc<Registry>) -> Result<Self, HubError> {
        let found = |version: &SchemaVersion| Ok((version.clone(), find(version, registry)?));
        let versions = info.versions().map(found).collect::<Result<_, HubError>>()?;
        Ok(Self { versions, registry: Arc::clone(registry) })
    }

    /// All, in the order in which they are tried.
    pub(super) fn all(&self) -> &[(SchemaVersion, Arc<Schema>)] {
        &self.versions
    }

    /// The first.
    pub(super) fn first(&self) -> &Schema {
        &self.versions.first().expect("a session has a schema").1
    }

    /// The schema of a version; the first's where none is named.
    pub(super) fn of_version(&self, version: Option<&SchemaVersion>) -> Option<&Schema> {
        match version {
            None => Some(self.first()),
            Some(version) => self.versions.iter().find(|(name, _)| name == version).map(|(_, schema)| &**schema),
        }
    }

    /// A schema by its version, the session's own first.
    pub(super) fn known(&self, version: &SchemaVersion) -> Option<&Arc<Schema>> {
        let own = self.versions.iter().find(|(name, _)| name == version).map(|(_, schema)| schema);
        own.or_else(|| self.registry.get(version))
    }

    /// Every schema that there is, the session's own first.
    pub(super) fn every(&self) -> impl Iterator<Item = (&SchemaVersion, &Arc<Schema>)> {
        let others = self.registry.versions().iter().map(|version| (&version.name, &version.schema));
        self.versions.iter().map(|(name, schema)| (name, schema)).chain(others)
    }

    /// The schemas as the registry has them now, and whether any of the session's own is another. One that it has no more
    /// stays.
    pub(super) fn following(&self, registry: &Arc<Registry>) -> (Self, bool) {
        let newest = |(name, schema): &(SchemaVersion, Arc<Schema>)| {
            (name.clone(), Arc::clone(registry.get(name).unwrap_or(schema)))
        };
        let versions: Vec<_> = self.versions.iter().map(newest).collect();
        let is_same = self.versions.iter().zip(&versions).all(|((_, one), (_, other))| Arc::ptr_eq(one, other));
        (Self { versions, registry: Arc::clone(registry) }, !is_same)
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
