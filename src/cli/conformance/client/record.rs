//! What was seen of a client, in its order: a pure core, which the cases read.
//!
//! Entry point: [`Record`]. What must always hold: events stand in the order in which they happened; what the judge did
//! stands among them, since a client is judged by what it does after. What it deliberately leaves out: how events come about
//! ([`super::front`], [`super::line`]), and what they mean (the cases).

use std::time::Duration;

use super::brief::Brief;
use crate::cli::conformance::transcript::Line;

/// Something that happened.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// When, since the server was there.
    pub(super) at: Duration,
    pub(super) what: What,
    /// As the report shows it.
    pub(super) line: Line,
}

/// What happened.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// The client asks for something.
    Asked(Asked),
    /// It is answered, by the server or by the judge in its place.
    Answered(Answered),
    /// It opens a stream.
    Opened(Opened),
    /// It is refused a stream.
    NotOpened,
    /// It is given a message on a stream, at this place in the session where that is known.
    Given { stream: usize, message: Option<Brief>, address: Option<String> },
    /// A stream is over.
    Ended { by: By },
    /// It sends data on a stream that is for reading.
    Spoke,
    /// It answers a ping.
    Alive,
    /// The judge does something that a client has to bear.
    Did(Act),
    /// The judge has waited for what comes of it, and goes on.
    Settled,
}

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Join,
    Resign,
    Send,
    StreamEndpoints,
    Other,
}

/// A request.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Tells requests apart.
    pub(super) number: usize,
    pub(super) client: String,
    pub(super) session: String,
    pub(super) operation: Operation,
    /// What it sends.
    pub(super) message: Option<Brief>,
    /// As whom it joins.
    pub(super) system: Option<String>,
}

/// The answer to a request.
#[derive(Debug, Clone)]
pub(super) struct Answered {
    pub(super) number: usize,
    pub(super) operation: Operation,
    pub(super) status: u16,
    /// The code of a refusal.
    pub(super) code: String,
    /// The state of the session, where the answer tells it.
    pub(super) state: Option<String>,
    /// The place of a message that was taken.
    pub(super) address: Option<String>,
    /// The judge answers in the place of the server.
    pub(super) is_judge: bool,
}

/// A stream.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    pub(super) stream: usize,
    pub(super) client: String,
    pub(super) session: String,
    pub(super) after: Option<String>,
    /// It speaks `c2sim.v1+json`, where every message has its address.
    pub(super) is_json: bool,
    /// It is where stream-endpoints said.
    pub(super) is_as_told: bool,
}

/// Who ended a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Client,
    Server,
    Judge,
}

/// What the judge does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Publishes a message as another member, which has this place in the session.
    Published { id: String, address: String },
    /// Gives a message of a kind that there is not.
    UnknownMessage,
    /// Gives a message with an element and an attribute that there are not.
    UnknownElement,
    /// Answers this request with a field that there is not.
    UnknownField(usize),
    /// Refuses this message as not valid.
    Refused(usize),
    /// Refuses this message with a code that there is not.
    RefusedOddly(usize),
    /// Lets the answer to this message wait.
    Late(usize),
    /// Takes this message, and ends the connection in place of an answer.
    Lost(usize),
    /// Answers this message with 503, and when to come again.
    Unavailable(usize, Duration),
    /// Ends every stream without a close.
    Cut,
    /// Closes every stream with 1012, as a server does that starts again.
    Restarted,
    /// Tells the client that what it missed is not there any more.
    ResumeRefused { stream: usize, after: String, is_json: bool },
    /// Has done everything.
    Finished,
}

/// What events are about, to choose those that a case shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Requests,
    Membership,
    Sending,
    Streams,
}

impl What {
    /// What the judge does concerns every case.
    pub(super) fn is_about(&self, topic: Topic) -> bool {
        let is_of = |operation: Operation| match topic {
            Topic::Requests => true,
            Topic::Membership => matches!(operation, Operation::Join | Operation::Resign),
            Topic::Sending => operation == Operation::Send,
            Topic::Streams => operation == Operation::StreamEndpoints,
        };
        match self {
            Self::Asked(asked) => is_of(asked.operation),
            Self::Answered(answered) => is_of(answered.operation),
            Self::Opened(_) | Self::NotOpened | Self::Ended { .. } | Self::Spoke => topic != Topic::Sending,
            Self::Given { .. } | Self::Alive => topic == Topic::Streams,
            Self::Did(_) | Self::Settled => true,
        }
    }
}

/// Everything that was seen.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) events: Vec<Event>,
    /// How long a client may take to act on what it is told.
    pub(super) grace: Duration,
}

impl Record {
    /// The requests.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&Event, &Asked)> {
        self.events.iter().filter_map(|event| match &event.what {
            What::Asked(asked) => Some((event, asked)),
            _ => None,
        })
    }

    /// The requests of this operation.
    pub(super) fn of(&self, operation: Operation) -> impl Iterator<Item = (&Event, &Asked)> {
        self.asked().filter(move |(_, asked)| asked.operation == operation)
    }

    /// The messages that the client sends, with the requests.
    pub(super) fn sent(&self) -> impl Iterator<Item = (&Event, &Asked, &Brief)> {
        self.of(Operation::Send).filter_map(|(event, asked)| Some((event, asked, asked.message.as_ref()?)))
    }

    /// The message of this request.
    pub(super) fn message(&self, number: usize) -> Option<&Brief> {
        self.sent().find(|(_, asked, _)| asked.number == number).map(|(_, _, message)| message)
    }

    /// The answers.
    pub(super) fn answered(&self) -> impl Iterator<Item = (&Event, &Answered)> {
        self.events.iter().filter_map(|event| match &event.what {
            What::Answered(answered) => Some((event, answered)),
            _ => None,
        })
    }

    /// The answer to this request.
    pub(super) fn answer(&self, number: usize) -> Option<(&Event, &Answered)> {
        self.answered().find(|(_, answered)| answered.number == number)
    }

    /// The streams.
    pub(super) fn opened(&self) -> impl Iterator<Item = (&Event, &Opened)> {
        self.events.iter().filter_map(|event| match &event.what {
            What::Opened(opened) => Some((event, opened)),
            _ => None,
        })
    }

    /// What the judge did, and where in the record.
    pub(super) fn did(&self) -> impl Iterator<Item = (usize, &Event, &Act)> {
        self.events.iter().enumerate().filter_map(|(at, event)| match &event.what {
            What::Did(act) => Some((at, event, act)),
            _ => None,
        })
    }

    /// What happened from there until the judge went on.
    pub(super) fn until_settled(&self, from: usize) -> &[Event] {
        let rest = &self.events[from..];
        let end = rest.iter().position(|event| matches!(event.what, What::Settled)).unwrap_or(rest.len());
        &rest[..end]
    }

    /// The place of the last message that was given on this stream.
    pub(super) fn last_address(&self, stream: usize) -> Option<String> {
        self.events.iter().rev().find_map(|event| match &event.what {
            What::Given { stream: on, address: Some(address), .. } if *on == stream => Some(address.clone()),
            _ => None,
        })
    }

    /// Whether a stream is open at this place in the record.
    pub(super) fn is_listening(&self, at: usize) -> bool {
        let change = |event: &Event| match event.what {
            What::Opened(_) => 1,
            What::Ended { .. } => -1,
            _ => 0,
        };
        self.events[..at].iter().map(change).sum::<i32>() > 0
    }
}
