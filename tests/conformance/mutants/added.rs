//! What servers add to the interface.

use super::{Mutant, replaced};
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
        "answers through the relay with something else",
        "relay.round-trip",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/pullres"), given, "\"n\":1", "\"n\":2");
        }),
    ),
];
