//! How a session is opened to a door.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::{Answer, Client};

/// Creates the client's session, or changes it, with these crossings; without any where nothing is to be said of them.
pub(crate) async fn create(client: &Client, crossings: Option<Value>) -> Answer {
    let data = json!({"c2simSchemaVersion": "2.0.0", "displayName": "Winter", "description": "Staff exercise"});
    let mut body = json!({ "data": data });
    if let Some(crossings) = crossings {
        body["crossings"] = crossings;
    }
    Answer::read(client.request(Method::PUT, "create").json(&body).send().await.unwrap()).await
}
