//! The header Authorization in every mode.

use poem::http::{HeaderMap, header::AUTHORIZATION};
use serde_json::json;

use super::{
    tokens::Signer,
    world::{claims, with_pem},
};
use crate::{
    auth::{TokenRefused, bearer::TOKEN_BYTES_MAX},
    ops::configuration::AuthMode,
    session::Caller,
};

#[tokio::test]
async fn a_token_is_looked_at_as_the_mode_says() {
    let signer = Signer::ed25519();
    let token = signer.token(&claims(&json!({})));
    let check = async |mode, values: &[&str], expected: Result<bool, &'static str>| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        let principal = with_pem(mode, &signer.public_pem()).authenticate(&headers).await;
        let is_bearer = principal.map(|principal| matches!(principal.caller(), Caller::Bearer(_)));
        assert_eq!(is_bearer.map_err(TokenRefused::code), expected, "{mode:?} {values:?}");
    };
    let good = format!("Bearer {token}");
    let (none, mixed, strict) = (AuthMode::NoAuth, AuthMode::MixedAuth, AuthMode::StrictAuth);
    for mode in [mixed, strict] {
        check(mode, &[&good], Ok(true)).await;
        check(mode, &[&format!("bearer   {token} ")], Ok(true)).await;
        check(mode, &[&good, &good], Err("INVALID_JWT")).await;
        check(mode, &["Basic YTpi", &good], Err("INVALID_JWT")).await;
        check(mode, &[&format!("{good} more")], Err("INVALID_JWT")).await;
        check(mode, &[&format!("{good},{good}")], Err("INVALID_JWT")).await;
        for malformed in ["Bearer", "Bearer ", "Bearer a", "Bearer a.b", "Bearer a.b.c", "Bearer ..", "Bearer a.b.c.d"]
        {
            check(mode, &[malformed], Err("INVALID_JWT")).await;
        }
        let long = "x".repeat(TOKEN_BYTES_MAX + 1);
        check(mode, &[&format!("Bearer {long}")], Err("INVALID_JWT")).await;
    }
    for values in [&[][..], &["Basic YTpi"], &["Basic YTpi", "Basic YTpi"], &["Bearertoken"], &[""]] {
        check(mixed, values, Ok(false)).await;
        check(strict, values, Err("AUTHORISATION_HEADER_MISSING")).await;
    }
    for values in [&[][..], &["Bearer a.b.c"], &[good.as_str()], &[good.as_str(), "Bearer"]] {
        check(none, values, Ok(false)).await;
    }
}

#[tokio::test]
async fn a_token_that_came_another_way_is_held_to_the_same() {
    let signer = Signer::ed25519();
    let (good, longest) = (signer.token(&claims(&json!({}))), signer.token(&claims(&json!({"x": "y".repeat(11_000)}))));
    assert!(longest.len() < TOKEN_BYTES_MAX);
    let strict = with_pem(AuthMode::StrictAuth, &signer.public_pem());
    assert!(strict.authenticate_token(Some(&good)).await.is_ok());
    assert!(strict.authenticate_token(Some(&longest)).await.is_ok());
    assert_eq!(strict.authenticate_token(None).await.unwrap_err(), TokenRefused::Missing);
    assert!(strict.authenticate_token(Some("")).await.is_err());
    let mixed = with_pem(AuthMode::MixedAuth, &signer.public_pem());
    assert_eq!(*mixed.authenticate_token(None).await.unwrap().caller(), Caller::Anonymous);
}
