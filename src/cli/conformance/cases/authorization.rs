//! Tokens that are none. What a good token permits would need the key of the target's identity provider.

use std::sync::Arc;

use reqwest::Method;

use super::requests::{OPERATIONS, content_type, method};
use crate::cli::conformance::{
    answer::Answer,
    case::{Case, Cases, Class},
    stream::Stream,
    verdict::{Outcome, expect, missed},
    world::World,
};

/// What is sent in place of a token: name, what it is, the value of the header.
const TOKENS: &[(&str, &str, &str)] = &[
    ("garbage", "three parts that are no JWT", "Bearer none.of.it"),
    ("one-part", "one word", "Bearer token"),
    (
        "unsigned",
        "a JWT with alg none that permits everything",
        "Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJhdWQiOiJjMnNpbSIsImV4cCI6NDEwMjQ0NDgwMCwiZnJvbVNlbmRpbmdTeXN0ZW0iOiJB\
         TlkiLCJtZXNzYWdlVHlwZSI6IkFOWSJ9.",
    ),
    (
        "strange-key",
        "a JWT whose signature no key made",
        "Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJjMnNpbSIsImV4cCI6NDEwMjQ0NDgwMCwiZnJvbVNlbmRpbmdTeXN0ZW0iOi\
         JBTlkifQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ),
];

/// Expects a refusal of the token in the form of the interface.
fn is_refused(answer: &Answer) -> Outcome {
    expect(answer.status == 401, || format!("{} is answered with {} in place of 401", answer.request, answer.status))?;
    let body = answer.json()?;
    for field in ["title", "code"] {
        expect(body[field].is_string(), || format!("the refusal has no {field}: {body}"))?;
    }
    expect(body["details"]["trackingId"].is_string(), || format!("the refusal has no details.trackingId: {body}"))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Authorization);
    for &(name, what, token) in TOKENS {
        cases.refuses(
            &format!("token.{name}"),
            &["AUTH-TOKEN", "AUTH-FORM"],
            (format!("Ask for the list of sessions with {what}"), "401 with title, code and details.trackingId"),
            move |world| async move {
                let client = world.client("default");
                let headers = [("clientId", client.id.as_str()), ("Authorization", token)];
                is_refused(&client.bare(Method::GET, "/api/c2sim/session/list", &headers, "").await?)
            },
        );
    }
    for &(name, verb, suffix, body) in OPERATIONS {
        cases.refuses(
            &format!("operation.{name}"),
            &["AUTH-TOKEN", "AUTH-FORM"],
            (format!("{verb} …{suffix} with a token that is none"), "401, and the session is as it was"),
            move |world| operation(world, verb, suffix, body),
        );
    }
    cases.refuses(
        "stream",
        &["AUTH-STREAM"],
        ("Open the stream with a token that is none", "the upgrade is refused"),
        |world| async move {
            let client = world.session().await?.joined("ALPHA").await?;
            let endpoints = client.get("stream-endpoints").await?.ok()?;
            let url = format!("{}?clientId={}", endpoints["websocket"]["url"].as_str().unwrap_or_default(), client.id);
            match Stream::open_as(&client, &url, None, Some("none.of.it")).await {
                Err(_) => Ok(()),
                Ok(_) => missed("the stream is opened"),
            }
        },
    );
    works(&mut cases);
    cases.listed()
}

async fn operation(world: Arc<World>, verb: &str, suffix: &str, body: &'static str) -> Outcome {
    let client = world.session().await?.joined("ALPHA").await?;
    let path = format!("/api/c2sim/session/{}{suffix}", client.session);
    let headers = [
        ("clientId", client.id.as_str()),
        ("Content-Type", content_type(body)),
        ("Authorization", "Bearer none.of.it"),
    ];
    is_refused(&client.bare(method(verb), &path, &headers, body).await?)?;
    client.is_in("UNINITIALIZED").await?;
    client.publish(&client.messages.refresh()).await.map(drop)
}

fn works(cases: &mut Cases) {
    cases.works(
        "as-usual",
        &["AUTH-USUAL"],
        ("Join, send and listen as the kit was told to, with its token or without one", "each is taken"),
        |world| async move {
            let (sender, _, mut stream) = super::streaming::running(&world).await?;
            let report = sender.messages.report();
            sender.publish(&report).await?;
            stream.hears(&report).await
        },
    );
}
