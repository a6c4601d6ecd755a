//! What a client writes in the query of a stream: after which address it begins, and which messages it brings.
//!
//! Entry point: [`read`]. A parameter is given once for each value, and not as a list with commas: names of systems are
//! plain strings, which may hold commas.

use crate::{
    feed::{Address, NotAnAddress},
    hub::{Filter, Subscription},
    identity::SystemName,
    message::MessageKind,
};

/// Most values of one filter.
pub(super) const FILTER_VALUES_MAX: usize = 64;
/// Most characters of a wrong value that are shown again.
const SHOWN_CHARACTERS_MAX: usize = 30;

/// The parameters as they were sent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parameters<'a> {
    pub(super) after: Option<&'a str>,
    pub(super) kinds: &'a [String],
    pub(super) from: &'a [String],
    pub(super) to: &'a [String],
}

/// Why the parameters cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotASubscription {
    #[error("{0}")]
    After(NotAnAddress),
    #[error("there is no {0:?}; give an element such as ReportBody, once for each kind")]
    Kind(String),
    #[error("it may be given {FILTER_VALUES_MAX} times at most")]
    TooMany { parameter: &'static str },
}

impl NotASubscription {
    /// The parameter that is wrong.
    pub(super) fn parameter(&self) -> &'static str {
        match self {
            Self::After(_) => "after",
            Self::Kind(_) => "kind",
            Self::TooMany { parameter } => parameter,
        }
    }
}

/// What the parameters ask for.
pub(super) fn read(parameters: Parameters<'_>) -> Result<Subscription, NotASubscription> {
    let after = parameters.after.map(str::parse::<Address>).transpose().map_err(NotASubscription::After)?;
    let kinds = within_limit("kind", parameters.kinds)?.iter().map(|name| kind(name)).collect::<Result<_, _>>()?;
    let names = |parameter, names| {
        let names = within_limit(parameter, names)?.iter();
        Ok::<_, NotASubscription>(names.map(|name| SystemName::new(name)).collect())
    };
    let (from, to) = (names("from", parameters.from)?, names("to", parameters.to)?);
    Ok(Subscription { after, filter: Filter { kinds, from, to } })
}

fn within_limit<'a>(parameter: &'static str, values: &'a [String]) -> Result<&'a [String], NotASubscription> {
    if values.len() > FILTER_VALUES_MAX { Err(NotASubscription::TooMany { parameter }) } else { Ok(values) }
}

fn kind(name: &str) -> Result<MessageKind, NotASubscription> {
    let unknown = || NotASubscription::Kind(name.chars().take(SHOWN_CHARACTERS_MAX).collect());
    MessageKind::from_element_name(name).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn each_parameter_is_read_or_named_as_wrong() {
        let check = |after: Option<&str>, kinds: &[&str], from: &[&str], wrong: Option<&str>| {
            let (kinds, from) = (texts(kinds), texts(from));
            let read = read(Parameters { after, kinds: &kinds, from: &from, to: &from });
            assert_eq!(read.as_ref().err().map(NotASubscription::parameter), wrong, "{read:?}");
        };
        check(None, &[], &[], None);
        check(Some("00c2514d00c2514d:42"), &["ReportBody", "StartScenario"], &["a, b", ""], None);
        check(Some(""), &[], &[], Some("after"));
        check(Some("42"), &[], &[], Some("after"));
        check(None, &[""], &[], Some("kind"));
        check(None, &["reportbody"], &[], Some("kind"));
        check(None, &["ReportBody,OrderBody"], &[], Some("kind"));
        check(None, &["OrderBody"; FILTER_VALUES_MAX], &["C2"; FILTER_VALUES_MAX], None);
        check(None, &["OrderBody"; FILTER_VALUES_MAX + 1], &[], Some("kind"));
        check(None, &[], &["C2"; FILTER_VALUES_MAX + 1], Some("from"));
    }

    #[test]
    fn a_subscription_says_what_was_asked_for() {
        let (kinds, from, to) = (texts(&["OrderBody"]), texts(&["C2"]), texts(&["SIM", "MAP"]));
        let after = Some("00c2514d00c2514d:42");
        let read = read(Parameters { after, kinds: &kinds, from: &from, to: &to }).unwrap();
        assert_eq!(read.after.map(|address| address.to_string()).as_deref(), after);
        assert_eq!(read.filter.kinds, [MessageKind::Order]);
        assert_eq!(read.filter.from, [SystemName::new("C2")]);
        assert_eq!(read.filter.to, [SystemName::new("SIM"), SystemName::new("MAP")]);
        let long = texts(&[&"x".repeat(1_000)]);
        let refused = super::read(Parameters { kinds: &long, ..Parameters::default() }).unwrap_err();
        assert!(refused.to_string().len() <= 117, "with the name before it, it is the reason of a close");
    }
}
