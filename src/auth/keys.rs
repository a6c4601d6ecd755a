//! The keys that verify tokens, each with the algorithms that its type permits.
//!
//! Entry points: [`Keys::from_pem`], [`Keys::from_jwks`], [`Keys::verify`]. What must always hold: a key verifies by
//! algorithms of its own type alone, so that no token chooses how it is judged; keys that are none, or that are for another
//! use, are not taken.

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode,
    errors::ErrorKind,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse},
};
use serde::Deserialize;
use serde_json::Value;

use super::{TokenRefused, unverified::Unverified};

/// Keys of a set that are taken; further ones are let go.
const KEYS_MAX: usize = 64;

const RSA: &[Algorithm] =
    &[Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::PS256, Algorithm::PS384, Algorithm::PS512];
const P256: &[Algorithm] = &[Algorithm::ES256];
const P384: &[Algorithm] = &[Algorithm::ES384];
const ED25519: &[Algorithm] = &[Algorithm::EdDSA];

/// Why a text is no key that tokens can be verified with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// It is a private key.
    #[error(
        "it is a private key, which belongs to the identity provider alone; give the public one (openssl pkey -pubout)"
    )]
    Private,
    /// It is nothing that is known.
    #[error(
        "it is no public key that is known here; give an RSA (2048 bits or more), P-256, P-384 or Ed25519 key in PEM, \
         BEGIN PUBLIC KEY, BEGIN RSA PUBLIC KEY or BEGIN CERTIFICATE, line breaks as line breaks or as \\n"
    )]
    Unknown,
}

/// Keys that verify tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: Option<String>,
    algorithms: Vec<Algorithm>,
    key: DecodingKey,
}

/// A set of keys as an identity provider publishes it; an entry that cannot be read is let go.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

impl Keys {
    /// The key of a PEM text. A text that came through an environment may have `\n` for its line breaks.
    ///
    /// # Errors
    /// It has no public key, or one of a type that is not known.
    pub(super) fn from_pem(text: &str) -> Result<Self, NotAKey> {
        let text = text.replace("\\n", "\n");
        if text.contains("PRIVATE KEY-----") {
            return Err(NotAKey::Private);
        }
        let text = match text.contains("-----BEGIN CERTIFICATE-----") {
            true => key_of_certificate(&text).ok_or(NotAKey::Unknown)?,
            false => text,
        };
        let pem = text.as_bytes();
        // The content decides, not the name on the envelope: a key of another type is refused by each of the readers.
        let read = DecodingKey::from_rsa_pem(pem)
            .or_else(|_| DecodingKey::from_ec_pem(pem))
            .or_else(|_| DecodingKey::from_ed_pem(pem));
        let key = read.map_err(|_| NotAKey::Unknown)?;
        let algorithms = algorithms_of(&key).ok_or(NotAKey::Unknown)?.to_vec();
        Ok(Self(vec![Key { id: None, algorithms, key }]))
    }

    /// The keys of a JWKS document; nothing where it is none.
    pub(super) fn from_jwks(document: &[u8]) -> Option<Self> {
        let set: KeySet = serde_json::from_slice(document).ok()?;
        let keys = set.keys.into_iter().filter_map(|key| Key::from_jwk(&serde_json::from_value(key).ok()?));
        Some(Self(keys.take(KEYS_MAX).collect()))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them may have signed the token, by what its header says.
    pub(super) fn has_key_for(&self, token: &Unverified<'_>) -> bool {
        self.candidates(token).next().is_some()
    }

    /// The claims of the token, if one of the keys signed it.
    ///
    /// # Errors
    /// None did.
    pub(super) fn verify(&self, token: &Unverified<'_>) -> Result<Value, TokenRefused> {
        let mut refused = match self.0.iter().any(|key| key.is_named(token)) {
            true => TokenRefused::AlgorithmNotAccepted,
            false => TokenRefused::UnknownKey,
        };
        for key in self.candidates(token) {
            match key.verify(token) {
                Ok(claims) => return Ok(claims),
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    fn candidates<'k>(&'k self, token: &'k Unverified<'_>) -> impl Iterator<Item = &'k Key> {
        self.0.iter().filter(|key| key.is_named(token) && key.algorithms.contains(&token.algorithm))
    }
}

impl Key {
    fn from_jwk(jwk: &Jwk) -> Option<Self> {
        let algorithms = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => RSA,
            AlgorithmParameters::EllipticCurve(key) => match key.curve {
                EllipticCurve::P256 => P256,
                EllipticCurve::P384 => P384,
                _ => return None,
            },
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => ED25519,
            _ => return None,
        };
        let is_for_signatures = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature));
        let only: Option<Algorithm> = match jwk.common.key_algorithm {
            None => None,
            Some(algorithm) => Some(algorithm.try_into().ok()?),
        };
        let algorithms: Vec<_> =
            algorithms.iter().copied().filter(|known| only.is_none_or(|only| only == *known)).collect();
        let key = DecodingKey::from_jwk(jwk).ok()?;
        let is_usable = is_for_signatures && !algorithms.is_empty();
        is_usable.then(|| Self { id: jwk.common.key_id.clone(), algorithms, key })
    }

    /// Whether the token names this key; one that has no id, or a token that names none, leaves it open.
    fn is_named(&self, token: &Unverified<'_>) -> bool {
        match (&self.id, &token.key_id) {
            (Some(id), Some(wanted)) => id == wanted,
            _ => true,
        }
    }

    /// Verifies the signature alone; what the claims have to say is held to the rules of this room.
    fn verify(&self, token: &Unverified<'_>) -> Result<Value, TokenRefused> {
        let mut validation = Validation::new(token.algorithm);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let decoded = decode::<Value>(token.token, &self.key, &validation);
        decoded.map(|decoded| decoded.claims).map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature | ErrorKind::Base64(_) => TokenRefused::BadSignature,
            ErrorKind::InvalidAlgorithm => TokenRefused::AlgorithmNotAccepted,
            _ => TokenRefused::Malformed("its second part is no JSON object of claims"),
        })
    }
}

/// What the type of a key permits; nothing where the key is of a length that no known type has.
fn algorithms_of(key: &DecodingKey) -> Option<&'static [Algorithm]> {
    use jsonwebtoken::AlgorithmFamily;
    let bytes = key.try_get_as_bytes().ok()?;
    match (key.family(), bytes.len()) {
        // The modulus of 2048 bits alone has 256 bytes.
        (AlgorithmFamily::Rsa, 257..) => Some(RSA),
        (AlgorithmFamily::Ec, 65) => Some(P256),
        (AlgorithmFamily::Ec, 97) => Some(P384),
        (AlgorithmFamily::Ed, 32) => Some(ED25519),
        _ => None,
    }
}

/// The public key in a certificate, as PEM. The certificate itself is not judged: its operator chose it.
fn key_of_certificate(pem: &str) -> Option<String> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let der = CertificateDer::from_pem_slice(pem.as_bytes()).ok()?;
    let certificate = webpki::EndEntityCert::try_from(&der).ok()?;
    let key = STANDARD.encode(certificate.subject_public_key_info());
    Some(format!("-----BEGIN PUBLIC KEY-----\n{key}\n-----END PUBLIC KEY-----\n"))
}
