//! What one claim permits: names, or any name.
//!
//! Entry point: [`Permitted::read`].

use serde_json::Value;

use super::TokenRefused;

/// The lone word that permits every name.
const ANY: &str = "ANY";
const SEPARATOR: char = ';';

/// The names that a claim permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Permitted {
    /// Every name.
    Any,
    /// These; nothing where there are none.
    Only(Vec<Box<str>>),
}

impl Permitted {
    /// Nothing at all.
    pub(super) const NOTHING: Self = Self::Only(Vec::new());

    /// Reads a claim; nothing where the token does not have it. A name may be empty beside others: `;A` permits to name
    /// nobody, and A.
    ///
    /// # Errors
    /// It is neither a text nor a list of texts, or it has the word ANY beside other names or in a list.
    pub(super) fn read(claim: &'static str, value: Option<&Value>) -> Result<Option<Self>, TokenRefused> {
        let refused = TokenRefused::ClaimDatatype { claim };
        let names: Vec<&str> = match value {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) => match text.trim() {
                "" => Vec::new(),
                ANY => return Ok(Some(Self::Any)),
                text => text.split(SEPARATOR).map(str::trim).collect(),
            },
            Some(Value::Array(names)) => {
                let texts = names.iter().map(|name| name.as_str().ok_or(refused));
                texts.collect::<Result<_, _>>()?
            }
            Some(_) => return Err(refused),
        };
        match names.contains(&ANY) {
            true => Err(refused),
            false => Ok(Some(Self::Only(names.into_iter().map(Box::from).collect()))),
        }
    }

    /// Whether this name is permitted.
    pub(super) fn allows(&self, name: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(names) => names.iter().any(|permitted| **permitted == *name),
        }
    }

    /// Whether no name at all is permitted.
    pub(super) fn is_nothing(&self) -> bool {
        *self == Self::NOTHING
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_claim_is_names_or_any() {
        let check = |value: Value, expected: Option<Option<&[&str]>>| {
            let read = Permitted::read("fromSendingSystem", Some(&value)).unwrap();
            let expected = expected.map(|names| match names {
                None => Permitted::Any,
                Some(names) => Permitted::Only(names.iter().map(|name| (*name).into()).collect()),
            });
            assert_eq!(read, expected, "{value}");
        };
        check(json!("ANY"), Some(None));
        check(json!(" ANY "), Some(None));
        check(json!("C2"), Some(Some(&["C2"])));
        check(json!("C2; SIM 1 ;any"), Some(Some(&["C2", "SIM 1", "any"])));
        check(json!(";C2"), Some(Some(&["", "C2"])));
        check(json!(""), Some(Some(&[])));
        check(json!("  "), Some(Some(&[])));
        check(json!([]), Some(Some(&[])));
        check(json!(["C2", "A;B", ""]), Some(Some(&["C2", "A;B", ""])));
        check(json!(null), None);
        assert_eq!(Permitted::read("fromSendingSystem", None), Ok(None));
        for wrong in [
            json!(1),
            json!(true),
            json!({"a": "b"}),
            json!(["C2", 1]),
            json!(["ANY"]),
            json!("ANY;C2"),
            json!("C2;ANY"),
        ] {
            let refused = TokenRefused::ClaimDatatype { claim: "messageType" };
            assert_eq!(Permitted::read("messageType", Some(&wrong)), Err(refused), "{wrong}");
        }
    }

    #[test]
    fn names_are_compared_whole_and_as_they_are_written() {
        let only = Permitted::Only(vec!["C2".into()]);
        for (name, allowed) in [("C2", true), ("c2", false), ("C", false), ("C2 ", false), ("", false)] {
            assert_eq!(only.allows(name), allowed, "{name:?}");
        }
        assert!(Permitted::Any.allows("") && Permitted::Any.allows("C2"));
        assert!(!Permitted::NOTHING.allows("") && Permitted::NOTHING.is_nothing());
    }
}
