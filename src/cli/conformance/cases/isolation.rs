//! Sessions know nothing of each other.

use std::sync::Arc;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    stream::Stream,
    verdict::{Outcome, expect, missed},
    world::{Client, World},
};

/// Two running sessions, each with a member and a listener.
async fn two(world: &Arc<World>) -> Outcome<[(Client, Stream); 2]> {
    let mut made = Vec::new();
    for _ in 0..2 {
        let sender = world.session().await?.joined("ALPHA").await?;
        sender.drive("RUNNING").await?;
        let stream = sender.peer().joined("BRAVO").await?.stream().await?;
        made.push((sender, stream));
    }
    made.try_into().or_else(|_| missed("two sessions were made"))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::SessionIsolation);
    cases.refuses(
        "messages",
        &["ISOLATION-MESSAGES"],
        ("Publish in one session, then in another", "whoever listens in the other hears the second message alone"),
        |world| async move {
            let [(one, _first), (two, mut second)] = two(&world).await?;
            one.publish(&one.messages.report()).await?;
            let mark = two.mark().await?;
            second.hears(&mark).await
        },
    );
    cases.refuses(
        "state",
        &["ISOLATION-STATE"],
        ("Pause one of two running sessions", "the other is still RUNNING, and hears nothing of it"),
        |world| async move {
            let [(one, _first), (two, mut second)] = two(&world).await?;
            one.publish(&one.messages.command("PauseScenario")).await?;
            one.is_in("PAUSED").await?;
            two.is_in("RUNNING").await?;
            let mark = two.mark().await?;
            second.hears(&mark).await
        },
    );
    cases.refuses(
        "members",
        &["ISOLATION-MEMBERS"],
        (
            "Send in a session of which the client is not a member, being one of another",
            "400 CLIENT_NOT_JOINED_SHARED_SESSION",
        ),
        |world| async move {
            let [(one, _first), (two, mut second)] = two(&world).await?;
            let answer = one.within(&two.session).send(&one.messages.report()).await?;
            answer.refused("CLIENT_NOT_JOINED_SHARED_SESSION")?;
            let mark = two.mark().await?;
            second.hears(&mark).await
        },
    );
    what_stays(&mut cases);
    cases.listed()
}

fn what_stays(cases: &mut Cases) {
    cases.works(
        "client-id",
        &["ISOLATION-MEMBERS"],
        (
            "Join two sessions with one clientId, resign from one",
            "both joins are taken, and it is a member of the other",
        ),
        |world| async move {
            let [(one, _first), (two, mut second)] = two(&world).await?;
            let guest = one.within(&two.session).joined("CHARLIE").await?;
            one.resign().await?.taken()?;
            let report = guest.messages.report();
            guest.publish(&report).await?;
            second.hears(&report).await
        },
    );
    cases.works(
        "delete",
        &["ISOLATION-STATE"],
        ("Delete one of two sessions", "the other goes on"),
        |world| async move {
            let [(one, _first), (two, mut second)] = two(&world).await?;
            one.delete("").await?.taken()?;
            let report = two.messages.report();
            two.publish(&report).await?;
            second.hears(&report).await
        },
    );
    cases.works(
        "initialization",
        &["ISOLATION-INITIALIZATION"],
        ("Share another initialization in each of two sessions", "each shows its own"),
        own_initialization,
    );
}

async fn own_initialization(world: Arc<World>) -> Outcome {
    let mut shared = Vec::new();
    for scenario in ["of-one", "of-two"] {
        let client = world.session().await?.joined("ALPHA").await?;
        client.drive("INITIALIZING").await?;
        client.publish(&client.messages.initialization(scenario)).await?;
        shared.push((client, scenario));
    }
    for (client, _) in &shared {
        client.publish(&client.messages.command("ShareScenario")).await?;
    }
    for ((client, own), other) in shared.iter().zip(["of-two", "of-one"]) {
        let shown = client.get("initialization").await?;
        shown.taken()?;
        let is_own = shown.body.contains(own) && !shown.body.contains(other);
        expect(is_own, || format!("the initialization of {own} is {}", shown.body))?;
    }
    Ok(())
}
