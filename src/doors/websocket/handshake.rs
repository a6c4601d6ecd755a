//! The opening handshake of a WebSocket (RFC 6455 section 4.2).
//!
//! Poem's own extractor hands out a socket whose messages are copied for every reader; a stream of this server writes one
//! shared line to hundreds, so it takes the upgraded connection itself.

use std::future::Future;

use poem::{
    Request, Response, Upgraded,
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};

use crate::ops::configuration::Origins;

/// An upgraded connection.
pub(in crate::doors) type Socket = WebSocketStream<Upgraded>;

/// Why a request does not open a WebSocket; the text tells the client what to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this address is a WebSocket: open it with the headers {missing} of RFC 6455")]
pub(in crate::doors) struct NotAnUpgrade {
    /// What the request lacks.
    missing: &'static str,
}

/// A page of this origin may not open a WebSocket here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("pages from this origin may not connect; add it to C2SIM_WS_ORIGINS")]
pub(in crate::doors) struct ForbiddenPage;

/// Whether the page that opens a WebSocket may do so: a browser says which it is, other clients say nothing.
pub(in crate::doors) fn check_page(headers: &HeaderMap, allowed: &Origins) -> Result<(), ForbiddenPage> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let is_allowed = origin.to_str().is_ok_and(|origin| allowed.allow(origin));
    if is_allowed { Ok(()) } else { Err(ForbiddenPage) }
}

/// Whether the request opens a WebSocket.
pub(in crate::doors) fn check(request: &Request) -> Result<(), NotAnUpgrade> {
    accept_key(request.method(), request.headers()).map(|_| ())
}

/// Answers the handshake, with the subprotocol that was chosen of those offered, and runs `serve` on the connection once it
/// is upgraded.
pub(in crate::doors) fn upgrade<Serve, Served>(
    request: &Request,
    config: WebSocketConfig,
    subprotocol: Option<&'static str>,
    serve: Serve,
) -> Result<Response, NotAnUpgrade>
where
    Serve: FnOnce(Socket) -> Served + Send + 'static,
    Served: Future<Output = ()> + Send,
{
    let key = accept_key(request.method(), request.headers())?;
    let upgraded = request.take_upgrade().map_err(|_| NotAnUpgrade { missing: "Connection: upgrade" })?;
    tokio::spawn(async move {
        if let Ok(connection) = upgraded.await {
            serve(WebSocketStream::from_raw_socket(connection, Role::Server, Some(config)).await).await;
        }
    });
    let mut answer = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_ACCEPT, key);
    if let Some(subprotocol) = subprotocol {
        answer = answer.header(header::SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    Ok(answer.finish())
}

/// Whether the client offers this subprotocol; one that was not offered may not be answered.
pub(in crate::doors) fn offers(headers: &HeaderMap, subprotocol: &str) -> bool {
    items(headers, header::SEC_WEBSOCKET_PROTOCOL).any(|offered| offered == subprotocol)
}

/// The items of the comma-separated lists in a header's lines.
fn items(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lists = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim)
}

fn accept_key(method: &Method, headers: &HeaderMap) -> Result<String, NotAnUpgrade> {
    let named = |name: HeaderName, token: &str| items(headers, name).any(|item| item.eq_ignore_ascii_case(token));
    let check = |holds: bool, missing| if holds { Ok(()) } else { Err(NotAnUpgrade { missing }) };
    check(method == Method::GET && named(header::UPGRADE, "websocket"), "Upgrade: websocket")?;
    check(named(header::CONNECTION, "upgrade"), "Connection: upgrade")?;
    check(named(header::SEC_WEBSOCKET_VERSION, "13"), "Sec-WebSocket-Version: 13")?;
    let key = headers.get(header::SEC_WEBSOCKET_KEY).ok_or(NotAnUpgrade { missing: "Sec-WebSocket-Key" })?;
    Ok(derive_accept_key(key.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subprotocol_is_taken_only_where_it_was_offered() {
        let check = |offered: &[&str], expected: bool| {
            let mut headers = HeaderMap::new();
            for value in offered {
                headers.append(header::SEC_WEBSOCKET_PROTOCOL, value.parse().unwrap());
            }
            assert_eq!(offers(&headers, "c2sim.v1+json"), expected, "{offered:?}");
        };
        check(&[], false);
        check(&["c2sim.v1+json"], true);
        check(&["mqtt, c2sim.v1+json"], true);
        check(&["mqtt", "c2sim.v1+json"], true);
        check(&["c2sim.v1", "C2SIM.v1+json", "c2sim.v1+jsonp"], false);
    }

    #[test]
    fn only_a_complete_handshake_is_answered() {
        let check = |method: Method, headers: &[(&'static str, &str)], expected: Result<&str, &str>| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(*name, value.parse().unwrap());
            }
            let answer = accept_key(&method, &map);
            assert_eq!(answer.as_deref().map_err(|refused| refused.missing), expected, "{headers:?}");
        };
        let upgrade = ("upgrade", "WebSocket");
        let connection = ("connection", "keep-alive, Upgrade");
        let version = ("sec-websocket-version", "13");
        let key = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        let all = [upgrade, connection, version, key];
        check(Method::GET, &all, Ok("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        check(Method::POST, &all, Err("Upgrade: websocket"));
        check(Method::GET, &[connection, version, key], Err("Upgrade: websocket"));
        check(Method::GET, &[upgrade, version, key], Err("Connection: upgrade"));
        check(
            Method::GET,
            &[upgrade, connection, ("sec-websocket-version", "8"), key],
            Err("Sec-WebSocket-Version: 13"),
        );
        check(Method::GET, &[upgrade, connection, version], Err("Sec-WebSocket-Key"));
    }
}
