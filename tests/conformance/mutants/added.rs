//! What servers add to the interface.

use serde_json::Value;

use super::{Mutant, changed, replaced, status};
use crate::proxy::Fault;

pub(super) const MUTANTS: &[Mutant] = &[
    ("forgets what a stream missed", "resume.stream", Fault::Stream(|query| query.replace("after=", "ignored="))),
    ("has no filters", "filters.stream.kind", Fault::Stream(|query| query.replace("kind=", "ignored="))),
    (
        "answers a history with everything",
        "resume.history",
        Fault::Ask(|_, asked| {
            asked.path = asked.path.replace("after=", "ignored=");
        }),
    ),
    (
        "shows nothing in the picture",
        "picture.latest",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/picture"), given, "\"entities\":[{", "\"entities\":[],\"others\":[{");
        }),
    ),
    (
        "forgets where the picture ends",
        "picture.address",
        Fault::Answer(|asked, given| {
            if asked.is("/picture") && given.status == 200 {
                let mut picture: Value = serde_json::from_str(&given.body).unwrap();
                let epoch = picture["address"].as_str().unwrap().split(':').next().unwrap().to_owned();
                picture["address"] = format!("{epoch}:1").into();
                given.body = picture.to_string();
            }
        }),
    ),
    (
        "has the picture in one form alone",
        "picture.xml",
        Fault::Ask(|_, asked| {
            if asked.is("/picture") {
                asked.set("accept", "application/json");
            }
        }),
    ),
    (
        "shows the picture of any session",
        "picture.unknown-session",
        Fault::Answer(|asked, given| {
            if asked.is("/picture") {
                status(given, 400, 200);
            }
        }),
    ),
    (
        "begins events anywhere",
        "events.unknown-address",
        Fault::Answer(|asked, given| {
            if asked.is("/events") {
                status(given, 410, 400);
            }
        }),
    ),
    (
        "takes any kind for a filter",
        "filters.stream.unknown-kind",
        Fault::Stream(|query| query.replace("kind=NoSuchBody", "other=1")),
    ),
    ("does not know senders", "filters.stream.from", Fault::Stream(|query| query.replace("from=", "ignored="))),
    (
        "does not know senders of old",
        "filters.history.from",
        Fault::Ask(|_, asked| asked.path = asked.path.replace("from=", "ignored=")),
    ),
    (
        "says that nothing was missed",
        "resume.dialogue.unknown",
        Fault::Frames(|_, frame| {
            vec![changed(frame, |text| text.replace("\"recovered\":false", "\"recovered\":true"))]
        }),
    ),
    ("forgets what a dialogue missed", "resume.dialogue", Fault::Stream(|query| query.replace("after=", "ignored="))),
    (
        "confuses answers on the stream",
        "resume.dialogue.publish",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("\"n\":0", "\"n\":1"))]),
    ),
    (
        "shows the history to everybody",
        "resume.history.not-joined",
        Fault::Answer(|asked, given| {
            if asked.is("/messages") {
                status(given, 400, 200);
            }
        }),
    ),
];
