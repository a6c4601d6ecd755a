//! HTTPS as clients meet it: the certificate, its successor, certificates of clients, and what is refused at the start.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use futures_util::StreamExt;
use rcgen::ExtendedKeyUsagePurpose;
use reqwest::{Certificate, ClientBuilder, Identity};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use support::{authority::Authority, messages::system, server::Server};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::{client_async, tungstenite::Message};

mod support;

/// Files of a server's certificate.
struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, (certificate, key): &(String, String)) {
        fs::write(self.path("cert.pem"), certificate).unwrap();
        fs::write(self.path("key.pem"), key).unwrap();
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.path(name).to_str().unwrap().to_owned();
        vec![("C2SIM_TLS_CERT", path("cert.pem")), ("C2SIM_TLS_KEY", path("key.pem"))]
    }

    fn start(&self, more: &[(&'static str, String)]) -> Server {
        let settings = [self.settings(), more.to_vec()].concat();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Server::with(&settings)
    }
}

/// A client that trusts this authority alone.
fn trusting(authority: &Authority) -> ClientBuilder {
    let root = Certificate::from_pem(authority.pem.as_bytes()).unwrap();
    reqwest::Client::builder().no_proxy().tls_certs_only([root])
}

fn url(server: &Server, path: &str) -> String {
    format!("https://{}{path}", server.address())
}

#[tokio::test]
async fn operations_and_streams_are_served_over_tls() {
    let (authority, files) = (Authority::new(), Files::new());
    files.write(&authority.issue(ExtendedKeyUsagePurpose::ServerAuth));
    let server = files.start(&[]);
    let http = trusting(&authority).build().unwrap();
    let session = url(&server, "/api/c2sim/session/default");
    for (client, system) in [("tls-one", "A"), ("tls-two", "B")] {
        let body = serde_json::json!({"systemName": system, "clientIdDisplayName": client});
        let join = http.post(format!("{session}/join")).header("clientId", client).json(&body);
        assert_eq!(join.send().await.unwrap().status(), 200);
    }
    let front = http.get(url(&server, "/")).send().await.unwrap();
    assert_eq!(front.headers()["strict-transport-security"], "max-age=86400");
    assert_eq!(front.headers()["x-content-type-options"], "nosniff");
    let endpoints = http.get(format!("{session}/stream-endpoints")).header("clientId", "tls-two").send().await.unwrap();
    let endpoints: serde_json::Value = endpoints.json().await.unwrap();
    let stream = format!("{}?clientId=tls-two", endpoints["websocket"]["url"].as_str().unwrap());
    assert!(stream.starts_with("wss://127.0.0.1:"), "{stream}");

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.pem.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let tcp = TcpStream::connect(server.address()).await.unwrap();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let tls = TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
    let (mut socket, _) = client_async(stream, tls).await.unwrap();
    let system = system("A", "SubmitInitialization");
    let send =
        http.post(format!("{session}/send")).header("clientId", "tls-one").header("content-type", "application/xml");
    assert_eq!(send.body(system).send().await.unwrap().status(), 200);
    let heard = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            match socket.next().await.unwrap().unwrap() {
                Message::Text(text) => return text.to_string(),
                _ => continue,
            }
        }
    });
    assert!(heard.await.unwrap().contains("<SubmitInitialization/>"));
}

#[tokio::test]
async fn plain_http_and_an_unknown_authority_get_nothing() {
    let (authority, files) = (Authority::new(), Files::new());
    files.write(&authority.issue(ExtendedKeyUsagePurpose::ServerAuth));
    let server = files.start(&[]);
    let other = trusting(&Authority::new()).build().unwrap();
    assert!(other.get(url(&server, "/health")).send().await.is_err());
    let plain = reqwest::Client::builder().no_proxy().build().unwrap();
    assert!(plain.get(server.url("/health")).send().await.is_err());
    let trusted = trusting(&authority).build().unwrap();
    assert_eq!(trusted.get(url(&server, "/health")).send().await.unwrap().status(), 200, "it serves on");
}

