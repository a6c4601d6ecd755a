//! Every operation of the doors beside the C2SIM interface, where every request needs a token: without a credential, with
//! one that does not hold, and with one that does. An operation that a specification gains fails here until it has its case.

use c2sim_generated::{concierge, editing, relay};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    support::{
        client::{Answer, Client},
        stream::Stream,
    },
    world::World,
};

/// What lets somebody into an operation.
enum Needs {
    /// Nothing.
    Nothing,
    /// A token of the identity provider.
    Bearer,
    /// What the relay gave at the login.
    RelayToken,
}

fn of_relay(operation: &str) -> Needs {
    match operation {
        "login" | "loginByGet" | "pullRequest" | "pullRequestByGet" | "pushAnswer" => Needs::Bearer,
        "check" | "checkByGet" | "pullAnswer" | "pullAnswerByGet" | "pullAnyAnswer" | "pullAnyAnswerByGet"
        | "pushRequest" | "peerList" | "peerListByGet" | "peerPull" | "peerPullByGet" | "peerSend"
        | "peerSubscribe" | "peerUnsubscribe" => Needs::RelayToken,
        other => panic!("operation {other} of the relay has no case: say here what it needs"),
    }
}

fn of_editing(operation: &str) -> Needs {
    match operation {
        "getEditingHealth" => Needs::Nothing,
        "getEditingStatistics"
        | "activateEditingSession"
        | "createEditingSession"
        | "deleteEditingSession"
        | "getEditingSession"
        | "listC2simSessions"
        | "listEditingSessions"
        | "submitDocument"
        | "suspendEditingSession"
        | "validateDocument" => Needs::Bearer,
        other => panic!("operation {other} of editing has no case: say here what it needs"),
    }
}

/// The files belong to who is at the gateway, which its key says; only its own folder is for a client to change.
fn of_concierge(operation: &str) -> bool {
    match operation {
        "uploadFiles" | "uploadFile" | "replaceFile" | "deleteFile" => true,
        "downloadFile" => false,
        other => panic!("operation {other} of the gateway has no case: say here whether it changes something"),
    }
}

async fn call(client: &Client, method: &Method, path: &str, body: &Value) -> Answer {
    let request = match *method {
        Method::GET | Method::DELETE => {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let query: Vec<String> =
                body.as_object().unwrap().iter().map(|(name, value)| format!("{name}={}", text(value))).collect();
            client.raw(method.clone(), &format!("{path}?{}", query.join("&")))
        }
        _ => client.raw(method.clone(), path).json(body),
    };
    Answer::read(request.send().await.unwrap()).await
}

/// Calls an operation in the three ways; `right` is answered with anything but a refusal of who asks.
async fn walk(world: &World, (id, method, path): (&str, &Method, &str), needs: Needs, body: &Value, relay_token: &str) {
    let bare = world.server.client("walker");
    let (wrong, right) = (world.client("walker", &json!({"aud": "elsewhere"})), world.client("walker", &json!({})));
    let with_token = |token: &str| {
        let mut body = body.clone();
        body["token"] = json!(token);
        body
    };
    let (without, refused, permitted) = match needs {
        Needs::Nothing => {
            assert_eq!(call(&bare, method, path, body).await.status, 200, "{id}");
            return;
        }
        Needs::Bearer => (
            call(&bare, method, path, body).await,
            call(&wrong, method, path, body).await,
            call(&right, method, path, body).await,
        ),
        Needs::RelayToken => (
            call(&bare, method, path, body).await,
            call(&bare, method, path, &with_token("00000000-0000-4000-8000-000000000000")).await,
            call(&bare, method, path, &with_token(relay_token)).await,
        ),
    };
    assert!(matches!(without.status.as_u16(), 400 | 401), "{id} without a credential: {without:?}");
    assert_eq!(refused.status, 401, "{id} with one that does not hold: {refused:?}");
    let status = permitted.status.as_u16();
    // What was asked for by a made-up rid is not there, and nobody has joined or written; that is told to those who may ask
    // alone.
    let is_nothing_to_send = id == "submitDocument" && status == 400;
    assert!(status < 300 || status == 404 || is_nothing_to_send, "{id} with one that holds: {permitted:?}");
}

