//! Knowing a clientId gives neither its stream, nor its voice, nor its resignation.

use serde_json::json;

use crate::{
    support::{messages::report, stream::Stream},
    world::World,
};

#[tokio::test]
async fn a_member_is_of_use_to_the_one_who_joined_it_alone_and_outlives_a_restart() {
    let mut world = World::with("MIXED_AUTH", &[]);
    let c2 = world.run().await;
    let strangers = [world.client(&c2.client_id, &json!({"sub": "bert"})), world.server.client(&c2.client_id)];
    for _ in 0..2 {
        let url = format!("ws://{}/api/c2sim/session/default/ws?clientId={}", world.server.address(), c2.client_id);
        let renewed = world.token(&json!({"jti": "renewed"}));
        let mut own = Stream::open_with(&url, Some(&renewed)).await.unwrap();
        for (stranger, token) in strangers.iter().zip([Some(world.token(&json!({"sub": "bert"}))), None]) {
            let stranger = world.server.client(&stranger.client_id);
            let stranger = token.as_deref().map_or(stranger.clone(), |token| stranger.with_token(token));
            assert_eq!(stranger.send(report("C2", 1)).await.json()["code"], "CLAIM_CHECK");
            assert_eq!(stranger.resign().await.json()["code"], "CLAIM_CHECK");
            let refused = Stream::open_with(&url, token.as_deref()).await.err().unwrap().to_string();
            assert!(refused.contains("401"), "{refused}");
        }
        let reporter = world.server.client("report");
        let _ = reporter.join().await;
        reporter.send(report("SIM", 2)).await.ok();
        assert!(own.line().await.contains("SIM"), "the owner's stream flows on");
        let refreshed = world.server.client(&c2.client_id).with_token(&renewed);
        refreshed.send(report("C2", 3)).await.ok();
        drop(own);
        world.server.stop();
        world.server.start_again();
    }
    world.client(&c2.client_id, &json!({"jti": "another"})).resign().await.ok();
    assert_eq!(
        world.client(&c2.client_id, &json!({})).send(report("C2", 4)).await.code(),
        "CLIENT_NOT_JOINED_SHARED_SESSION"
    );
}

#[tokio::test]
async fn a_stream_that_was_opened_before_somebody_else_joined_hears_nothing_and_is_closed() {
    let world = World::with("MIXED_AUTH", &[]);
    let url = format!("ws://{}/api/c2sim/session/default/ws?clientId=waiter", world.server.address());
    let mut stranger = Stream::open_with(&url, Some(&world.token(&json!({"sub": "bert"})))).await.unwrap();
    world.client("waiter", &json!({})).join().await.ok();
    let (code, reason) = stranger.closed().await;
    assert!(code == 1000 && reason.contains("somebody else joined"), "{code} {reason}");
    let mut own = Stream::open_with(&url, Some(&world.token(&json!({})))).await.unwrap();
    let other = world.server.client("others");
    other.join().await.ok();
    other.send(crate::support::messages::system("SIM", "SubmitInitialization")).await.ok();
    assert!(own.line().await.contains("SubmitInitialization"));
}

#[tokio::test]
async fn a_member_that_joined_without_a_token_is_used_without_one() {
    let world = World::with("MIXED_AUTH", &[]);
    let bare = world.server.client("bare-2");
    bare.join().await.ok();
    drop(bare.stream().await);
    world.client("bare-2", &json!({})).get("info").await.ok();
    bare.resign().await.ok();
}
