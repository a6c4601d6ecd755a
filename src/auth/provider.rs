//! The keys of an identity provider: found through its discovery document, fetched when a token asks for them.
//!
//! Entry point: [`IdentityProvider::keys_for`]. What must always hold: nobody waits for the provider whose key is known;
//! one fetch at a time, and none sooner than [`REFETCH_MS_MIN`] after the last began, whatever tokens come; what is fetched
//! is bounded in bytes and time; keys that were fetched stay until others take their place, however long the provider is
//! away.
//!
//! The crate openidconnect is not used: it logs users in. Its discovery asks of a provider what only that needs, among it
//! that its documents name the very address under which the server reaches it, which is not so behind a proxy or inside a
//! container; and its verifier is for ID tokens. Of the document two fields are needed, and what trusting it rests on is
//! the configured address and TLS.

use std::{sync::Arc, time::Duration};

use parking_lot::RwLock;
use reqwest::{Client, Url, redirect};
use serde::Deserialize;

use super::{keys::Keys, unverified::Unverified};
use crate::identity::Timestamp;

/// The time between two fetches at least, in milliseconds.
pub(super) const REFETCH_MS_MIN: u64 = 10_000;
/// From this age on, keys are fetched anew while the old ones serve, in milliseconds: a key that the provider withdrew
/// counts no longer than that.
pub(super) const FRESH_MS: u64 = 300_000;
/// How long one fetch may take, both documents together, in seconds.
const FETCH_SEC_MAX: u64 = 5;
/// The largest document that is read, in bytes.
pub(super) const DOCUMENT_BYTES_MAX: usize = 512 * 1024;
/// Redirections that are followed for one document.
const REDIRECTS_MAX: usize = 3;

const WELL_KNOWN: &str = "/.well-known/";
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// An identity provider, and what is known of its keys.
#[derive(Debug)]
pub(super) struct IdentityProvider {
    url: String,
    known: RwLock<Known>,
    fetching: tokio::sync::Mutex<()>,
}

/// What was fetched, and when.
#[derive(Debug, Clone, Default)]
struct Known {
    keys: Arc<Keys>,
    fetched_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
}

/// Why keys could not be fetched; for the log of the operator.
#[derive(Debug, thiserror::Error)]
enum NotFetched {
    #[error(
        "{0} is no URL that keys are fetched from; https or http is needed, and https where discovery came by https"
    )]
    Url(String),
    #[error("no client can be made: {0}")]
    Client(reqwest::Error),
    #[error("{url} cannot be read: {cause}")]
    Http { url: Url, cause: String },
    #[error("{0} is larger than is read")]
    TooLarge(Url),
    #[error("{0} is no discovery document: it has to be JSON with jwks_uri")]
    NoDiscovery(Url),
    #[error("{0} is no set of keys that tokens can be verified with")]
    NoKeys(Url),
    #[error("it took longer than {FETCH_SEC_MAX} s")]
    TooSlow,
}

#[derive(Deserialize)]
struct Discovery {
    jwks_uri: String,
}

impl IdentityProvider {
    /// The provider whose discovery document, or whose issuer, has this address. Nothing is fetched yet.
    pub(super) fn at(url: &str) -> Self {
        let url =
            if url.contains(WELL_KNOWN) { url.to_owned() } else { url.trim_end_matches('/').to_owned() + DISCOVERY };
        Self { url, known: RwLock::default(), fetching: tokio::sync::Mutex::default() }
    }

