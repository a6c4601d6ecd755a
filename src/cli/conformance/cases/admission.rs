//! Which kinds of message a state allows: every kind that is no trigger, in every state.

use std::sync::Arc;

use super::state_machine::STATES;
use crate::{
    cli::conformance::{
        case::{Case, Cases, Class},
        instances::{Node, Shape, Shapes},
        verdict::Outcome,
        world::{Client, World},
    },
    message::{MessageKind, SystemGroup},
};

/// The kinds that the state decides about and that are no trigger.
fn kinds() -> impl Iterator<Item = MessageKind> {
    let is_trigger = |kind: &MessageKind| matches!(kind, MessageKind::System(system) if system.group() == SystemGroup::StateManagement);
    MessageKind::all().filter(move |kind| !is_trigger(kind))
}

/// The states that allow a kind.
fn states(kind: MessageKind) -> &'static [&'static str] {
    match kind {
        MessageKind::Initialization | MessageKind::ObjectInitialization => &["INITIALIZING"],
        MessageKind::Order => &["RUNNING"],
        MessageKind::Report => &["RUNNING", "PAUSED"],
        MessageKind::Plan
        | MessageKind::Request
        | MessageKind::Acknowledgement
        | MessageKind::SystemAcknowledgement => &STATES,
        MessageKind::System(system) if system.element_name() == "RefreshInit" => &STATES,
        MessageKind::System(_) => &["RUNNING", "PAUSED"],
    }
}

/// The elements that stand between MessageBody and the element that makes the kind.
pub(super) fn wrapper(kind: MessageKind) -> Option<&'static str> {
    match kind {
        MessageKind::Initialization | MessageKind::ObjectInitialization | MessageKind::SystemAcknowledgement => None,
        MessageKind::System(_) => Some("SystemMessageBody"),
        _ => Some("DomainMessageBody"),
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::StateMachine);
    for kind in kinds() {
        for state in STATES {
            let id = format!("{state}.{}", kind.element_name()).to_lowercase();
            let steps = format!("Take a session to {state}, send {kind}");
            match states(kind).contains(&state) {
                true => cases.works(&id, &["STATE-ADMITS"], (steps, "200"), move |world| admits(world, state, kind)),
                false => cases.refuses(
                    &id,
                    &[requirement(kind, state)],
                    (steps, "400, refused for the state, and the state is as it was"),
                    move |world| refuses(world, state, kind),
                ),
            }
        }
    }
    cases.listed()
}

/// Where servers in the field differ, it is no more than a recommendation.
fn requirement(kind: MessageKind, state: &str) -> &'static str {
    match (kind, state) {
        (MessageKind::Order, "PAUSED") => "STATE-ORDERS-PAUSED",
        _ => "STATE-ADMITS-NOT",
    }
}

/// The least message of a kind, in the version of the client's session.
fn least(world: &World, client: &Client, kind: MessageKind) -> String {
    if kind == MessageKind::Initialization {
        return client.messages.initialization("first");
    }
    let shapes = Shapes::built_in(world.version(), world.seed);
    let least = &shapes.samples(kind.element_name(), Shape::Least)[0];
    client.messages.message(&wrapped(kind, least.root.clone()).text())
}

/// The element that makes a kind within what it stands in.
pub(super) fn wrapped(kind: MessageKind, body: Node) -> Node {
    match wrapper(kind) {
        None => body,
        Some(name) => {
            let mut outer = Node::new(name);
            outer.children.push(body);
            outer
        }
    }
}

async fn admits(world: Arc<World>, state: &str, kind: MessageKind) -> Outcome {
    let client = world.session().await?.joined("ALPHA").await?;
    client.drive(state).await?;
    client.publish(&least(&world, &client, kind)).await?;
    client.is_in(state).await
}

async fn refuses(world: Arc<World>, state: &str, kind: MessageKind) -> Outcome {
    let client = world.session().await?.joined("ALPHA").await?;
    client.drive(state).await?;
    let code = match kind {
        MessageKind::Initialization => "C2SIM_INITIALIZATION_MSG_INVALID_STATE",
        _ => "C2SIM_MSG_NOT_ALLOWED_IN_STATE",
    };
    client.send(&least(&world, &client, kind)).await?.refused(code)?;
    client.is_in(state).await
}
