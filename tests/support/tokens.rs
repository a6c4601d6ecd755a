//! Tokens as an identity provider signs them, with keys that are made when a test runs.

use std::{
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
        Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384,
        RSA_PSS_SHA512, RsaEncoding, RsaKeyPair, RsaPublicKeyComponents,
    },
};
use rsa::{RsaPrivateKey, pkcs8::EncodePrivateKey, rand_core::OsRng};
use serde_json::{Value, json};

/// The role of administration, where a test's server has one.
pub const ADMINISTRATOR: &str = "exercise-control";

/// A key, and the algorithm that it signs by.
pub struct Signer {
    pub algorithm: &'static str,
    pub key_id: Option<String>,
    key: Key,
}

enum Key {
    Rsa(&'static RsaKeyPair, &'static dyn RsaEncoding),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

/// What stands before the key itself in a SubjectPublicKeyInfo.
const P256_HEAD: &[u8] =
    b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
const P384_HEAD: &[u8] =
    b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00";
const ED25519_HEAD: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";

impl Signer {
    /// One of RS and PS; all of a process share one key, since making it takes long.
    pub fn rsa(algorithm: &'static str) -> Self {
        static KEY: OnceLock<RsaKeyPair> = OnceLock::new();
        let key = KEY.get_or_init(|| {
            let key = RsaPrivateKey::new(&mut OsRng, 2048).unwrap().to_pkcs8_der().unwrap();
            RsaKeyPair::from_pkcs8(key.as_bytes()).unwrap()
        });
        let by: &'static dyn RsaEncoding = match algorithm {
            "RS256" => &RSA_PKCS1_SHA256,
            "RS384" => &RSA_PKCS1_SHA384,
            "RS512" => &RSA_PKCS1_SHA512,
            "PS256" => &RSA_PSS_SHA256,
            "PS384" => &RSA_PSS_SHA384,
            "PS512" => &RSA_PSS_SHA512,
            other => panic!("{other} is none of RSA"),
        };
        Self { algorithm, key_id: None, key: Key::Rsa(key, by) }
    }

    pub fn p256() -> Self {
        Self { algorithm: "ES256", key_id: None, key: Key::Ec(ec(&ECDSA_P256_SHA256_FIXED_SIGNING)) }
    }

    pub fn p384() -> Self {
        Self { algorithm: "ES384", key_id: None, key: Key::Ec(ec(&ECDSA_P384_SHA384_FIXED_SIGNING)) }
    }

    pub fn ed25519() -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let key = Key::Ed(Ed25519KeyPair::from_pkcs8(key.as_ref()).unwrap());
        Self { algorithm: "EdDSA", key_id: None, key }
    }

    /// The same key under an id.
    pub fn named(self, key_id: &str) -> Self {
        Self { key_id: Some(key_id.to_owned()), ..self }
    }

    /// A token for this server that permits everything for the next minutes, but for what `change` says; null takes a claim
    /// away.
    pub fn permitting(&self, change: &Value) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let mut claims = json!({
            "exp": now + 600, "iat": now, "aud": "c2sim", "iss": "tests", "sub": "anna", "azp": "map",
            "fromSendingSystem": "ANY", "replyToSystem": "ANY", "toReceivingSystem": "ANY", "messageType": "ANY",
            "roles": [ADMINISTRATOR],
        });
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        self.token(&claims)
    }

    /// A token with exactly these claims.
    pub fn token(&self, claims: &Value) -> String {
        let mut header = json!({"typ": "JWT", "alg": self.algorithm});
        if let Some(key_id) = &self.key_id {
            header["kid"] = json!(key_id);
        }
        self.token_with(&header, claims)
    }

    /// A token with exactly this header and these claims.
    pub fn token_with(&self, header: &Value, claims: &Value) -> String {
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let message = format!("{}.{}", encode(header), encode(claims));
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(self.sign(message.as_bytes())))
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.key {
            Key::Rsa(key, by) => {
                let mut signed = vec![0; key.public().modulus_len()];
                key.sign(*by, &random, message, &mut signed).unwrap();
                signed
            }
            Key::Ec(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Key::Ed(key) => key.sign(message).as_ref().to_vec(),
        }
    }

    /// The public key, as `openssl pkey -pubout` writes it.
    pub fn public_pem(&self) -> String {
        let der = match &self.key {
            Key::Rsa(key, _) => rsa_public_key_info(key.public().as_ref()),
            Key::Ec(key) if self.algorithm == "ES256" => [P256_HEAD, key.public_key().as_ref()].concat(),
            Key::Ec(key) => [P384_HEAD, key.public_key().as_ref()].concat(),
            Key::Ed(key) => [ED25519_HEAD, key.public_key().as_ref()].concat(),
        };
        pem("PUBLIC KEY", &der)
    }

    /// The public RSA key as `BEGIN RSA PUBLIC KEY`.
    pub fn public_pem_pkcs1(&self) -> String {
        let Key::Rsa(key, _) = &self.key else { panic!("{} is none of RSA", self.algorithm) };
        pem("RSA PUBLIC KEY", key.public().as_ref())
    }

    /// The public key in a set of keys.
    pub fn jwk(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let mut jwk = match &self.key {
            Key::Rsa(key, _) => {
                let RsaPublicKeyComponents::<Vec<u8>> { n, e } = key.public().into();
                json!({"kty": "RSA", "n": text(&n), "e": text(&e)})
            }
            Key::Ec(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(key.public_key().as_ref().len() / 2);
                let curve = if self.algorithm == "ES256" { "P-256" } else { "P-384" };
                json!({"kty": "EC", "crv": curve, "x": text(x), "y": text(y)})
            }
            Key::Ed(key) => json!({"kty": "OKP", "crv": "Ed25519", "x": text(key.public_key().as_ref())}),
        };
        jwk["use"] = json!("sig");
        if let Some(key_id) = &self.key_id {
            jwk["kid"] = json!(key_id);
        }
        jwk
    }
}

fn ec(algorithm: &'static EcdsaSigningAlgorithm) -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap()
}

/// A PEM text with this label.
pub fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// The SubjectPublicKeyInfo of an RSA key of PKCS#1.
fn rsa_public_key_info(key: &[u8]) -> Vec<u8> {
    const ALGORITHM: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
    let bits = [&[0], key].concat();
    der(0x30, &[ALGORITHM, &der(0x03, &bits)].concat())
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, length[0], length[1]], content].concat()
}
