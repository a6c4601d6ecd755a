//! Which pages may open a stream from a browser.

use reqwest::Method;

use crate::{support::server::Server, world::World};

async fn upgrade(server: &Server, origin: Option<&str>) -> u16 {
    let mut request = server
        .client("map-one")
        .raw(Method::GET, "/api/c2sim/session/default/ws?clientId=map-one")
        .header("connection", "Upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn pages_of_other_origins_open_no_stream() {
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_WS_ORIGINS", "https://map.example.org")]);
    for (origin, status) in [
        (None, 101),
        (Some("https://map.example.org"), 101),
        (Some("https://elsewhere.example.org"), 403),
        (Some("http://map.example.org"), 403),
        (Some("null"), 403),
    ] {
        assert_eq!(upgrade(&world.server, origin).await, status, "{origin:?}");
    }
    world.server.stop();
    let audit = std::fs::read_to_string(world.server.data_dir().join("audit.jsonl")).unwrap();
    assert_eq!(audit.matches("\"action\":\"authorization-failure\"").count(), 3);
}
