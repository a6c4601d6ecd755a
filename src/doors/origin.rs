//! Where a request came from and under which name it reached the server, proxies seen through where they are trusted.
//!
//! Entry point: [`Origin::of`]. What must always hold: a forwarded header counts only when the connection comes from a
//! proxy that the operator named; anybody else can write it too.

use std::net::IpAddr;

use poem::{
    Request,
    http::{HeaderMap, header::HOST, uri::Scheme},
};

use crate::ops::{Configuration, configuration::Network};

/// Stands for the address of a request that came by no network.
const UNKNOWN: &str = "unknown";

/// Where a request came from, and under which name it reached the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The client's address, as far as it is known.
    pub(crate) client_address: String,
    /// Host, with the port where one was named.
    authority: String,
    /// Whether the client came by https.
    is_secure: bool,
}

impl Origin {
    /// Reads it off a request.
    pub(crate) fn of(request: &Request, configuration: &Configuration) -> Self {
        let remote = request.remote_addr().as_socket_addr().map(|address| address.ip());
        let local = request.local_addr().to_string();
        let local = local.strip_prefix("socket://").unwrap_or(&local);
        let origin = Self::read(request.headers(), remote, local, &configuration.trusted_proxies);
        Self { is_secure: origin.is_secure || *request.scheme() == Scheme::HTTPS, ..origin }
    }

    /// The client's address alone, for what needs no more.
    pub(crate) fn client_ip_of(request: &Request, configuration: &Configuration) -> Option<IpAddr> {
        let remote = request.remote_addr().as_socket_addr()?.ip();
        Some(client_ip(request.headers(), remote, &configuration.trusted_proxies))
    }

    /// The same as a text.
    pub(crate) fn client_address_of(request: &Request, configuration: &Configuration) -> String {
        Self::client_ip_of(request, configuration).map_or_else(|| UNKNOWN.to_owned(), |address| address.to_string())
    }

    /// Where a session's stream is, as this client reaches it.
    pub(crate) fn stream_url(&self, configuration: &Configuration, session: &str) -> String {
        self.websocket_url(configuration, &format!("{}/api/c2sim/session/{session}/ws", configuration.prefix))
    }

    /// Where the WebSocket at this path is, as this client reaches it.
    pub(crate) fn websocket_url(&self, configuration: &Configuration, path: &str) -> String {
        let scheme = if self.is_secure { "wss" } else { "ws" };
        let authority = match &configuration.external_hostname {
            None => self.authority.clone(),
            Some(name) => match configuration.external_port.or_else(|| port_of(&self.authority)) {
                Some(port) => format!("{name}:{port}"),
                None => name.clone(),
            },
        };
        format!("{scheme}://{authority}{path}")
    }

    fn read(headers: &HeaderMap, remote: Option<IpAddr>, local: &str, trusted: &[Network]) -> Self {
        let is_trusted = is_trusted(remote, trusted);
        let forwarded = |name: &str| {
            let first = header(headers, name).filter(|_| is_trusted)?.split(',').next()?.trim();
            (!first.is_empty()).then_some(first)
        };
        let host = forwarded("x-forwarded-host").or_else(|| header(headers, HOST.as_str())).unwrap_or(local);
        let authority = match forwarded("x-forwarded-port").filter(|_| port_of(host).is_none()) {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        Self {
            client_address: remote
                .map_or_else(|| UNKNOWN.to_owned(), |remote| client_ip(headers, remote, trusted).to_string()),
            authority,
            is_secure: forwarded("x-forwarded-proto") == Some("https"),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

fn is_trusted(remote: Option<IpAddr>, trusted: &[Network]) -> bool {
    remote.is_some_and(|address| trusted.iter().any(|network| network.contains(address)))
}

/// The client's address: that of the connection, or what the proxies say that are trusted. Each proxy adds the address
/// that it saw at the end of the list, so it is read from there: the first that is no trusted proxy is the client, and
/// whatever stands before it the client may have written itself.
fn client_ip(headers: &HeaderMap, remote: IpAddr, trusted: &[Network]) -> IpAddr {
    let mut client = remote;
    if !is_trusted(Some(remote), trusted) {
        return client.to_canonical();
    }
    let lists = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    for text in lists.flat_map(|list| list.split(',')).collect::<Vec<_>>().into_iter().rev() {
        let Ok(address) = text.trim().parse::<IpAddr>() else { break };
        client = address;
        if !is_trusted(Some(address), trusted) {
            break;
        }
    }
    client.to_canonical()
}

/// The port that stands in an authority; the colons of an IPv6 address are none.
fn port_of(authority: &str) -> Option<u16> {
    let (_, port) = authority.rsplit_once(':')?;
    port.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn check(remote: &str, headers: &[(&'static str, &str)], settings: &[(&str, &str)], url: &str, client: &str) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let settings = [settings, &[("C2SIM_TRUSTED_PROXIES", PROXY)]].concat();
        let setting =
            |name: &str| settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let configuration = Configuration::read(&[], &setting).unwrap();
        let origin = Origin::read(&map, remote.parse().ok(), "127.0.0.1:7777", &configuration.trusted_proxies);
        assert_eq!(origin.stream_url(&configuration, "default"), format!("{url}/api/c2sim/session/default/ws"));
        assert_eq!(origin.client_address, client);
    }

    #[test]
    fn a_client_is_sent_where_it_already_is() {
        let host = ("host", "c2.example:7777");
        let forwarded = [
            host,
            ("x-forwarded-host", "public.example"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-for", "192.0.2.7, 10.0.0.9"),
        ];
        check("192.0.2.1", &[host], &[], "ws://c2.example:7777", "192.0.2.1");
        check("192.0.2.1", &[], &[], "ws://127.0.0.1:7777", "192.0.2.1");
        check("192.0.2.1", &forwarded, &[], "ws://c2.example:7777", "192.0.2.1");
        check(PROXY, &forwarded, &[], "wss://public.example", "10.0.0.9");
        let chain = ("x-forwarded-for", "198.51.100.1, 192.0.2.7, 10.0.0.1");
        check(PROXY, &[host, chain], &[], "ws://c2.example:7777", "192.0.2.7");
        check(PROXY, &[host, ("x-forwarded-for", "nonsense")], &[], "ws://c2.example:7777", PROXY);
        let port = [("x-forwarded-host", "public.example"), ("x-forwarded-port", "8443")];
        check(PROXY, &port, &[], "ws://public.example:8443", PROXY);
        check("192.0.2.1", &[("host", "[::1]")], &[], "ws://[::1]", "192.0.2.1");
    }

    #[test]
    fn a_name_that_the_operator_gave_goes_before_all() {
        let name = ("C2SIM_EXTERNAL_HOSTNAME", "c2sim.mil");
        let port = ("C2SIM_EXTERNAL_PORT_NUMBER", "443");
        let host = ("host", "c2.example:7777");
        check("192.0.2.1", &[host], &[name], "ws://c2sim.mil:7777", "192.0.2.1");
        check("192.0.2.1", &[host], &[name, port], "ws://c2sim.mil:443", "192.0.2.1");
        check("192.0.2.1", &[host], &[name, port, ("C2SIM_PREFIX", "/c2")], "ws://c2sim.mil:443/c2", "192.0.2.1");
        check("192.0.2.1", &[("host", "c2.example")], &[name], "ws://c2sim.mil", "192.0.2.1");
    }
}
