//! How a client comes back after an interruption.

use super::{ClientCase, Seen, kept_unless};
use crate::cli::conformance::{
    case::Sense,
    client::record::{Act, Event, Opened, Operation, Record, Topic, What},
};

/// Attempts to open a stream that are too many in one second.
const ATTEMPTS_PER_SEC: f64 = 10.0;
/// So many attempts are no haste, however fast they come.
const ATTEMPTS_FREE: f64 = 5.0;

pub(super) const CASES: &[ClientCase] = &[
    ClientCase {
        id: "client.return.cut",
        sense: Sense::Positive,
        requirements: &["CLIENT-RETURNS"],
        steps: "End the stream without a close, and open none for a while",
        expectation: "the client opens it again",
        shows: Topic::Streams,
        look: |record| returns(record, &Act::Cut),
    },
    ClientCase {
        id: "client.return.restart",
        sense: Sense::Positive,
        requirements: &["CLIENT-RETURNS"],
        steps: "Close the stream with 1012, as a server does that starts again",
        expectation: "the client opens it again",
        shows: Topic::Streams,
        look: |record| returns(record, &Act::Restarted),
    },
    ClientCase {
        id: "client.return.paced",
        sense: Sense::Negative,
        requirements: &["CLIENT-RETURN-PACED"],
        steps: "Refuse to open a stream for a while",
        expectation: "the client waits between its attempts",
        shows: Topic::Streams,
        look: paced,
    },
    ClientCase {
        id: "client.resume.asks",
        sense: Sense::Positive,
        requirements: &["CLIENT-RESUME-ASKS"],
        steps: "Look at how a stream is opened again",
        expectation: "after= names where the client was",
        shows: Topic::Streams,
        look: resume_asks,
    },
    ClientCase {
        id: "client.resume.last",
        sense: Sense::Positive,
        requirements: &["CLIENT-RESUME-LAST"],
        steps: "Look at the address that a stream is opened after",
        expectation: "it is that of the last message that the client was given",
        shows: Topic::Streams,
        look: resume_last,
    },
    ClientCase {
        id: "client.resume.refused",
        sense: Sense::Negative,
        requirements: &["CLIENT-RESUME-REFUSED"],
        steps: "Say that what was missed is not there any more: close 4410, or recovered: false",
        expectation: "the client opens a stream without that address",
        shows: Topic::Streams,
        look: resume_refused,
    },
    ClientCase {
        id: "client.resume.anew",
        sense: Sense::Positive,
        requirements: &["CLIENT-RESUME-ANEW"],
        steps: "Say that what was missed is not there any more",
        expectation: "the client asks for the session, its initialization, its picture or its history",
        shows: Topic::Requests,
        look: resume_anew,
    },
];

const NOT_LOST: Seen = Seen::NoOccasion("the client lost no stream");
const NO_ADDRESS: Seen = Seen::NoOccasion("the client opened no stream after an address");

/// The events from what the judge did to its next interruption.
fn since<'a>(record: &'a Record, interruption: &Act) -> Option<(usize, &'a [Event], bool)> {
    let (at, _, _) = record.did().find(|(_, _, act)| *act == interruption)?;
    let is_next = |act: &Act| matches!(act, Act::Restarted | Act::ResumeRefused { .. } | Act::Finished);
    let next = record.did().find(|(later, _, act)| *later > at && is_next(act)).map(|(later, _, _)| later);
    Some((at, &record.events[at..next.unwrap_or(record.events.len())], next.is_some()))
}

fn returns(record: &Record, interruption: &Act) -> Seen {
    let Some((at, events, is_over)) = since(record, interruption) else { return NOT_LOST };
    if !record.is_listening(at) {
        return NOT_LOST;
    }
    let resigns = |event: &Event| matches!(&event.what, What::Asked(asked) if asked.operation == Operation::Resign);
    match events.iter().any(|event| matches!(event.what, What::Opened(_))) {
        true => Seen::Kept,
        false if events.iter().any(resigns) => Seen::Broken("it resigns".to_owned()),
        false if !is_over => Seen::NoOccasion("the time was over before the client had to be back"),
        false => Seen::Broken("it does not open a stream again".to_owned()),
    }
}

