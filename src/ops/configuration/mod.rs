//! How a server is set up: by environment, by command line, and by `server-config.json` for its first sessions.
//!
//! Entry point: [`Configuration::read`], then [`Configuration::default_sessions`]. The table [`SETTINGS`] is the one
//! place that knows a name, its default and its meaning; parsing, `/configuration`, `--help` and the README follow it.
//! What must always hold: every name in the table is acted upon, and a value that cannot be read stops the start.
//! What it deliberately leaves out: settings of features that are not built.

mod network;
mod origins;
mod readers;
mod sessions;
mod settings;
mod table;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

pub use network::Network;
pub use origins::Origins;
pub use readers::{AuthMode, DoorOpening, LogFormat, Sanitizing, Secret};
pub use sessions::{DefaultSession, SessionsFileError};
pub use settings::{Configuration, SETTINGS};
pub use table::Setting;

use std::fmt;

/// Why the server does not start with the configuration it was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationError {
    /// One or more values could not be read; all of them are told at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Values(Vec<UnreadableValue>),
    /// Tokens are demanded, and nothing could verify them.
    #[error(
        "C2SIM_AUTH_MODE=STRICT_AUTH needs a key to verify tokens with, or nobody could use the server; set \
         C2SIM_BEARER_PUBLIC_KEY or C2SIM_IDENTITY_PROVIDER_URL"
    )]
    StrictAuthWithoutKeys,
    /// A certificate without its key, or the other way.
    #[error("{given} needs {missing} beside it; set both for HTTPS, or neither for plain HTTP")]
    HalfOfTls {
        /// What is set.
        given: &'static str,
        /// What is not.
        missing: &'static str,
    },
    /// Plain HTTP would be open to other machines.
    #[error(
        "{option}={address} can be reached from other machines, and plain HTTP can be read and changed on the way; set \
         C2SIM_TLS_CERT and C2SIM_TLS_KEY for HTTPS, or listen on 127.0.0.1 behind a proxy that speaks HTTPS, or, on a \
         network that you trust, set C2SIM_ALLOW_INSECURE_HTTP=true"
    )]
    InsecureHttp {
        /// What was set.
        option: &'static str,
        /// The address.
        address: SocketAddr,
    },
}

/// One value that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableValue {
    /// Where it came from: the name in the environment, or the option on the command line.
    pub given_by: &'static str,
    /// What was given; masked where it is a secret, cut where it is long.
    pub value: String,
    /// What would have been right, with an example.
    pub expected: &'static str,
}

impl fmt::Display for UnreadableValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}: expected {}", self.given_by, self.value, self.expected)
    }
}

impl Default for Configuration {
    /// Every setting at its default.
    fn default() -> Self {
        Self::read(&[], &|_| None).expect("the defaults of the table can be read")
    }
}

