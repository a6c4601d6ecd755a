//! What an operator decides about tokens, as the authenticator needs it.

use std::sync::Arc;

use super::{NotAKey, keys::Keys, provider::IdentityProvider};
use crate::ops::{Configuration, configuration::AuthMode};

/// What an operator decides about tokens.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Whether requests need a token.
    pub mode: AuthMode,
    /// Who has to have issued a token; anybody whose key is known where none is named.
    pub issuer: Option<String>,
    /// What the clocks of identity provider and server may differ by, in milliseconds.
    pub leeway_ms: u64,
    /// The role that administration needs.
    pub administrator_role: Option<Arc<str>>,
}

/// Where the keys come from that verify tokens: a fixed one, those of an identity provider, or both.
#[derive(Debug, Default)]
pub struct KeySource {
    pub(super) fixed: Keys,
    pub(super) provider: Option<Arc<IdentityProvider>>,
}

impl Policy {
    /// As configured.
    pub fn of(configuration: &Configuration) -> Self {
        Self {
            mode: configuration.auth_mode,
            issuer: configuration.token_issuer.clone(),
            leeway_ms: configuration.token_leeway_ms,
            administrator_role: configuration.admin_role.as_deref().map(Arc::from),
        }
    }
}

impl KeySource {
    /// As configured. Nothing is fetched before a token asks for it.
    ///
    /// # Errors
    /// The configured key is none.
    pub fn of(configuration: &Configuration) -> Result<Self, NotAKey> {
        let pem = configuration.bearer_public_key.as_ref();
        Ok(Self {
            fixed: pem.map(|pem| Keys::from_pem(pem.reveal())).transpose()?.unwrap_or_default(),
            provider: configuration.identity_provider_url.as_deref().map(IdentityProvider::at).map(Arc::new),
        })
    }

    /// Whether there is nothing to verify a token with.
    pub(super) fn is_empty(&self) -> bool {
        self.fixed.is_empty() && self.provider.is_none()
    }
}
