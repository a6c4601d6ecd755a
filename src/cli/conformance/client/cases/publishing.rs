//! What a client sends, and what it does where something comes in the way of a message.

use super::{ClientCase, Seen, kept_unless};
use crate::cli::conformance::{
    case::Sense,
    client::{
        brief::Brief,
        record::{Act, Operation, Record, Topic},
    },
};

pub(super) const CASES: &[ClientCase] = &[
    ClientCase {
        id: "client.send.valid",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-VALID"],
        steps: "Look at what the server says of every message",
        expectation: "none is refused as no valid C2SIM message of the session's schema",
        shows: Topic::Sending,
        look: valid,
    },
    ClientCase {
        id: "client.send.system",
        sense: Sense::Positive,
        requirements: &["CLIENT-SEND-SYSTEM"],
        steps: "Look at FromSendingSystem of every message",
        expectation: "it is the systemName that the client joined with",
        shows: Topic::Requests,
        look: system,
    },
    ClientCase {
        id: "client.send.ids",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-IDS"],
        steps: "Look at MessageID of every message",
        expectation: "no two messages have the same",
        shows: Topic::Sending,
        look: message_ids,
    },
    ClientCase {
        id: "client.send.once",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-ONCE"],
        steps: "Look at what is sent after a message was taken",
        expectation: "it is not sent again",
        shows: Topic::Sending,
        look: once,
    },
    ClientCase {
        id: "client.send.late",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-ONCE"],
        steps: "Take a message, and let the answer wait",
        expectation: "the message is not sent again",
        shows: Topic::Sending,
        look: late,
    },
    ClientCase {
        id: "client.send.lost",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-LOST"],
        steps: "Take a message, and end the connection in place of an answer",
        expectation: "where the message is sent again, it is with the same MessageID",
        shows: Topic::Sending,
        look: lost,
    },
    ClientCase {
        id: "client.send.refused",
        sense: Sense::Negative,
        requirements: &["CLIENT-SEND-REFUSED"],
        steps: "Refuse a message with 400 as not valid",
        expectation: "it is not sent again as it is",
        shows: Topic::Sending,
        look: refused,
    },
    ClientCase {
        id: "client.send.unavailable",
        sense: Sense::Positive,
        requirements: &["CLIENT-SEND-WAITS"],
        steps: "Answer a message with 503 and Retry-After",
        expectation: "nothing is sent before that time is over",
        shows: Topic::Sending,
        look: waits,
    },
];

const NOTHING_SENT: Seen = Seen::NoOccasion("the client sent no message");
const NOTHING_MET: Seen = Seen::NoOccasion("the client sent no message while the judge waited for one");

fn valid(record: &Record) -> Seen {
    if record.sent().next().is_none() {
        return NOTHING_SENT;
    }
    let is_wrong = |code: &str| {
        let of_xml = code.starts_with("XSD_") || code.starts_with("XML_") || code.ends_with("_DECODING_ERROR");
        of_xml || matches!(code, "C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE" | "C2SIM_INVALID_HEADER")
    };
    let found = record.answered().find(|(_, answered)| !answered.is_judge && is_wrong(&answered.code));
    kept_unless(found.map(|(event, _)| format!("a message is refused: {}", event.line.text)))
}

fn system(record: &Record) -> Seen {
    let joined: Vec<&str> = record.of(Operation::Join).filter_map(|(_, asked)| asked.system.as_deref()).collect();
    if joined.is_empty() || record.sent().next().is_none() {
        return Seen::NoOccasion("the client named no systemName, or sent no message");
    }
    let other = record.sent().find(|(_, _, message)| !joined.contains(&message.from.as_str()));
    kept_unless(other.map(|(_, _, message)| {
        format!("it joined as {}, and sends a message from {:?}", joined.join(", "), message.from)
    }))
}

/// The first pair of messages, one sent after the other, that this holds for.
fn pair(record: &Record, holds: impl Fn((usize, &Brief), (usize, &Brief)) -> bool) -> Option<&Brief> {
    let sent: Vec<(usize, &Brief)> = record.sent().map(|(_, asked, message)| (asked.number, message)).collect();
    sent.iter().enumerate().find_map(|(at, first)| {
        let is_again = sent[at + 1..].iter().any(|second| holds(*first, *second));
        is_again.then_some(first.1)
    })
}

fn message_ids(record: &Record) -> Seen {
    if record.sent().next().is_none() {
        return NOTHING_SENT;
    }
    let found = pair(record, |(_, first), (_, second)| first.id == second.id && first.likeness != second.likeness);
    kept_unless(found.map(|message| format!("two different messages have the MessageID {:?}", message.id)))
}

fn once(record: &Record) -> Seen {
    if record.sent().next().is_none() {
        return NOTHING_SENT;
    }
    let is_lost = |number: usize| {
        record.did().any(|(_, _, act)| matches!(act, Act::Lost(met) | Act::Late(met) if *met == number))
    };
    let is_taken = |number: usize| record.answer(number).is_some_and(|(_, answered)| answered.status == 200);
    let found = pair(record, |(number, first), (_, second)| {
        first.likeness == second.likeness && first.id == second.id && is_taken(number) && !is_lost(number)
    });
    kept_unless(found.map(|message| format!("the {} {} is sent again after it was taken", message.kind, message.id)))
}

/// The message that the judge came in the way of, and those that were sent after it.
fn met(record: &Record, is_it: impl Fn(&Act) -> Option<usize>) -> Option<(&Brief, Vec<&Brief>)> {
    let number = record.did().find_map(|(_, _, act)| is_it(act))?;
    let mut sent = record.sent().skip_while(|(_, asked, _)| asked.number != number);
    let (_, _, message) = sent.next()?;
    Some((message, sent.map(|(_, _, later)| later).collect()))
}

fn late(record: &Record) -> Seen {
    let is_late = |act: &Act| if let Act::Late(number) = act { Some(*number) } else { None };
    let Some((message, after)) = met(record, is_late) else { return NOTHING_MET };
    let again = after.iter().any(|later| later.is_like(message));
    kept_unless(again.then(|| format!("the {} whose answer is late is sent again", message.kind)))
}

fn lost(record: &Record) -> Seen {
    let is_lost = |act: &Act| if let Act::Lost(number) = act { Some(*number) } else { None };
    let Some((message, after)) = met(record, is_lost) else { return NOTHING_MET };
    let renamed = after.iter().find(|later| later.is_like(message) && later.id != message.id);
    kept_unless(renamed.map(|later| {
        format!("the {} {} is sent again as {}, so that others take it for another", message.kind, message.id, later.id)
    }))
}

fn refused(record: &Record) -> Seen {
    let is_refused = |act: &Act| if let Act::Refused(number) = act { Some(*number) } else { None };
    let Some((message, after)) = met(record, is_refused) else { return NOTHING_MET };
    let again = after.iter().filter(|later| later.is_like(message)).count();
    kept_unless((again > 0).then(|| format!("the refused {} is sent {again} more times as it is", message.kind)))
}

fn waits(record: &Record) -> Seen {
    let unavailable = record.did().find_map(|(_, event, act)| match act {
        Act::Unavailable(number, wait) => Some((*number, event.at, *wait)),
        _ => None,
    });
    let Some((number, from, wait)) = unavailable else {
        return Seen::NoOccasion("the client sent no message by POST while the judge waited for one");
    };
    let is_early = |at| at > from && at < from + wait.mul_f64(0.9);
    let early = record.sent().filter(|(event, asked, _)| asked.number != number && is_early(event.at)).count();
    kept_unless((early > 0).then(|| format!("it sends {early} messages within the {wait:?} that it is told to wait")))
}
