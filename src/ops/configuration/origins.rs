//! Which web origins may do something.

use std::str::FromStr;

use super::readers::listed;

/// Web origins (RFC 6454), as a browser sends them in `Origin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// Every origin.
    Any,
    /// These and no others, in small letters; empty: none.
    Only(Vec<String>),
}

/// The text is no list of origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOrigins;

impl Origins {
    /// Whether this origin is among them.
    pub fn allow(&self, origin: &str) -> bool {
        match self {
            Origins::Any => true,
            Origins::Only(origins) => origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin)),
        }
    }
}

impl FromStr for Origins {
    type Err = NotOrigins;

    /// Reads `*`, `none`, or origins separated by commas; a slash at the end of an origin is left out.
    fn from_str(text: &str) -> Result<Self, NotOrigins> {
        match text {
            "*" => Ok(Origins::Any),
            "none" => Ok(Origins::Only(Vec::new())),
            _ => listed(text).map(origin).collect::<Option<_>>().map(Origins::Only).ok_or(NotOrigins),
        }
    }
}

fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let (scheme, host) = text.split_once("://")?;
    let fits = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte));
    (fits && !scheme.is_empty() && !host.is_empty()).then(|| text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_all_none_or_those_listed() {
        let check = |text: &str, origin: &str, allowed: bool| {
            assert_eq!(text.parse::<Origins>().unwrap().allow(origin), allowed, "{text} {origin}");
        };
        check("*", "https://anything.example", true);
        check("none", "https://anything.example", false);
        check("https://map.example.org", "https://map.example.org", true);
        check("https://Map.example.org/", "https://map.example.org", true);
        check("https://map.example.org", "http://map.example.org", false);
        check("https://map.example.org", "https://map.example.org:8443", false);
        check("https://a.example, http://[::1]:80", "http://[::1]:80", true);
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for text in ["map.example.org", "https://", "https://a.example/path", "*, https://a.example", "://a"] {
            assert_eq!(text.parse::<Origins>(), Err(NotOrigins), "{text:?}");
        }
    }
}
