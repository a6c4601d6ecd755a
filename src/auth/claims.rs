//! The claims of a verified token, read into what the server keeps of it.
//!
//! Entry point: [`Claims::bearer`]. What must always hold: only what is named here is read.

use std::sync::Arc;

use serde_json::Value;

use super::{Policy, TokenRefused, principal::Bearer, rights::Rights, validity::Validity};
use crate::{identity::Timestamp, session::Owner};

/// The longest text of a token that a session keeps, in bytes.
const OWNER_TEXT_BYTES_MAX: usize = 1_024;
/// What an identity provider calls this server where it keeps roles for each of its clients.
const CLIENT: &str = "c2sim";

/// The claims of a token whose signature held.
pub(super) struct Claims<'a>(pub(super) &'a Value);

impl Claims<'_> {
    /// The bearer, and until when the token counts.
    ///
    /// # Errors
    /// It does not count now and here, or a claim cannot be read.
    pub(super) fn bearer(&self, policy: &Policy, now: Timestamp) -> Result<(Bearer, Timestamp), TokenRefused> {
        let validity = Validity {
            expires: self.0.get("exp"),
            not_before: self.0.get("nbf"),
            audience: self.0.get("aud"),
            issuer: self.0.get("iss").and_then(Value::as_str),
        };
        let until = validity.check(now, policy.leeway_ms, policy.issuer.as_deref())?;
        let rights = Rights::read(|name| self.0.get(name))?;
        let owner = Arc::new(Owner {
            issuer: self.text("iss")?,
            subject: self.text("sub")?,
            authorized_party: self.text("azp")?.map_or_else(|| self.text("client_id"), |party| Ok(Some(party)))?,
        });
        let role = policy.administrator_role.as_deref();
        let is_administrator = role.is_some_and(|role| self.has_role(role));
        Ok((Bearer { owner, rights, is_administrator, until }, until))
    }

    fn text(&self, claim: &'static str) -> Result<Option<Box<str>>, TokenRefused> {
        match self.0.get(claim) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.len() <= OWNER_TEXT_BYTES_MAX => Ok(Some(text.as_str().into())),
            Some(_) => {
                Err(TokenRefused::Malformed("one of iss, sub, azp and client_id is no text, or longer than 1 KiB"))
            }
        }
    }

    /// Whether the token carries the role: in `roles` or `role`, or where Keycloak puts roles.
    fn has_role(&self, role: &str) -> bool {
        let client = format!("/resource_access/{CLIENT}/roles");
        ["/roles", "/role", "/realm_access/roles", &client].into_iter().any(|place| match self.0.pointer(place) {
            Some(Value::String(text)) => text == role,
            Some(Value::Array(roles)) => roles.iter().any(|listed| listed == role),
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::ops::configuration::AuthMode;

    fn bearer(change: &Value) -> Result<Bearer, TokenRefused> {
        let mut claims = json!({"exp": 100, "aud": "c2sim"});
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let administrator_role = Some(Arc::from("operator"));
        let policy = Policy { mode: AuthMode::MixedAuth, issuer: None, leeway_ms: 0, administrator_role };
        Claims(&claims).bearer(&policy, Timestamp { unix_ms: 1 }).map(|(bearer, _)| bearer)
    }

    #[test]
    fn the_role_is_found_where_identity_providers_put_it() {
        let check = |claims: Value, expected: bool| {
            assert_eq!(bearer(&claims).unwrap().is_administrator, expected, "{claims}");
        };
        check(json!({}), false);
        check(json!({"role": "operator"}), true);
        check(json!({"roles": ["user", "operator"]}), true);
        check(json!({"realm_access": {"roles": ["operator"]}}), true);
        check(json!({"resource_access": {"c2sim": {"roles": ["operator"]}}}), true);
        check(json!({"resource_access": {"other": {"roles": ["operator"]}}}), false);
        check(json!({"roles": ["operators"], "scope": "operator"}), false);
        check(json!({"roles": "user operator"}), false);
    }

    #[test]
    fn the_owner_is_issuer_subject_and_authorized_party() {
        let check = |claims: Value, expected: [Option<&str>; 3]| {
            let owner = bearer(&claims).unwrap().owner;
            let found = [&owner.issuer, &owner.subject, &owner.authorized_party].map(Option::as_deref);
            assert_eq!(found, expected, "{claims}");
        };
        check(json!({}), [None, None, None]);
        check(json!({"iss": "i", "sub": "s", "azp": "a", "client_id": "c"}), [Some("i"), Some("s"), Some("a")]);
        check(json!({"sub": "s", "client_id": "c"}), [None, Some("s"), Some("c")]);
        for wrong in [json!({"sub": 7}), json!({"iss": ["i"]}), json!({"azp": "x".repeat(OWNER_TEXT_BYTES_MAX + 1)})] {
            assert!(matches!(bearer(&wrong), Err(TokenRefused::Malformed(_))), "{wrong}");
        }
        assert!(bearer(&json!({"azp": "x".repeat(OWNER_TEXT_BYTES_MAX)})).is_ok());
    }
}
