//! Sessions, members, publishing, and what refusals look like.

use poem::http::Method;

use super::{Mutant, given, refusal, replaced, status};
use crate::proxy::{Asked, Fault};

pub(super) const MUTANTS: &[Mutant] = &[
    (
        "calls a new session updated",
        "core-rest.create.new",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/create"), given, "CREATED", "UPDATED");
        }),
    ),
    (
        "calls an update a creation",
        "core-rest.create.again",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/create"), given, "UPDATED", "CREATED");
        }),
    ),
    (
        "tells more of a session than the interface has",
        "core-rest.info",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/info"), given, "{\"createdAt\"", "{\"owner\":\"me\",\"createdAt\"");
        }),
    ),
    (
        "leaves out when a session was created",
        "core-rest.info",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/info"), given, "\"createdAt\"", "\"created\"");
        }),
    ),
    (
        "lists no sessions",
        "core-rest.list",
        Fault::Answer(|asked, given| {
            if asked.is("/list") && given.status == 200 {
                given.body = "[]".to_owned();
            }
        }),
    ),
    (
        "does not mind who joins twice",
        "core-rest.join.twice",
        Fault::Answer(|asked, given| {
            if asked.is("/join") {
                given.status = 200;
            }
        }),
    ),
    (
        "minds who resigns without having joined",
        "core-rest.resign.unknown",
        Fault::Swallow(|asked| asked.is("/resign").then(|| refusal("CLIENT_ID_NOT_EXIST"))),
    ),
    (
        "does not let members go",
        "core-rest.resign",
        Fault::Swallow(|asked| asked.is("/resign").then(|| given("{\"msg\":\"done\"}"))),
    ),
    (
        "gives no trackingId",
        "core-rest.send",
        Fault::Answer(|asked, given| {
            replaced(asked.is("/send"), given, "trackingId", "id");
        }),
    ),
    (
        "gives the same trackingId always",
        "core-rest.send",
        Fault::Answer(|asked, given| {
            if asked.is("/send") && given.status == 200 {
                given.body = "{\"trackingId\":\"00000000-0000-4000-8000-000000000000\"}".to_owned();
            }
        }),
    ),
    ("refuses with 200", "core-rest.client-id.missing.info", Fault::Answer(|_, given| status(given, 400, 200))),
    ("refuses with 500", "core-rest.unknown-session.info", Fault::Answer(|_, given| status(given, 400, 500))),
    (
        "refuses in plain words",
        "core-rest.unknown-session.info",
        Fault::Answer(|_, given| {
            if given.status == 400 {
                given.body = "no".to_owned();
            }
        }),
    ),
    (
        "has codes of its own",
        "core-rest.unknown-session.info",
        Fault::Answer(|_, given| {
            replaced(true, given, "SHARED_SESSION_NOT_FOUND", "SESSION_NOT_FOUND");
        }),
    ),
    (
        "does not need a clientId",
        "core-rest.client-id.missing.info",
        Fault::Ask(|_, asked| {
            if asked.header("clientId").is_empty() {
                asked.set("clientId", "anybody");
            }
        }),
    ),
    (
        "deletes nothing",
        "core-rest.delete",
        Fault::Swallow(|asked| {
            (asked.method == Method::DELETE && asked.is_judged()).then(|| given("{\"message\":\"deleted\"}"))
        }),
    ),
    (
        "does not say where an error is",
        "core-rest.send.place",
        Fault::Answer(|_, given| {
            replaced(true, given, "Line 3", "Somewhere");
        }),
    ),
    (
        "takes no multipart",
        "core-rest.send.as.multipart",
        Fault::Swallow(|asked| {
            asked.header("content-type").starts_with("multipart").then(|| refusal("INVALID_REQUEST"))
        }),
    ),
    (
        "takes messages of strangers",
        "core-rest.send.not-joined",
        Fault::Also(|_, asked| {
            let body = b"{\"clientIdDisplayName\":\"guest\"}".to_vec();
            let mut join = Asked { path: format!("{}/join", asked.session()), body, ..asked.clone() };
            join.set("content-type", "application/json");
            if asked.is("/send") { vec![join] } else { Vec::new() }
        }),
    ),
];

impl Asked {
    /// Whether it is about a session that the kit made.
    fn is_judged(&self) -> bool {
        self.path.contains("/judge-")
    }
}
