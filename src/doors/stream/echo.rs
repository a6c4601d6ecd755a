//! An endpoint that sends back what it receives, over the handshake, the frames and the protocol of every stream of this
//! server: suites that test WebSocket endpoints want one, and the doors of the server do not echo.
//!
//! Entry point: [`echo`]. No door leads here; `examples/websocket_echo.rs` serves it.

use std::{io, time::Duration};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use poem::{Endpoint, Request, Response, Server, http::StatusCode};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite::Message;

use super::{frames::write_lines, websocket};
use crate::doors::{
    accept::{ConnectionLimits, LimitedAcceptor},
    patience::Times,
    websocket::{self as upgrading, Socket},
};

const CONNECTIONS_MAX: usize = 100;
/// The largest message that is sent back, in bytes; suites send 16 MiB.
const MESSAGE_BYTES_MAX: usize = 20 << 20;
/// How long a reader may take nothing.
const STALL: Duration = Duration::from_secs(60);

/// Serves it at every path of the listener, until the process ends.
///
/// # Errors
/// What the listener says.
pub async fn echo(listener: TcpListener) -> io::Result<()> {
    let limits = ConnectionLimits {
        connections_max: CONNECTIONS_MAX,
        address_max: CONNECTIONS_MAX,
        proxies: &[],
        stall: STALL,
        times: Times { head: STALL, idle: STALL, message: STALL },
    };
    Server::new_with_acceptor(LimitedAcceptor::new(listener, &limits)).run(Echo).await
}

struct Echo;

impl Endpoint for Echo {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let configuration = super::configuration(super::READ_BUFFER_BYTES, MESSAGE_BYTES_MAX);
        let answer = upgrading::upgrade(&request, configuration, None, serve);
        Ok(answer.unwrap_or_else(|error| Response::builder().status(StatusCode::BAD_REQUEST).body(error.to_string())))
    }
}

async fn serve(mut socket: Socket) {
    while let Some(Ok(message)) = socket.next().await {
        let sent = match message {
            Message::Text(text) => send_line(&mut socket, text.into()).await,
            Message::Binary(_) => socket.send(message).await.is_ok(),
            Message::Close(_) => false,
            _ => true,
        };
        if !sent {
            break;
        }
    }
    websocket::finish(socket).await;
}

/// Text goes the way of the messages of a session.
async fn send_line(socket: &mut Socket, line: Bytes) -> bool {
    socket.flush().await.is_ok() && write_lines(socket.get_mut(), std::iter::once(&line[..]), STALL).await.is_ok()
}
