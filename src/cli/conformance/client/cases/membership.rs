//! Who a client is, and how it comes and goes.

use super::{ClientCase, Seen, kept_unless};
use crate::cli::conformance::{
    case::Sense,
    client::record::{Act, Operation, Record, Topic, What},
};

pub(super) const CASES: &[ClientCase] = &[
    ClientCase {
        id: "client.id.form",
        sense: Sense::Negative,
        requirements: &["CLIENT-ID-FORM"],
        steps: "Look at the clientId of every request and stream",
        expectation: "it is there, with 5 to 10 characters",
        shows: Topic::Requests,
        look: id_form,
    },
    ClientCase {
        id: "client.id.kept",
        sense: Sense::Positive,
        requirements: &["CLIENT-ID-KEPT"],
        steps: "Look at the clientId of every request and stream, before and after interruptions",
        expectation: "it is one and the same",
        shows: Topic::Requests,
        look: id_kept,
    },
    ClientCase {
        id: "client.requests.form",
        sense: Sense::Negative,
        requirements: &["CLIENT-REQUEST-FORM"],
        steps: "Look at what the server says of the form of every request",
        expectation: "none is refused as unknown, or as not following the interface",
        shows: Topic::Requests,
        look: requests_form,
    },
    ClientCase {
        id: "client.join.first",
        sense: Sense::Negative,
        requirements: &["CLIENT-JOIN-FIRST"],
        steps: "Look at what is sent before the client has joined",
        expectation: "nothing",
        shows: Topic::Requests,
        look: join_first,
    },
    ClientCase {
        id: "client.join.once",
        sense: Sense::Negative,
        requirements: &["CLIENT-JOIN-ONCE"],
        steps: "Look at every join of a client that is a member",
        expectation: "none, but for one after each loss of a stream",
        shows: Topic::Membership,
        look: join_once,
    },
    ClientCase {
        id: "client.resign",
        sense: Sense::Positive,
        requirements: &["CLIENT-RESIGN"],
        steps: "Look at how the client goes",
        expectation: "it resigns",
        shows: Topic::Membership,
        look: resign,
    },
    ClientCase {
        id: "client.resign.quiet",
        sense: Sense::Negative,
        requirements: &["CLIENT-RESIGN-QUIET"],
        steps: "Look at what is sent after the client has resigned",
        expectation: "nothing, unless it joins again",
        shows: Topic::Requests,
        look: resign_quiet,
    },
];

/// The clientIds of requests and streams.
fn ids(record: &Record) -> Vec<&str> {
    let of_requests = record.asked().map(|(_, asked)| asked.client.as_str());
    of_requests.chain(record.opened().map(|(_, opened)| opened.client.as_str())).collect()
}

fn id_form(record: &Record) -> Seen {
    let is_wrong = |id: &&&str| !(5..=10).contains(&id.chars().count());
    kept_unless(ids(record).iter().find(is_wrong).map(|id| format!("the clientId is {id:?}")))
}

fn id_kept(record: &Record) -> Seen {
    let ids = ids(record);
    let Some(first) = ids.first() else { return Seen::NoOccasion("the client asked for nothing") };
    let other = ids.iter().find(|id| id != &first);
    kept_unless(other.map(|other| format!("the clientId is {first:?} at first, and then {other:?}")))
}

fn requests_form(record: &Record) -> Seen {
    let is_wrong = |code: &str| matches!(code, "INVALID_REQUEST" | "NO_CLIENT_ID" | "NOT_FOUND" | "METHOD_NOT_ALLOWED");
    let found = record.answered().find(|(_, answered)| !answered.is_judge && is_wrong(&answered.code));
    kept_unless(
        found.map(|(event, answered)| format!("a request is refused with {}: {}", answered.code, event.line.text)),
    )
}

/// Whether the client is a member after this answer; nothing where the answer says nothing of it.
fn membership(what: &What) -> Option<bool> {
    let What::Answered(answered) = what else { return None };
    match (answered.operation, answered.status) {
        (Operation::Join, 200) => Some(true),
        (Operation::Resign, 200) => Some(false),
        (Operation::Join, _) if answered.code == "C2SIM_CLIENT_ALREADY_JOINED" => Some(true),
        _ => None,
    }
}

fn join_first(record: &Record) -> Seen {
    for event in &record.events {
        match &event.what {
            What::Asked(asked) if asked.operation == Operation::Send => {
                return Seen::Broken(format!("it sends a message before it has joined: {}", event.line.text));
            }
            what if membership(what) == Some(true) => break,
            _ => {}
        }
    }
    match record.of(Operation::Send).next() {
        Some(_) => Seen::Kept,
        None => Seen::NoOccasion("the client sent no message"),
    }
}

fn join_once(record: &Record) -> Seen {
    if record.of(Operation::Join).next().is_none() {
        return Seen::NoOccasion("the client did not join");
    }
    let is_second = |code: &str| code == "C2SIM_CLIENT_ALREADY_JOINED";
    let again = record.answered().filter(|(_, answered)| is_second(&answered.code)).count();
    let lost = record.events.iter().filter(|event| matches!(event.what, What::Ended { .. })).count();
    kept_unless((again > lost).then(|| format!("it joins {again} times while it is a member, and lost {lost} streams")))
}

fn resign(record: &Record) -> Seen {
    if record.of(Operation::Resign).next().is_some() {
        return Seen::Kept;
    }
    let finished = record.did().find(|(_, _, act)| **act == Act::Finished).map(|(at, _, _)| at);
    let is_still_there = record.is_listening(record.events.len());
    match finished {
        Some(_) if !is_still_there && record.opened().next().is_some() => {
            Seen::Broken("it is gone, and has not resigned".to_owned())
        }
        _ => Seen::NoOccasion("the client was still there when the time was over"),
    }
}

fn resign_quiet(record: &Record) -> Seen {
    let mut is_member = None;
    for event in &record.events {
        if let (What::Asked(asked), Some(false)) = (&event.what, is_member)
            && asked.operation == Operation::Send
        {
            return Seen::Broken(format!("it sends after it has resigned: {}", event.line.text));
        }
        is_member = membership(&event.what).or(is_member);
    }
    match record.of(Operation::Resign).next() {
        Some(_) => Seen::Kept,
        None => Seen::NoOccasion("the client did not resign"),
    }
}
