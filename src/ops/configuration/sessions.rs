//! `server-config.json`: the shared sessions that exist when the server has started.
//!
//! Entry point: [`Configuration::default_sessions`]. What must always hold: the session `default` is among them, and no
//! name comes twice. What it deliberately leaves out: whether a schema version is supported (the registry knows).

use std::{collections::HashSet, fmt, io::Read, path::Path, path::PathBuf};

use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor},
};

use super::Configuration;
use crate::{
    identity::{SchemaVersion, SessionName},
    message::Validation,
    session::{Crossings, SessionInfo, VersionsRefused},
};

/// The file's name in the configuration folder.
const FILE_NAME: &str = "server-config.json";

/// Largest file that is read.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// The schema version of a session that names none.
const SCHEMA_VERSION: &str = "2.0.0";

/// A session that exists from the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefaultSession {
    /// Its name.
    pub name: SessionName,
    /// What is told of it.
    pub info: SessionInfo,
}

/// Why the first sessions could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SessionsFileError {
    /// The file is there and could not be read.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is larger than what is read.
    #[error("{}: larger than {FILE_BYTES_MAX} bytes; list fewer sessions there and create the others by request", .0.display())]
    TooLarge(PathBuf),
    /// The file does not say what it should.
    #[error("{}:{line}:{column}: {problem}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Line of the problem, from 1.
        line: usize,
        /// Column of the problem, from 1.
        column: usize,
        /// What was found and what was expected.
        problem: String,
    },
    /// More sessions than the server would hold.
    #[error("{}: {count} sessions; C2SIM_MAX_SESSIONS allows {max}", path.display())]
    TooMany {
        /// The file.
        path: PathBuf,
        /// Sessions that there would be.
        count: usize,
        /// Sessions that there may be.
        max: usize,
    },
}

impl Configuration {
    /// The sessions to create at the start: those of `server-config.json` in the configuration folder, and `default`
    /// in any case. No file: `default` alone.
    ///
    /// # Errors
    /// The file is there and cannot be read, is broken (told with line and column), or lists too many sessions.
    pub fn default_sessions(&self) -> Result<Vec<DefaultSession>, SessionsFileError> {
        let path = self.config_dir.join(FILE_NAME);
        let mut sessions = match read_bounded(&path)? {
            Some(bytes) => parse(&path, &bytes)?,
            None => Vec::new(),
        };
        if !sessions.iter().any(|session| session.name.is_default()) {
            sessions.insert(0, DefaultSession::of_default());
        }
        match sessions.len() {
            count if count > self.sessions_max => {
                Err(SessionsFileError::TooMany { path, count, max: self.sessions_max })
            }
            _ => Ok(sessions),
        }
    }
}

impl DefaultSession {
    fn of_default() -> Self {
        Self {
            name: SessionName::default_session(),
            info: SessionInfo {
                schema_version: SchemaVersion::new(SCHEMA_VERSION),
                display_name: SessionName::DEFAULT.into(),
                description: "The session that always exists".into(),
                further_versions: None,
                validation: None,
                crossings: None,
            },
        }
    }
}

fn read_bounded(path: &Path) -> Result<Option<Vec<u8>>, SessionsFileError> {
    let unreadable = |source| SessionsFileError::Unreadable { path: path.into(), source };
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(error)),
    };
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let is_too_large = u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX);
    if is_too_large { Err(SessionsFileError::TooLarge(path.into())) } else { Ok(Some(bytes)) }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Vec<DefaultSession>, SessionsFileError> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let file: File = serde_json::from_slice(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let told = error.to_string();
        let problem = told.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&told).to_owned();
        SessionsFileError::Broken { path: path.into(), line, column, problem }
    })?;
    Ok(file.default_sessions)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "default-sessions", deserialize_with = "distinct")]
    default_sessions: Vec<DefaultSession>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with \"shared-session-name\" and what is told of the session")]
struct Entry {
    #[serde(rename = "shared-session-name", deserialize_with = "session_name")]
    name: SessionName,
    #[serde(rename = "c2sim-schema-version")]
    schema_version: Option<String>,
    /// Several, in the order in which they are tried; the first is that of `c2sim-schema-version`, which may be left out.
    #[serde(rename = "c2sim-schema-versions")]
    schema_versions: Option<Vec<SchemaVersion>>,
    validation: Option<Validation>,
    crossings: Option<Crossings>,
    #[serde(rename = "display-name")]
    display_name: Option<String>,
    description: Option<String>,
}

impl TryFrom<Entry> for DefaultSession {
    type Error = VersionsRefused;

    fn try_from(entry: Entry) -> Result<Self, VersionsRefused> {
        let Entry { name, schema_version, schema_versions, validation, crossings, display_name, description } = entry;
        let first = schema_versions.as_ref().and_then(|versions| versions.first()).map(SchemaVersion::as_str);
        let info = SessionInfo {
            schema_version: SchemaVersion::new(schema_version.as_deref().or(first).unwrap_or(SCHEMA_VERSION)),
            display_name: display_name.unwrap_or_else(|| name.to_string()),
            description: description.unwrap_or_default(),
            further_versions: None,
            validation,
            crossings,
        };
        let info = match schema_versions {
            None => info,
            Some(versions) => info.with_versions(versions)?,
        };
        Ok(Self { name, info })
    }
}

fn session_name<'de, D: Deserializer<'de>>(value: D) -> Result<SessionName, D::Error> {
    let text = String::deserialize(value)?;
    SessionName::parse(&text).map_err(|problem| de::Error::custom(format!("session name {text:?}: {problem}")))
}

