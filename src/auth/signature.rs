//! The cryptography that jsonwebtoken is given: ring verifies, and nothing is signed.
//!
//! Entry point: [`install`]. What must always hold: an algorithm verifies with keys of its own type alone.

use std::sync::Once;

use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind,
    crypto::{CryptoProvider, JwtVerifier, KeyUtils},
    errors::{ErrorKind, Result},
};
use ring::signature::{self as ring_signature, RsaPublicKeyComponents, UnparsedPublicKey};
use signature::Verifier;

/// Makes ring the cryptography of jsonwebtoken and of TLS in this process; to be called before either is used.
pub(super) fn install() {
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
        verifier_factory: |algorithm, key| Ok(Box::new(RingVerifier::new(*algorithm, key)?)),
        key_utils: KeyUtils::new_unimplemented(),
    };
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // Either is refused only when somebody was faster, and then there is one.
        let _ = PROVIDER.install_default();
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// One algorithm with one key.
struct RingVerifier {
    algorithm: Algorithm,
    by: By,
    key: DecodingKey,
}

#[derive(Clone, Copy)]
enum By {
    Rsa(&'static ring_signature::RsaParameters),
    Bytes(&'static dyn ring_signature::VerificationAlgorithm),
}

impl RingVerifier {
    fn new(algorithm: Algorithm, key: &DecodingKey) -> Result<Self> {
        let by = match algorithm {
            Algorithm::RS256 => By::Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA256),
            Algorithm::RS384 => By::Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA384),
            Algorithm::RS512 => By::Rsa(&ring_signature::RSA_PKCS1_2048_8192_SHA512),
            Algorithm::PS256 => By::Rsa(&ring_signature::RSA_PSS_2048_8192_SHA256),
            Algorithm::PS384 => By::Rsa(&ring_signature::RSA_PSS_2048_8192_SHA384),
            Algorithm::PS512 => By::Rsa(&ring_signature::RSA_PSS_2048_8192_SHA512),
            Algorithm::ES256 => By::Bytes(&ring_signature::ECDSA_P256_SHA256_FIXED),
            Algorithm::ES384 => By::Bytes(&ring_signature::ECDSA_P384_SHA384_FIXED),
            Algorithm::EdDSA => By::Bytes(&ring_signature::ED25519),
            // HMAC, and what jsonwebtoken may learn.
            _ => return Err(ErrorKind::InvalidAlgorithm.into()),
        };
        let is_of_key = key.family() == algorithm.family() && algorithm.family() != AlgorithmFamily::Hmac;
        if !is_of_key {
            return Err(ErrorKind::InvalidAlgorithm.into());
        }
        Ok(Self { algorithm, by, key: key.clone() })
    }
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signed: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        let verified = match (self.by, self.key.kind()) {
            (By::Rsa(by), DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(by, message, signed)
            }
            (By::Rsa(by), DecodingKeyKind::SecretOrDer(key)) => UnparsedPublicKey::new(by, key).verify(message, signed),
            (By::Bytes(by), DecodingKeyKind::SecretOrDer(key)) => {
                UnparsedPublicKey::new(by, key).verify(message, signed)
            }
            (By::Bytes(_), DecodingKeyKind::RsaModulusExponent { .. }) => Err(ring::error::Unspecified),
        };
        verified.map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
