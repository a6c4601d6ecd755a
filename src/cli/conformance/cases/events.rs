//! The stream as Server-Sent Events.

use reqwest::Method;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    pieces::Pieces,
    verdict::expect,
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
    cases.works(
        "live",
        &["EVENTS-DELIVERY"],
        ("Read the events without an address, publish", "the message comes with its address as id"),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut events = Pieces::of_events(&listener, "kind=ReportBody").await?;
            let report = sender.messages.report();
            let address = sender.publish(&report).await?.address()?;
            events.until(&format!("id: {address}\ndata: {report}\n")).await
        },
    );
    refusals(&mut cases);
    cases.listed()
}

fn refusals(cases: &mut Cases) {
    cases.refuses(
        "unknown-session",
        &["EVENTS-REFUSED"],
        ("Ask for the events of a session that was never created", "400 SHARED_SESSION_NOT_FOUND"),
        |world| async move {
            let client = world.client(&world.fresh_name());
            client.get("events").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.refuses(
        "unknown-address",
        &["EVENTS-RESUME-IMPOSSIBLE"],
        ("Ask for the events after an address of another session", "410 RESUME_NOT_POSSIBLE"),
        |world| async move {
            let (_, listener, _stream) = running(&world).await?;
            let answer = listener.get("events?after=0123456789abcdef:1").await?;
            answer.is(410)?;
            expect(answer.code() == "RESUME_NOT_POSSIBLE", || format!("it is answered with {}", answer.body))
        },
    );
}