/// Reads the list and refuses a name that comes again, while the reader still knows where it stands.
fn distinct<'de, D: Deserializer<'de>>(list: D) -> Result<Vec<DefaultSession>, D::Error> {
    struct Distinct;

    impl<'de> Visitor<'de> for Distinct {
        type Value = Vec<DefaultSession>;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a list of sessions")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let (mut sessions, mut names) = (Vec::new(), HashSet::new());
            while let Some(entry) = list.next_element::<Entry>()? {
                if !names.insert(entry.name.clone()) {
                    return Err(de::Error::custom(format!("session {:?} is listed twice", entry.name.as_str())));
                }
                sessions.push(DefaultSession::try_from(entry).map_err(de::Error::custom)?);
            }
            Ok(sessions)
        }
    }

    list.deserialize_seq(Distinct)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions(file: Option<&str>, sessions_max: usize) -> Result<Vec<DefaultSession>, String> {
        let folder = tempfile::tempdir().unwrap();
        if let Some(text) = file {
            std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        }
        let configuration =
            Configuration { config_dir: folder.path().into(), sessions_max, ..Configuration::default() };
        let place = format!("{}/", folder.path().display());
        configuration.default_sessions().map_err(|error| error.to_string().replace(&place, ""))
    }

    #[test]
    fn the_default_session_always_exists() {
        let named = |file| {
            let names = sessions(file, 10).unwrap().into_iter().map(|session| session.name.to_string());
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(named(None), "default");
        assert_eq!(named(Some(r#"{"default-sessions":[]}"#)), "default");
        assert_eq!(named(Some(r#"{"default-sessions":[{"shared-session-name":"blue"}]}"#)), "default blue");
        assert_eq!(named(Some("\u{FEFF}{\"default-sessions\":[{\"shared-session-name\":\"%64efault\"}]}")), "default");
    }

    #[test]
    fn a_session_is_read_whole() {
        let text = r#"{"default-sessions":[{"shared-session-name":"default","c2sim-schema-version":"1.0.2",
            "description":"Winter exercise","display-name":"Winter"}]}"#;
        let info = SessionInfo {
            schema_version: SchemaVersion::new("1.0.2"),
            display_name: "Winter".into(),
            description: "Winter exercise".into(),
            further_versions: None,
            validation: None,
            crossings: None,
        };
        let expected = DefaultSession { name: SessionName::default_session(), info };
        assert_eq!(sessions(Some(text), 10).unwrap(), [expected]);
        let sparse = sessions(Some(r#"{"default-sessions":[{"shared-session-name":"default"}]}"#), 10).unwrap();
        let info = &sparse[0].info;
        assert_eq!((info.schema_version.as_str(), info.display_name.as_str()), ("2.0.0", "default"));
        let several = r#"{"default-sessions":[{"shared-session-name":"a","c2sim-schema-versions":["1.0.2","2.0.0"],"validation":"warn"}]}"#;
        let several = sessions(Some(several), 10).unwrap().remove(1).info;
        let versions: Vec<_> = several.versions().map(SchemaVersion::as_str).collect();
        assert_eq!((versions, several.validation), (vec!["1.0.2", "2.0.0"], Some(Validation::Warn)));
    }

    #[test]
    fn a_broken_file_is_told_with_file_line_column_and_what_was_expected() {
        let check = |text: &str, place: &str, words: &str| {
            let told = sessions(Some(text), 10).unwrap_err();
            assert!(told.starts_with(&format!("server-config.json:{place}: ")), "{told}");
            assert!(told.contains(words), "{told}");
        };
        check("{", "1:1", "EOF");
        check("{}", "1:2", "missing field `default-sessions`");
        check("{\n  \"default-sessions\": 3}", "2:23", "expected a list of sessions");
        check("{\"default-sessions\":[\n 7]}", "2:2", "expected an object with \"shared-session-name\"");
        check("{\"default-sessions\":[\n {\"shared-session-name\":\"a b\"}]}", "2:30", "A-Z a-z 0-9");
        check(
            "{\"default-sessions\":[{\"shared-session-name\":\"a\"},\n{\"shared-session-name\":\"%61\"}]}",
            "2:30",
            "twice",
        );
        let list = |rest: &str| format!("{{\"default-sessions\":[{{\"shared-session-name\":\"a\",{rest}}}]}}");
        check(&list("\"validation\":\"no\""), "1:65", "expected one of `reject`, `warn`, `off`");
        let twice = list("\"c2sim-schema-versions\":[\"1\",\"1\"]");
        check(&twice, "1:83", "stands twice");
        check("{\"default-session\":[]}", "1:18", "expected `default-sessions`");
        check("{\"default-sessions\":[{\"shared-session-name\":\"a\",\"name\":1}]}", "1:54", "unknown field `name`");
    }

    #[test]
    fn sessions_are_limited_and_the_limit_counts_default() {
        let text = r#"{"default-sessions":[{"shared-session-name":"a"},{"shared-session-name":"b"}]}"#;
        assert_eq!(sessions(Some(text), 3).unwrap().len(), 3);
        let told = sessions(Some(text), 2).unwrap_err();
        assert_eq!(told, "server-config.json: 3 sessions; C2SIM_MAX_SESSIONS allows 2");
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let file = r#"{"default-sessions":[]}"#;
        let padded = |length: usize| format!("{file}{}", " ".repeat(length - file.len()));
        assert!(sessions(Some(&padded(1 << 20)), 10).is_ok());
        assert!(sessions(Some(&padded((1 << 20) + 1)), 10).unwrap_err().contains("larger than 1048576 bytes"));
    }
}
