//! The names and ids that every room speaks of, each a type of its own, so that one cannot stand where another belongs.
//!
//! What must always hold: a value of these types was checked when it was made; nothing is checked again later.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Name of a shared session: a URI path segment, normalised as RFC 3986 section 6.2.2 says (escapes of unreserved
/// characters decoded, remaining escapes in capitals), so that one session has one name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionName(Arc<str>);

/// Why a text is not a [`SessionName`]; says what a name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a session name is one or more of A-Z a-z 0-9 . _ ~ - and %XX escapes")]
pub struct NotASessionName;

impl SessionName {
    /// The name of the session that always exists.
    pub const DEFAULT: &'static str = "default";

    /// Checks the path segment as it was sent against the interface's pattern, then normalises it.
    pub fn parse(segment: &str) -> Result<Self, NotASessionName> {
        let mut name = String::with_capacity(segment.len());
        let mut rest = segment.as_bytes();
        while let Some((&byte, tail)) = rest.split_first() {
            rest = match byte {
                b'%' => {
                    let digits = tail.first_chunk::<2>().ok_or(NotASessionName)?;
                    let value = hex(digits[0])? << 4 | hex(digits[1])?;
                    match is_unreserved(value) {
                        true => name.push(char::from(value)),
                        false => name.push_str(&format!("%{value:02X}")),
                    }
                    &tail[2..]
                }
                _ if is_unreserved(byte) => {
                    name.push(char::from(byte));
                    tail
                }
                _ => return Err(NotASessionName),
            };
        }
        if name.is_empty() { Err(NotASessionName) } else { Ok(Self(name.into())) }
    }

    /// The name that [`SessionName::DEFAULT`] spells.
    pub fn default_session() -> Self {
        Self(Self::DEFAULT.into())
    }

    /// Whether this is the session that may not be deleted.
    pub fn is_default(&self) -> bool {
        &*self.0 == Self::DEFAULT
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~' | b'-')
}

fn hex(digit: u8) -> Result<u8, NotASessionName> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).ok_or(NotASessionName)
}

/// The `clientId` of one client instance: 5 to 10 characters, constant for its life.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(Arc<str>);

/// Why a text is not a [`ClientId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAClientId {
    /// No text at all.
    #[error("clientId is missing or empty; send 5 to 10 characters, the same for the life of the client")]
    Missing,
    /// Shorter or longer than the interface allows; the length found, in characters.
    #[error("clientId has {0} characters; send 5 to 10, the same for the life of the client")]
    Length(usize),
}

impl ClientId {
    /// Fewest characters of a clientId.
    pub const CHARACTERS_MIN: usize = 5;
    /// Most characters of a clientId.
    pub const CHARACTERS_MAX: usize = 10;

    /// Checks the length, counted in characters as OpenAPI counts.
    pub fn parse(text: &str) -> Result<Self, NotAClientId> {
        match text.chars().count() {
            0 => Err(NotAClientId::Missing),
            length if (Self::CHARACTERS_MIN..=Self::CHARACTERS_MAX).contains(&length) => Ok(Self(text.into())),
            length => Err(NotAClientId::Length(length)),
        }
    }
}

/// Name of a system as it stands in FromSendingSystem and ToReceivingSystem: a plain string, kept as sent.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SystemName(Arc<str>);

impl SystemName {
    /// What a member is called that joined without a system name.
    pub const UNKNOWN: &'static str = "UNKNOWN";
    /// The sender of what the server itself publishes.
    pub const SERVER: &'static str = "C2SIM_SERVER";
    /// The receiver of what is for everyone.
    pub const ALL: &'static str = "ALL";

    /// Any text is a system name.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Whether it is more than white space: an element that has to be there may have nothing in it.
    pub fn names_somebody(&self) -> bool {
        !self.0.trim().is_empty()
    }
}

/// A version of the C2SIM schema by the name under which the registry holds it, such as `2.0.0`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaVersion(Arc<str>);

impl SchemaVersion {
    /// Any text names a version; whether it is supported, the registry knows.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }
}

/// The ticket of one request: given to the client in every answer to a publish and in every error, and written to the log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TrackingId(uuid::Uuid);

impl TrackingId {
    /// A fresh random id.
    pub fn random() -> Self {
        Self(uuid::Uuid::new_v4())
    }

    /// The ticket that was printed as this text; nothing when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        uuid::Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for TrackingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl fmt::Debug for TrackingId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A point in time in whole milliseconds since 1970-01-01T00:00:00Z. Rooms without a clock are handed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp {
    /// Milliseconds since the epoch.
    pub unix_ms: u64,
}

impl Timestamp {
    /// Milliseconds from `earlier` to this point; 0 when the clock went backwards.
    pub fn ms_since(self, earlier: Timestamp) -> u64 {
        self.unix_ms.saturating_sub(earlier.unix_ms)
    }
}

macro_rules! reads_as_text {
    ($($name:ident),*) => {$(
        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, out)
            }
        }
    )*};
}

reads_as_text!(SessionName, ClientId, SystemName, SchemaVersion);

/// Kept as the text itself, and checked again when it is read back.
macro_rules! kept_as_text {
    ($($name:ident by $parse:expr),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(source)?;
                $parse(&text).map_err(D::Error::custom)
            }
        }
    )*};
}

kept_as_text!(
    SessionName by SessionName::parse,
    ClientId by ClientId::parse,
    SystemName by (|text: &str| Ok::<_, String>(SystemName::new(text))),
    SchemaVersion by (|text: &str| Ok::<_, String>(SchemaVersion::new(text)))
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_names_are_checked_as_sent_and_normalised() {
        let check = |segment: &str, expected: Option<&str>| {
            assert_eq!(SessionName::parse(segment).ok().as_ref().map(SessionName::as_str), expected, "{segment:?}");
        };
        check("default", Some("default"));
        check("a.b_c~d-9", Some("a.b_c~d-9"));
        check("%64efault", Some("default"));
        check("a%2fb", Some("a%2Fb"));
        check("%C3%a9", Some("%C3%A9"));
        for refused in ["", "a b", "é", "%", "%2", "%zz", "a/b", "%é1"] {
            check(refused, None);
        }
    }

    #[test]
    fn client_ids_have_five_to_ten_characters() {
        for (text, fits) in [
            ("", false),
            ("abcd", false),
            ("abcde", true),
            ("abcdefghij", true),
            ("abcdefghijk", false),
            ("éééééééééé", true),
        ] {
            assert_eq!(ClientId::parse(text).is_ok(), fits, "{text:?}");
        }
        assert_eq!(ClientId::parse(""), Err(NotAClientId::Missing));
        assert_eq!(ClientId::parse("abcdefghijk"), Err(NotAClientId::Length(11)));
    }
}
