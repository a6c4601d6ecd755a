//! The five states and the eight messages that lead from one to the next: all forty pairs.

use std::sync::Arc;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::{Outcome, expect},
    world::{Client, World},
};

/// Every state.
pub(super) const STATES: [&str; 5] = ["UNINITIALIZED", "INITIALIZING", "INITIALIZED", "RUNNING", "PAUSED"];

/// Every trigger, as element and as ALLOWED_TRIGGERS spells it.
const TRIGGERS: [(&str, &str); 8] = [
    ("SubmitInitialization", "SUBMIT_INITIALIZATION"),
    ("InitializationComplete", "INITIALIZATION_COMPLETE"),
    ("ShareScenario", "SHARE_SCENARIO"),
    ("StartScenario", "START_SCENARIO"),
    ("PauseScenario", "PAUSE_SCENARIO"),
    ("ResumeScenario", "RESUME_SCENARIO"),
    ("StopScenario", "STOP_SCENARIO"),
    ("ResetScenario", "RESET_SCENARIO"),
];

/// What leads where, once an initialization came.
const TRANSITIONS: [(&str, &str, &str); 10] = [
    ("UNINITIALIZED", "SubmitInitialization", "INITIALIZING"),
    ("INITIALIZING", "InitializationComplete", "INITIALIZING"),
    ("INITIALIZING", "ShareScenario", "INITIALIZED"),
    ("INITIALIZING", "ResetScenario", "UNINITIALIZED"),
    ("INITIALIZED", "StartScenario", "RUNNING"),
    ("INITIALIZED", "ResetScenario", "UNINITIALIZED"),
    ("RUNNING", "PauseScenario", "PAUSED"),
    ("RUNNING", "StopScenario", "INITIALIZED"),
    ("PAUSED", "ResumeScenario", "RUNNING"),
    ("PAUSED", "StopScenario", "INITIALIZED"),
];

fn after(state: &str, trigger: &str) -> Option<&'static str> {
    TRANSITIONS.iter().find(|(from, by, _)| (*from, *by) == (state, trigger)).map(|(_, _, to)| *to)
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::StateMachine);
    for from in STATES {
        for (trigger, _) in TRIGGERS {
            pair(&mut cases, from, trigger);
        }
    }
    further(&mut cases);
    cases.listed()
}

fn pair(cases: &mut Cases, from: &'static str, trigger: &'static str) {
    let id = format!("{from}.{trigger}").to_lowercase();
    match after(from, trigger) {
        Some(to) => cases.works(
            &id,
            &["STATE-TRANSITION"],
            (
                format!("Take a session to {from} (with an initialization, where it is past that), send {trigger}"),
                format!("200, the session is {to}, and the other member hears the message"),
            ),
            move |world| permitted(world, from, trigger, to),
        ),
        None => cases.refuses(
            &id,
            &["STATE-REFUSED", "SEND-NO-EFFECT"],
            (
                format!("Take a session to {from}, send {trigger}"),
                format!("400 {}, the session is still {from}, and the other member hears nothing", code(from, trigger)),
            ),
            move |world| refused(world, from, trigger),
        ),
    }
}

/// The code of a refusal.
fn code(from: &str, trigger: &str) -> &'static str {
    match (from, trigger) {
        (_, "InitializationComplete") => "C2SIM_MSG_NOT_ALLOWED_IN_STATE",
        ("UNINITIALIZED", "ShareScenario") => "INITIALIZATION_NOT_COMPLETED",
        _ => "STATE_TRANSITION_NOT_ALLOWED",
    }
}

async fn permitted(world: Arc<World>, from: &str, trigger: &str, to: &str) -> Outcome {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive(from).await?;
    if trigger == "ShareScenario" {
        sender.publish(&sender.messages.initialization("first")).await?;
    }
    let mut stream = sender.peer().joined("BRAVO").await?.stream().await?;
    let message = sender.messages.command(trigger);
    sender.publish(&message).await?;
    sender.is_in(to).await?;
    if trigger == "ShareScenario" {
        // The server itself publishes the initialization before.
        stream.line().await?;
    }
    stream.hears(&message).await
}

