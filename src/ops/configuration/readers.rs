//! How texts become values: one [`Reader`] a kind of value, with the words that an error says.

use std::{fmt, net::SocketAddr, path::PathBuf};

use tracing_subscriber::EnvFilter;

use super::{Network, Origins};
use crate::feed::Durability;

/// Reads one kind of value.
pub(super) struct Reader<T> {
    /// The unit of the text, empty where it has none.
    pub(super) unit: &'static str,
    /// What a readable text is, with an example; follows "expected".
    pub(super) expected: &'static str,
    /// The value of a trimmed text, or nothing when it is none.
    pub(super) read: fn(&str) -> Option<T>,
}

/// Whether requests need a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthMode {
    /// Tokens are ignored.
    NoAuth,
    /// A token is checked where one is sent.
    MixedAuth,
    /// Every request needs a token.
    StrictAuth,
}

/// How a door beside the C2SIM interface is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoorOpening {
    /// It is not served.
    Off,
    /// It is served on the main port, below a path of its own.
    On,
    /// It is served on the main port, and with its native paths at this address.
    OwnPort(SocketAddr),
}

/// What is done with text that a page could take for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sanitizing {
    /// It is escaped, and the message goes on.
    Clean,
    /// The message is refused.
    Reject,
    /// Nobody looks.
    Off,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A value that is never shown: its Debug form is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself, for the one who uses it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(super::table::MASK)
    }
}

pub(super) const ADDRESS: Reader<SocketAddr> = Reader {
    unit: "",
    expected: "an IP address and a port such as 127.0.0.1:7777, or 0.0.0.0:7777 for every network",
    read: |text| match text.strip_prefix("localhost:") {
        Some(port) => Some(SocketAddr::from(([127, 0, 0, 1], port.parse().ok()?))),
        None => text.parse().ok(),
    },
};

pub(super) const DOOR: Reader<DoorOpening> = Reader {
    unit: "",
    expected: "on, off, or an IP address and a port such as 127.0.0.1:7778",
    read: |text| match text {
        "on" => Some(DoorOpening::On),
        "off" => Some(DoorOpening::Off),
        _ => (ADDRESS.read)(text).map(DoorOpening::OwnPort),
    },
};

pub(super) const FOLDER: Reader<PathBuf> =
    Reader { unit: "", expected: "the path of a folder", read: |text| Some(PathBuf::from(text)) };

pub(super) const FILE: Reader<PathBuf> =
    Reader { unit: "", expected: "the path of a file", read: |text| Some(PathBuf::from(text)) };

pub(super) const PATH_PREFIX: Reader<String> = Reader {
    unit: "",
    expected: "a path of letters, digits and - . _ ~ / such as /c2sim-server",
    read: |text| {
        let segments: Vec<&str> = text.split('/').filter(|segment| !segment.is_empty()).collect();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let fits = segments.iter().all(|segment| segment.bytes().all(plain) && !matches!(*segment, "." | ".."));
        fits.then(|| segments.iter().map(|segment| format!("/{segment}")).collect())
    },
};

pub(super) const HOSTNAME: Reader<Option<String>> = Reader {
    unit: "",
    expected: "a host name or an IP address without scheme and port such as c2sim.example.org",
    read: |text| {
        let is_address_v6 = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let fits = match is_address_v6 {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
        };
        fits.then(|| (!text.is_empty()).then(|| text.to_owned()))
    },
};

pub(super) const PORT: Reader<Option<u16>> = Reader {
    unit: "",
    expected: "a port from 1 to 65535 such as 443",
    read: |text| match text {
        "" => Some(None),
        _ => text.parse().ok().filter(|port| *port > 0).map(Some),
    },
};

pub(super) const NETWORKS: Reader<Vec<Network>> = Reader {
    unit: "",
    expected: "addresses or networks, separated by commas, such as 127.0.0.1,10.0.0.0/8",
    read: |text| listed(text).map(|part| part.parse().ok()).collect(),
};

pub(super) const ORIGINS: Reader<Origins> = Reader {
    unit: "",
    expected: "* for all, none, or origins separated by commas such as https://map.example.org,http://localhost:8080",
    read: |text| text.parse().ok(),
};

pub(super) const AUTH_MODE: Reader<AuthMode> = Reader {
    unit: "",
    expected: "NO_AUTH, MIXED_AUTH or STRICT_AUTH",
    read: |text| match text {
        "NO_AUTH" => Some(AuthMode::NoAuth),
        "MIXED_AUTH" => Some(AuthMode::MixedAuth),
        "STRICT_AUTH" => Some(AuthMode::StrictAuth),
        _ => None,
    },
};

pub(super) const SECRET: Reader<Option<Secret>> =
    Reader { unit: "", expected: "a text", read: |text| Some((!text.is_empty()).then(|| Secret(text.to_owned()))) };

pub(super) const URL: Reader<Option<String>> = Reader {
    unit: "",
    expected: "a URL without a user such as https://idp.example.org/.well-known/openid-configuration",
    read: |text| match text {
        "" => Some(None),
        _ => ["https://", "http://"]
            .iter()
            .any(|scheme| text.strip_prefix(scheme).is_some_and(names_a_host))
            .then(|| Some(text.to_owned())),
    },
};

pub(super) const NAME: Reader<Option<String>> =
    Reader { unit: "", expected: "a text", read: |text| Some((!text.is_empty()).then(|| text.to_owned())) };

pub(super) const TEXT: Reader<String> = Reader { unit: "", expected: "a text", read: |text| Some(text.to_owned()) };

pub(super) const SWITCH: Reader<bool> = Reader {
    unit: "",
    expected: "true or false",
    read: |text| match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    },
};

