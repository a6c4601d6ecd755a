//! The stream as Server-Sent Events.

use reqwest::Method;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    pieces::Pieces,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Events);
    cases.refuses(
        "no-client-id",
        &["EVENTS-REFUSED"],
        ("Ask for the events without a clientId", "400 NO_CLIENT_ID"),
        |world| async move {
            let client = world.session().await?;
            client.raw(Method::GET, &client.path("events"), &[], "").await?.refused("NO_CLIENT_ID").map(drop)
        },
    );
    cases.works(
        "ends",
        &["EVENTS-DELIVERY"],
        (
            "Read the events after an address while the client resigns",
            "the message that was missed, with its address as id, then an event of the type closed with code 1000",
        ),
        |world| async move {
            let (sender, listener, stream) = running(&world).await?;
            let first = sender.publish(&sender.messages.report()).await?.address()?;
            drop(stream);
            let report = sender.messages.report();
            let second = sender.publish(&report).await?.address()?;
            let mut events = Pieces::of_events(&listener, &format!("after={first}")).await?;
            events.until(&format!("id: {second}\ndata: {report}\n")).await?;
            listener.resign().await?.taken()?;
            events.until("event: closed").await?;
            events.until("\"code\":1000").await
        },
    );
    cases.listed()
}
