//! A stream lasts as long as the token that opened it, whichever kind it is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Method;
use serde_json::json;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest, protocol::frame::coding::CloseCode},
};

use crate::{
    support::{client::Answer, stream::Stream},
    world::World,
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn in_sec(sec: u64) -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + sec
}

#[tokio::test]
async fn a_connection_of_the_gateway_ends_with_its_token() {
    let world = World::with("STRICT_AUTH", &[("C2SIM_TOKEN_LEEWAY_SEC", "1")]);
    let url = format!("ws://{}/concierge/ws", world.server.address());
    assert!(Stream::open_with(&url, None).await.is_err(), "no token, no connection");
    let token = world.token(&json!({"exp": in_sec(2)}));
    let identify = json!({"type": "IDENTIFY", "name": "map", "version": "0.2.0"}).to_string();
    let mut stream = Stream::open_with(&url, Some(&token)).await.unwrap();
    stream.send(Message::Text(identify.into())).await;
    assert_eq!(stream.json().await["type"], "HELLO");
    let (code, reason) = stream.closed().await;
    assert_eq!(code, 4401);
    assert!(reason.contains("connect again with a new one"), "{reason}");
}

#[tokio::test]
async fn what_a_door_gives_for_a_token_ends_with_it() {
    let world = World::with("STRICT_AUTH", &[("C2SIM_TOKEN_LEEWAY_SEC", "1")]);
    let client = world.client("doors", &json!({"exp": in_sec(2)}));
    let login = Answer::read(client.raw(Method::GET, "/api/v1/client/login").send().await.unwrap()).await.ok();
    assert!(login["expires_in"].as_u64().is_some_and(|sec| sec <= 3), "with the token and its leeway: {login}");
    let bare = world.server.client("bare");
    let check = format!("/api/v1/client/check?token={}", login["token"].as_str().unwrap());
    let checked = || async { Answer::read(bare.raw(Method::GET, &check).send().await.unwrap()).await.status };
    assert_eq!(checked().await, 200);
    let created = client.raw(Method::POST, "/editing/api/sessions").json(&json!({"user_id": "ann"}));
    let session = Answer::read(created.send().await.unwrap()).await.ok();
    let mut editor = Stream::open(session["websocket_url"].as_str().unwrap()).await;
    // The session ends, and its connection with it; by then the relay's token has ended too.
    let last = loop {
        match editor.frame().await {
            Some(Message::Text(_)) => {}
            other => break other,
        }
    };
    assert!(matches!(&last, Some(Message::Close(Some(close))) if close.code == CloseCode::from(4401)), "{last:?}");
    assert_eq!(checked().await, 401);
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
