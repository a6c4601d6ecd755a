//! The live picture.

use reqwest::Method;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    messages::ENTITY,
    verdict::expect,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Picture);
    cases.works(
        "latest",
        &["PICTURE-LATEST"],
        ("Publish a newer and then an older position of one entity, ask for the picture", "it shows the newer"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            for (latitude, observed) in [("52.5", "2026-01-01T00:05:00Z"), ("51.5", "2026-01-01T00:01:00Z")] {
                sender.publish(&sender.messages.report_at(latitude, observed)).await?;
            }
            let picture = sender.get("picture").await?.ok()?;
            expect(picture["state"] == "RUNNING", || format!("the state is {}", picture["state"]))?;
            let entities = picture["entities"].as_array().cloned().unwrap_or_default();
            let entity = entities.iter().find(|entity| entity["uuid"] == ENTITY);
            let latitude = entity.and_then(|entity| entity["latitude"].as_f64());
            expect(latitude == Some(52.5), || format!("the picture is {picture}"))
        },
    );
    cases.works(
        "xml",
        &["PICTURE-XML"],
        ("Publish a position, ask for the picture as XML, publish it again", "it is a report that the session takes"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.publish(&sender.messages.report()).await?;
            let headers = [("clientId", sender.id.as_str()), ("Accept", "application/xml")];
            let picture = sender.raw(Method::GET, &sender.path("picture"), &headers, "").await?;
            picture.taken()?;
            expect(picture.body.contains(ENTITY), || format!("the picture is {}", picture.body))?;
            sender.publish(&picture.body).await.map(drop)
        },
    );
    cases.works(
        "address",
        &["PICTURE-ADDRESS"],
        (
            "Publish, ask for the picture, publish again, read on after the picture's address",
            "the second message alone",
        ),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.publish(&sender.messages.report()).await?;
            let picture = sender.get("picture").await?.ok()?;
            let later = sender.messages.report();
            sender.publish(&later).await?;
            let after = picture["address"].as_str().unwrap_or_default();
            let history = sender.get(&format!("messages?after={after}")).await?.lines()?;
            expect(history.len() == 1 && history[0]["xml"] == later, || format!("the messages are {history:?}"))
        },
    );
    refusals(&mut cases);
    cases.listed()
}

fn refusals(cases: &mut Cases) {
    cases.refuses(
        "refused-report",
        &["PICTURE-LATEST"],
        ("Have a report refused, ask for the picture", "it shows nothing of the report"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let wrong = sender.messages.report_at("91.5", "2026-01-01T00:00:00Z").replace("Latitude>", "Breite>");
            sender.send(&wrong).await?.refused_somehow()?;
            let picture = sender.get("picture").await?.ok()?;
            expect(!picture.to_string().contains("91.5"), || format!("the picture is {picture}"))
        },
    );
    cases.refuses(
        "no-client-id",
        &["PICTURE-REFUSED"],
        ("Ask for the picture without a clientId", "400 NO_CLIENT_ID"),
        |world| async move {
            let client = world.session().await?;
            client.raw(Method::GET, &client.path("picture"), &[], "").await?.refused("NO_CLIENT_ID").map(drop)
        },
    );
    cases.refuses(
        "unknown-session",
        &["PICTURE-REFUSED"],
        ("Ask for the picture of a session that was never created", "400 SHARED_SESSION_NOT_FOUND"),
        |world| async move {
            let client = world.client(&world.fresh_name());
            client.get("picture").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
}
