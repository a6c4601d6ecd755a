//! Which keys are taken, and that a key verifies by its own algorithms alone.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use serde_json::{Value, json};

use super::{
    tokens::{Signer, pem},
    world::{bearer, claims, with_pem},
};
use crate::{
    auth::{NotAKey, TokenRefused, keys::Keys, unverified::Unverified},
    ops::configuration::AuthMode,
};

fn signers() -> Vec<Signer> {
    let rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map(Signer::rsa);
    rsa.into_iter().chain([Signer::p256(), Signer::p384(), Signer::ed25519()]).collect()
}

#[tokio::test]
async fn every_algorithm_holds_with_its_own_key_and_no_other() {
    let signers = signers();
    for key in &signers {
        let by = with_pem(AuthMode::StrictAuth, &key.public_pem());
        for signer in &signers {
            let verified = bearer(&by, &signer.token(&claims(&json!({})))).await.map(|_| ());
            let is_same_key = key.public_pem() == signer.public_pem();
            let expected = if is_same_key { Ok(()) } else { Err(TokenRefused::AlgorithmNotAccepted) };
            assert_eq!(verified, expected, "{} by a key for {}", signer.algorithm, key.algorithm);
        }
    }
    for (one, other) in [(Signer::p256(), Signer::p256()), (Signer::ed25519(), Signer::ed25519())] {
        let by = with_pem(AuthMode::StrictAuth, &one.public_pem());
        let refused = bearer(&by, &other.token(&claims(&json!({})))).await.unwrap_err();
        assert_eq!(refused, TokenRefused::BadSignature);
    }
}

#[tokio::test]
async fn no_token_chooses_how_it_is_judged() {
    let signer = Signer::rsa("RS256");
    let by = with_pem(AuthMode::StrictAuth, &signer.public_pem());
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = |algorithm: &str| format!("{}.{}", encode(&json!({"alg": algorithm})), encode(&claims(&json!({}))));
    let refused = async |token: String| bearer(&by, &token).await.unwrap_err();
    for none in ["none", "None", "NONE", "", "HS999"] {
        assert_eq!(refused(format!("{}.", message(none))).await.code(), "SIGNATURE_VERIFICATION_FAILED", "{none}");
    }
    // The public key as the secret of an HMAC: the classic confusion.
    let message = message("HS256");
    let secret = hmac::Key::new(hmac::HMAC_SHA256, signer.public_pem().as_bytes());
    let signed = URL_SAFE_NO_PAD.encode(hmac::sign(&secret, message.as_bytes()));
    assert_eq!(refused(format!("{message}.{signed}")).await, TokenRefused::AlgorithmNotAccepted);
    // A signature over something else, one cut short, and one with a bit turned.
    let token = signer.token(&claims(&json!({})));
    let (head, tail) = token.rsplit_once('.').unwrap();
    let other = signer.token(&claims(&json!({"fromSendingSystem": "ANY"})));
    let forged = format!("{}.{tail}", other.rsplit_once('.').unwrap().0);
    assert_eq!(refused(forged).await, TokenRefused::BadSignature);
    assert_eq!(refused(format!("{head}.{}", &tail[..tail.len() - 8])).await, TokenRefused::BadSignature);
    assert_eq!(refused(format!("{head}.")).await, TokenRefused::BadSignature);
    let critical = signer.token_with(&json!({"alg": "RS256", "crit": ["b64"], "b64": false}), &claims(&json!({})));
    assert_eq!(refused(critical).await.code(), "INVALID_JWT");
    let no_object = signer.token_with(&json!({"alg": "RS256"}), &json!("text"));
    assert!(matches!(refused(no_object).await.code(), "INVALID_JWT"));
    assert!(bearer(&by, &token).await.is_ok());
}

#[test]
fn public_keys_are_read_in_the_forms_that_tools_write() {
    let rsa = Signer::rsa("RS256");
    for text in [rsa.public_pem(), rsa.public_pem_pkcs1(), rsa.public_pem().replace('\n', "\\n")] {
        let keys = Keys::from_pem(&text).unwrap();
        let token = rsa.token(&claims(&json!({})));
        assert!(keys.verify(&Unverified::read(&token).unwrap()).is_ok(), "{text}");
    }
    let private = pem("PRIVATE KEY", b"\x30\x00");
    assert_eq!(Keys::from_pem(&private).unwrap_err(), NotAKey::Private);
    let secp256k1_head =
        b"\x30\x56\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x0a\x03\x42\x00";
    for text in
        ["", "k", "-----BEGIN PUBLIC KEY-----", &pem("PUBLIC KEY", b"\x30\x00"), &pem("CERTIFICATE", b"\x30\x00")]
    {
        assert_eq!(Keys::from_pem(text).unwrap_err(), NotAKey::Unknown, "{text}");
    }
    // A point of another curve has the length of P-256 and verifies nothing.
    let other_curve = pem("PUBLIC KEY", &[&secp256k1_head[..], &[4; 65]].concat());
    if let Ok(keys) = Keys::from_pem(&other_curve) {
        let token = Signer::p256().token(&claims(&json!({})));
        assert!(keys.verify(&Unverified::read(&token).unwrap()).is_err());
    }
}

#[test]
fn of_a_key_set_what_can_verify_is_taken() {
    let signer = Signer::p256().named("one");
    let taken = |change: Value| {
        let mut jwk = signer.jwk();
        for (name, value) in change.as_object().unwrap() {
            jwk[name] = value.clone();
        }
        let document = json!({"keys": [{"kty": "new"}, jwk, 7]}).to_string();
        let token = signer.token(&claims(&json!({})));
        let keys = Keys::from_jwks(document.as_bytes()).unwrap();
        keys.has_key_for(&Unverified::read(&token).unwrap())
    };
    assert!(taken(json!({})));
    assert!(taken(json!({"alg": "ES256"})));
    assert!(taken(json!({"kid": null})), "a key without an id may be meant");
    for other in [
        json!({"kid": "two"}),
        json!({"use": "enc"}),
        json!({"alg": "ES384"}),
        json!({"alg": "RSA-OAEP"}),
        json!({"crv": "secp256k1"}),
        json!({"crv": "P-521"}),
        json!({"kty": "oct", "k": "c2VjcmV0"}),
    ] {
        assert!(!taken(other.clone()), "{other}");
    }
    assert!(Keys::from_jwks(b"{}").is_none() && Keys::from_jwks(b"<html/>").is_none());
}

#[test]
fn of_several_keys_the_one_that_signed_is_found() {
    let signers = [Signer::p256(), Signer::p256(), Signer::rsa("RS256"), Signer::ed25519()];
    let jwks: Vec<Value> = signers.iter().map(Signer::jwk).collect();
    let keys = Keys::from_jwks(json!({ "keys": jwks }).to_string().as_bytes()).unwrap();
    for signer in &signers {
        let token = signer.token(&claims(&json!({})));
        assert!(keys.verify(&Unverified::read(&token).unwrap()).is_ok(), "{}", signer.algorithm);
    }
    let stranger = Signer::p256().token(&claims(&json!({})));
    assert_eq!(keys.verify(&Unverified::read(&stranger).unwrap()), Err(TokenRefused::BadSignature));
}
