//! The file store: who may do what, in which form, and what nobody may.

use reqwest::{
    Client, Method, RequestBuilder, StatusCode,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::{
    member::{Member, ws},
    support::server::Server,
};

struct Store {
    http: Client,
    base: String,
    address: String,
}

impl Store {
    fn of(server: &Server) -> Self {
        let http = Client::builder().no_proxy().build().unwrap();
        Self { http, base: server.url("/concierge/fs"), address: server.address().to_owned() }
    }

    fn request(&self, method: Method, path: &str, key: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/{path}", self.base)).header("x-fs-key", key)
    }

    async fn put(&self, path: &str, key: &str, content: impl Into<reqwest::Body>) -> (u16, String) {
        answer(self.request(Method::PUT, path, key).body(content)).await
    }

    async fn post(&self, path: &str, key: &str, form: Form) -> (u16, String) {
        answer(self.request(Method::POST, path, key).multipart(form)).await
    }

    async fn get(&self, path: &str, key: &str) -> (u16, String) {
        answer(self.request(Method::GET, path, key)).await
    }

    /// A request whose path goes out as it is written, which HTTP clients would mend.
    async fn raw(&self, method: &str, path: &str, key: &str) -> u16 {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut connection = tokio::net::TcpStream::connect(&self.address).await.unwrap();
        let head = format!("{method} /concierge/fs/{path} HTTP/1.1\r\nhost: x\r\nx-fs-key: {key}\r\n");
        let request = format!("{head}content-length: 1\r\nconnection: close\r\n\r\nx");
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
    }
}

/// The status, and the body or the code of the error.
async fn answer(request: RequestBuilder) -> (u16, String) {
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let status = response.status();
    let text = response.text().await.unwrap();
    if status.is_success() {
        return (status.as_u16(), text);
    }
    let error: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}"));
    assert!(error["error"]["message"].as_str().unwrap().len() > 10, "{text}");
    (status.as_u16(), error["error"]["code"].as_str().unwrap().to_owned())
}

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn done(status: u16, text: &str) -> (u16, String) {
    (status, text.to_owned())
}

fn form(parts: &[(&str, &str)]) -> Form {
    parts.iter().fold(Form::new(), |form, (name, content)| {
        form.part("file", Part::text((*content).to_owned()).file_name((*name).to_owned()))
    })
}

#[tokio::test]
async fn a_file_is_left_fetched_replaced_and_deleted() {
    let server = Server::start();
    let store = Store::of(&server);
    let (ann, ben) = (Member::join(&server, "日本").await, Member::join(&server, "ben").await);
    assert_eq!(store.put("日本/a.txt", &ann.uuid, "one").await, done(201, ""));
    assert_eq!(store.get("日本/a.txt", &ben.uuid).await, done(202, "one"));
    assert_eq!(store.put("日本/a.txt", &ann.uuid, "two two").await, done(201, ""));
    let fetched = store.request(Method::GET, "日本/a.txt", &ben.uuid.replace('-', "")).send().await.unwrap();
    let header = |name: &str| fetched.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment; filename=\"a.txt\""));
    assert!(header("last-modified").ends_with("GMT"), "{}", header("last-modified"));
    let tag = header("etag");
    let part = store.request(Method::GET, "日本/a.txt", &ben.uuid).header("range", "bytes=4-5").header("if-range", tag);
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], "bytes 4-5/7");
    assert_eq!(part.text().await.unwrap(), "tw");
    let whole = store.request(Method::GET, "日本/a.txt", &ben.uuid).header("range", "bytes=9-").send().await.unwrap();
    assert_eq!((whole.status().as_u16(), whole.text().await.unwrap().as_str()), (202, "two two"));
    let again = store.put("日本/folder/a b.txt", &ann.uuid, "x").await;
    assert_eq!(again, done(201, ""));
    assert_eq!(store.get("日本/folder%2Fa%20b.txt", &ben.uuid).await, done(202, "x"));
    assert_eq!(answer(store.request(Method::DELETE, "日本/a.txt", &ann.uuid)).await.0, 200);
    let gone = refused(404, "NOT_FOUND");
    assert_eq!(store.get("日本/a.txt", &ben.uuid).await, gone);
    assert_eq!(answer(store.request(Method::DELETE, "日本/a.txt", &ann.uuid)).await, gone);
}

