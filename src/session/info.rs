//! Which schema versions a session speaks, and what its messages that do not follow them meet.
//!
//! Entry point: [`SessionInfo::with_versions`]. What must always hold: no version stands twice, and the first is the one that
//! every answer shows.

use super::SessionInfo;
use crate::identity::SchemaVersion;

/// Why a list of versions cannot be a session's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionsRefused {
    /// The first is not the one that the session is said to have.
    #[error("the first schema version of the list is {first}, the session's is {own}; put that one first")]
    First {
        /// The first of the list; empty where there is none.
        first: String,
        /// The session's.
        own: SchemaVersion,
    },
    /// A version stands in it twice.
    #[error("the schema version {0} stands twice in the list; name each once")]
    Twice(SchemaVersion),
    /// It is too long: a message may be read as often as there are versions.
    #[error("the list has {0} schema versions; at most {max} are tried", max = SessionInfo::VERSIONS_MAX)]
    TooMany(usize),
}

impl SessionInfo {
    /// The most versions that a session may have.
    pub const VERSIONS_MAX: usize = 8;

    /// The same with all the versions of its messages, in the order in which they are tried.
    ///
    /// # Errors
    /// The list is not one that a session can have.
    pub fn with_versions(self, versions: Vec<SchemaVersion>) -> Result<Self, VersionsRefused> {
        if versions.first() != Some(&self.schema_version) {
            let first = versions.first().map(SchemaVersion::to_string).unwrap_or_default();
            return Err(VersionsRefused::First { first, own: self.schema_version });
        }
        if versions.len() > Self::VERSIONS_MAX {
            return Err(VersionsRefused::TooMany(versions.len()));
        }
        let twice = versions.iter().enumerate().find(|(index, version)| versions[..*index].contains(version));
        if let Some((_, version)) = twice {
            return Err(VersionsRefused::Twice(version.clone()));
        }
        Ok(Self { further_versions: Some(versions.into_iter().skip(1).collect()), ..self })
    }

    /// The versions of its messages, in the order in which they are tried.
    pub fn versions(&self) -> impl Iterator<Item = &SchemaVersion> {
        std::iter::once(&self.schema_version).chain(self.further_versions.iter().flatten())
    }

    /// Whether these are its versions; only the first is looked at where nothing is said of others.
    pub(super) fn has_versions(&self, first: &SchemaVersion, further: Option<&[SchemaVersion]>) -> bool {
        self.schema_version == *first
            && further.is_none_or(|further| further == self.further_versions.as_deref().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_versions_begins_with_the_own_and_names_each_once() {
        let check = |list: &[&str], expected: Result<usize, &str>| {
            let info = SessionInfo {
                schema_version: SchemaVersion::new("1"),
                display_name: String::new(),
                description: String::new(),
                further_versions: None,
                validation: None,
                crossings: None,
            };
            let list = list.iter().map(|name| SchemaVersion::new(name)).collect();
            match (info.with_versions(list), expected) {
                (Ok(info), expected) => assert_eq!(Ok(info.versions().count()), expected),
                (Err(refused), Err(words)) => assert!(refused.to_string().contains(words), "{refused}"),
                (Err(refused), Ok(_)) => panic!("{refused}"),
            }
        };
        check(&["1"], Ok(1));
        check(&["1", "2"], Ok(2));
        check(&["1", "2", "3", "4", "5", "6", "7", "8"], Ok(8));
        check(&["1", "2", "3", "4", "5", "6", "7", "8", "9"], Err("at most 8"));
        check(&["2", "1"], Err("put that one first"));
        check(&[], Err("put that one first"));
        check(&["1", "2", "2"], Err("2 stands twice"));
    }
}
