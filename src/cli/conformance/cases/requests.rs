//! What holds of every request: the clientId, the form of refusals, what is not there.

use reqwest::Method;
use serde_json::json;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::expect,
    world::Client,
};

/// The operations of a session: name, method, what follows the session in the path, body.
pub(super) const OPERATIONS: &[(&str, &str, &str, &str)] = &[
    ("create", "PUT", "/create", r#"{"data":{"c2simSchemaVersion":"2.0.0","displayName":"n","description":"d"}}"#),
    ("join", "POST", "/join", r#"{"systemName":"S","clientIdDisplayName":"n"}"#),
    ("resign", "POST", "/resign", r#"{"reason":"r"}"#),
    ("info", "GET", "/info", ""),
    ("initialization", "GET", "/initialization", ""),
    ("send", "POST", "/send", "<Message/>"),
    ("stream-endpoints", "GET", "/stream-endpoints", ""),
    ("delete", "DELETE", "", ""),
];

/// The method of a row of [`OPERATIONS`].
pub(super) fn method(name: &str) -> Method {
    Method::from_bytes(name.as_bytes()).unwrap_or(Method::GET)
}

/// The content type of a body of [`OPERATIONS`].
pub(super) fn content_type(body: &str) -> &'static str {
    if body.starts_with('<') { "application/xml" } else { "application/json" }
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::CoreRest);
    client_ids(&mut cases);
    unknown_sessions(&mut cases);
    forms(&mut cases);
    cases.listed()
}

fn client_ids(cases: &mut Cases) {
    for &(name, verb, suffix, body) in OPERATIONS {
        cases.refuses(
            &format!("client-id.missing.{name}"),
            &["REQ-CLIENT-ID", "REQ-ERROR-FORM"],
            (format!("{verb} …{suffix} without the header clientId"), "400 NO_CLIENT_ID, and the session is as it was"),
            move |world| async move {
                let client = world.session().await?;
                let path = format!("/api/c2sim/session/{}{suffix}", client.session);
                let headers = [("Content-Type", content_type(body))];
                client.raw(method(verb), &path, &headers, body).await?.refused("NO_CLIENT_ID")?;
                client.is_in("UNINITIALIZED").await
            },
        );
    }
    cases.refuses(
        "client-id.missing.list",
        &["REQ-CLIENT-ID", "REQ-ERROR-FORM"],
        ("GET …/list without the header clientId", "400 NO_CLIENT_ID"),
        |world| async move {
            let client = world.client("default");
            client.raw(Method::GET, "/api/c2sim/session/list", &[], "").await?.refused("NO_CLIENT_ID").map(drop)
        },
    );
    for (name, id) in [("4", "abcd"), ("11", "abcdefghijk")] {
        cases.refuses(
            &format!("client-id.length-{name}"),
            &["REQ-CLIENT-ID-LENGTH"],
            (format!("Join with a clientId of {name} characters"), "400 INVALID_REQUEST"),
            move |world| async move {
                let client = Client { id: id.to_owned(), ..world.session().await? };
                client.join("S").await?.refused("INVALID_REQUEST").map(drop)
            },
        );
    }
    for (name, id) in [("5", "abcde"), ("10", "abcdefghij")] {
        cases.works(
            &format!("client-id.length-{name}"),
            &["REQ-CLIENT-ID"],
            (format!("Join with a clientId of {name} characters"), "200"),
            move |world| async move {
                let client = Client { id: id.to_owned(), ..world.session().await? };
                client.join("S").await?.taken()
            },
        );
    }
}

fn unknown_sessions(cases: &mut Cases) {
    for &(name, verb, suffix, body) in OPERATIONS.iter().filter(|(name, ..)| *name != "create") {
        cases.refuses(
            &format!("unknown-session.{name}"),
            &["REQ-SESSION-UNKNOWN", "REQ-ERROR-FORM"],
            (format!("{verb} …{suffix} of a session that was never created"), "400 SHARED_SESSION_NOT_FOUND"),
            move |world| async move {
                let client = world.client(&world.fresh_name());
                let path = format!("/api/c2sim/session/{}{suffix}", client.session);
                let headers = [("clientId", client.id.as_str()), ("Content-Type", content_type(body))];
                let answer = client.raw(method(verb), &path, &headers, body).await?;
                answer.refused("SHARED_SESSION_NOT_FOUND").map(drop)
            },
        );
    }
    cases.refuses(
        "unknown-session.names-others",
        &["REQ-SESSION-UNKNOWN-DETAILS"],
        ("Info of a session that was never created", "details.ACTIVE_SESSIONS names the sessions that there are"),
        |world| async move {
            let there = world.session().await?;
            let details = there.within(&world.fresh_name()).get("info").await?.refused_somehow()?;
            let named = details["ACTIVE_SESSIONS"].as_str().unwrap_or_default();
            expect(named.split(';').any(|name| name == there.session), || format!("ACTIVE_SESSIONS is {named:?}"))
        },
    );
}

fn forms(cases: &mut Cases) {
    cases.refuses(
        "refusal.tracking-id",
        &["REQ-TRACKING-ID"],
        ("Join a session twice", "details.trackingId of the refusal is there"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            let details = client.join("S").await?.refused_somehow()?;
            expect(details["trackingId"].is_string(), || format!("details are {details}"))
        },
    );
    for (name, body) in
        [("not-json", "{"), ("not-an-object", "[]"), ("no-fields", "{}"), ("empty", ""), ("null", r#"{"data":null}"#)]
    {
        cases.refuses(
            &format!("body.{name}"),
            &["REQ-BODY"],
            (format!("Create a session with the body {body:?}"), "400, and the session is not there"),
            move |world| async move {
                let client = world.client(&world.fresh_name());
                let headers = [("clientId", client.id.as_str()), ("Content-Type", "application/json")];
                client.raw(Method::PUT, &client.path("create"), &headers, body).await?.refused_somehow()?;
                client.get("info").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
            },
        );
    }
    cases.works(
        "body.unknown-fields",
        &["REQ-BODY-UNKNOWN"],
        ("Join with a field that the interface does not have", "200: what is unknown is ignored"),
        |world| async move {
            let client = world.session().await?;
            let body = json!({"systemName": "S", "clientIdDisplayName": "n", "colour": "blue"});
            client.json(Method::POST, "join", &body).await?.taken()
        },
    );
    cases.refuses(
        "path.unknown",
        &["REQ-PATH-UNKNOWN"],
        ("GET a path that no operation has", "404"),
        |world| async move {
            let answer = world.session().await?.get("nothing-here").await?;
            expect(answer.status == 404, || format!("it is answered with {}", answer.status))
        },
    );
    cases.refuses(
        "path.method",
        &["REQ-METHOD"],
        ("DELETE …/info", "405, and the session is still there"),
        |world| async move {
            let client = world.session().await?;
            let answer = client.raw(Method::DELETE, &client.path("info"), &[("clientId", &client.id)], "").await?;
            expect(answer.status == 405, || format!("it is answered with {}", answer.status))?;
            client.is_in("UNINITIALIZED").await
        },
    );
}
