//! What the routes take and refuse, request by request.

use std::sync::Arc;

use c2sim_generated::{
    api::{ApiError, BASE_PATH, OPERATIONS, service},
    support::{JSON_BODY_BYTES_MAX, Refusal, mount},
};
use poem::{Body, Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Request, Response, Route, http::StatusCode};
use serde_json::{Value, json};

use super::handler::Echo;

const CLIENT: &str = "client-1";

/// The routes below a prefix of their own, with the one place that turns refusals into answers.
fn routes() -> impl Endpoint<Output = Response> {
    let api = service(Arc::new(Echo)).into_endpoint();
    mount(Route::new(), &format!("/prefix{BASE_PATH}"), api).catch_all_error(|error| async move {
        let refusal = Refusal::of(&error).expect("every error of the routes is a refusal");
        ApiError::of_refusal(&refusal, "ticket").into_response()
    })
}

async fn answer(request: Request) -> (StatusCode, String, String) {
    let response = routes().get_response(request).await;
    let status = response.status();
    let content_type = response.content_type().unwrap_or_default().to_owned();
    let body = response.into_body().into_string().await.expect("answers are UTF-8");
    (status, content_type, body)
}

fn request(method: &str, path: &str) -> poem::RequestBuilder {
    let uri = format!("/prefix/api/c2sim/session/{path}").parse().expect("a path");
    Request::builder().method(method.parse().expect("a method")).uri(uri)
}

fn as_client(method: &str, path: &str) -> poem::RequestBuilder {
    request(method, path).header("clientId", CLIENT)
}

/// The request is refused in the form of the interface, with this status, code and parameter.
async fn check_refused(request: Request, status: StatusCode, code: &str, parameter: Option<&str>) {
    let shown = format!("{request:?}");
    let (found_status, content_type, body) = answer(request).await;
    let error: Value = serde_json::from_str(&body).unwrap_or_else(|_| panic!("{shown}: {body}"));
    assert_eq!((found_status, content_type.as_str()), (status, "application/json"), "{shown}: {body}");
    assert_eq!(error["code"], code, "{shown}: {body}");
    assert_eq!(error["details"]["parameter"].as_str(), parameter, "{shown}: {body}");
    assert_eq!(error["details"]["trackingId"], "ticket", "{shown}: {body}");
    assert!(error["message"].as_str().is_some_and(|text| text.len() < 500), "{shown}: {body}");
}

async fn check_taken(request: Request, expected: Value) {
    let shown = format!("{request:?}");
    let (status, content_type, body) = answer(request).await;
    assert_eq!((status, content_type.as_str()), (StatusCode::OK, "application/json"), "{shown}: {body}");
    assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON"), expected, "{shown}");
}

#[tokio::test]
async fn client_ids_are_needed_and_have_five_to_ten_characters() {
    let bad = StatusCode::BAD_REQUEST;
    for path in ["default/info", "list"] {
        check_refused(request("GET", path).finish(), bad, "NO_CLIENT_ID", Some("clientId")).await;
        for (text, code) in [("", "NO_CLIENT_ID"), ("abcd", "INVALID_REQUEST"), ("abcdefghijk", "INVALID_REQUEST")] {
            check_refused(request("GET", path).header("clientId", text).finish(), bad, code, Some("clientId")).await;
        }
        for text in ["abcde", "abcdefghij"] {
            let (status, _, body) = answer(request("GET", path).header("clientId", text).finish()).await;
            assert_eq!(status, StatusCode::OK, "{body}");
            assert!(body.contains(text));
        }
    }
    let twice = as_client("GET", "list").header("clientId", "another").finish();
    check_refused(twice, bad, "INVALID_REQUEST", Some("clientId")).await;
}

#[tokio::test]
async fn every_operation_wants_a_client_id_before_it_looks_at_anything_else() {
    // A browser cannot send a header when it opens a stream of events: there it may stand in the query.
    for operation in OPERATIONS.iter().filter(|operation| operation.id != "getSessionEvents") {
        let path = format!("/prefix{BASE_PATH}{}", operation.path.replace(":sessionId", "%20x%2"));
        let uri = path.parse().expect("a path");
        let bare = Request::builder().method(operation.method.clone()).uri(uri).body("not JSON");
        check_refused(bare, StatusCode::BAD_REQUEST, "NO_CLIENT_ID", Some("clientId")).await;
    }
}

