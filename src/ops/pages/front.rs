//! The front page: where everything is.

use super::html;
use crate::ops::{Configuration, configuration::DoorOpening};

/// Path, name and purpose of what the front page leads to.
pub(super) const LINKS: &[(&str, &str, &str)] = &[
    ("/status", "Status", "sessions, members, streams, and what is wrong"),
    ("/openapi-ui.html", "API, to read and try", "every operation with its parameters, answers and errors"),
    ("/openapi.yaml", "API specification, YAML", "for code generators"),
    ("/openapi.json", "API specification, JSON", "the same"),
    ("/openapi-extensions.yaml", "What this server adds to the API, YAML", "optional: clients work without it"),
    ("/openapi-all.json", "API with what this server adds, JSON", "both in one document"),
    ("/asyncapi.yaml", "Streams, AsyncAPI", "the plain stream, and the protocol that also publishes"),
    ("/openapi-live.json", "API as the running code describes itself", "for comparison"),
    ("/metrics", "Metrics", "for Prometheus"),
    ("/health", "Health", "for whoever restarts or routes around this server"),
    ("/configuration", "Configuration", "every setting with its value, default and meaning"),
];

/// What leads to the doors beside the C2SIM interface, of those that are open.
const DOORS: &[(Door, &str, &str, &str)] = &[
    (Door::Editing, "/editing/", "Editing together", "two editors side by side, and a document as a C2SIM message"),
    (Door::Editing, "/editing/openapi-ui.html", "Editing, to read and try", "its sessions over REST"),
    (Door::Editing, "/editing/asyncapi.yaml", "Editing, AsyncAPI", "its WebSocket"),
    (Door::Relay, "/api/v1/openapi-ui.html", "HTTP relay, to read and try", "for who can only make outgoing calls"),
    (Door::Concierge, "/concierge/openapi-ui.html", "Service gateway, to read and try", "its files over HTTP"),
    (Door::Concierge, "/concierge/asyncapi.yaml", "Service gateway, AsyncAPI", "its WebSocket"),
];

/// A door beside the C2SIM interface.
#[derive(Debug, Clone, Copy)]
enum Door {
    Relay,
    Editing,
    Concierge,
}

impl Door {
    fn is_open(self, configuration: &Configuration) -> bool {
        let opening = match self {
            Self::Relay => configuration.door_relay,
            Self::Editing => configuration.door_editing,
            Self::Concierge => configuration.door_concierge,
        };
        opening != DoorOpening::Off
    }
}

/// The front page under the configured prefix.
pub(super) fn page(configuration: &Configuration) -> String {
    let prefix = html::escaped(&configuration.prefix);
    let is_shown = |path: &str| path != "/configuration" || configuration.expose_cfg_endpoint;
    let doors = DOORS.iter().filter(|(door, ..)| door.is_open(configuration));
    let doors = doors.map(|(_, path, name, purpose)| (*path, *name, *purpose));
    let links: String = LINKS
        .iter()
        .filter(|(path, ..)| is_shown(path))
        .copied()
        .chain(doors)
        .map(|(path, name, purpose)| format!("<dt><a href=\"{prefix}{path}\">{name}</a></dt>\n<dd>{purpose}</dd>\n"))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let body = format!(
        "<h1>C2SIM server</h1>\n<p class=\"quiet\">Version {version}. Command-and-control systems and simulations meet here \
         in shared sessions. The operations are below <code>{prefix}/api/c2sim/session</code>.</p>\n\
         <div class=\"card\"><dl>\n{links}</dl></div>\n"
    );
    html::page("C2SIM server", "", &body)
}
