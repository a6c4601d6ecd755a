//! A WebSocket of the target, over TCP or over TLS.
//!
//! Entry point: [`connect`].

use std::{io, sync::Arc};

use rustls::{ClientConfig, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, handshake::client::Request},
};

/// What a WebSocket goes over.
pub(super) trait Carrier: AsyncRead + AsyncWrite + Unpin + Send {}

impl<C: AsyncRead + AsyncWrite + Unpin + Send> Carrier for C {}

/// An open WebSocket.
pub(super) type Socket = WebSocketStream<Box<dyn Carrier>>;

/// Opens the WebSocket that the request names: `ws://` or `wss://`.
pub(super) async fn connect(request: Request, tls: &Arc<ClientConfig>) -> Result<Socket, Error> {
    let invalid = |text: &str| Error::Io(io::Error::new(io::ErrorKind::InvalidInput, text));
    let uri = request.uri();
    let host = uri.host().ok_or_else(|| invalid("the URL names no host"))?.trim_matches(['[', ']']).to_owned();
    let is_tls = uri.scheme_str() == Some("wss");
    let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    let tcp = TcpStream::connect((host.as_str(), port)).await?;
    let carrier: Box<dyn Carrier> = match is_tls {
        false => Box::new(tcp),
        true => {
            let name = ServerName::try_from(host).map_err(|_| invalid("the host is no name that a certificate has"))?;
            Box::new(TlsConnector::from(Arc::clone(tls)).connect(name, tcp).await?)
        }
    };
    client_async(request, carrier).await.map(|(socket, _)| socket)
}