/// Milliseconds of a number of seconds; the longest is a year.
pub(super) const SECONDS: Reader<u64> = Reader {
    unit: "s",
    expected: "a number of seconds from 0.001 to 31536000 such as 30 or 0.5",
    read: |text| scaled(text, 1_000.0, 1.0, 31_536_000_000.0),
};

/// Milliseconds of a number of seconds, where one is given.
pub(super) const SECONDS_MAYBE: Reader<Option<u64>> = Reader {
    unit: "s",
    expected: SECONDS.expected,
    read: |text| match text {
        "" => Some(None),
        _ => (SECONDS.read)(text).map(Some),
    },
};

/// Milliseconds of a number of seconds, none included; the most are an hour.
pub(super) const LEEWAY: Reader<u64> = Reader {
    unit: "s",
    expected: "a number of seconds from 0 to 3600 such as 30",
    read: |text| scaled(text, 1_000.0, 0.0, 3_600_000.0),
};

/// Bytes of a number of megabytes of 2^20 bytes; the largest is 4,096 MB.
pub(super) const MEGABYTES: Reader<usize> = Reader {
    unit: "MB",
    expected: "a number of megabytes, more than 0 and at most 4096, such as 10.0",
    read: |text| scaled(text, 1_048_576.0, 1.0, 4_294_967_296.0).and_then(|bytes| usize::try_from(bytes).ok()),
};

/// Bytes of a number of kilobytes of 2^10 bytes; the largest is 1 GB.
pub(super) const KILOBYTES: Reader<usize> = Reader {
    unit: "KB",
    expected: "a number of kilobytes, more than 0 and at most 1048576, such as 1024",
    read: |text| scaled(text, 1_024.0, 1.0, 1_073_741_824.0).and_then(|bytes| usize::try_from(bytes).ok()),
};

/// Milliseconds of a number of days, where one is given; the most are a hundred years.
pub(super) const DAYS: Reader<Option<u64>> = Reader {
    unit: "days",
    expected: "a number of days, more than 0 and at most 36500, such as 30 or 0.5",
    read: |text| match text {
        "" => Some(None),
        _ => scaled(text, 86_400_000.0, 1.0, 3_153_600_000_000.0).map(Some),
    },
};

/// Bytes of a number of megabytes, where one is given; the most are 2^20 MB.
pub(super) const MEGABYTES_KEPT: Reader<Option<u64>> = Reader {
    unit: "MB",
    expected: "a number of megabytes, more than 0 and at most 1048576, such as 1000",
    read: |text| match text {
        "" => Some(None),
        _ => scaled(text, 1_048_576.0, 1.0, 1_099_511_627_776.0).map(Some),
    },
};

/// A count, where one is given.
pub(super) const COUNT_KEPT: Reader<Option<u64>> = Reader {
    unit: "",
    expected: COUNT.expected,
    read: |text| match text {
        "" => Some(None),
        _ => whole(text).map(|count| Some(count as u64)),
    },
};

pub(super) const DURABILITY: Reader<Durability> =
    Reader { unit: "", expected: "sync, async or memory", read: |text| text.parse().ok() };

/// A durability, where one is given.
pub(super) const DURABILITY_MAYBE: Reader<Option<Durability>> = Reader {
    unit: "",
    expected: DURABILITY.expected,
    read: |text| match text {
        "" => Some(None),
        _ => text.parse().ok().map(Some),
    },
};

pub(super) const SANITIZING: Reader<Sanitizing> = Reader {
    unit: "",
    expected: "clean, reject or off",
    read: |text| match text {
        "clean" => Some(Sanitizing::Clean),
        "reject" => Some(Sanitizing::Reject),
        "off" => Some(Sanitizing::Off),
        _ => None,
    },
};

pub(super) const COUNT: Reader<usize> =
    Reader { unit: "", expected: "a whole number from 1 to 1000000000 such as 100", read: whole };

pub(super) const BYTES: Reader<usize> =
    Reader { unit: "bytes", expected: "a whole number of bytes from 1 to 1000000000 such as 256", read: whole };

pub(super) const LOG_LEVEL: Reader<String> = Reader {
    unit: "",
    expected: "error, warn, info, debug, trace, or directives such as info,c2sim::doors=debug",
    // A lone word that is no level would be taken for the name of a module, and everything else fall silent.
    read: |text| {
        let is_directive =
            |part: &str| part.contains('=') || part.parse::<tracing_subscriber::filter::LevelFilter>().is_ok();
        let fits = listed(text).all(is_directive) && EnvFilter::try_new(text).is_ok();
        fits.then(|| text.to_owned())
    },
};

pub(super) const LOG_FORMAT: Reader<LogFormat> = Reader {
    unit: "",
    expected: "auto, text or json",
    read: |text| match text {
        "auto" => Some(LogFormat::Auto),
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    },
};

/// The parts of a list separated by commas, without white space and without empty parts.
pub(super) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// Whether what follows the scheme of a URL begins with a host, and with no user before it: a password would be shown
/// wherever the URL is.
fn names_a_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !authority.is_empty() && !authority.contains('@')
}

fn whole(text: &str) -> Option<usize> {
    text.parse().ok().filter(|count| (1..=1_000_000_000).contains(count))
}

/// A decimal number times `factor`, rounded down, when that is within the bounds.
fn scaled(text: &str, factor: f64, least: f64, most: f64) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value = text.parse::<f64>().ok().filter(|_| is_plain)? * factor;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the bounds, all of them positive"
    )]
    (least..=most).contains(&value).then_some(value as u64)
}
