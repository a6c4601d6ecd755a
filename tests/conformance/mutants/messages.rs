//! Messages that are read wrongly, and tokens.

use super::{Mutant, refusal, replaced, rewritten, status};
use crate::proxy::Fault;

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "takes what the schema forbids",
        "validation-2.0.0.OrderBody.missing",
        Fault::Answer(|_, given| {
            if given.body.contains("XSD_VALIDATION_ERROR") {
                given.status = 200;
            }
        }),
    ),
    (
        "does not see unknown elements",
        "validation-1.0.2.ReportBody.unknown",
        Fault::Ask(|_, asked| {
            rewritten(asked, "<NoSuchElement></NoSuchElement>", "");
        }),
    ),
    (
        "refuses valid orders",
        "validation-2.0.0.OrderBody.present",
        Fault::Swallow(|asked| {
            (asked.is("/send") && asked.text().contains("<OrderBody>")).then(|| refusal("XSD_VALIDATION_ERROR"))
        }),
    ),
    (
        "ignores document types",
        "robustness.body.doctype",
        Fault::Ask(|_, asked| rewritten(asked, "<!DOCTYPE Message>", "")),
    ),
    (
        "takes unsigned tokens",
        "authorization.token.unsigned",
        Fault::Ask(|_, asked| {
            if asked.header("authorization").ends_with('.') {
                asked.headers.remove("authorization");
            }
        }),
    ),
    (
        "refuses tokens with 403",
        "authorization.operation.info",
        Fault::Answer(|asked, given| {
            if asked.is("/info") {
                status(given, 401, 403);
            }
        }),
    ),
    (
        "refuses tokens without a ticket",
        "authorization.token.garbage",
        Fault::Answer(|_, given| {
            replaced(given.status == 401, given, "trackingId", "id");
        }),
    ),
];
