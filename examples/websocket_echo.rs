//! Sends back what it receives over the WebSocket of this server, for suites that test WebSocket endpoints
//! (`.ci/autobahn`). It listens on a free port of the loopback, and prints its address.

use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ws://{}", listener.local_addr()?);
    c2sim::doors::echo(listener).await
}
