//! An identity provider on the loopback: there, away, slow, wrong, and with other keys.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{
    tokens::Signer,
    world::{NOW_SEC, TurnedClock, bearer, claims, policy},
};
use crate::{
    auth::{
        Authenticator, KeySource, TokenRefused,
        keys::Keys,
        provider::{DOCUMENT_BYTES_MAX, FRESH_MS, IdentityProvider, REFETCH_MS_MIN},
    },
    ops::configuration::AuthMode,
};

/// A provider whose answers a test chooses.
struct Loopback {
    url: String,
    jwks: Arc<Mutex<String>>,
    /// What answers in place of the documents.
    failure: Arc<Mutex<Option<&'static str>>>,
    fetches: Arc<AtomicUsize>,
}

impl Loopback {
    async fn with(signers: &[&Signer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let loopback = Self { url, jwks: Arc::default(), failure: Arc::default(), fetches: Arc::default() };
        loopback.serve(signers);
        let (url, jwks) = (loopback.url.clone(), Arc::clone(&loopback.jwks));
        let (failure, fetches) = (Arc::clone(&loopback.failure), Arc::clone(&loopback.fetches));
        tokio::spawn(async move {
            while let Ok((mut connection, _)) = listener.accept().await {
                let mut request = vec![0; 4_096];
                let read = connection.read(&mut request).await.unwrap();
                let head = String::from_utf8_lossy(&request[..read]).into_owned();
                let is_discovery = head.starts_with("GET /.well-known/openid-configuration ");
                let body = match (*failure.lock(), is_discovery) {
                    (Some(failure), _) => failure.to_owned(),
                    (None, true) => {
                        json!({"issuer": "https://elsewhere", "jwks_uri": format!("{url}/keys")}).to_string()
                    }
                    (None, false) => jwks.lock().clone(),
                };
                fetches.fetch_add(usize::from(is_discovery), Ordering::Relaxed);
                let answer =
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
                connection.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        loopback
    }

    fn serve(&self, signers: &[&Signer]) {
        let keys: Vec<Value> = signers.iter().map(|signer| signer.jwk()).collect();
        *self.jwks.lock() = json!({ "keys": keys }).to_string();
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::Relaxed)
    }

    fn authenticator(&self, clock: &Arc<TurnedClock>) -> Authenticator {
        let provider = Some(Arc::new(IdentityProvider::at(&self.url)));
        let keys = KeySource { fixed: Keys::default(), provider };
        Authenticator::new(policy(AuthMode::StrictAuth), keys, Arc::clone(clock) as _)
    }
}

fn long_lived(signer: &Signer, subject: &str) -> String {
    signer.token(&claims(&json!({"exp": NOW_SEC + 100_000, "sub": subject})))
}

#[tokio::test]
async fn keys_are_fetched_when_a_token_asks_for_them_and_once() {
    let signer = Signer::rsa("RS256").named("one");
    let provider = Loopback::with(&[&signer]).await;
    let by = Arc::new(provider.authenticator(&TurnedClock::new()));
    assert_eq!(provider.fetches(), 0);
    let many = (0..20).map(|number| {
        let (by, token) = (Arc::clone(&by), long_lived(&signer, &number.to_string()));
        tokio::spawn(async move { bearer(&by, &token).await.map(|_| ()) })
    });
    for authenticated in many.collect::<Vec<_>>() {
        assert_eq!(authenticated.await.unwrap(), Ok(()));
    }
    assert_eq!(provider.fetches(), 1);
}

#[tokio::test]
async fn a_key_that_is_not_known_is_asked_for_and_not_too_often() {
    let (one, two, stranger) = (Signer::p256().named("1"), Signer::p256().named("2"), Signer::p256().named("3"));
    let (provider, clock) = (Loopback::with(&[&one]).await, TurnedClock::new());
    let by = provider.authenticator(&clock);
    assert!(bearer(&by, &long_lived(&one, "a")).await.is_ok());
    provider.serve(&[&two]);
    for _ in 0..10 {
        assert_eq!(bearer(&by, &long_lived(&two, "a")).await.unwrap_err(), TokenRefused::UnknownKey);
    }
    assert_eq!(provider.fetches(), 1);
    clock.turn(REFETCH_MS_MIN / 1_000);
    assert!(bearer(&by, &long_lived(&two, "a")).await.is_ok());
    assert_eq!(provider.fetches(), 2);
    assert_eq!(bearer(&by, &long_lived(&one, "a")).await.unwrap_err(), TokenRefused::UnknownKey, "it was withdrawn");
    clock.turn(REFETCH_MS_MIN / 1_000);
    for _ in 0..10 {
        assert_eq!(bearer(&by, &long_lived(&stranger, "a")).await.unwrap_err(), TokenRefused::UnknownKey);
    }
    assert_eq!(provider.fetches(), 3);
}

#[tokio::test]
async fn the_server_works_on_while_the_provider_is_away() {
    let signer = Signer::ed25519().named("1");
    let (provider, clock) = (Loopback::with(&[&signer]).await, TurnedClock::new());
    let by = provider.authenticator(&clock);
    for failure in ["", "<html>", "{}", "{\"jwks_uri\": \"ftp://example.org/keys\"}", "{\"keys\": []}"] {
        *provider.failure.lock() = Some(failure);
        assert_eq!(
            bearer(&by, &long_lived(&signer, "a")).await.unwrap_err(),
            TokenRefused::KeysUnavailable,
            "{failure}"
        );
        clock.turn(REFETCH_MS_MIN / 1_000);
    }
    *provider.failure.lock() = None;
    assert!(bearer(&by, &long_lived(&signer, "a")).await.is_ok());
    *provider.failure.lock() = Some("away");
    for _ in 0..3 {
        clock.turn(2 * FRESH_MS / 1_000);
        assert!(bearer(&by, &long_lived(&signer, "b")).await.is_ok(), "old keys serve");
    }
}

#[tokio::test]
async fn a_document_without_end_is_not_read_to_it() {
    let signer = Signer::ed25519();
    let (provider, clock) = (Loopback::with(&[&signer]).await, TurnedClock::new());
    let by = provider.authenticator(&clock);
    let padded = |bytes: usize| {
        let mut document = json!({"keys": [signer.jwk()]}).to_string();
        document.push_str(&" ".repeat(bytes - document.len()));
        document
    };
    *provider.jwks.lock() = padded(DOCUMENT_BYTES_MAX + 1);
    assert_eq!(bearer(&by, &long_lived(&signer, "a")).await.unwrap_err(), TokenRefused::KeysUnavailable);
    clock.turn(REFETCH_MS_MIN / 1_000);
    *provider.jwks.lock() = padded(DOCUMENT_BYTES_MAX);
    assert!(bearer(&by, &long_lived(&signer, "a")).await.is_ok());
}
