//! A stream lasts as long as the token that opened it, whichever kind it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Method;
use serde_json::json;
use tokio_tungstenite::{connect_async, tungstenite::client::IntoClientRequest};

use crate::{support::stream::Stream, world::World};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn in_sec(sec: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + sec
}

#[tokio::test]
async fn a_stream_of_every_kind_ends_with_its_token() {
    let world = World::with("STRICT_AUTH", &[("C2SIM_TOKEN_LEEWAY_SEC", "1")]);
    let url = |client: &str| format!("ws://{}/api/c2sim/session/default/ws?clientId={client}", world.server.address());
    let ends_at = in_sec(3);
    let token = world.token(&json!({"exp": ends_at}));
    let mut lasting = Stream::open_with(&url("lasting"), Some(&world.token(&json!({})))).await.unwrap();
    let mut plain = Stream::open_with(&url("plain"), Some(&token)).await.unwrap();
    let mut request = url("frames").into_client_request().unwrap();
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    request.headers_mut().insert("sec-websocket-protocol", "c2sim.v1+json".parse().unwrap());
    let mut frames = Stream { socket: connect_async(request).await.unwrap().0 };
    assert_eq!(frames.json().await["recovered"], true);
    let events = world.server.client("events").with_token(&token).request(Method::GET, "events").send().await.unwrap();
    assert_eq!(events.status(), 200);

    let (code, reason) = plain.closed().await;
    assert_eq!(code, 4401);
    assert!(reason.contains("connect again with a new one"), "{reason}");
    assert!(in_sec(0) > ends_at, "the leeway counts");
    assert_eq!(frames.closed().await.0, 4401);
    let text = tokio::time::timeout(PATIENCE, events.text()).await.unwrap().unwrap();
    assert!(text.contains("event: closed") && text.contains("\"code\":4401"), "{text}");
    // Whoever has a token that holds was not closed with the others.
    let again = Stream::open_with(&url("lasting"), Some(&world.token(&json!({})))).await.unwrap();
    assert_eq!(lasting.closed().await.0, 1000, "replaced, not expired");
    drop(again);
}
