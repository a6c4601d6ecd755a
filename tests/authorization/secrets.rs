//! A token that is marked goes through the whole server, and the mark is nowhere afterwards: not in an answer, not in the
//! log at its most talkative, not in a file.

use std::{fs, path::Path};

use reqwest::Method;
use serde_json::json;

use crate::{
    support::{client::Answer, messages::report, stream::Stream},
    world::World,
};

#[tokio::test]
async fn no_part_of_a_token_is_found_in_any_output() {
    let mut world = World::with("MIXED_AUTH", &[("C2SIM_LOG_LEVEL", "trace"), ("C2SIM_LOG_FORMAT", "json")]);
    let c2 = world.run().await;
    // All three parts are marked: what is looked for is whatever a token has and nothing else has.
    let held = world.token(&json!({"jti": "markedmarkedmarked"}));
    let forged = format!("{held}AAAA");
    let mut answers = String::new();
    for token in [&held, &forged, "MARKEDMARKED.MARKEDMARKED.MARKEDMARKED"] {
        let client = world.server.client(&c2.client_id).with_token(token);
        for path in ["/status", "/configuration", "/metrics", "/api/c2sim/session/list", "/api/nothing", "/health", "/"]
        {
            let request = client.raw(Method::GET, path).header("clientId", &client.client_id);
            answers.push_str(&format!("{:?}", Answer::read(request.send().await.unwrap()).await));
        }
        let url = format!("ws://{}/api/c2sim/session/default/ws?clientId={}", world.server.address(), c2.client_id);
        drop(Stream::open_with(&url, Some(token)).await);
        for answer in [
            client.get("info").await,
            client.join().await,
            client.send(report("C2", 1)).await,
            client.send("<not a message>").await,
            client.in_session("marked").create("2.0.0").await,
            client.in_session("marked").delete("").await,
        ] {
            answers.push_str(&format!("{answer:?}"));
        }
    }
    world.server.stop();
    let mut written = Vec::new();
    read_all(world.server.folder(), &mut written);
    assert!(written.len() > 1_000, "the log and the data were read");
    let parts: Vec<&str> = held.split('.').chain(["MARKEDMARKED"]).collect();
    for part in parts {
        // The head of a token is the same for all and may be short; what is secret is longer than that.
        let secret = &part.as_bytes()[..part.len().min(40)];
        assert!(!contains(answers.as_bytes(), secret), "an answer has a part of a token");
        assert!(!contains(&written, secret), "a file has a part of a token");
    }
    assert!(!contains(&written, b"markedmarkedmarked"), "a file has a claim that nobody asked for");
    let key = world.signer.public_pem();
    let line = key.lines().nth(1).unwrap().as_bytes();
    assert!(!contains(answers.as_bytes(), line) && !contains(&written, line), "the configured key is masked");
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

fn read_all(folder: &Path, written: &mut Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, written);
        } else {
            written.extend(fs::read(&path).unwrap());
        }
    }
}
