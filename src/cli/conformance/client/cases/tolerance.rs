//! Whether a client bears what it does not know.

use super::{ClientCase, Seen};
use crate::cli::conformance::{
    case::Sense,
    client::record::{Act, By, Event, Operation, Record, Topic, What},
};

pub(super) const CASES: &[ClientCase] = &[
    ClientCase {
        id: "client.bears.header",
        sense: Sense::Positive,
        requirements: &["CLIENT-BEARS-HEADER"],
        steps: "Give every answer a header that the interface does not have",
        expectation: "the client goes on",
        shows: Topic::Requests,
        look: header,
    },
    ClientCase {
        id: "client.bears.field",
        sense: Sense::Positive,
        requirements: &["CLIENT-BEARS-FIELD"],
        steps: "Give an answer to a message a field that the interface does not have",
        expectation: "the client goes on, and does not send the message again",
        shows: Topic::Requests,
        look: field,
    },
    ClientCase {
        id: "client.bears.code",
        sense: Sense::Positive,
        requirements: &["CLIENT-BEARS-CODE"],
        steps: "Refuse a message with a code that the interface does not have",
        expectation: "the client goes on",
        shows: Topic::Requests,
        look: |record| bears(record, |act| matches!(act, Act::RefusedOddly(_))),
    },
    ClientCase {
        id: "client.bears.message",
        sense: Sense::Positive,
        requirements: &["CLIENT-BEARS-MESSAGE"],
        steps: "Give a message on the stream whose kind no schema knows",
        expectation: "the client goes on listening",
        shows: Topic::Streams,
        look: |record| bears(record, |act| *act == Act::UnknownMessage),
    },
    ClientCase {
        id: "client.bears.element",
        sense: Sense::Positive,
        requirements: &["CLIENT-BEARS-MESSAGE"],
        steps: "Give a report on the stream with an element and an attribute that no schema knows",
        expectation: "the client goes on listening",
        shows: Topic::Streams,
        look: |record| bears(record, |act| *act == Act::UnknownElement),
    },
    ClientCase {
        id: "client.stream.as-told",
        sense: Sense::Positive,
        requirements: &["CLIENT-STREAM-URL"],
        steps: "Say in stream-endpoints that the stream is at another path than usual",
        expectation: "the client opens it there",
        shows: Topic::Streams,
        look: as_told,
    },
    ClientCase {
        id: "client.stream.silent",
        sense: Sense::Negative,
        requirements: &["CLIENT-STREAM-SILENT"],
        steps: "Look at what the client sends on a stream without a subprotocol",
        expectation: "nothing, but for empty frames",
        shows: Topic::Streams,
        look: silent,
    },
];

const NO_STREAM: Seen = Seen::NoOccasion("the client had no stream open");

/// How the client fell over what happened, where it did.
fn fallen(events: &[Event]) -> Option<String> {
    events.iter().find_map(|event| match &event.what {
        What::Ended { by: By::Client, .. } => Some(format!("it gives up its stream: {}", event.line.text)),
        What::Asked(asked) if asked.operation == Operation::Resign => Some("it resigns".to_owned()),
        _ => None,
    })
}

fn bears(record: &Record, is_it: impl Fn(&Act) -> bool) -> Seen {
    let Some((at, _, act)) = record.did().find(|(_, _, act)| is_it(act)) else {
        return Seen::NoOccasion("the client gave no occasion for it");
    };
    if matches!(act, Act::UnknownMessage | Act::UnknownElement) && !record.is_listening(at) {
        return NO_STREAM;
    }
    fallen(record.until_settled(at)).map_or(Seen::Kept, Seen::Broken)
}

fn header(record: &Record) -> Seen {
    let is_taken = record.answered().next().is_some_and(|(_, answered)| answered.status == 200);
    match record.asked().count() {
        0 => Seen::NoOccasion("the client asked for nothing"),
        1 if !is_taken => Seen::NoOccasion("the client was refused the only thing that it asked for"),
        1 => Seen::Broken("it asks for nothing more after its first answer".to_owned()),
        _ => Seen::Kept,
    }
}

fn field(record: &Record) -> Seen {
    let seen = bears(record, |act| matches!(act, Act::UnknownField(_)));
    let number =
        record.did().find_map(|(_, _, act)| if let Act::UnknownField(number) = act { Some(*number) } else { None });
    let Some(message) = number.and_then(|number| record.message(number)) else { return seen };
    let sent = record.sent().filter(|(_, _, other)| other.is_like(message)).count();
    match seen {
        Seen::Kept if sent > 1 => Seen::Broken("it sends the message again that was taken".to_owned()),
        other => other,
    }
}

fn as_told(record: &Record) -> Seen {
    let mut opened = record.opened().peekable();
    if opened.peek().is_none() {
        return NO_STREAM;
    }
    match opened.all(|(_, opened)| opened.is_as_told) {
        true => Seen::Kept,
        false => Seen::Broken("it opens a stream where stream-endpoints does not say that it is".to_owned()),
    }
}

fn silent(record: &Record) -> Seen {
    if record.opened().all(|(_, opened)| opened.is_json) {
        return Seen::NoOccasion("the client opened no stream without a subprotocol");
    }
    let spoke = record.events.iter().find(|event| matches!(event.what, What::Spoke));
    spoke.map_or(Seen::Kept, |event| Seen::Broken(format!("it sends {:?}", event.line.text)))
}
