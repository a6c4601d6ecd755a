//! The names and ids of the relay, each a type of its own.

use std::{fmt, sync::Arc};

use uuid::Uuid;

/// The name of a net: an isolated group of participants.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Net(Arc<str>);

/// Most characters of a net's name.
const NET_CHARACTERS_MAX: usize = 64;

impl Net {
    /// The net of those who name none.
    pub(crate) fn default_net() -> Self {
        Self("default".into())
    }

    /// Letters, digits and `_ . : -`, one to 64 of them; nothing for another text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(&byte);
        let is_net = (1..=NET_CHARACTERS_MAX).contains(&text.len()) && text.bytes().all(fits);
        is_net.then(|| Self(text.into()))
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The secret of a client: 128 random bits as 32 hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Token(u128);

impl Token {
    pub(super) fn random() -> Self {
        // Version and variant of a UUID leave 122 bits of it random; the rest comes from a second one.
        Self(Uuid::new_v4().as_u128() ^ Uuid::new_v4().as_u128().rotate_left(64))
    }

    /// The token that was sent; nothing for a text that none can be.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_token.then(|| u128::from_str_radix(text, 16).ok().map(Self)).flatten()
    }

    /// The text that goes to its client, and to nobody else.
    pub(crate) fn reveal(&self) -> String {
        format!("{:032x}", self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(…)")
    }
}

/// The id under which others know a client; it tells nothing of its token.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct PeerId(Arc<str>);

impl PeerId {
    pub(super) fn random() -> Self {
        Self(Uuid::new_v4().simple().to_string().into())
    }

    /// Any text may be asked for; one that no client has reaches nobody.
    pub(crate) fn named(text: &str) -> Self {
        Self(text.into())
    }

    /// The id.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Ties one answer to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Rid(Uuid);

impl Rid {
    pub(super) fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// The rid that was sent, as it was given out; nothing for another text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let rid = Self(Uuid::try_parse(text).ok()?);
        (rid.to_string() == text).then_some(rid)
    }
}

impl fmt::Display for Rid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(out)
    }
}

/// What messages between peers are about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Topic(Arc<str>);

/// Most characters of a topic.
const TOPIC_CHARACTERS_MAX: usize = 128;

impl Topic {
    /// One to 128 characters; nothing for another text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        (1..=TOPIC_CHARACTERS_MAX).contains(&text.chars().count()).then(|| Self(text.into()))
    }

    /// The topic.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
