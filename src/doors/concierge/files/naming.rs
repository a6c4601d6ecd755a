//! The path under which a client keeps a file.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The path under which a client keeps a file: segments between slashes, none of them empty, `.` or `..`. It is a key, and
/// never a path of the disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::doors::concierge) struct FilePath(String);

/// The text is no [`FilePath`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a file has a path of 1 to {} bytes in UTF-8, without empty segments, `.`, `..`, backslashes and control characters",
    FilePath::BYTES_MAX
)]
pub(in crate::doors::concierge) struct NotAFilePath;

impl FilePath {
    /// Longest path, in bytes.
    pub(super) const BYTES_MAX: usize = 1024;

    /// Reads the rest of a URI's path; slashes may be written as they are or as `%2F`.
    pub(in crate::doors::concierge) fn of_uri(text: &str) -> Result<Self, NotAFilePath> {
        Self::parse(decoded(text).ok_or(NotAFilePath)?)
    }

    /// Reads a path as it is, such as the file name of a part of a form.
    pub(in crate::doors::concierge) fn parse(text: impl Into<String>) -> Result<Self, NotAFilePath> {
        let text: String = text.into();
        let is_segment = |segment: &str| !matches!(segment, "" | "." | "..");
        let is_plain = |character: char| !character.is_control() && character != '\\';
        let fits = text.len() <= Self::BYTES_MAX && text.split('/').all(is_segment) && text.chars().all(is_plain);
        if fits { Ok(Self(text)) } else { Err(NotAFilePath) }
    }

    /// The last segment, for whoever saves the file.
    pub(super) fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

/// A part of a URI without its escapes; nothing where that is no UTF-8.
pub(in crate::doors::concierge) fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}