#[tokio::test]
async fn every_operation_of_the_relay_and_of_editing_holds_its_caller_to_its_credential() {
    let world = World::with("STRICT_AUTH", &[]);
    let all = world.client("walker", &json!({}));
    let login = call(&all, &Method::GET, "/api/v1/client/login", &json!({})).await.ok();
    let relay_token = login["token"].as_str().unwrap();
    for relay::Operation { id, method, path } in relay::OPERATIONS {
        let mut body = json!({"sim_req": {"simEndpoint": "/a"}, "sim_res": {"a": 1}, "to": {"all": true}, "body": {"a": 1}, "topic": "t"});
        if id.starts_with("pullAnswer") || *id == "pushAnswer" {
            body["rid"] = json!("00000000-0000-4000-8000-000000000000");
        }
        if *method == Method::GET {
            body.as_object_mut().unwrap().retain(|name, _| name == "rid");
        }
        walk(&world, (id, method, &format!("/api/v1{path}")), of_relay(id), &body, relay_token).await;
    }
    let data = json!({"c2simSchemaVersion": "2.0.0", "displayName": "Open", "description": ""});
    let open = json!({"data": data, "crossings": ["editing"]});
    all.request(Method::PUT, "create").json(&open).send().await.unwrap().error_for_status().unwrap();
    for editing::Operation { id, method, path } in editing::OPERATIONS {
        let created = call(&all, &Method::POST, "/editing/api/sessions", &json!({"user_id": "ann"})).await.ok();
        let path = path.replace(":session_id", created["session_id"].as_str().unwrap());
        let body = json!({"user_id": "ann", "c2sim_session": "default", "client_id": "walker"});
        let body = if *method == Method::POST { body } else { json!({}) };
        walk(&world, (id, method, &format!("/editing{path}")), of_editing(id), &body, relay_token).await;
    }
}

#[tokio::test]
async fn every_operation_on_files_holds_its_caller_to_its_key() {
    let world = World::with("STRICT_AUTH", &[]);
    let url = format!("ws://{}/concierge/ws", world.server.address());
    let mut keys = Vec::new();
    let mut streams = Vec::new();
    for name in ["anna", "bert"] {
        let mut stream = Stream::open_with(&url, Some(&world.token(&json!({})))).await.unwrap();
        let identify = json!({"type": "IDENTIFY", "name": name, "version": "0.2.0"});
        stream.send(Message::Text(identify.to_string().into())).await;
        let hello = stream.json().await;
        keys.push((hello["fs_key"].as_str().or(hello["uuid"].as_str()).unwrap().to_owned(), name));
        streams.push(stream);
    }
    let client = world.server.client("files");
    let call = |method: &Method, path: String, key: Option<&str>| {
        let mut request = client.raw(method.clone(), &path).header("x-file-name", "a.txt");
        if let Some(key) = key {
            request = request.header("x-fs-key", key);
        }
        let request = match *method {
            Method::POST => request.multipart(Form::new().part("file", Part::text("text").file_name("a.txt"))),
            Method::PUT | Method::PATCH => request.body("text"),
            _ => request,
        };
        async move { request.send().await.unwrap().status().as_u16() }
    };
    let (anna, bert) = (keys[0].0.as_str(), keys[1].0.as_str());
    for concierge::Operation { id, method, path } in concierge::OPERATIONS {
        let path = format!("/concierge{}", path.replace(":client", "anna").replace(":file", "a.txt"));
        assert_eq!(call(method, path.clone(), None).await, 428, "{id} without a key");
        let made_up = "00000000-0000-4000-8000-000000000000";
        assert_eq!(call(method, path.clone(), Some(made_up)).await, 401, "{id} with a key of nobody");
        // There is something to read and to remove.
        let kept = call(&Method::PUT, "/concierge/fs/anna/a.txt".to_owned(), Some(anna)).await;
        assert!(kept < 300, "{kept}");
        if of_concierge(id) {
            let refused = call(method, path.clone(), Some(bert)).await;
            assert!(matches!(refused, 401 | 403), "{id} in the folder of another: {refused}");
        }
        let permitted = call(method, path.clone(), Some(anna)).await;
        assert!(permitted < 300, "{id} with its own key: {permitted}");
    }
}
