//! Who asks something of a session, so that a member is used by the one who joined it alone.
//!
//! Entry points: [`Caller`], [`Owner`]. What must always hold: to know a clientId is not enough to use a member that was
//! joined with a token; a token that took the place of an older one, from the same issuer for the same subject and
//! authorized party, is as good. What it deliberately leaves out: how a token is verified, and what its claims permit.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The party behind a token. What a token does not say is the same for all tokens that do not say it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Owner {
    /// Who issued the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Box<str>>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Box<str>>,
    /// The program that it was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorized_party: Option<Box<str>>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Caller {
    /// The server itself, or anybody where tokens are not looked at.
    #[default]
    Unchecked,
    /// Somebody without a token.
    Anonymous,
    /// The bearer of a token that holds.
    Bearer(Arc<Owner>),
}

impl Owner {
    /// Bytes of its texts.
    pub fn size_bytes(&self) -> usize {
        let texts = [&self.issuer, &self.subject, &self.authorized_party];
        texts.into_iter().flatten().map(|text| text.len()).sum()
    }
}

impl Caller {
    /// The owner of what the caller brings into being; nobody without a token.
    pub fn owner(&self) -> Option<&Arc<Owner>> {
        match self {
            Caller::Bearer(owner) => Some(owner),
            Caller::Unchecked | Caller::Anonymous => None,
        }
    }

    /// Whether the caller may use what this owner brought into being. What nobody owns, anybody may use.
    pub fn may_use(&self, owner: Option<&Owner>) -> bool {
        match (self, owner) {
            (Caller::Unchecked, _) | (_, None) => true,
            (Caller::Anonymous, Some(_)) => false,
            (Caller::Bearer(own), Some(owner)) => **own == *owner,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(issuer: &str, subject: &str, authorized_party: Option<&str>) -> Owner {
        let text = |text: &str| Some(text.into());
        Owner { issuer: text(issuer), subject: text(subject), authorized_party: authorized_party.and_then(text) }
    }

    #[test]
    fn what_was_joined_with_a_token_is_used_by_its_owner_alone() {
        let bearer = |owner: Owner| Caller::Bearer(Arc::new(owner));
        let own = owner("idp", "anna", Some("map"));
        let check = |caller: &Caller, of_own: bool| {
            assert!(caller.may_use(None), "{caller:?}");
            assert_eq!(caller.may_use(Some(&own)), of_own, "{caller:?}");
        };
        check(&Caller::Unchecked, true);
        check(&Caller::Anonymous, false);
        check(&bearer(own.clone()), true);
        check(&bearer(owner("idp", "bert", Some("map"))), false);
        check(&bearer(owner("other", "anna", Some("map"))), false);
        check(&bearer(owner("idp", "anna", Some("simulation"))), false);
        check(&bearer(owner("idp", "anna", None)), false);
    }
}
