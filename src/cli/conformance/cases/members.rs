//! Joining and resigning.

use reqwest::Method;
use serde_json::json;

use super::sessions::is_session;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::expect,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::CoreRest);
    cases.works(
        "join",
        &["REST-JOIN", "REST-FIELDS"],
        ("Join a session", "200 with the session, and nothing else"),
        |world| async move {
            let client = world.session().await?;
            let joined = client.join("S").await?.with_fields(&["session"])?;
            is_session(&joined["session"], &client.session)
        },
    );
    cases.works(
        "join.without-system",
        &["REST-JOIN"],
        ("Join without a systemName", "200, and the client may send"),
        |world| async move {
            let client = world.session().await?;
            client.json(Method::POST, "join", &json!({"clientIdDisplayName": "n"})).await?.taken()?;
            client.publish(&client.messages.command("SubmitInitialization")).await.map(drop)
        },
    );
    cases.refuses(
        "join.without-name",
        &["REQ-BODY"],
        ("Join without a clientIdDisplayName", "400, and the client is not a member"),
        |world| async move {
            let client = world.session().await?;
            client.json(Method::POST, "join", &json!({"systemName": "S"})).await?.refused_somehow()?;
            let sent = client.send(&client.messages.refresh()).await?;
            sent.refused("CLIENT_NOT_JOINED_SHARED_SESSION").map(drop)
        },
    );
    cases.refuses(
        "join.twice",
        &["REST-JOIN-TWICE"],
        (
            "Join twice with one clientId",
            "the second: 400 C2SIM_CLIENT_ALREADY_JOINED with SYSTEM_NAME; still a member",
        ),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            let details = client.join("T").await?.refused("C2SIM_CLIENT_ALREADY_JOINED")?;
            expect(details["SYSTEM_NAME"] == "S", || format!("SYSTEM_NAME is {}", details["SYSTEM_NAME"]))?;
            client.publish(&client.messages.refresh()).await.map(drop)
        },
    );
    cases.works(
        "join.several",
        &["REST-JOIN"],
        ("Two clients join as one system", "both are members"),
        |world| async move {
            let one = world.session().await?.joined("S").await?;
            let two = one.peer().joined("S").await?;
            one.publish(&one.messages.refresh()).await?;
            two.publish(&two.messages.refresh()).await.map(drop)
        },
    );
    resigning(&mut cases);
    cases.listed()
}

fn resigning(cases: &mut Cases) {
    cases.works(
        "resign",
        &["REST-RESIGN", "REST-FIELDS"],
        ("Join, resign, send", "200 with msg; what is sent after is refused with CLIENT_NOT_JOINED_SHARED_SESSION"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            let resigned = client.resign().await?.with_fields(&["msg"])?;
            expect(resigned["msg"].is_string(), || format!("msg is {}", resigned["msg"]))?;
            let sent = client.send(&client.messages.refresh()).await?;
            sent.refused("CLIENT_NOT_JOINED_SHARED_SESSION").map(drop)
        },
    );
    cases.works(
        "resign.then-join",
        &["REST-RESIGN"],
        ("Join, resign, join", "200: the clientId is free again"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            client.resign().await?.taken()?;
            client.join("S").await?.taken()
        },
    );
    cases.works(
        "resign.unknown",
        &["REST-RESIGN-UNKNOWN"],
        ("Resign without having joined", "200"),
        |world| async move { world.session().await?.resign().await?.taken() },
    );
    cases.works(
        "resign.others-stay",
        &["REST-RESIGN"],
        ("Two clients join, one resigns", "the other is still a member"),
        |world| async move {
            let one = world.session().await?.joined("S").await?;
            let two = one.peer().joined("T").await?;
            one.resign().await?.taken()?;
            two.publish(&two.messages.refresh()).await.map(drop)
        },
    );
}
