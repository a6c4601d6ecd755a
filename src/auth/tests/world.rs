//! What the tests authenticate with.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use poem::http::{HeaderMap, header::AUTHORIZATION};
use serde_json::{Value, json};

use crate::{
    auth::{Authenticator, KeySource, Policy, Principal, TokenRefused, keys::Keys},
    clock::Clock,
    identity::Timestamp,
    ops::configuration::AuthMode,
};

/// When the tests begin, in seconds.
pub(super) const NOW_SEC: u64 = 1_800_000_000;

/// A clock that stands until it is turned.
#[derive(Debug)]
pub(super) struct TurnedClock(AtomicU64);

impl TurnedClock {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(NOW_SEC * 1_000)))
    }

    pub(super) fn turn(&self, sec: u64) {
        self.0.fetch_add(sec * 1_000, Ordering::Relaxed);
    }
}

impl Clock for TurnedClock {
    fn now(&self) -> Timestamp {
        Timestamp { unix_ms: self.0.load(Ordering::Relaxed) }
    }
}

pub(super) fn policy(mode: AuthMode) -> Policy {
    Policy { mode, issuer: None, leeway_ms: 0, administrator_role: None }
}

/// Verifies with this key.
pub(super) fn with_pem(mode: AuthMode, pem: &str) -> Authenticator {
    let keys = KeySource { fixed: Keys::from_pem(pem).unwrap(), provider: None };
    Authenticator::new(policy(mode), keys, TurnedClock::new())
}

/// Claims that hold for a hundred seconds, and what else is given.
pub(super) fn claims(more: &Value) -> Value {
    let mut claims = json!({"exp": NOW_SEC + 100, "aud": "c2sim", "sub": "anna", "fromSendingSystem": "C2"});
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

pub(super) async fn bearer(by: &Authenticator, token: &str) -> Result<Principal, TokenRefused> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    by.authenticate(&headers).await
}
