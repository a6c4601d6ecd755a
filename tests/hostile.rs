//! What a hostile or broken client sends is refused in bounded memory.

mod support;

use reqwest::Method;
use support::{
    client::{Answer, Client},
    messages::{message, system},
    server::Server,
};

const MIB: usize = 1024 * 1024;
/// What the server may hold more than before, after all of it.
const GROWTH_KIB_MAX: u64 = 100 * 1024;

async fn joined(server: &Server) -> Client {
    let client = server.client("abcde");
    client.join().await.ok();
    client
}

fn endless(megabytes: usize) -> reqwest::Body {
    let piece = vec![b'<'; MIB];
    let pieces = (0..megabytes).map(move |_| Ok::<_, std::io::Error>(piece.clone()));
    reqwest::Body::wrap_stream(futures_util::stream::iter(pieces))
}

#[tokio::test]
async fn bodies_over_the_limit_are_refused_whether_announced_or_not() {
    let server = Server::with(&[("C2SIM_MAX_MSG_SIZE_MB", "0.5")]);
    let client = joined(&server).await;
    let before = server.resident_kib();
    // A report that is exactly as large as allowed, and one byte more.
    let frame = message("C2", "<SystemMessageBody><CheckpointSave><Name></Name></CheckpointSave></SystemMessageBody>");
    let fill = "x".repeat(MIB / 2 - frame.len());
    let at_the_limit = frame.replace("<Name>", &format!("<Name>{fill}"));
    assert_eq!(at_the_limit.len(), MIB / 2);
    assert_eq!(client.send(at_the_limit.clone()).await.code(), "C2SIM_MSG_NOT_ALLOWED_IN_STATE");
    assert_eq!(client.send(at_the_limit + " ").await.code(), "C2SIM_MSG_SIZE_EXCEEDED");
    assert_eq!(client.send(vec![b'<'; 100 * MIB]).await.code(), "C2SIM_MSG_SIZE_EXCEEDED");
    assert_eq!(client.send(endless(100)).await.code(), "C2SIM_MSG_SIZE_EXCEEDED");
    assert!(server.resident_kib() < before + GROWTH_KIB_MAX, "{} KiB", server.resident_kib());
    // Who is not a member learns that, not how large a message may be.
    let stranger = server.client("other");
    assert_eq!(stranger.send(vec![b'<'; 10 * MIB]).await.code(), "CLIENT_NOT_JOINED_SHARED_SESSION");
}

#[tokio::test]
async fn documents_made_to_exhaust_are_refused() {
    let server = Server::start();
    let client = joined(&server).await;
    let before = server.resident_kib();
    let check = async |xml: String, codes: &[&str]| {
        let refused = client.send(xml).await;
        assert!(codes.contains(&refused.code().as_str()), "{refused:?}");
        assert!(refused.text.len() < 20_000, "an answer stays readable: {} bytes", refused.text.len());
    };
    check("<a>".repeat(100_000) + &"</a>".repeat(100_000), &["XML_LIMIT_EXCEEDED"]).await;
    check(format!("<Message>{}</Message>", "<a/>".repeat(1_000_000)), &["XML_LIMIT_EXCEEDED"]).await;
    let bomb: String = (1..30).map(|n| format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)).collect();
    check(format!("<!DOCTYPE a [<!ENTITY e0 \"x\">{bomb}]><a>&e29;</a>"), &["XML_NOT_ALLOWED"]).await;
    let attributes: String = (0..65).map(|n| format!(" a{n}=\"\"")).collect();
    check(format!("<Message{attributes}/>"), &["XML_LIMIT_EXCEEDED"]).await;
    check(format!("<{}/>", "x".repeat(257)), &["XML_LIMIT_EXCEEDED"]).await;
    check(
        system("C2", "StartScenario").replace("C2<", &format!("{}<", "&#x1;".repeat(1_000))),
        &["XSD_VALIDATION_ERROR"],
    )
    .await;
    check(String::from_utf8_lossy(&[b'<'; 1_000_000]).into_owned(), &["XSD_VALIDATION_ERROR"]).await;
    assert!(server.resident_kib() < before + GROWTH_KIB_MAX, "{} KiB", server.resident_kib());
    assert_eq!(client.state().await, "UNINITIALIZED");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused() {
    let server = Server::start();
    let client = joined(&server).await;
    for bytes in [&b"\xFF\xFF\xFF\xFF"[..], b"<a>\xC3</a>", b"\0\0\0<", b"<?xml version='1.0' encoding='x'?><a/>"] {
        let refused = client.send(bytes.to_vec()).await;
        let code = refused.code();
        assert!(["XSD_VALIDATION_ERROR", "XML_ENCODING_NOT_SUPPORTED"].contains(&code.as_str()), "{refused:?}");
    }
    let request = client.request(Method::POST, "join").header("content-type", "application/json").body(vec![0xFF; 10]);
    assert_eq!(Answer::read(request.send().await.unwrap()).await.code(), "INVALID_REQUEST");
}