async fn refused(world: Arc<World>, from: &str, trigger: &str) -> Outcome {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive(from).await?;
    let mut stream = sender.peer().joined("BRAVO").await?.stream().await?;
    let code = code(from, trigger);
    sender.send(&sender.messages.command(trigger)).await?.refused(code)?;
    sender.is_in(from).await?;
    let mark = sender.mark().await?;
    stream.hears(&mark).await
}

fn further(cases: &mut Cases) {
    for from in STATES {
        cases.refuses(
            &format!("{}.allowed-triggers", from.to_lowercase()),
            &["STATE-REFUSED-DETAILS"],
            (
                format!("Take a session to {from}, send a trigger that is not permitted there"),
                "details.ALLOWED_TRIGGERS names those that are, and ACTIVE_SESSION the session",
            ),
            move |world| allowed_triggers(world, from),
        );
    }
    cases.refuses(
        "initializing.sharescenario.too-early",
        &["STATE-SHARE-EARLY", "SEND-NO-EFFECT"],
        (
            "Take a session to INITIALIZING, send ShareScenario before any initialization came",
            "400 INITIALIZATION_NOT_COMPLETED, and the session is still INITIALIZING",
        ),
        |world| async move { refused_early(world.session().await?.joined("ALPHA").await?).await },
    );
    cases.refuses(
        "initialized.reset.forgets",
        &["STATE-RESET"],
        (
            "Take a session to INITIALIZED, reset it, take it to INITIALIZING, send ShareScenario",
            "400 INITIALIZATION_NOT_COMPLETED: the initialization from before is gone",
        ),
        |world| async move {
            let sender = world.session().await?.joined("ALPHA").await?;
            sender.drive("INITIALIZED").await?;
            sender.publish(&sender.messages.command("ResetScenario")).await?;
            refused_early(sender).await
        },
    );
    cases.works(
        "whole-exercise",
        &["STATE-TRANSITION"],
        ("Initialize, start, pause, resume, stop, start, stop, reset, and initialize again", "each is taken"),
        |world| async move {
            let sender = world.session().await?.joined("ALPHA").await?;
            for _ in 0..2 {
                sender.drive("PAUSED").await?;
                for (command, state) in [
                    ("ResumeScenario", "RUNNING"),
                    ("StopScenario", "INITIALIZED"),
                    ("StartScenario", "RUNNING"),
                    ("StopScenario", "INITIALIZED"),
                    ("ResetScenario", "UNINITIALIZED"),
                ] {
                    sender.publish(&sender.messages.command(command)).await?;
                    sender.is_in(state).await?;
                }
            }
            Ok(())
        },
    );
}

async fn refused_early(sender: Client) -> Outcome {
    sender.publish(&sender.messages.command("SubmitInitialization")).await?;
    sender.send(&sender.messages.command("ShareScenario")).await?.refused("INITIALIZATION_NOT_COMPLETED")?;
    sender.is_in("INITIALIZING").await
}

async fn allowed_triggers(world: Arc<World>, from: &str) -> Outcome {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive(from).await?;
    if from == "INITIALIZING" {
        sender.publish(&sender.messages.initialization("first")).await?;
    }
    let (unfit, _) = TRIGGERS
        .into_iter()
        .find(|(trigger, _)| after(from, trigger).is_none() && code(from, trigger) == "STATE_TRANSITION_NOT_ALLOWED")
        .unwrap_or(TRIGGERS[0]);
    let details = sender.send(&sender.messages.command(unfit)).await?.refused("STATE_TRANSITION_NOT_ALLOWED")?;
    let session = &details["ACTIVE_SESSION"];
    expect(session == sender.session.as_str(), || format!("ACTIVE_SESSION is {session}"))?;
    let named: Vec<&str> = details["ALLOWED_TRIGGERS"].as_str().unwrap_or_default().split(';').collect();
    for (trigger, spelled) in TRIGGERS {
        // Whether InitializationComplete counts as a trigger is left open.
        let is_right =
            named.contains(&spelled) == after(from, trigger).is_some() || trigger == "InitializationComplete";
        expect(is_right, || format!("ALLOWED_TRIGGERS in {from} is {named:?}"))?;
    }
    Ok(())
}