#[tokio::test]
async fn parameters_of_the_query_are_taken_as_often_as_they_may_be_given() {
    let history = async |query: &str| answer(as_client("GET", &format!("default/messages{query}")).finish()).await.2;
    assert_eq!(history("").await, "None 1000 None None None None None\n");
    let taken = history("?after=a:1&limit=10000&kind=A&kind=B&from=x,+y&to=&since=2026-01-01T00:00:00%2B01:00").await;
    let since = "Some(2026-01-01 0:00:00.0 +01:00:00)";
    let expected = format!("Some(\"a:1\") 10000 Some([\"A\", \"B\"]) Some([\"x, y\"]) Some([\"\"]) {since} None\n");
    assert_eq!(taken, expected);
    for (query, parameter) in [
        ("?limit=0", "limit"),
        ("?limit=10001", "limit"),
        ("?limit=x", "limit"),
        ("?since=today", "since"),
        ("?until=", "until"),
    ] {
        let request = as_client("GET", &format!("default/messages{query}")).finish();
        check_refused(request, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some(parameter)).await;
    }
    let many = as_client("GET", &format!("default/messages?{}", "kind=A&".repeat(65))).finish();
    check_refused(many, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("kind")).await;
    let events = request("GET", "default/events?clientId=abcde&kind=A").header("last-event-id", "a:2").finish();
    let (_, content_type, body) = answer(events).await;
    assert_eq!(content_type, "text/event-stream");
    assert_eq!(body, "None Some(\"a:2\") Some(\"abcde\") None Some([\"A\"]) None None\n");
    let short = request("GET", "default/events?clientId=abcd").finish();
    check_refused(short, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("clientId")).await;
}

#[tokio::test]
async fn session_names_are_checked_and_handed_over_as_they_were_sent() {
    for name in ["default", "a.b_c~d-9", "%2fa%20b", "%FF"] {
        let (status, _, body) = answer(as_client("GET", &format!("{name}/info")).finish()).await;
        assert_eq!(status, StatusCode::OK, "{name}: {body}");
        assert_eq!(serde_json::from_str::<Value>(&body).expect("JSON")["sessionName"], name);
    }
    for name in ["a!b", "a%2", "%zz", "a@b"] {
        let request = as_client("GET", &format!("{name}/info")).finish();
        check_refused(request, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("sessionId")).await;
    }
}

#[tokio::test]
async fn force_is_true_unless_said_otherwise() {
    for (query, force) in [("", true), ("?force=true", true), ("?force=false", false), ("?other=1", true)] {
        let expected = json!({ "message": format!("force={force}") });
        check_taken(as_client("DELETE", &format!("x{query}")).finish(), expected).await;
    }
    for query in ["?force=", "?force=yes", "?force=1"] {
        let request = as_client("DELETE", &format!("x{query}")).finish();
        check_refused(request, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("force")).await;
    }
}

