//! The HTTP relay.

use reqwest::Method;
use serde_json::{Value, json};

use crate::cli::conformance::{
    answer::Answer,
    case::{Case, Cases, Class},
    verdict::{Outcome, expect},
    world::Client,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Relay);
    cases.works(
        "round-trip",
        &["RELAY-ROUND-TRIP"],
        (
            "Log in to a net, push a request, take it as a server, answer it, pull the answer",
            "the answer that was pushed",
        ),
        |world| async move {
            let client = world.client("default");
            let net = format!("judge-{}", client.id);
            let login = relayed(&client, "/client/login", json!({"net": net})).await?.ok()?;
            let request = json!({"token": login["token"], "sim_req": {"simEndpoint": "/hi"}});
            let pushed = relayed(&client, "/client/pushreq", request).await?.ok()?;
            let taken = relayed(&client, "/server/pullreqsmart", json!({"net": net})).await?.ok()?;
            let is_same = taken["rid"] == pushed["rid"] && taken["sim_req"]["simEndpoint"] == "/hi";
            expect(is_same, || format!("the request comes as {taken}"))?;
            let answer = json!({"net": net, "rid": pushed["rid"], "sim_res": {"n": 1}});
            relayed(&client, "/server/pushres", answer).await?.taken()?;
            let pull = json!({"token": login["token"], "rid": pushed["rid"]});
            let pulled = relayed(&client, "/client/pullres", pull).await?.ok()?;
            expect(pulled["sim_res"] == json!({"n": 1}), || format!("the answer comes as {pulled}"))
        },
    );
    cases.refuses(
        "token",
        &["RELAY-TOKEN"],
        ("Push a request with a token that nobody was given", "401"),
        |world| async move {
            let request = json!({"token": "nobody", "sim_req": {"simEndpoint": "/hi"}});
            let answer = relayed(&world.client("default"), "/client/pushreq", request).await?;
            expect(answer.status == 401, || format!("it is answered with {} {}", answer.status, answer.body))
        },
    );
    cases.listed()
}

/// A call of the relay.
async fn relayed(client: &Client, route: &str, body: Value) -> Outcome<Answer> {
    let headers = [("Content-Type", "application/json")];
    client.raw(Method::POST, &format!("/api/v1{route}"), &headers, body.to_string()).await
}
