//! What a publish and a delivery cost the server, in CPU time of its process.
//!
//! `cargo bench --bench publish` starts the server on a free port of the loopback, publishes position reports over 64
//! connections, each waiting for its answer, and reads the CPU time of the server from the operating system. It does so
//! with no member listening and with several numbers of them; what a delivery costs is the difference. Wall-clock figures are not
//! printed: they say more about the machine than about the server.

#[path = "../tests/support/mod.rs"]
mod support;

use std::sync::Arc;

use support::{
    client::Client,
    messages::{initialization, report, system},
    server::Server,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};
use tokio_tungstenite::tungstenite::Message;

/// Publishes in flight at a time.
const CONNECTIONS: usize = 64;
/// Publishes of one reading, over all connections.
const PUBLISHES: usize = 64_000;
/// Numbers of listening members.
const LISTENERS: [usize; 4] = [0, 1, 10, 50];

#[tokio::main]
async fn main() {
    println!("{PUBLISHES} position reports of {} bytes, {CONNECTIONS} in flight", request("c2-one").len());
    println!("{:>9}  {:>16}  {:>17}", "listeners", "cpu_us_a_publish", "cpu_us_a_delivery");
    let mut alone_us = 0.0;
    for listeners in LISTENERS {
        let server = Server::start();
        let cpu_us = publish_all(&server, listeners).await / PUBLISHES as f64;
        if listeners == 0 {
            alone_us = cpu_us;
            println!("{listeners:>9}  {cpu_us:>16.2}");
        } else {
            println!("{listeners:>9}  {cpu_us:>16.2}  {:>17.2}", (cpu_us - alone_us) / listeners as f64);
        }
    }
}

/// CPU time in µs that the server took for all publishes and their deliveries.
async fn publish_all(server: &Server, listeners: usize) -> f64 {
    let c2 = running(server).await;
    // A listener counts what it hears: each must hear every publish.
    let mut hearing = JoinSet::new();
    for number in 0..listeners {
        let client = server.client(&format!("ear-{number:04}"));
        let mut stream = client.stream().await;
        client.join().await.ok();
        hearing.spawn(async move {
            let mut heard = 0;
            while heard < PUBLISHES {
                match stream.frame().await {
                    Some(Message::Text(_)) => heard += 1,
                    other => panic!("after {heard} messages came {other:?}"),
                }
            }
        });
    }
    let request = Arc::new(request(&c2.client_id));
    let before_us = server.cpu_us();
    let mut publishing = JoinSet::new();
    for _ in 0..CONNECTIONS {
        publishing.spawn(publish(server.address().to_owned(), Arc::clone(&request), PUBLISHES / CONNECTIONS));
    }
    while let Some(published) = publishing.join_next().await {
        published.expect("every publish is accepted");
    }
    while let Some(heard) = hearing.join_next().await {
        heard.expect("every listener hears every publish");
    }
    server.cpu_us() - before_us
}

async fn running(server: &Server) -> Client {
    let c2 = server.client("c2-one");
    c2.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2"]),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
    c2
}

/// A position report as systems send it, indented, with its request head.
fn request(client_id: &str) -> Vec<u8> {
    let xml = report("SIMULATION", 1).replace("><", ">\n            <");
    let head = format!(
        "POST /api/c2sim/session/default/send HTTP/1.1\r\nHost: localhost\r\nclientId: {client_id}\r\n\
         Content-Type: application/xml\r\nContent-Length: {}\r\n\r\n",
        xml.len()
    );
    [head.into_bytes(), xml.into_bytes()].concat()
}

/// One connection that publishes, waits for the answer, and publishes again.
async fn publish(address: String, request: Arc<Vec<u8>>, times: usize) {
    let mut connection = TcpStream::connect(address).await.expect("the server listens");
    connection.set_nodelay(true).expect("a socket takes the option");
    let mut answer = vec![0; 4096];
    for _ in 0..times {
        connection.write_all(&request).await.expect("the server reads");
        let mut read = 0;
        while !is_whole(&answer[..read]) {
            let more = connection.read(&mut answer[read..]).await.expect("the server answers");
            assert!(more > 0, "the server closed the connection");
            read += more;
        }
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..read]));
    }
}

/// Whether an answer is here to its last byte; its body is one JSON object.
fn is_whole(answer: &[u8]) -> bool {
    answer.ends_with(b"}") && answer.windows(4).any(|bytes| bytes == b"\r\n\r\n")
}
