//! The live picture.

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
    cases.refuses(
        "unknown-session",
        &["PICTURE-REFUSED"],
        ("Ask for the picture of a session that was never created", "400 SHARED_SESSION_NOT_FOUND"),
        |world| async move {
            let client = world.client(&world.fresh_name());
            client.get("picture").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.listed()
}
