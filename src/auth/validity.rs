//! Whether a token counts now and here: its time, its audience, its issuer.
//!
//! Entry point: [`Validity::check`].

use serde_json::Value;

use super::TokenRefused;
use crate::identity::Timestamp;

/// The audience that a token has to have.
const AUDIENCE: &str = "c2sim";

/// The claims that say when, for whom and by whom a token is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Validity<'a> {
    /// exp
    pub(super) expires: Option<&'a Value>,
    /// nbf
    pub(super) not_before: Option<&'a Value>,
    /// aud
    pub(super) audience: Option<&'a Value>,
    /// iss
    pub(super) issuer: Option<&'a str>,
}

impl Validity<'_> {
    /// Until when the token counts, the leeway included, if it does now.
    ///
    /// # Errors
    /// It does not.
    pub(super) fn check(
        &self,
        now: Timestamp,
        leeway_ms: u64,
        issuer_wanted: Option<&str>,
    ) -> Result<Timestamp, TokenRefused> {
        let expires = self.expires.and_then(moment).ok_or(TokenRefused::NoExpiry)?;
        let expires = Timestamp { unix_ms: expires.unix_ms.saturating_add(leeway_ms) };
        if now >= expires {
            return Err(TokenRefused::Expired);
        }
        let not_before = match self.not_before {
            None | Some(Value::Null) => None,
            Some(value) => Some(moment(value).ok_or(TokenRefused::Malformed("its claim nbf is no point in time"))?),
        };
        if not_before.is_some_and(|moment| moment.unix_ms > now.unix_ms.saturating_add(leeway_ms)) {
            return Err(TokenRefused::NotYetValid);
        }
        let is_for_us = match self.audience {
            Some(Value::String(audience)) => audience == AUDIENCE,
            Some(Value::Array(audiences)) => audiences.iter().any(|audience| audience == AUDIENCE),
            _ => false,
        };
        if !is_for_us {
            return Err(TokenRefused::WrongAudience);
        }
        match issuer_wanted {
            Some(wanted) if self.issuer != Some(wanted) => Err(TokenRefused::WrongIssuer),
            _ => Ok(expires),
        }
    }
}

/// A NumericDate: seconds, with or without a fraction.
fn moment(value: &Value) -> Option<Timestamp> {
    if let Some(seconds) = value.as_u64() {
        return Some(Timestamp { unix_ms: seconds.saturating_mul(1_000) });
    }
    let seconds = value.as_f64().filter(|seconds| seconds.is_finite() && *seconds >= 0.0)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative; what is beyond saturates"
    )]
    Some(Timestamp { unix_ms: (seconds * 1_000.0) as u64 })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_counts_in_its_time_for_this_server_from_its_issuer() {
        let now = Timestamp { unix_ms: 1_000_000 };
        let check = |change: Value, expected: Result<u64, TokenRefused>| {
            let mut claims = json!({"exp": 1_100, "aud": "c2sim", "iss": "https://idp"});
            for (name, value) in change.as_object().unwrap() {
                claims[name] = value.clone();
            }
            let validity = Validity {
                expires: claims.get("exp"),
                not_before: claims.get("nbf"),
                audience: claims.get("aud"),
                issuer: claims["iss"].as_str(),
            };
            let checked = validity.check(now, 30_000, Some("https://idp"));
            assert_eq!(checked.map(|until| until.unix_ms), expected, "{change}");
        };
        check(json!({}), Ok(1_130_000));
        check(json!({"exp": 970.5}), Ok(1_000_500));
        check(json!({"exp": 970}), Err(TokenRefused::Expired));
        check(json!({"exp": 0}), Err(TokenRefused::Expired));
        check(json!({"exp": u64::MAX}), Ok(u64::MAX));
        check(json!({"exp": null}), Err(TokenRefused::NoExpiry));
        check(json!({"exp": "1100"}), Err(TokenRefused::NoExpiry));
        check(json!({"exp": -5}), Err(TokenRefused::NoExpiry));
        check(json!({"nbf": 1_030}), Ok(1_130_000));
        check(json!({"nbf": 1_031}), Err(TokenRefused::NotYetValid));
        check(json!({"nbf": "soon"}), Err(TokenRefused::Malformed("its claim nbf is no point in time")));
        check(json!({"aud": ["other", "c2sim"]}), Ok(1_130_000));
        for audience in [json!(null), json!("other"), json!([]), json!(["other"]), json!("c2sim2"), json!({"c2sim": 1})]
        {
            check(json!({"aud": audience}), Err(TokenRefused::WrongAudience));
        }
        check(json!({"iss": "https://idp/"}), Err(TokenRefused::WrongIssuer));
        check(json!({"iss": null}), Err(TokenRefused::WrongIssuer));
    }
}