#[tokio::test]
async fn json_bodies_are_taken_with_any_charset_and_unknown_fields() {
    let resign =
        |content_type: &str, body: &str| as_client("POST", "x/resign").content_type(content_type).body(body.to_owned());
    for content_type in ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""] {
        check_taken(resign(content_type, r#"{"reason": "done", "new": [1]}"#), json!({ "msg": "done" })).await;
    }
    check_taken(resign("application/json", "{}"), json!({ "msg": "" })).await;
    for body in ["", "{", "[]", "null", "\"text\"", r#"{"reason": 5}"#, r#"{"reason": null}"#, "{} {}", "\u{feff}{}"] {
        let request = resign("application/json", body);
        check_refused(request, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("body")).await;
    }
    for content_type in ["text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"] {
        let request = resign(content_type, "{}");
        check_refused(request, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("Content-Type")).await;
    }
    let without = as_client("POST", "x/resign").body("{}");
    check_refused(without, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("Content-Type")).await;
}

#[tokio::test]
async fn required_fields_are_required_and_optional_ones_are_left_out() {
    let join = |body: Value| as_client("POST", "x/join").content_type("application/json").body(body.to_string());
    let session = |system: &str| {
        json!({ "session": {
            "sessionName": "x",
            "createdAt": "2026-03-02T06:00:00Z",
            "info": { "c2simSchemaVersion": "2.0.0", "displayName": "HQ", "description": system },
            "state": "RUNNING",
        }})
    };
    check_taken(join(json!({ "clientIdDisplayName": "HQ", "systemName": "BLUE" })), session("BLUE")).await;
    check_taken(join(json!({ "clientIdDisplayName": "HQ" })), session("none")).await;
    for (body, said) in [
        (json!({ "systemName": "BLUE" }), "clientIdDisplayName is missing"),
        (json!({ "clientIdDisplayName": null }), "clientIdDisplayName must be a text, found null"),
        (json!({ "clientIdDisplayName": 7 }), "clientIdDisplayName must be a text, found a number"),
        (json!({ "clientIdDisplayName": "HQ", "systemName": [] }), "systemName must be a text, found a list"),
    ] {
        check_body_refused(join(body), said).await;
    }
}

#[tokio::test]
async fn a_field_in_a_field_is_refused_by_both_names() {
    let create = |body: Value| as_client("PUT", "x/create").content_type("application/json").body(body.to_string());
    check_body_refused(create(json!({})), "data is missing").await;
    check_body_refused(create(json!({ "data": { "displayName": "HQ" } })), "data: c2simSchemaVersion is missing").await;
    check_body_refused(create(json!({ "data": 5 })), "data: Expected input type \"SessionInfo\", found 5.").await;
}

async fn check_body_refused(request: Request, said: &str) {
    let (status, _, body) = answer(request).await;
    let error: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    assert_eq!(error["message"], format!("the body is not what this operation takes: {said}"));
    assert_eq!((&error["code"], &error["details"]["parameter"]), (&json!("INVALID_REQUEST"), &json!("body")));
}

#[tokio::test]
async fn json_bodies_end_at_the_limit() {
    let frame = r#"{"reason":""}"#.len();
    let body = |bytes: usize| format!(r#"{{"reason":"{}"}}"#, "x".repeat(bytes - frame));
    let resign = |body: Body| as_client("POST", "x/resign").content_type("application/json").body(body);
    let at_limit = body(JSON_BODY_BYTES_MAX);
    let (status, _, _) = answer(resign(at_limit.into())).await;
    assert_eq!(status, StatusCode::OK);
    let past = body(JSON_BODY_BYTES_MAX + 1);
    check_refused(resign(past.into()), StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("body")).await;
    let announced = as_client("POST", "x/resign")
        .content_type("application/json")
        .header("content-length", JSON_BODY_BYTES_MAX + 1)
        .body("{}");
    check_refused(announced, StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("body")).await;
}

#[tokio::test]
async fn send_takes_every_form_of_xml_unread() {
    let send = |content_type: &str| as_client("POST", "x/send").content_type(content_type).body("<a/>");
    for (content_type, form) in [
        ("application/xml", "xml  4"),
        ("application/xml; charset=utf-8", "xml utf-8 4"),
        ("application/xml;charset=\"ISO-8859-1\"", "xml iso-8859-1 4"),
        ("application/xml;", "xml  4"),
        ("TEXT/XML", "xml  4"),
        ("application/soap+xml; charset=UTF-16", "xml utf-16 4"),
        ("application/vnd.example.c2sim+xml", "xml  4"),
        ("multipart/form-data; boundary=----b1", "form ----b1 4"),
        ("multipart/form-data; boundary=\"B 2\"", "form B 2 4"),
    ] {
        check_taken(send(content_type), json!({ "trackingId": form })).await;
    }
    check_taken(as_client("POST", "x/send").body("<a/>"), json!({ "trackingId": "xml  4" })).await;
    for content_type in
        ["application/json", "text/plain", "multipart/form-data", "multipart/mixed; boundary=b", "xml", ""]
    {
        check_refused(send(content_type), StatusCode::BAD_REQUEST, "INVALID_REQUEST", Some("Content-Type")).await;
    }
}

#[tokio::test]
async fn the_initialization_is_xml() {
    let (status, content_type, body) = answer(as_client("GET", "x/initialization").finish()).await;
    let expected = (StatusCode::OK, "application/xml", "<Message>x</Message>");
    assert_eq!((status, content_type.as_str(), body.as_str()), expected);
}

#[tokio::test]
async fn handlers_see_the_request_and_their_errors_become_answers_in_one_place() {
    let stream = as_client("GET", "x/stream-endpoints").header("host", "c2sim.example.org").finish();
    check_taken(stream, json!({ "websocket": { "url": "ws://c2sim.example.org/x" } })).await;
    let response = routes().get_response(as_client("GET", "trouble/info").finish()).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.header("retry-after"), Some("5"));
    let body = response.into_body().into_string().await.expect("text");
    assert_eq!(
        serde_json::from_str::<Value>(&body).expect("JSON"),
        json!({
            "code": "STORE_UNAVAILABLE",
            "message": "try again in 5 seconds",
            "details": { "path": "/c2sim/session/trouble/info" },
        })
    );
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_in_the_form_of_the_interface() {
    for path in ["x/members", "x/info/more", ""] {
        let request = as_client("GET", path).finish();
        check_refused(request, StatusCode::NOT_FOUND, "NOT_FOUND", None).await;
    }
    for (method, path) in [("PATCH", "x/info"), ("GET", "x/join"), ("POST", "list")] {
        let request = as_client(method, path).finish();
        check_refused(request, StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", None).await;
    }
}
