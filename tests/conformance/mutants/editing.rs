//! Editing that loses, keeps or confuses what it should not.

use super::{Mutant, changed, closed, status};
use crate::proxy::Fault;

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "relays edits under their own ids",
        "editing.edit",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("-broadcast", ""))]),
    ),
    (
        "answers another heartbeat",
        "editing.heartbeat",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("\"beat\"", "\"boat\""))]),
    ),
    (
        "gives latecomers nothing",
        "editing.late",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("a text", ""))]),
    ),
    (
        "acknowledges edits under other names",
        "editing.transformed",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("edit_ack", "edit_done"))]),
    ),
    (
        "closes deleted sessions as if all were well",
        "editing.deleted",
        Fault::Frames(|_, frame| vec![closed(frame, 1000)]),
    ),
    (
        "has other codes for what it cannot read",
        "editing.message.no-json",
        Fault::Frames(|_, frame| vec![changed(frame, |text| text.replace("INVALID_MESSAGE", "SERVER_ERROR"))]),
    ),
    ("takes any session for one", "editing.unknown", Fault::Answer(|_, given| status(given, 404, 200))),
    ("creates sessions for nobody", "editing.session.field", Fault::Answer(|_, given| status(given, 422, 200))),
    (
        "has one document",
        "editing.documents",
        Fault::Ask(|_, asked| {
            if asked.is("/api/sessions") {
                asked.body = asked.text().replace("document_id", "other_id").into_bytes();
            }
        }),
    ),
];