#[tokio::test]
async fn forms_bring_one_file_or_several() {
    let server = Server::start();
    let store = Store::of(&server);
    let ann = Member::join(&server, "ann").await;
    let key = ann.uuid.as_str();
    assert_eq!(store.post("ann/a.txt", key, form(&[("b.txt", "one "), ("b.txt", "two")])).await, done(201, ""));
    assert_eq!(store.get("ann/a.txt", key).await, done(202, "one two"));
    let different = form(&[("b.txt", "one"), ("c.txt", "two")]);
    assert_eq!(store.post("ann/a.txt", key, different).await, refused(412, "DIFFERENT_NAMES"));
    assert_eq!(store.get("ann/a.txt", key).await, refused(404, "NOT_FOUND"));
    let several = form(&[("a.txt", "1"), ("d/b.txt", "2"), ("a.txt", "3")]);
    assert_eq!(store.post("ann/", key, several).await, done(201, ""));
    assert_eq!(store.get("ann/a.txt", key).await, done(202, "13"));
    assert_eq!(store.get("ann/d/b.txt", key).await, done(202, "2"));
    let nameless = Form::new().part("file", Part::text("x").file_name("n.txt")).text("note", "no file");
    assert_eq!(store.post("ann/", key, nameless).await, refused(428, "NO_NAME"));
    assert_eq!(store.get("ann/n.txt", key).await, refused(404, "NOT_FOUND"));
    assert_eq!(store.post("ann/", key, form(&[("../x", "x")])).await, refused(400, "BAD_REQUEST"));
    let raw = store.request(Method::POST, "ann/a.txt", key).header("content-type", "text/plain").body("x");
    assert_eq!(answer(raw).await, refused(415, "UNSUPPORTED_MEDIA_TYPE"));
    assert_eq!(store.get("ann/a.txt", key).await, done(202, "13"));
    let wrong = answer(store.request(Method::PATCH, "ann/a.txt", key)).await;
    assert_eq!(wrong, refused(405, "METHOD_NOT_ALLOWED"));
}

#[tokio::test]
async fn only_a_key_that_is_there_opens_the_store_and_only_its_own_folder_for_writing() {
    let server = Server::start();
    let store = Store::of(&server);
    let (ann, mut ben) = (Member::join(&server, "ann").await, Member::join(&server, "ben").await);
    store.put("ann/a", &ann.uuid, "x").await;
    let missing = answer(store.http.get(format!("{}/ann/a", store.base))).await;
    assert_eq!(missing, refused(428, "NO_KEY"));
    assert_eq!(store.get("ann/a", "key").await, refused(417, "BAD_KEY"));
    assert_eq!(store.get("ann/a", "00000000-0000-0000-0000-000000000000").await, refused(401, "UNAUTHORIZED"));
    let forbidden = refused(403, "FORBIDDEN");
    assert_eq!(store.put("ann/a", &ben.uuid, "y").await, forbidden);
    assert_eq!(store.post("ann/a", &ben.uuid, form(&[("a", "y")])).await, forbidden);
    assert_eq!(store.post("ann/", &ben.uuid, form(&[("a", "y")])).await, forbidden);
    assert_eq!(answer(store.request(Method::DELETE, "ann/a", &ben.uuid)).await, forbidden);
    assert_eq!(store.put("nobody/a", &ben.uuid, "y").await, forbidden);
    assert_eq!(store.get("nobody/a", &ben.uuid).await, refused(404, "NOT_FOUND"));
    let other = Member::join_with(&format!("{}/other", ws(&server)), "ann", json!({})).await;
    assert_eq!(store.get("ann/a", &other.uuid).await, refused(404, "NOT_FOUND"), "of another namespace");
    let key = ann.uuid.clone();
    ann.lose();
    assert_eq!(ben.hear().await["type"], "CLIENT_LEFT");
    assert_eq!(store.put("ann/a", &key, "x").await, refused(401, "UNAUTHORIZED"));
    assert_eq!(store.get("ann/a", &ben.uuid).await, refused(404, "NOT_FOUND"));
    let again = Member::join(&server, "ann").await;
    assert_eq!(store.get("ann/a", &again.uuid).await, refused(404, "NOT_FOUND"), "files go with their client");
}

