//! The token in a request's headers.
//!
//! Entry point: [`token_of`]. What must always hold: of two tokens none is chosen, since whoever stands between client and
//! server might choose the other.

use poem::http::{HeaderMap, header::AUTHORIZATION};

use super::TokenRefused;

/// The longest token that is looked at, in bytes.
pub(super) const TOKEN_BYTES_MAX: usize = 16 * 1024;

const SCHEME: &[u8] = b"bearer";

/// The token that a request carries; none where it carries no Authorization header, or one of another scheme, which is
/// meant for somebody on the way.
///
/// # Errors
/// More than one header, or a bearer header without one readable token.
pub(super) fn token_of(headers: &HeaderMap) -> Result<Option<&str>, TokenRefused> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = all.next() else { return Ok(None) };
    let is_bearer = |value: &[u8]| {
        let (scheme, rest) = value.split_at_checked(SCHEME.len()).unwrap_or_default();
        scheme.eq_ignore_ascii_case(SCHEME) && rest.first().is_none_or(u8::is_ascii_whitespace)
    };
    if let Some(second) = all.next() {
        let any_bearer = [value, second].into_iter().chain(all).any(|value| is_bearer(value.as_bytes()));
        return match any_bearer {
            true => Err(TokenRefused::Malformed("the header Authorization came more than once; send it once")),
            false => Ok(None),
        };
    }
    if !is_bearer(value.as_bytes()) {
        return Ok(None);
    }
    let text = value.to_str().map_err(|_| TokenRefused::Malformed("it has characters that no token has"))?;
    token(text[SCHEME.len()..].trim()).map(Some)
}

/// The text as a token, as far as its outside tells.
///
/// # Errors
/// It is empty, too long, or more than one word.
pub(super) fn token(text: &str) -> Result<&str, TokenRefused> {
    let refused = TokenRefused::Malformed;
    match text {
        "" => Err(refused("there is none after the word Bearer")),
        text if text.len() > TOKEN_BYTES_MAX => Err(refused("it is longer than 16 KiB")),
        text if text.bytes().any(|byte| byte.is_ascii_whitespace() || byte == b',') => {
            Err(refused("there is more than one word after Bearer"))
        }
        text => Ok(text),
    }
}
