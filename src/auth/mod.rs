//! Tokens: on whose behalf a request comes.
//!
//! Entry point: [`check`]. What must always hold: a token is believed or refused, never passed over; no token reaches a log.
//! This version has no way to verify one, so each that is sent is refused; STRICT_AUTH, which needs one with every request,
//! is refused when the configuration is read. What it deliberately leaves out: decisions about messages.

use poem::http::{HeaderMap, header::AUTHORIZATION};

use crate::ops::configuration::AuthMode;

/// Why a token does not hold; the text says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// The server has nothing to verify a signature with.
    #[error(
        "this server cannot verify tokens yet, so it takes none; send requests without one, or have its operator set \
         C2SIM_AUTH_MODE=NO_AUTH, with which tokens are not looked at"
    )]
    NotVerifiable,
}

impl TokenRefused {
    /// The code of the error catalogue.
    pub fn code(self) -> &'static str {
        match self {
            TokenRefused::NotVerifiable => "SIGNATURE_VERIFICATION_FAILED",
        }
    }
}

/// Whether a request may go on with the token that it carries or does not carry.
///
/// # Errors
/// It carries one that does not hold.
pub fn check(mode: AuthMode, headers: &HeaderMap) -> Result<(), TokenRefused> {
    let is_bearer = |value: &[u8]| value.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"));
    let carries_token = headers.get_all(AUTHORIZATION).iter().any(|value| is_bearer(value.as_bytes()));
    match mode {
        AuthMode::NoAuth => Ok(()),
        AuthMode::MixedAuth | AuthMode::StrictAuth if carries_token => Err(TokenRefused::NotVerifiable),
        AuthMode::MixedAuth | AuthMode::StrictAuth => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_cannot_be_verified_is_refused_where_tokens_are_looked_at() {
        let check = |mode, authorization: Option<&str>, goes_on: bool| {
            let mut headers = HeaderMap::new();
            if let Some(value) = authorization {
                headers.insert(AUTHORIZATION, value.parse().unwrap());
            }
            assert_eq!(super::check(mode, &headers).is_ok(), goes_on, "{mode:?} {authorization:?}");
        };
        check(AuthMode::MixedAuth, None, true);
        check(AuthMode::MixedAuth, Some("Bearer a.b.c"), false);
        check(AuthMode::MixedAuth, Some("bearer"), false);
        check(AuthMode::MixedAuth, Some("Basic YTpi"), true);
        check(AuthMode::NoAuth, Some("Bearer a.b.c"), true);
    }
}