fn paced(record: &Record) -> Seen {
    let Some((_, events, _)) = since(record, &Act::Cut) else { return NOT_LOST };
    let attempts: Vec<_> = events.iter().filter(|event| matches!(event.what, What::NotOpened)).collect();
    let (Some(first), Some(last)) = (attempts.first(), attempts.last()) else {
        return Seen::NoOccasion("the client did not try while no stream was opened");
    };
    let (count, seconds) = (attempts.len() as f64, (last.at - first.at).as_secs_f64());
    let is_hasty = count > ATTEMPTS_FREE + ATTEMPTS_PER_SEC * seconds;
    kept_unless(is_hasty.then(|| format!("it tries {count} times in {seconds:.1} s")))
}

/// The streams that were opened when an earlier one was over, each with its place in the record.
fn again(record: &Record) -> impl Iterator<Item = (usize, &Opened)> {
    let opened = record.events.iter().enumerate().filter_map(|(at, event)| match &event.what {
        What::Opened(opened) => Some((at, opened)),
        _ => None,
    });
    opened.skip(1)
}

fn resume_asks(record: &Record) -> Seen {
    let Some((_, events, _)) = since(record, &Act::Cut) else { return NOT_LOST };
    let next = events.iter().find_map(|event| if let What::Opened(opened) = &event.what { Some(opened) } else { None });
    match next {
        None => NOT_LOST,
        Some(opened) if opened.after.is_some() => Seen::Kept,
        Some(_) => Seen::Broken("it opens the stream again without after=, and misses what came in between".to_owned()),
    }
}

/// The places that a client may name there: that of the last message that it was given, or those of its own after it.
fn last_places(record: &Record, at: usize) -> Vec<&str> {
    let published = |id: &str| {
        record.did().find_map(|(_, _, act)| match act {
            Act::Published { id: published, address } if published == id => Some(address.as_str()),
            _ => None,
        })
    };
    let mut places = Vec::new();
    for event in record.events[..at].iter().rev() {
        match &event.what {
            What::Answered(answered) => places.extend(answered.address.as_deref()),
            What::Given { address: Some(address), .. } => {
                places.push(address.as_str());
                break;
            }
            // Of a message whose place nobody knows, nothing can be said.
            What::Given { message: Some(message), .. } => {
                if let Some(address) = published(&message.id) {
                    places.push(address);
                    break;
                }
            }
            _ => {}
        }
    }
    places
}

fn resume_last(record: &Record) -> Seen {
    let mut has_asked = false;
    // What is told not to be there any more is named a second time for another reason.
    let end =
        record.did().find(|(_, _, act)| matches!(act, Act::ResumeRefused { .. })).map_or(usize::MAX, |(at, _, _)| at);
    for (at, opened) in again(record).filter(|(at, _)| *at < end) {
        let Some(after) = &opened.after else { continue };
        has_asked = true;
        let places = last_places(record, at);
        if !places.contains(&after.as_str()) {
            let last = places.last().copied().unwrap_or_default();
            return Seen::Broken(format!("it opens a stream after {after:?}, and was last given {last:?}"));
        }
    }
    if has_asked { Seen::Kept } else { NO_ADDRESS }
}

/// What the judge did when it said that something is not there any more: where, to which stream, after what.
fn refused(record: &Record) -> Option<(usize, usize, &str, bool)> {
    record.did().find_map(|(at, _, act)| match act {
        Act::ResumeRefused { stream, after, is_json } => Some((at, *stream, after.as_str(), *is_json)),
        _ => None,
    })
}

fn resume_refused(record: &Record) -> Seen {
    let Some((at, stream, after, is_json)) = refused(record) else { return NO_ADDRESS };
    let mut later = again(record).filter(|(opened_at, opened)| *opened_at > at && opened.stream != stream).peekable();
    // With the subprotocol the stream goes on, and need not be opened again.
    match later.peek() {
        None if is_json => Seen::Kept,
        None => Seen::Broken("it does not open a stream again".to_owned()),
        Some(_) => {
            let is_same = later.any(|(_, opened)| opened.after.as_deref() == Some(after));
            kept_unless(is_same.then(|| format!("it opens a stream after {after:?} again")))
        }
    }
}

fn resume_anew(record: &Record) -> Seen {
    let Some((at, ..)) = refused(record) else { return NO_ADDRESS };
    let is_reading = |event: &Event| matches!(&event.what, What::Asked(asked) if matches!(asked.operation, Operation::Other | Operation::Join));
    match record.events[at..].iter().any(is_reading) {
        true => Seen::Kept,
        false => Seen::Broken("it asks for nothing by which it would know what it missed".to_owned()),
    }
}
