//! Editing a text together.

use reqwest::Method;
use serde_json::json;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    verdict::expect,
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Editing);
    cases.works(
        "session",
        &["EDITING-SESSIONS"],
        ("Create a session of an editor, and delete it", "it names a WebSocket; once deleted it is not there any more"),
        |world| async move {
            let client = world.client("default");
            let headers = [("Content-Type", "application/json")];
            let body = json!({"user_id": "judge", "document_id": format!("judge-{}", client.id)}).to_string();
            let answer = client.raw(Method::POST, "/editing/api/sessions", &headers, body).await?;
            expect((200..300).contains(&answer.status), || format!("it is answered with {}", answer.status))?;
            let session = answer.json()?;
            let url = session["websocket_url"].as_str().unwrap_or_default();
            expect(url.starts_with("ws"), || format!("the session is {session}"))?;
            let path = format!("/editing/api/sessions/{}", session["session_id"].as_str().unwrap_or_default());
            let deleted = client.raw(Method::DELETE, &path, &[], "").await?;
            expect((200..300).contains(&deleted.status), || format!("deleting is answered with {}", deleted.status))?;
            let gone = client.raw(Method::GET, &path, &[], "").await?;
            expect(gone.status >= 400, || format!("the deleted session is answered with {}", gone.status))
        },
    );
    cases.refuses(
        "unknown",
        &["EDITING-UNKNOWN"],
        ("Ask for a session of an editor that was never created", "a refusal"),
        |world| async move {
            let path = "/editing/api/sessions/00000000-0000-4000-8000-000000000000";
            let answer = world.client("default").raw(Method::GET, path, &[], "").await?;
            expect((400..500).contains(&answer.status), || format!("it is answered with {}", answer.status))
        },
    );
    cases.listed()
}
