//! `c2sim mock`: answers every operation with the examples of the specification, so that a client can be begun without a server.
//!
//! Entry points: `run` for the command, [`Mock`] for the answers, [`serve`] for a program. What must always hold: what is
//! answered stands in `spec/`, but for the host of a stream's address, which is the mock's own; an operation is found, and its request is checked, by `spec/` alone. What it deliberately
//! leaves out: any memory of what was asked before, and whether messages are valid.
//!
//! ```text
//! document (paths, operations) ◀─ answer ─▶ request (what is wrong with it), example (what to answer)
//! serve ─▶ answer; stream plays the examples of the AsyncAPI document
//! ```

mod answer;
mod document;
mod example;
mod request;
mod stream;

use std::{io::Write, net::SocketAddr, process::ExitCode, sync::Arc};

use clap::Args;
use poem::{
    Endpoint, EndpointExt, FromRequest, IntoResponse, Request, Response, Server, endpoint,
    http::StatusCode,
    listener::{Acceptor, Listener, TcpListener},
    middleware::Cors,
    web::websocket::WebSocket,
};

pub use answer::{Answer, Mock};
pub use request::Asked;

use super::{Problem, could_not_run};

/// The largest body that is looked at, in bytes.
const BODY_BYTES_MAX: usize = 16 << 20;

/// What `c2sim mock` is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7777")]
    bind: SocketAddr,
}

/// Answers until it is ended: 2 when it could not start.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let served = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Problem::from);
    match served.and_then(|runtime| runtime.block_on(serve(arguments.bind, announce))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => could_not_run(problem),
    }
}

fn announce(address: SocketAddr) {
    // A reader that has gone away keeps nobody from answering.
    let _ = writeln!(std::io::stdout(), "c2sim mock listening on http://{address}");
}

/// Answers at this address; tells `listening` which it is once it listens.
///
/// # Errors
/// The address cannot be listened on.
pub async fn serve(bind: SocketAddr, listening: impl FnOnce(SocketAddr)) -> Result<(), Problem> {
    let refused = |error| format!("cannot listen on {bind}: {error}; choose another address with --bind");
    let acceptor = TcpListener::bind(bind).into_acceptor().await.map_err(refused)?;
    let address = acceptor.local_addr().iter().find_map(|address| address.as_socket_addr().copied());
    listening(address.unwrap_or(bind));
    // Clients in browsers are begun, too.
    let cors = Cors::new().expose_headers(["C2SIM-Address", "C2SIM-Mock"]);
    Ok(Server::new_with_acceptor(acceptor).run(answering(Arc::new(Mock::new())).with(cors)).await?)
}

fn answering(mock: Arc<Mock>) -> impl Endpoint {
    endpoint::make(move |request: Request| {
        let mock = Arc::clone(&mock);
        async move { Ok::<_, poem::Error>(answered(&mock, request).await) }
    })
}

async fn answered(mock: &Mock, request: Request) -> Response {
    let (request, mut body) = request.split();
    if request.header("upgrade").is_some() && stream::is_at(request.uri().path()) {
        return match WebSocket::from_request(&request, &mut body).await {
            Ok(upgrade) => stream::play(upgrade, request.headers()).into_response(),
            Err(error) => error.into_response(),
        };
    }
    let body = match body.take() {
        Ok(body) => body.into_bytes_limit(BODY_BYTES_MAX).await.unwrap_or_default(),
        Err(_) => Vec::new().into(),
    };
    let uri = request.uri();
    let asked = Asked {
        method: request.method().as_str(),
        path: uri.path(),
        query: uri.query().unwrap_or_default(),
        headers: request.headers(),
        body: &body,
    };
    let answer = mock.answer(&asked);
    let mut response = Response::builder().status(StatusCode::from_u16(answer.status).unwrap_or_default());
    for (name, value) in &answer.headers {
        response = response.header(name.as_str(), value.as_str());
    }
    response.body(answer.body)
}