#[tokio::test]
async fn a_private_key_is_wanted_where_that_is_configured() {
    let server = Server::with(&[("C2SIM_CONCIERGE_PRIVATE_KEYS", "true")]);
    let store = Store::of(&server);
    let (ann, ben) = (Member::join(&server, "ann").await, Member::join(&server, "ben").await);
    let key = ann.hello["fs_key"].as_str().unwrap();
    assert_eq!(store.put("ann/a", &ann.uuid, "x").await, refused(403, "FORBIDDEN"));
    assert_eq!(store.put("ann/a", key, "x").await, done(201, ""));
    assert_eq!(store.get("ann/a", &ben.uuid).await, done(202, "x"));
}

#[tokio::test]
async fn no_path_leads_out_of_the_store() {
    let server = Server::start();
    let store = Store::of(&server);
    let ann = Member::join(&server, "ann").await;
    std::fs::write(server.data_dir().join("secret"), "x").unwrap();
    for path in [
        "ann/..",
        "ann/../secret",
        "ann/%2e%2e/secret",
        "ann/%2E%2E%2Fsecret",
        "ann/a/../../secret",
        "ann//etc/passwd",
        "ann/%2Fetc%2Fpasswd",
        "ann/a%00b",
        "ann/..%5Csecret",
        "ann/%ff",
        "ann/.",
        "ann/a/",
    ] {
        for method in ["GET", "PUT", "DELETE"] {
            assert_eq!(store.raw(method, path, &ann.uuid).await, 400, "{method} {path}");
        }
    }
    for path in ["../secret", "%2e%2e/secret", "../../concierge/secret", "%2e%2e%2fann/x", ".%2e/x"] {
        let status = store.raw("GET", path, &ann.uuid).await;
        assert!((400..=404).contains(&status), "{path}: {status}");
        assert_ne!(store.raw("PUT", path, &ann.uuid).await, 201, "{path}");
    }
    assert_eq!(std::fs::read_to_string(server.data_dir().join("secret")).unwrap(), "x");
}

#[tokio::test]
async fn sizes_and_counts_are_limited() {
    let server = Server::with(&[
        ("C2SIM_CONCIERGE_MAX_FILE_KB", "1"),
        ("C2SIM_CONCIERGE_MAX_CLIENT_FILES", "3"),
        ("C2SIM_CONCIERGE_MAX_CLIENT_FILES_MB", "0.0019"),
        ("C2SIM_CONCIERGE_MAX_FILES_MB", "0.003"),
    ]);
    let store = Store::of(&server);
    let (ann, ben) = (Member::join(&server, "ann").await, Member::join(&server, "ben").await);
    let key = ann.uuid.as_str();
    let large = |bytes: usize| "x".repeat(bytes);
    let too_large = refused(413, "TOO_LARGE");
    assert_eq!(store.put("ann/a", key, large(1025)).await, too_large);
    assert_eq!(store.post("ann/a", key, form(&[("a", &large(1025))])).await, too_large);
    assert_eq!(store.post("ann/a", key, form(&[("a", &large(1024)), ("a", "x")])).await, too_large);
    assert_eq!(store.put("ann/a", key, large(1024)).await.0, 201);
    assert_eq!(store.put("ann/b", key, large(1024)).await, too_large, "1,992 bytes a client");
    assert_eq!(store.put("ann/b", key, large(900)).await.0, 201);
    assert_eq!(store.put("ann/c", key, "").await.0, 201);
    assert_eq!(store.put("ann/d", key, "").await, too_large, "3 files a client");
    assert_eq!(store.put("ann/a", key, large(1024)).await.0, 201);
    assert_eq!(store.put("ben/a", &ben.uuid, large(1024)).await.0, 201);
    assert_eq!(store.put("ben/b", &ben.uuid, large(900)).await, refused(503, "STORE_FULL"));
    assert_eq!(answer(store.request(Method::DELETE, "ann/a", key)).await.0, 200);
    assert_eq!(store.put("ben/b", &ben.uuid, large(900)).await.0, 201);
}

#[tokio::test]
async fn pages_of_any_origin_may_use_the_store() {
    let server = Server::start();
    let store = Store::of(&server);
    let asked =
        store.http.request(Method::OPTIONS, format!("{}/ann/a", store.base)).header("origin", "http://a.example");
    let asked = asked.header("access-control-request-method", "PUT").send().await.unwrap();
    let header = |name: &str| asked.headers()[name].to_str().unwrap().to_ascii_lowercase();
    assert!(asked.status().is_success());
    assert!(["*", "http://a.example"].contains(&header("access-control-allow-origin").as_str()));
    assert!(header("access-control-allow-methods").contains("put"));
}
