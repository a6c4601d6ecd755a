//! What one client publishes over its socket: many messages in flight, decided on in the order in which they came.
//!
//! Entry points: [`Upstream::take`] for a frame that came, [`Upstream::answers`] for what can be answered. What must always
//! hold: no frame is taken before the one before it is decided on, nor while as many are in flight as may be; every frame
//! is answered once; large documents are read on a thread of their own.

use std::{pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream::FuturesUnordered};
use tokio::task::JoinHandle;

use super::frames::{Accepted, Down, REF_BYTES_MAX, Reference, Refusal, Up};
use crate::{
    doors::{
        api::Refused,
        publisher::{OWN_THREAD_BYTES, OnItsWay, Publisher},
        rate::Pace,
    },
    hub::Published,
};

/// Answers that are written at once.
const ANSWERS_AT_ONCE_MAX: usize = 64;

/// What one client publishes over its socket.
pub(super) struct Upstream {
    publisher: Arc<Publisher>,
    in_flight_max: usize,
    pace: Option<Pace>,
    /// The frame with a large document that is being decided on.
    deciding: Option<JoinHandle<Decided>>,
    keeping: FuturesUnordered<Pin<Box<dyn Future<Output = Answered> + Send>>>,
}

/// What a frame asked for, and whether the message was accepted.
struct Decided {
    reference: Reference,
    outcome: Result<OnItsWay, Refused>,
}

/// What is told of a frame.
struct Answered {
    reference: Reference,
    outcome: Result<Published, Refused>,
}

impl Upstream {
    /// Nothing in flight yet.
    pub(super) fn new(publisher: Publisher, in_flight_max: usize, pace: Option<Pace>) -> Self {
        Self { publisher: Arc::new(publisher), in_flight_max, pace, deciding: None, keeping: FuturesUnordered::new() }
    }

    /// Whether another frame may be taken now.
    pub(super) fn has_room(&self) -> bool {
        self.deciding.is_none() && self.keeping.len() < self.in_flight_max
    }

    /// Whether nothing is left to answer.
    pub(super) fn is_idle(&self) -> bool {
        self.deciding.is_none() && self.keeping.is_empty()
    }

    /// Takes a frame; only while there is room. Its answer comes from [`Upstream::answers`].
    pub(super) fn take(&mut self, frame: Bytes) {
        let publisher = Arc::clone(&self.publisher);
        let paced = self.pace.as_ref().map_or(Ok(()), Pace::check);
        if frame.len() < OWN_THREAD_BYTES {
            self.keep(decide(&publisher, &frame, paced));
        } else {
            self.deciding = Some(tokio::task::spawn_blocking(move || decide(&publisher, &frame, paced)));
        }
    }

    fn keep(&mut self, decided: Decided) {
        let publisher = Arc::clone(&self.publisher);
        self.keeping.push(Box::pin(async move {
            let Decided { reference, outcome } = decided;
            let outcome = match outcome {
                Ok(on_its_way) => publisher.kept(on_its_way).await,
                Err(refused) => Err(refused),
            };
            Answered { reference, outcome }
        }));
    }

    /// Waits until something can be answered, and puts the frames that say so into `frames`; what is large and was decided on
    /// in the meantime is taken along. Never resolves while it is idle. Dropping the future loses nothing.
    pub(super) async fn answers(&mut self, frames: &mut Vec<Vec<u8>>) {
        let first = tokio::select! {
            decided = decided(&mut self.deciding) => {
                self.deciding = None;
                self.keep(decided);
                return;
            }
            answered = self.keeping.next(), if !self.keeping.is_empty() => answered,
        };
        frames.extend(first.map(Answered::into_frame));
        while frames.len() < ANSWERS_AT_ONCE_MAX
            && let Some(Some(answered)) = self.keeping.next().now_or_never()
        {
            frames.push(answered.into_frame());
        }
    }
}

/// The frame that is being decided on, once it is; never, where there is none.
async fn decided(deciding: &mut Option<JoinHandle<Decided>>) -> Decided {
    match deciding {
        None => std::future::pending().await,
        Some(deciding) => deciding
            .await
            .unwrap_or_else(|panic| Decided { reference: Reference::default(), outcome: Err(Refused::fault(panic)) }),
    }
}

/// Reads a frame, and decides about the message in it.
fn decide(publisher: &Publisher, frame: &[u8], paced: Result<(), Refused>) -> Decided {
    let invalid = |parameter: &str, text: String| publisher.count(None, Refused::invalid(parameter, text));
    let up: Up<'_> = match serde_json::from_slice(frame) {
        Ok(up) => up,
        Err(error) => {
            let text = format!("the frame is not {{\"publish\": \"<Message…>\", \"ref\": …}}: {error}");
            return Decided { reference: Reference::default(), outcome: Err(invalid("frame", text)) };
        }
    };
    let Up { publish, reference } = up;
    if reference.size_bytes() > REF_BYTES_MAX {
        let text = format!("ref has more than {REF_BYTES_MAX} bytes; take a number, or a short text");
        return Decided { reference: Reference::default(), outcome: Err(invalid("ref", text)) };
    }
    if let Err(too_much) = paced {
        return Decided { reference, outcome: Err(publisher.count(None, too_much)) };
    }
    let outcome = match publish {
        None => Err(invalid("publish", "publish is missing; give it a C2SIM message as a text".to_owned())),
        Some(document) => publisher.admit().and_then(|system| {
            // Whatever the document declares, it came as text.
            publisher.accept(system, Bytes::from(document.into_owned()), Some("utf-8"))
        }),
    };
    Decided { reference, outcome }
}

impl Answered {
    fn into_frame(self) -> Vec<u8> {
        let Self { reference, outcome } = self;
        let reference = &reference;
        match outcome {
            Ok(Published { tracking_id, address, .. }) => {
                let (tracking_id, address) = (tracking_id.to_string(), address.to_string());
                Down::Accepted(Accepted { reference, tracking_id, address }).to_json()
            }
            Err(refused) => Down::Refused(Refusal { reference, error: refused.into() }).to_json(),
        }
    }
}
