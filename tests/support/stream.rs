//! A client of the stream, as strict as a test has to be.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest,
        http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
        protocol::CloseFrame,
    },
};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream.
pub struct Stream {
    pub socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Stream {
    pub async fn open(url: &str) -> Self {
        Self::open_with(url, None).await.unwrap_or_else(|failed| panic!("{url}: {failed}"))
    }

    /// With a token, if one is given; the error where the server does not upgrade.
    pub async fn open_with(url: &str, token: Option<&str>) -> Result<Self, Error> {
        let mut request = url.into_client_request()?;
        if let Some(token) = token {
            let value = HeaderValue::from_str(&format!("Bearer {token}"))?;
            request.headers_mut().insert("authorization", value);
        }
        let (socket, _) = connect_async(request).await?;
        Ok(Self { socket })
    }

    /// Opens it with these subprotocols on offer; also what the server took of them.
    pub async fn open_offering(url: &str, subprotocols: &str) -> (Self, Option<String>) {
        let mut request = url.into_client_request().unwrap();
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, subprotocols.parse().unwrap());
        let (socket, answer) = connect_async(request).await.unwrap_or_else(|failed| panic!("{url}: {failed}"));
        let taken = answer.headers().get(SEC_WEBSOCKET_PROTOCOL).map(|taken| taken.to_str().unwrap().to_owned());
        (Self { socket }, taken)
    }

    /// The next frame of the protocol with JSON frames.
    pub async fn json(&mut self) -> serde_json::Value {
        let frame = self.frame().await;
        let Some(Message::Text(text)) = frame else { panic!("not a text frame: {frame:?}") };
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// The next frame that is not a ping.
    pub async fn frame(&mut self) -> Option<Message> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("a frame comes in time") {
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(frame)) => return Some(frame),
                Some(Err(_)) | None => return None,
            }
        }
    }

    /// The next message: one text frame, one line.
    pub async fn line(&mut self) -> String {
        let frame = self.frame().await;
        let Some(Message::Text(text)) = frame else { panic!("not a text frame: {frame:?}") };
        let line = text.strip_suffix('\n').expect("a message ends with a line feed");
        assert!(!line.contains('\n'), "one line: {line}");
        line.to_owned()
    }

    /// How the server closes: code and reason.
    pub async fn closed(&mut self) -> (u16, String) {
        let frame = self.frame().await;
        let Some(Message::Close(Some(CloseFrame { code, reason }))) = frame else { panic!("not a close: {frame:?}") };
        (code.into(), reason.to_string())
    }

    pub async fn send(&mut self, frame: Message) {
        self.socket.send(frame).await.unwrap();
    }
}
