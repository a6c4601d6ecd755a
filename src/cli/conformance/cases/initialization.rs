//! The initialization: how it is gathered and shared, and what whoever comes late is given.

use std::sync::Arc;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::{Outcome, expect},
    world::{Client, World},
};

pub(super) fn cases() -> Vec<Case> {
    let mut sharing = Cases::of(Class::StateMachine);
    shared(&mut sharing);
    let mut late = Cases::of(Class::LateJoin);
    late_join(&mut late);
    what_stays(&mut late);
    let mut all = sharing.listed();
    all.extend(late.listed());
    all
}

fn is_initialization(document: &str, system: &str) -> Outcome {
    for part in ["C2SIMInitializationBody", "<Message", "ScenarioSetting", system] {
        expect(document.contains(part), || format!("the initialization has no {part}: {document}"))?;
    }
    Ok(())
}

fn shared(cases: &mut Cases) {
    cases.works(
        "share.published",
        &["INIT-PUBLISHED"],
        (
            "Submit an initialization, then share it, while two members listen",
            "both hear the initialization once, from C2SIM_SERVER, at the sharing; the other also ShareScenario, after it",
        ),
        published,
    );
    cases.works(
        "share.merged",
        &["INIT-MERGED"],
        ("Two systems submit their parts, one shares", "the initialization has the entities of both"),
        |world| async move {
            let one = world.session().await?.joined("ALPHA").await?;
            one.drive("INITIALIZING").await?;
            let two = one.peer().joined("BRAVO").await?;
            one.publish(&one.messages.initialization("same")).await?;
            two.publish(&two.messages.from("BRAVO").initialization("same")).await?;
            one.publish(&one.messages.command("ShareScenario")).await?;
            let document = one.get("initialization").await?;
            document.taken()?;
            is_initialization(&document.body, ">ALPHA</")?;
            is_initialization(&document.body, ">BRAVO</")
        },
    );
    cases.refuses(
        "share.conflict",
        &["INIT-CONFLICT"],
        ("Two systems submit parts with different scenario settings", "the second: 400 C2SIM_INITIALIZATION_CONFLICT"),
        |world| async move {
            let one = world.session().await?.joined("ALPHA").await?;
            one.drive("INITIALIZING").await?;
            let two = one.peer().joined("BRAVO").await?;
            one.publish(&one.messages.initialization("one")).await?;
            let other = two.messages.from("BRAVO").initialization("two");
            two.send(&other).await?.refused("C2SIM_INITIALIZATION_CONFLICT").map(drop)
        },
    );
}

async fn published(world: Arc<World>) -> Outcome {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive("INITIALIZING").await?;
    let mut own = sender.stream().await?;
    let mut other = sender.peer().joined("BRAVO").await?.stream().await?;
    sender.publish(&sender.messages.initialization("first")).await?;
    let before = sender.mark().await?;
    other.hears(&before).await?;
    let share = sender.messages.command("ShareScenario");
    sender.publish(&share).await?;
    for stream in [&mut own, &mut other] {
        let line = stream.line().await?;
        is_initialization(&line, ">ALPHA</")?;
        expect(line.contains(">C2SIM_SERVER</"), || format!("the initialization is not from C2SIM_SERVER: {line}"))?;
    }
    other.hears(&share).await
}

fn late_join(cases: &mut Cases) {
    for state in ["UNINITIALIZED", "INITIALIZING"] {
        cases.refuses(
            &format!("initialization.{}", state.to_lowercase()),
            &["LATE-NONE"],
            (format!("Take a session to {state}, ask for the initialization"), "400 NO_C2SIM_INITIALIZATION_BODY"),
            move |world| async move {
                let client = world.session().await?.joined("ALPHA").await?;
                client.drive(state).await?;
                client.get("initialization").await?.refused("NO_C2SIM_INITIALIZATION_BODY").map(drop)
            },
        );
    }
    for state in ["INITIALIZED", "RUNNING", "PAUSED"] {
        cases.works(
            &format!("initialization.{}", state.to_lowercase()),
            &["LATE-INITIALIZATION"],
            (
                format!("Take a session to {state}, ask for the initialization as another client"),
                "200, application/xml, the whole Message with what was submitted",
            ),
            move |world| async move {
                let client = world.session().await?.joined("ALPHA").await?;
                client.drive(state).await?;
                let late = client.peer().joined("BRAVO").await?;
                shows_initialization(&late).await
            },
        );
    }
}

fn what_stays(cases: &mut Cases) {
    cases.refuses(
        "initialization.reset",
        &["LATE-NONE", "STATE-RESET"],
        ("Share an initialization, reset, ask for it", "400 NO_C2SIM_INITIALIZATION_BODY"),
        |world| async move {
            let client = world.session().await?.joined("ALPHA").await?;
            client.drive("INITIALIZED").await?;
            client.publish(&client.messages.command("ResetScenario")).await?;
            client.get("initialization").await?.refused("NO_C2SIM_INITIALIZATION_BODY").map(drop)
        },
    );
    cases.works(
        "stop-keeps",
        &["LATE-INITIALIZATION"],
        ("Run and stop a scenario, ask for the initialization", "it is as it was shared"),
        |world| async move {
            let client = world.session().await?.joined("ALPHA").await?;
            client.drive("RUNNING").await?;
            client.publish(&client.messages.command("StopScenario")).await?;
            shows_initialization(&client).await
        },
    );
    cases.works(
        "not-joined",
        &["LATE-ANYONE"],
        ("Ask for the initialization without having joined", "200"),
        |world| async move {
            let client = world.session().await?.joined("ALPHA").await?;
            client.drive("RUNNING").await?;
            shows_initialization(&client.peer()).await
        },
    );
    cases.refuses(
        "stream-is-live",
        &["LATE-LIVE"],
        ("Publish, then join as another client with a stream, and publish again", "it hears what came after alone"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.publish(&sender.messages.report()).await?;
            let mut late = sender.peer().joined("CHARLIE").await?.stream().await?;
            let mark = sender.mark().await?;
            late.hears(&mark).await
        },
    );
}

async fn shows_initialization(client: &Client) -> Outcome {
    let answer = client.get("initialization").await?;
    answer.taken()?;
    let content_type = answer.header("content-type");
    expect(content_type.starts_with("application/xml"), || format!("the content type is {content_type}"))?;
    is_initialization(&answer.body, ">ALPHA</")
}
