//! From the headers of a request to the principal behind it.
//!
//! Entry point: [`Authenticator::authenticate`]. What must always hold: in STRICT_AUTH nobody passes without a token; in
//! every mode but NO_AUTH a token that is sent holds or the request is refused.

use std::sync::Arc;

use poem::http::HeaderMap;

use super::{
    KeySource, Policy, Principal, TokenRefused,
    bearer::{token, token_of},
    claims::Claims,
    principal::Bearer,
    signature,
    unverified::Unverified,
    verified::VerifiedTokens,
};
use crate::{clock::Clock, ops::configuration::AuthMode};

/// Tells who is behind a request.
pub struct Authenticator {
    policy: Policy,
    keys: KeySource,
    verified: Arc<VerifiedTokens>,
    clock: Arc<dyn Clock>,
}

impl Authenticator {
    /// By this policy, with these keys.
    pub fn new(policy: Policy, keys: KeySource, clock: Arc<dyn Clock>) -> Self {
        signature::install();
        Self { policy, keys, verified: Arc::new(VerifiedTokens::new()), clock }
    }

    /// Who is behind a request with these headers.
    ///
    /// # Errors
    /// It carries a token that does not hold, or none where one is needed.
    pub async fn authenticate(&self, headers: &HeaderMap) -> Result<Principal, TokenRefused> {
        match self.policy.mode {
            AuthMode::NoAuth => Ok(Principal::unchecked()),
            AuthMode::MixedAuth | AuthMode::StrictAuth => self.principal(token_of(headers)?).await,
        }
    }

    /// Whether a request may come in at all, for those whose doors know them by something else than a token.
    ///
    /// # Errors
    /// Every request needs a token, and this has none that holds.
    pub async fn admit(&self, headers: &HeaderMap) -> Result<(), TokenRefused> {
        match self.policy.mode {
            AuthMode::NoAuth | AuthMode::MixedAuth => Ok(()),
            AuthMode::StrictAuth => self.authenticate(headers).await.map(drop),
        }
    }

    /// Who is behind a token that came another way than in a header, for instance in the message that logs a client in.
    ///
    /// # Errors
    /// As [`Authenticator::authenticate`].
    pub async fn authenticate_token(&self, text: Option<&str>) -> Result<Principal, TokenRefused> {
        match self.policy.mode {
            AuthMode::NoAuth => Ok(Principal::unchecked()),
            AuthMode::MixedAuth | AuthMode::StrictAuth => self.principal(text.map(token).transpose()?).await,
        }
    }

    async fn principal(&self, token: Option<&str>) -> Result<Principal, TokenRefused> {
        let role = self.policy.administrator_role.clone();
        match token {
            Some(token) => Ok(Principal::bearer(self.bearer(token).await?, role)),
            None if self.policy.mode == AuthMode::StrictAuth => Err(TokenRefused::Missing),
            None => Ok(Principal::anonymous(role)),
        }
    }

    async fn bearer(&self, token: &str) -> Result<Arc<Bearer>, TokenRefused> {
        let (print, now) = (self.verified.print(token), self.clock.now());
        if let Some(bearer) = self.verified.get(&print, now) {
            return Ok(bearer);
        }
        if self.keys.is_empty() {
            return Err(TokenRefused::NoKeySource);
        }
        let token = Unverified::read(token)?;
        let claims = match (self.keys.fixed.verify(&token), &self.keys.provider) {
            (Ok(claims), _) => claims,
            (Err(refused), None) => return Err(refused),
            (Err(_), Some(provider)) => {
                let verified = Arc::clone(&self.verified);
                let keys = provider.keys_for(&token, now, move || verified.clear()).await;
                if keys.is_empty() {
                    return Err(TokenRefused::KeysUnavailable);
                }
                keys.verify(&token)?
            }
        };
        let (bearer, until) = Claims(&claims).bearer(&self.policy, now)?;
        let bearer = Arc::new(bearer);
        self.verified.put(print, Arc::clone(&bearer), until);
        Ok(bearer)
    }
}
