//! The forms in which a message may be sent.

#![allow(clippy::unwrap_used, reason = "a test program")]

mod support;

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use support::{
    client::{Answer, Client},
    messages::{NAMESPACE, system},
    server::Server,
};

async fn send(client: &Client, content_type: Option<&str>, body: impl Into<reqwest::Body>) -> Answer {
    let mut request = client.request(Method::POST, "send").body(body);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    Answer::read(request.send().await.unwrap()).await
}

/// Publishes in alternation what is always allowed, so that every form is accepted on its own account.
fn message() -> String {
    system("C2", "SubmitInitialization").replace(
        "SubmitInitialization/>",
        "RefreshInit><RefreshInitSelection>INITIALIZATION_ORIGINAL</RefreshInitSelection></RefreshInit>",
    )
}

#[tokio::test]
async fn xml_is_taken_under_every_name_it_has() {
    let server = Server::start();
    let client = server.client("abcde");
    client.join().await.ok();
    for content_type in [
        None,
        Some("application/xml"),
        Some("application/xml; charset=utf-8"),
        Some("application/xml;charset=\"UTF-8\""),
        Some("text/xml"),
        Some("Text/XML; Charset=UTF-8"),
        Some("application/c2sim+xml"),
    ] {
        let answer = send(&client, content_type, message()).await;
        assert_eq!(answer.status, 200, "{content_type:?}: {answer:?}");
    }
    for content_type in ["application/json", "text/plain", "application/octet-stream", "nonsense"] {
        assert_eq!(send(&client, Some(content_type), message()).await.code(), "INVALID_REQUEST", "{content_type}");
    }
    assert_eq!(send(&client, Some("application/xml"), "").await.code(), "INVALID_REQUEST");
}

#[tokio::test]
async fn documents_in_other_encodings_arrive_in_utf_8() {
    let server = Server::start();
    let c2 = server.client("c2-one");
    c2.join().await.ok();
    let sim = server.client("sim-one");
    let mut stream = sim.stream().await;
    sim.join().await.ok();
    let text = message().replace(">C2<", ">Zürich<");
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin1: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    let declared = [b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".to_vec(), latin1.clone()].concat();
    for (content_type, body) in [
        (Some("application/xml"), utf16),
        (Some("application/xml; charset=iso-8859-1"), latin1),
        (Some("application/xml"), declared),
        (Some("application/xml"), [b"\xEF\xBB\xBF".to_vec(), text.clone().into_bytes()].concat()),
    ] {
        let answer = send(&c2, content_type, body).await;
        assert_eq!(answer.status, 200, "{content_type:?} {answer:?}");
        let line = stream.line().await;
        assert!(line.contains("<FromSendingSystem>Zürich</FromSendingSystem>") && line.contains(NAMESPACE), "{line}");
    }
    let refused = send(&c2, Some("application/xml; charset=ebcdic"), text).await;
    assert_eq!(refused.code(), "XML_ENCODING_NOT_SUPPORTED");
}

#[tokio::test]
async fn chunked_and_multipart_bodies_are_taken() {
    let server = Server::start();
    let client = server.client("abcde");
    client.join().await.ok();
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        message().into_bytes().chunks(100).map(|piece| Ok(piece.to_vec())).collect();
    let chunked = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
    assert_eq!(send(&client, Some("application/xml"), chunked).await.status, 200);

    let check = async |form: Form, code: Option<&str>| {
        let answer = client.request(Method::POST, "send").multipart(form).send().await.unwrap();
        let answer = Answer::read(answer).await;
        match code {
            None => assert_eq!(answer.status, 200, "{answer:?}"),
            Some(code) => assert_eq!(answer.code(), code, "{answer:?}"),
        }
    };
    check(Form::new().part("file", Part::text(message())), None).await;
    let described = Part::text(message()).file_name("message.xml").mime_str("application/xml").unwrap();
    check(Form::new().text("comment", "ignored").part("file", described), None).await;
    check(Form::new().text("other", "x"), Some("INVALID_REQUEST")).await;
    let large = "x".repeat(10 * 1024 * 1024 + 1);
    check(Form::new().part("file", Part::text(large)), Some("C2SIM_MSG_SIZE_EXCEEDED")).await;
}
