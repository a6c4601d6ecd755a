//! A relay that mixes up what it is given.

use serde_json::{Value, json};

use super::{Mutant, replaced, status};
use crate::proxy::{Asked, Fault};

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "answers through the relay with something else",
        "relay.round-trip",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/pullres"), given, "\"n\":1", "\"n\":2");
        }),
    ),
    (
        "leaves fields out where there is nothing",
        "relay.empty",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/pullsmart"), given, "\"sim_res\":null", "\"nothing\":null");
        }),
    ),
    (
        "takes a request by looking at it",
        "relay.check",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/check"), given, "\"queued\"", "\"taken\"");
        }),
    ),
    (
        "hands requests out twice",
        "relay.consumers",
        Fault::Answer(|asked, given| {
            if asked.is("/pullreqsmart") {
                let mut taken: Value = serde_json::from_str(&given.body).unwrap();
                taken["rid"] = json!("the same");
                given.body = taken.to_string();
            }
        }),
    ),
    ("delivers an answer again", "relay.once", Fault::Answer(|_, given| status(given, 410, 200))),
    ("takes a second answer", "relay.answered", Fault::Answer(|_, given| status(given, 409, 200))),
    ("says that a request is another client's", "relay.strangers", Fault::Answer(|_, given| status(given, 404, 403))),
    ("has one net", "relay.nets", Fault::Ask(|_, asked| in_one_net(asked))),
    (
        "sends messages to their sender",
        "relay.peers",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/peer/pull"), given, "\"messages\":[]", "\"messages\":[{\"body\":9}]");
        }),
    ),
    ("takes any body", "relay.wrong.media-type", Fault::Answer(|_, given| status(given, 415, 200))),
    (
        "has codes of its own",
        "relay.wrong.net",
        Fault::Answer(|_, given| {
            replaced(true, given, "bad_net", "wrong_net");
        }),
    ),
];

/// Every net of the kit is one.
fn in_one_net(asked: &mut Asked) {
    let text = asked.text().into_owned();
    if let Some((before, after)) = text.split_once("\"net\":\"judge-") {
        let rest = after.split_once('"').map_or("", |(_, rest)| rest);
        asked.body = format!("{before}\"net\":\"one\"{rest}").into_bytes();
    }
}
