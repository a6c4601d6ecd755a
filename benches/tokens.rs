//! What a token costs: verifying it once, and recognizing it afterwards, which every further request pays.
//!
//! `cargo bench --bench tokens` asks the server's own authenticator, in one thread, and prints µs of CPU time. A publish
//! with a token costs that much more than one without, and the reading of a longer request head.

#[path = "../tests/support/tokens.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, reason = "shared with the tests")]
mod tokens;

use std::{
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use c2sim::{
    auth::{Authenticator, KeySource, Policy, ProtocolExpected},
    clock::SystemClock,
    identity::SystemName,
    message::{Header, MessageKind},
    ops::Configuration,
};
use poem::http::{HeaderMap, header::AUTHORIZATION};
use serde_json::json;
use tokens::Signer;

/// Requests of one batch.
const REQUESTS: u32 = 20_000;
/// Batches, of which the best counts, since the machine may be busy with something else.
const BATCHES: u32 = 20;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    println!("{:<8} {:>11} {:>10} {:>14}", "", "token_bytes", "verify_us", "recognize_us");
    for signer in [Signer::rsa("RS256"), Signer::p256(), Signer::ed25519()] {
        let token = token(&signer);
        let mut verify_us = f64::MAX;
        let mut recognize_us = f64::MAX;
        for _ in 0..BATCHES {
            let authenticator = authenticator(&signer);
            verify_us = verify_us.min(batch(&authenticator, &token, 1).await);
            recognize_us = recognize_us.min(batch(&authenticator, &token, REQUESTS).await);
        }
        println!("{:<8} {:>11} {verify_us:>10.1} {recognize_us:>14.2}", signer.algorithm, token.len());
    }
}

/// µs a request, from its headers to the leave to send a report.
async fn batch(authenticator: &Authenticator, token: &str, requests: u32) -> f64 {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, format!("Bearer {token}").parse().expect("a token is a header"));
    let header = header();
    let expected = ProtocolExpected { protocol: "SISO-STD-C2SIM", version: "1.0.2", private_addressing: true };
    let started = Instant::now();
    for _ in 0..requests {
        let principal = authenticator.authenticate(&headers).await.expect("the token holds");
        principal.may_send(MessageKind::Report, &header, expected).expect("the claims permit it");
    }
    started.elapsed().as_secs_f64() * 1e6 / f64::from(requests)
}

fn authenticator(signer: &Signer) -> Authenticator {
    let key = signer.public_pem();
    let setting = |name: &str| (name == "C2SIM_BEARER_PUBLIC_KEY").then(|| key.clone());
    let configuration = Configuration::read(&[], &setting).expect("it can be read");
    let keys = KeySource::of(&configuration).expect("it is a key");
    Authenticator::new(Policy::of(&configuration), keys, Arc::new(SystemClock))
}

/// A token as large as those of identity providers are.
fn token(signer: &Signer) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs();
    signer.token(&json!({
        "exp": now + 3_600, "iat": now, "aud": ["c2sim", "account"], "iss": "https://idp.example.org/realms/exercise",
        "sub": "0a1b2c3d-0000-4000-8000-00000000000a", "azp": "map", "sid": "x".repeat(36), "scope": "openid profile email",
        "realm_access": {"roles": ["offline_access", "uma_authorization", "default-roles-exercise"]},
        "fromSendingSystem": "MAP;C2", "replyToSystem": "ANY", "toReceivingSystem": "ANY", "messageType": "ANY",
        "name": "An Operator", "preferred_username": "operator", "email": "operator@example.org",
    }))
}

fn header() -> Header {
    Header {
        from_sending_system: SystemName::new("C2"),
        to_receiving_systems: vec![SystemName::new(SystemName::ALL)],
        reply_to_system: None,
        message_id: None,
        conversation_id: None,
        in_reply_to_message_id: None,
        protocol: Some("SISO-STD-C2SIM".into()),
        protocol_version: Some("1.0.2".into()),
        sending_time: None,
    }
}
