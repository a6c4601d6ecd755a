//! The schema versions of a session: those that its messages are held to, and those that its members receive.

use std::sync::Arc;

use bytes::Bytes;

use super::SharedSession;
use crate::{
    hub::{Distributed, HubError, conversions, schemas::SessionSchemas},
    identity::{ClientId, SchemaVersion},
    message::{self, MessageKind, Validation},
    schema::Registry,
    session::Crossing,
};

impl SharedSession {
    /// The schemas that a message is held to which comes now.
    pub(in crate::hub) fn schemas(&self) -> Arc<SessionSchemas> {
        Arc::clone(&self.schemas.read())
    }

    /// Those of its schema versions that are not among these.
    pub fn schemas_gone(&self, registry: &Registry) -> Vec<SchemaVersion> {
        self.schemas().gone(registry).cloned().collect()
    }

    /// Takes over the schemas as they are now; those that are not there any more stay.
    pub(in crate::hub) fn follow_schemas(&self, registry: &Arc<Registry>) {
        let changed = {
            let mut schemas = self.schemas.write();
            let (newer, has_changed) = schemas.following(registry);
            *schemas = Arc::new(newer);
            has_changed
        };
        if changed {
            tracing::info!(session = %self.life.lock().session.name(), "messages are held to schemas that changed");
        }
    }

    /// What messages meet that do not follow a schema.
    pub fn validation(&self) -> Validation {
        self.life.lock().session.info().validation.unwrap_or(self.settings.validation)
    }

    /// Whether it is open to those who come through this door.
    pub fn is_open_to(&self, door: Crossing) -> bool {
        let life = self.life.lock();
        life.session.info().crossings.as_ref().is_some_and(|open| open.contains(&door))
    }

    /// Reads a document as a message of the session that has to follow its schema, whatever becomes of others; nothing is
    /// sent. Answers which version it follows, and what it is.
    ///
    /// # Errors
    /// [`HubError::Message`]: the session would refuse it.
    pub fn judge(&self, document: Bytes) -> Result<(SchemaVersion, MessageKind), HubError> {
        let schemas = self.schemas();
        let read = message::read_any(document, Some("utf-8"), schemas.all(), Validation::On, &self.settings.limits);
        let (index, message) = read?;
        Ok((schemas.all()[index].0.clone(), message.kind()))
    }

    /// Whether a member may ask for messages in this version: each version of the session can be converted into it.
    ///
    /// # Errors
    /// [`HubError::SchemaNotSupported`] with those that may be asked for.
    pub fn check_receivable(&self, version: &SchemaVersion) -> Result<(), HubError> {
        let receivable = conversions::receivable(&self.schemas());
        match receivable.contains(version) {
            true => Ok(()),
            false => Err(HubError::SchemaNotSupported { requested: version.clone(), supported: receivable }),
        }
    }

    /// A message as a member receives it that asked for a version.
    pub(in crate::hub) fn in_version(&self, message: &Arc<Distributed>, version: &SchemaVersion) -> Arc<Distributed> {
        self.conversions.message(message, version, &self.schemas(), &self.settings)
    }

    /// Messages that were converted, and those that could not be.
    pub fn conversions(&self) -> (u64, u64) {
        self.conversions.counts()
    }

    /// The initialization as the server shared it, in the version that the client receives: the whole document, from the
    /// state INITIALIZED on. Where it has to be converted, this takes as long as the document is large.
    pub fn initialization(&self, client: &ClientId) -> Result<Bytes, HubError> {
        let (line, version) = {
            let life = self.living()?;
            life.session.shared_initialization()?;
            let version = life.session.member(client).and_then(|member| member.schema_version.clone());
            (life.initialization.clone(), version)
        };
        let line = line.ok_or_else(|| HubError::NotComposed("the shared initialization is gone".into()))?;
        let Some(version) = version else { return Ok(line) };
        Ok(conversions::converted(&line, None, &version, &self.schemas(), &self.settings).unwrap_or(line))
    }
}