impl Configuration {
    /// Reads every setting: an option of the command line (such as `("--bind", "0.0.0.0:7777")`) goes before the
    /// environment, the environment before the default. A value that is empty or white space counts as not given.
    ///
    /// # Errors
    /// All values that cannot be read, each with what was expected; or STRICT_AUTH without anything to verify tokens with.
    pub fn read(
        options: &[(&str, String)],
        environment: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigurationError> {
        let configuration = Self::from_source(table::Source::new(options, environment))?;
        match configuration.auth_mode {
            AuthMode::StrictAuth if !configuration.has_keys() => Err(ConfigurationError::StrictAuthWithoutKeys),
            _ => configuration.check_tls().map(|()| configuration),
        }
    }

    fn check_tls(&self) -> Result<(), ConfigurationError> {
        let half = |given, missing| Err(ConfigurationError::HalfOfTls { given, missing });
        match (&self.tls_certificate, &self.tls_key, &self.tls_client_ca) {
            (Some(_), None, _) => half("C2SIM_TLS_CERT", "C2SIM_TLS_KEY"),
            (None, Some(_), _) => half("C2SIM_TLS_KEY", "C2SIM_TLS_CERT"),
            (None, None, Some(_)) => half("C2SIM_TLS_CLIENT_CA", "C2SIM_TLS_CERT"),
            (None, None, None) if !self.allow_insecure_http => self.check_loopback(),
            _ => Ok(()),
        }
    }

    /// Every address that the server is to listen on, with the setting that names it.
    fn check_loopback(&self) -> Result<(), ConfigurationError> {
        let own_port = |option, opening: DoorOpening| match opening {
            DoorOpening::OwnPort(address) => Some((option, address)),
            DoorOpening::On | DoorOpening::Off => None,
        };
        let doors = [
            own_port("C2SIM_DOOR_RELAY", self.door_relay),
            own_port("C2SIM_DOOR_EDITING", self.door_editing),
            own_port("C2SIM_DOOR_CONCIERGE", self.door_concierge),
        ];
        let all = [Some(("C2SIM_BIND", self.bind))].into_iter().chain(doors).flatten();
        match all.into_iter().find(|(_, address)| !address.ip().to_canonical().is_loopback()) {
            Some((option, address)) => Err(ConfigurationError::InsecureHttp { option, address }),
            None => Ok(()),
        }
    }

    /// Whether tokens can be verified at all.
    fn has_keys(&self) -> bool {
        self.bearer_public_key.is_some() || self.identity_provider_url.is_some()
    }

    /// Where a site keeps schemas of its own: one folder a version.
    pub fn external_schemas_dir(&self) -> PathBuf {
        external_schemas_dir(&self.config_dir)
    }

    /// What an operator should hear at the start although the server can run: names that no setting has, and settings
    /// that have no effect. `names` are those of the process environment.
    pub fn warnings(&self, names: impl Iterator<Item = String>) -> Vec<String> {
        let unknown = names
            .filter(|name| name.starts_with("C2SIM_") && SETTINGS.iter().all(|setting| setting.name != name))
            .map(|name| format!("{name} is set, but this version has no such setting; see `c2sim serve --help`"));
        let about_tokens =
            ["C2SIM_BEARER_PUBLIC_KEY", "C2SIM_IDENTITY_PROVIDER_URL", "C2SIM_TOKEN_ISSUER", "C2SIM_ADMIN_ROLE"];
        let why = match (self.auth_mode, self.has_keys()) {
            (AuthMode::NoAuth, _) => Some("NO_AUTH does not look at tokens"),
            (_, false) => {
                Some("no token can be verified without C2SIM_BEARER_PUBLIC_KEY or C2SIM_IDENTITY_PROVIDER_URL")
            }
            _ => None,
        };
        let unused = about_tokens.into_iter().filter(|name| self.given(name).is_some());
        let unused = unused.filter_map(|name| Some(format!("{name} is set, but {}", why?)));
        let mut warnings: Vec<String> = unknown.chain(unused).collect();
        warnings.sort();
        warnings
    }

    /// The settings as a Markdown table with the values in effect; secrets are masked.
    pub fn markdown(&self) -> String {
        let mut text =
            String::from("# Configuration\n\n| Name | Value | Default | Unit | Meaning |\n|---|---|---|---|---|\n");
        for setting in SETTINGS {
            let value = self.given(setting.name).unwrap_or(setting.default);
            let cells =
                [setting.name.into(), cell(value), cell(setting.default), setting.unit.into(), meaning(setting)];
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        text
    }
}

/// Where a site keeps schemas of its own, below its configuration folder.
pub fn external_schemas_dir(config_dir: &Path) -> PathBuf {
    config_dir.join("c2sim_schemas").join("external")
}

/// The settings with their defaults as a Markdown table, as it stands in the README.
pub fn settings_markdown() -> String {
    let mut text = String::from("| Name | Default | Unit | Meaning |\n|---|---|---|---|\n");
    for setting in SETTINGS {
        let cells = [setting.name.into(), cell(setting.default), setting.unit.into(), meaning(setting)];
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

/// The settings as plain text for `--help`.
pub fn settings_help() -> String {
    let mut text = String::from("Settings in the environment (an option goes before it):\n");
    for setting in SETTINGS {
        let unit = if setting.unit.is_empty() { String::new() } else { format!(" {}", setting.unit) };
        let default = if setting.default.is_empty() { "nothing".into() } else { format!("{}{unit}", setting.default) };
        text.push_str(&format!("  {} [default: {default}]\n      {}\n", setting.name, meaning(setting)));
    }
    text
}

/// The option that says how a door is open; the name of the door follows.
pub(crate) const DOOR_OPTION: &str = "--door ";

fn meaning(setting: &Setting) -> String {
    match setting.option {
        Some(option) if option.starts_with(DOOR_OPTION) => {
            format!("{} On the command line: {option}=….", setting.meaning)
        }
        Some(option) => format!("{} On the command line: {option}.", setting.meaning),
        None => setting.meaning.into(),
    }
}

/// The text of a cell. What would end the cell or the line, or start HTML, is replaced, since values come from outside.
fn cell(text: &str) -> String {
    text.replace('<', "&lt;").replace('|', "\\|").replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests;