    /// The keys to verify this token with: those that are known if one of them fits, otherwise those that the provider
    /// has now. `changed` is called when other keys took the place of those before.
    pub(super) async fn keys_for(
        self: &Arc<Self>,
        token: &Unverified<'_>,
        now: Timestamp,
        changed: impl Fn() + Send + Sync + 'static,
    ) -> Arc<Keys> {
        let known = self.known.read().clone();
        let is_fresh = known.fetched_at.is_some_and(|fetched| now.ms_since(fetched) < FRESH_MS);
        let fits = known.keys.has_key_for(token);
        if (fits && is_fresh) || !may_fetch(&known, now) {
            // Somebody may be fetching at this moment for the first time.
            if !fits && known.fetched_at.is_none() {
                let _done = self.fetching.lock().await;
                return Arc::clone(&self.known.read().keys);
            }
            return known.keys;
        }
        let provider = Arc::clone(self);
        // On a task of its own: a client that goes away does not end the fetch that others wait for.
        let fetch = tokio::spawn(async move { provider.refresh(now, changed).await });
        if fits {
            return known.keys;
        }
        // A fetch that panicked leaves the keys as they were.
        let _ = fetch.await;
        Arc::clone(&self.known.read().keys)
    }

    /// Fetches, unless somebody has in the meantime.
    async fn refresh(&self, now: Timestamp, changed: impl Fn()) {
        let _one_at_a_time = self.fetching.lock().await;
        {
            let mut known = self.known.write();
            if !may_fetch(&known, now) {
                return;
            }
            known.tried_at = Some(now);
        }
        let fetched = tokio::time::timeout(Duration::from_secs(FETCH_SEC_MAX), fetch(&self.url)).await;
        match fetched.unwrap_or(Err(NotFetched::TooSlow)) {
            Ok(keys) => {
                let keys = Arc::new(keys);
                {
                    let mut known = self.known.write();
                    (known.keys, known.fetched_at) = (keys, Some(now));
                }
                tracing::debug!(url = self.url, "the keys of the identity provider were fetched");
                changed();
            }
            Err(error) => {
                let serve = self.known.read().fetched_at.is_some();
                tracing::warn!(
                    url = self.url,
                    old_keys_serve = serve,
                    "the identity provider's keys were not fetched: {error}"
                );
            }
        }
    }
}

fn may_fetch(known: &Known, now: Timestamp) -> bool {
    known.tried_at.is_none_or(|tried| now.ms_since(tried) >= REFETCH_MS_MIN)
}

/// The keys that the provider has now.
async fn fetch(discovery: &str) -> Result<Keys, NotFetched> {
    super::signature::install();
    let followed = redirect::Policy::limited(REDIRECTS_MAX);
    let client = Client::builder().redirect(followed).build().map_err(NotFetched::Client)?;
    let url = url(discovery, false)?;
    let document = read(&client, &url).await?;
    let found: Discovery = serde_json::from_slice(&document).map_err(|_| NotFetched::NoDiscovery(url.clone()))?;
    let keys_url = self::url(&found.jwks_uri, url.scheme() == "https")?;
    let document = read(&client, &keys_url).await?;
    let keys = Keys::from_jwks(&document).filter(|keys| !keys.is_empty());
    keys.ok_or(NotFetched::NoKeys(keys_url))
}

fn url(text: &str, is_secure: bool) -> Result<Url, NotFetched> {
    let url = Url::parse(text).ok().filter(|url| url.scheme() == "https" || (url.scheme() == "http" && !is_secure));
    url.ok_or_else(|| NotFetched::Url(text.to_owned()))
}

async fn read(client: &Client, url: &Url) -> Result<Vec<u8>, NotFetched> {
    let failed = |error: reqwest::Error| NotFetched::Http { url: url.clone(), cause: whole_cause(&error) };
    let mut answer =
        client.get(url.clone()).send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?;
    let mut document = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(failed)? {
        if document.len() + chunk.len() > DOCUMENT_BYTES_MAX {
            return Err(NotFetched::TooLarge(url.clone()));
        }
        document.extend_from_slice(&chunk);
    }
    Ok(document)
}

/// An error with those behind it; the outermost says little of a refused connection or a certificate.
fn whole_cause(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        text.push_str(&format!(": {inner}"));
        source = inner.source();
    }
    text
}
