//! A token before it is verified: what its header says of the key to verify it with.
//!
//! Entry point: [`Unverified::read`]. What must always hold: of a token that is not verified nothing else is read.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::Algorithm;
use serde::Deserialize;
use serde_json::Value;

use super::TokenRefused;

/// A token that may be anything yet.
#[derive(Debug)]
pub(super) struct Unverified<'a> {
    pub(super) token: &'a str,
    pub(super) algorithm: Algorithm,
    /// The key that it names.
    pub(super) key_id: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<Value>,
}

impl<'a> Unverified<'a> {
    /// Reads the header of a token.
    ///
    /// # Errors
    /// It is no JWT, it is signed by none of the accepted algorithms, or it asks for what this server does not know.
    pub(super) fn read(token: &'a str) -> Result<Self, TokenRefused> {
        let parts: Vec<&str> = token.splitn(4, '.').collect();
        let [header, _, _] = parts[..] else {
            return Err(TokenRefused::Malformed("a JWT has three parts with two dots between them"));
        };
        let header = URL_SAFE_NO_PAD.decode(header).ok();
        let header: Option<Header> = header.and_then(|header| serde_json::from_slice(&header).ok());
        let header = header.ok_or(TokenRefused::Malformed("its first part is no header of a JWT"))?;
        if header.crit.is_some() {
            return Err(TokenRefused::Malformed("its header has critical extensions, of which this server knows none"));
        }
        let algorithm = header.alg.parse().map_err(|_| TokenRefused::AlgorithmNotAccepted)?;
        Ok(Self { token, algorithm, key_id: header.kid })
    }
}
