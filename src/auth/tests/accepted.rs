//! From the claims of a token to what its principal may do, and for how long.

use std::sync::Arc;

use serde_json::json;

use super::{
    tokens::Signer,
    world::{NOW_SEC, TurnedClock, bearer, claims, policy, with_pem},
};
use crate::{
    auth::{Authenticator, Denied, KeySource, Policy, Principal, TokenRefused, keys::Keys},
    identity::SystemName,
    ops::configuration::AuthMode,
};

#[tokio::test]
async fn a_token_that_was_verified_counts_until_it_expires_and_no_longer() {
    let (signer, clock) = (Signer::rsa("PS256"), TurnedClock::new());
    let keys = KeySource { fixed: Keys::from_pem(&signer.public_pem()).unwrap(), provider: None };
    let policy = Policy { leeway_ms: 30_000, ..policy(AuthMode::MixedAuth) };
    let by = Authenticator::new(policy, keys, Arc::clone(&clock) as _);
    let token = signer.token(&claims(&json!({})));
    for _ in 0..2 {
        assert!(bearer(&by, &token).await.is_ok());
    }
    clock.turn(129);
    assert!(bearer(&by, &token).await.is_ok());
    clock.turn(1);
    for _ in 0..2 {
        assert_eq!(bearer(&by, &token).await.unwrap_err(), TokenRefused::Expired);
    }
    let renewed = signer.token(&claims(&json!({"exp": NOW_SEC + 1_000})));
    assert!(bearer(&by, &renewed).await.is_ok());
}

#[tokio::test]
async fn a_token_that_was_refused_is_refused_again() {
    let signer = Signer::p384();
    let by = with_pem(AuthMode::MixedAuth, &signer.public_pem());
    for (claim, code) in [
        (json!({"aud": "other"}), "INVALID_JWT"),
        (json!({"exp": null}), "INVALID_JWT"),
        (json!({"nbf": NOW_SEC + 50}), "INVALID_JWT"),
        (json!({"messageType": 7}), "INVALID_CLAIM_DATATYPE"),
        (json!({"fromSendingSystem": ["C2", "ANY"]}), "INVALID_CLAIM_DATATYPE"),
    ] {
        let token = signer.token(&claims(&claim));
        for _ in 0..2 {
            assert_eq!(bearer(&by, &token).await.unwrap_err().code(), code, "{claim}");
        }
    }
}

#[tokio::test]
async fn without_keys_no_token_holds() {
    let by = Authenticator::new(policy(AuthMode::MixedAuth), KeySource::default(), TurnedClock::new());
    let token = Signer::p256().token(&claims(&json!({})));
    assert_eq!(bearer(&by, &token).await.unwrap_err(), TokenRefused::NoKeySource);
    assert!(by.authenticate_token(None).await.is_ok());
}

#[tokio::test]
async fn administration_needs_the_role_where_one_is_named() {
    let signer = Signer::p256();
    let check = async |mode, role: Option<&str>, roles: Option<&[&str]>, expected: Result<(), &str>| {
        let keys = KeySource { fixed: Keys::from_pem(&signer.public_pem()).unwrap(), provider: None };
        let policy = Policy { administrator_role: role.map(Arc::from), ..policy(mode) };
        let by = Authenticator::new(policy, keys, TurnedClock::new());
        let token = roles.map(|roles| signer.token(&claims(&json!({ "roles": roles }))));
        let principal = by.authenticate_token(token.as_deref()).await.unwrap();
        let code = principal.may_administer().map_err(|denied| denied.code());
        assert_eq!(code, expected, "{mode:?} {role:?} {roles:?}");
    };
    let (mixed, role) = (AuthMode::MixedAuth, Some("c2sim-admin"));
    check(mixed, None, None, Ok(())).await;
    check(mixed, None, Some(&[]), Ok(())).await;
    check(mixed, role, None, Err("AUTHORISATION_HEADER_MISSING")).await;
    check(mixed, role, Some(&["user"]), Err("CLAIM_CHECK")).await;
    check(mixed, role, Some(&["user", "c2sim-admin"]), Ok(())).await;
    check(AuthMode::StrictAuth, role, Some(&["c2sim-admin"]), Ok(())).await;
    check(AuthMode::NoAuth, role, None, Ok(())).await;
}

#[tokio::test]
async fn a_principal_is_held_to_its_claims_and_whoever_has_none_is_free() {
    let (c2, sim) = (SystemName::new("C2"), SystemName::new("SIM"));
    let signer = Signer::p256();
    let by = with_pem(AuthMode::MixedAuth, &signer.public_pem());
    let held = bearer(&by, &signer.token(&claims(&json!({"messageType": "DomainMessage"})))).await.unwrap();
    assert_eq!(held.may_join(&c2), Ok(()));
    assert_eq!(held.may_join(&sim), Err(Denied::Join(sim.clone())));
    assert_eq!(held.may_read_messages(), Ok(()));
    assert_eq!(held.may_read_initialization().unwrap_err().code(), "CLAIM_CHECK");
    for free in [by.authenticate_token(None).await.unwrap(), Principal::unchecked()] {
        assert_eq!(free.may_join(&sim), Ok(()));
        assert_eq!(free.may_read_initialization(), Ok(()));
    }
}
