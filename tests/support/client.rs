//! A client of the REST operations.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::stream::Stream;

/// A client instance with its clientId.
#[derive(Clone)]
pub struct Client {
    address: String,
    pub client_id: String,
    pub session: String,
    token: Option<String>,
    http: reqwest::Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub content_type: String,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn read(response: Response) -> Self {
        let status = response.status();
        let headers = response.headers().clone();
        let content_type =
            headers.get("content-type").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        Self { status, content_type, headers, text: response.text().await.unwrap() }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The body of a 200.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }

    /// The code of a refusal, after checking that it is shaped as every refusal is.
    pub fn code(&self) -> String {
        assert_eq!(self.content_type, "application/json", "{self:?}");
        let error = self.json();
        assert!(error["message"].as_str().is_some_and(|text| text.len() > 10), "{error}");
        assert_eq!(error["details"]["trackingId"].as_str().map(str::len), Some(36), "{error}");
        error["code"].as_str().unwrap_or_else(|| panic!("no code: {error}")).to_owned()
    }
}

impl Client {
    pub fn new(address: &str, client_id: &str) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            address: address.to_owned(),
            client_id: client_id.to_owned(),
            session: "default".to_owned(),
            token: None,
            http,
        }
    }

    /// The same client in another session.
    pub fn in_session(&self, session: &str) -> Self {
        Self { session: session.to_owned(), ..self.clone() }
    }

    /// The same client with a token in every request.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// A request to an operation of this client's session, with its clientId.
    pub fn request(&self, method: Method, operation: &str) -> reqwest::RequestBuilder {
        self.raw(method, &format!("/api/c2sim/session/{}/{operation}", self.session))
            .header("clientId", &self.client_id)
    }

    /// A request to any path, without a clientId.
    pub fn raw(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, operation: &str) -> Answer {
        Answer::read(self.request(Method::GET, operation).send().await.unwrap()).await
    }

    pub async fn post(&self, operation: &str, body: Value) -> Answer {
        Answer::read(self.request(Method::POST, operation).json(&body).send().await.unwrap()).await
    }

    pub async fn create(&self, schema_version: &str) -> Answer {
        let data =
            json!({"c2simSchemaVersion": schema_version, "displayName": "An exercise", "description": "of tests"});
        Answer::read(self.request(Method::PUT, "create").json(&json!({ "data": data })).send().await.unwrap()).await
    }

    pub async fn delete(&self, query: &str) -> Answer {
        let path = format!("/api/c2sim/session/{}{query}", self.session);
        let request = self.raw(Method::DELETE, &path).header("clientId", &self.client_id);
        Answer::read(request.send().await.unwrap()).await
    }

    pub async fn join(&self) -> Answer {
        let body = json!({"systemName": format!("SYSTEM-{}", self.client_id), "clientIdDisplayName": self.client_id});
        self.post("join", body).await
    }

    pub async fn resign(&self) -> Answer {
        self.post("resign", json!({"reason": "done"})).await
    }

    pub async fn send(&self, xml: impl Into<reqwest::Body>) -> Answer {
        let request = self.request(Method::POST, "send").header("content-type", "application/xml").body(xml);
        Answer::read(request.send().await.unwrap()).await
    }

    pub async fn state(&self) -> String {
        self.get("info").await.ok()["state"].as_str().unwrap().to_owned()
    }

    /// Opens the stream at the address that the server names.
    pub async fn stream(&self) -> Stream {
        self.stream_with("").await
    }

    /// The same with further parameters, such as `&kind=OrderBody`.
    pub async fn stream_with(&self, parameters: &str) -> Stream {
        let endpoints = self.get("stream-endpoints").await.ok();
        let url = endpoints["websocket"]["url"].as_str().unwrap();
        let url = format!("{url}?clientId={}{parameters}", self.client_id);
        let opened = Stream::open_with(&url, self.token.as_deref()).await;
        opened.unwrap_or_else(|failed| panic!("{url}: {failed}"))
    }

    /// Publishes, and answers the place of the message.
    pub async fn publish(&self, xml: impl Into<reqwest::Body>) -> String {
        let answer = self.send(xml).await;
        let address = answer.headers.get("c2sim-address").map(|address| address.to_str().unwrap().to_owned());
        answer.ok();
        address.expect("what is accepted has an address")
    }
}
