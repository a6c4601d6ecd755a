//! On whose behalf a request comes: what every door asks before it does something.
//!
//! Entry point: [`Principal`], which the authenticator makes. What must always hold: it is made of a token that held, or of
//! the absence of one where none is needed.

use std::sync::Arc;

use super::{Denied, ProtocolExpected, rights::Rights};
use crate::{
    identity::{SystemName, Timestamp},
    message::{Header, MessageKind},
    session::{Caller, Owner},
};

/// On whose behalf a request comes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Principal {
    caller: Caller,
    bearer: Option<Arc<Bearer>>,
    /// The role that administration needs, where the operator named one.
    administrator_role: Option<Arc<str>>,
}

/// What is known of a token that held.
#[derive(Debug)]
pub(super) struct Bearer {
    pub(super) owner: Arc<Owner>,
    pub(super) rights: Rights,
    pub(super) is_administrator: bool,
    /// When the token counts no more, the leeway included.
    pub(super) until: Timestamp,
}

impl Principal {
    /// Whoever asks where tokens are not looked at, and the server itself: everything is permitted.
    pub fn unchecked() -> Self {
        Self { caller: Caller::Unchecked, bearer: None, administrator_role: None }
    }

    /// Somebody without a token where none is needed.
    pub(super) fn anonymous(administrator_role: Option<Arc<str>>) -> Self {
        Self { caller: Caller::Anonymous, bearer: None, administrator_role }
    }

    /// The bearer of a token that held.
    pub(super) fn bearer(bearer: Arc<Bearer>, administrator_role: Option<Arc<str>>) -> Self {
        Self { caller: Caller::Bearer(Arc::clone(&bearer.owner)), bearer: Some(bearer), administrator_role }
    }

    /// Who asks, as the session knows it.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Until when it is known who asks; nothing without a token.
    pub fn until(&self) -> Option<Timestamp> {
        self.bearer.as_ref().map(|bearer| bearer.until)
    }

    /// Whether it may join as this system.
    ///
    /// # Errors
    /// [`Denied::Join`].
    pub fn may_join(&self, system: &SystemName) -> Result<(), Denied> {
        self.rights(|rights| rights.join(system))
    }

    /// Whether it may send a message of this kind with this header.
    ///
    /// # Errors
    /// The first claim that does not permit it.
    pub fn may_send(&self, kind: MessageKind, header: &Header, expected: ProtocolExpected<'_>) -> Result<(), Denied> {
        self.rights(|rights| rights.send(kind, header, expected))
    }

    /// Whether it may read a session's shared initialization.
    ///
    /// # Errors
    /// [`Denied::MessageType`].
    pub fn may_read_initialization(&self) -> Result<(), Denied> {
        self.rights(Rights::read_initialization)
    }

    /// Whether it may read what members are sent, and what follows from it: a stream, the history, the events, the picture.
    ///
    /// # Errors
    /// [`Denied::Reading`].
    pub fn may_read_messages(&self) -> Result<(), Denied> {
        self.rights(Rights::read_messages)
    }

    /// Whether it may create, change and delete sessions. Without a role that the operator named, everybody may.
    ///
    /// # Errors
    /// [`Denied::Administration`], [`Denied::AdministrationWithoutToken`].
    pub fn may_administer(&self) -> Result<(), Denied> {
        let Some(role) = &self.administrator_role else { return Ok(()) };
        match &self.bearer {
            Some(bearer) if bearer.is_administrator => Ok(()),
            Some(_) => Err(Denied::Administration(role.to_string())),
            None => Err(Denied::AdministrationWithoutToken(role.to_string())),
        }
    }

    /// Without a token everything is permitted: where one is needed, none of this was reached.
    fn rights(&self, question: impl FnOnce(&Rights) -> Result<(), Denied>) -> Result<(), Denied> {
        self.bearer.as_ref().map_or(Ok(()), |bearer| question(&bearer.rights))
    }
}