#[tokio::test]
async fn a_new_certificate_is_taken_on_a_signal_and_a_broken_one_is_not() {
    let (before, after, files) = (Authority::new(), Authority::new(), Files::new());
    files.write(&before.issue(ExtendedKeyUsagePurpose::ServerAuth));
    let mut server = files.start(&[]);
    let log = || fs::read_to_string(server.folder().join("log")).unwrap();
    fs::write(files.path("cert.pem"), "no certificate").unwrap();
    server.hang_up();
    wait(|| log().contains("the certificate stays as it was")).await;
    let serves = |authority: &Authority| {
        // A connection of its own each time: an open one goes on with what it began with.
        let request = trusting(authority).build().unwrap().get(url(&server, "/health"));
        async move { request.send().await.is_ok_and(|answer| answer.status() == 200) }
    };
    assert!(serves(&before).await, "what worked before serves on");
    files.write(&after.issue(ExtendedKeyUsagePurpose::ServerAuth));
    server.hang_up();
    wait(|| log().contains("the certificate was read")).await;
    assert!(serves(&after).await);
    assert!(!serves(&before).await);
    server.stop();
    let audit = fs::read_to_string(server.data_dir().join("audit.jsonl")).unwrap();
    assert_eq!(audit.matches("certificate-reload").count(), 2, "{audit}");
}

#[tokio::test]
async fn where_clients_need_a_certificate_none_comes_in_without() {
    let (authority, clients, files) = (Authority::new(), Authority::new(), Files::new());
    files.write(&authority.issue(ExtendedKeyUsagePurpose::ServerAuth));
    fs::write(files.path("ca.pem"), &clients.pem).unwrap();
    let server = files.start(&[("C2SIM_TLS_CLIENT_CA", files.path("ca.pem").to_str().unwrap().to_owned())]);
    let status = |identity: Option<&Authority>| {
        let mut client = trusting(&authority);
        if let Some(authority) = identity {
            let (certificate, key) = authority.issue(ExtendedKeyUsagePurpose::ClientAuth);
            client = client.identity(Identity::from_pem(format!("{certificate}{key}").as_bytes()).unwrap());
        }
        let request = client.build().unwrap().get(url(&server, "/health"));
        async move { request.send().await.map(|answer| answer.status().as_u16()).ok() }
    };
    assert_eq!(status(None).await, None);
    assert_eq!(status(Some(&authority)).await, None, "issued by somebody else");
    assert_eq!(status(Some(&clients)).await, Some(200));
}

#[test]
fn what_cannot_be_served_keeps_the_server_from_starting() {
    let (authority, files) = (Authority::new(), Files::new());
    files.write(&authority.issue(ExtendedKeyUsagePurpose::ServerAuth));
    fs::write(files.path("other.pem"), authority.issue(ExtendedKeyUsagePurpose::ServerAuth).1).unwrap();
    fs::write(files.path("empty.pem"), "").unwrap();
    let path = |name: &str| files.path(name).to_str().unwrap().to_owned();
    let check = |certificate: &str, key: &str, told: &str| {
        let text =
            refused(files.folder.path(), &[("C2SIM_TLS_CERT", &path(certificate)), ("C2SIM_TLS_KEY", &path(key))]);
        assert!(text.contains(told), "{certificate} {key}: {text}");
    };
    check("nowhere.pem", "key.pem", "C2SIM_TLS_CERT ");
    check("empty.pem", "key.pem", "there is no certificate in this file");
    check("cert.pem", "cert.pem", "C2SIM_TLS_KEY ");
    check("cert.pem", "other.pem", "cannot be used together");
    let text = refused(files.folder.path(), &[("C2SIM_BIND", "0.0.0.0:0")]);
    assert!(text.contains("set C2SIM_ALLOW_INSECURE_HTTP=true"), "{text}");
}

/// What a server says that does not start.
fn refused(folder: &Path, settings: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_c2sim"))
        .env("C2SIM_BIND", "127.0.0.1:0")
        .envs(settings.iter().copied())
        .env("C2SIM_DATA_DIR", folder.join("data"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
}

/// Waits until something is so.
async fn wait(is_so: impl Fn() -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(20));
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        while !is_so() {
            looks.tick().await;
        }
    });
    waited.await.expect("it comes to be so");
}
