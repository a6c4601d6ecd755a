//! A gateway that confuses clients, services and files.

use super::{Mutant, changed, closed, status, without};
use crate::proxy::Fault;

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "numbers its greeting",
        "concierge.hello",
        Fault::Frames(|_, frame| {
            vec![changed(frame, |text| text.replace("\"type\":\"HELLO\"", "\"type\":\"HELLO\",\"seq\":0"))]
        }),
    ),
    ("does not say why it closes", "concierge.identify.malformed", Fault::Frames(|_, frame| vec![closed(frame, 1000)])),
    (
        "waits for whoever says nothing",
        "concierge.identify.nothing",
        Fault::Frames(|_, frame| vec![closed(frame, 4002)]),
    ),
    ("lets two have one name", "concierge.identify.taken", Fault::Frames(|_, frame| vec![closed(frame, 4008)])),
    ("does not say who comes", "concierge.presence", Fault::Frames(|_, frame| without(frame, "CLIENT_JOINED"))),
    (
        "counts from one",
        "concierge.seq",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("\"seq\":0", "\"seq\":1"))]),
    ),
    (
        "writes numbers anew",
        "concierge.message.verbatim",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("1.50", "1.5"))]),
    ),
    (
        "hides the sender",
        "concierge.message.name",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("\"name\":\"one\"", "\"name\":\"x\""))]),
    ),
    (
        "leaves the sender out of ALL",
        "concierge.message.all",
        Fault::Frames(|seen, frame| {
            seen.push(frame.clone());
            without(frame, if seen.len() < 4 { "\"type\":\"MESSAGE\"" } else { "nothing" })
        }),
    ),
    (
        "sends to nobody with OK",
        "concierge.message.unknown-name",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("INVALID_NAME", "OK"))]),
    ),
    (
        "knows every service",
        "concierge.service.unknown.fetch",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("INVALID_SERVICE", "SERVICE_FETCH_RESULT"))]),
    ),
    (
        "lets strangers delete",
        "concierge.service.stranger.delete",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("\"BAD\"", "\"OK\""))]),
    ),
    (
        "tells the creator once",
        "concierge.service.create",
        Fault::Frames(|seen, frame| {
            let is_second = seen.iter().any(is_created);
            seen.push(frame.clone());
            if is_second && is_created(&frame) { Vec::new() } else { vec![frame] }
        }),
    ),
    (
        "keeps the services of those who left",
        "concierge.service.owner-leaves",
        Fault::Frames(|_, frame| without(frame, "SERVICE_DELETE_RESULT")),
    ),
    (
        "loses messages through services",
        "concierge.service.message",
        Fault::Frames(|_, frame| without(frame, "\"type\":\"MESSAGE\"")),
    ),
    (
        "counts subscribers that left",
        "concierge.service.subscribe",
        Fault::Frames(|_, frame| without(frame, "SERVICE_CLIENT_UNSUBSCRIBED")),
    ),
    (
        "takes who comes back for another",
        "concierge.resume",
        Fault::Frames(|_, frame| {
            vec![changed(frame, |text| match text.contains("\"resumed\":true") {
                true => text.replace("\"uuid\":\"", "\"uuid\":\"x"),
                false => text.to_owned(),
            })]
        }),
    ),
    ("has one namespace", "concierge.namespaces", Fault::Stream(|_| "/concierge/ws/one".to_owned())),
    ("lets anybody write", "concierge.files.other.put", Fault::Answer(|_, given| status(given, 403, 201))),
    ("needs no key", "concierge.files.key.none", Fault::Answer(|_, given| status(given, 428, 202))),
    ("keeps files of those who left", "concierge.files.end", Fault::Answer(|_, given| status(given, 401, 202))),
    ("takes any path", "concierge.files.path.outside", Fault::Answer(|_, given| status(given, 400, 201))),
];

fn is_created(frame: &poem::web::websocket::Message) -> bool {
    matches!(frame, poem::web::websocket::Message::Text(text) if text.contains("SERVICE_CREATE_RESULT"))
}
