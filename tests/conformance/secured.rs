//! A target that speaks HTTPS and wants tokens.

use c2sim::cli::conformance::{Choice, Trust, judge};
use rcgen::ExtendedKeyUsagePurpose;
use serde_json::json;

use crate::support::{authority::Authority, server::Server, tokens::Signer};

/// Cases that ask by requests, over streams, and for events.
const CASES: &[&str] = &["core-rest.join", "streaming.delivery", "streaming.close.resign", "events.ends"];

#[tokio::test(flavor = "multi_thread")]
async fn a_target_with_https_and_tokens_is_judged_as_any_other_where_it_is_trusted() {
    let (authority, other, signer) = (Authority::new(), Authority::new(), Signer::p256());
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (certificate, key) = authority.issue(ExtendedKeyUsagePurpose::ServerAuth);
    let (certificate, key) = (file("cert.pem", &certificate), file("key.pem", &key));
    let public = signer.public_pem();
    let server = Server::with(&[
        ("C2SIM_TLS_CERT", certificate.to_str().unwrap()),
        ("C2SIM_TLS_KEY", key.to_str().unwrap()),
        ("C2SIM_AUTH_MODE", "STRICT_AUTH"),
        ("C2SIM_BEARER_PUBLIC_KEY", &public),
    ]);
    let token = signer.permitting(&json!({}));
    let judged = async |trust: Trust, token: Option<String>| {
        let cases = CASES.iter().map(|case| (*case).to_owned()).collect();
        let url = format!("https://{}", server.address());
        let judged = judge(&Choice { url, token, trust, cases, seed: 1, ..Choice::default() }, |_, _| {}).await;
        judged.map(|judged| crate::told(&judged)).map_err(|problem| problem.to_string())
    };
    let trusted = Trust::Authorities(file("ca.pem", &authority.pem));
    assert_eq!(judged(trusted.clone(), Some(token.clone())).await, Ok(Vec::new()));
    assert_eq!(judged(Trust::Anyone, Some(token.clone())).await, Ok(Vec::new()));
    let check = |refused: Result<Vec<String>, String>, text: &str| {
        let problem = refused.unwrap_err();
        assert!(problem.contains(text), "{problem}");
    };
    check(judged(trusted, None).await, "--token");
    let untrusted = [Trust::System, Trust::Authorities(file("other.pem", &other.pem))];
    for trust in untrusted {
        check(judged(trust, Some(token.clone())).await, "--ca, or take any with --insecure");
    }
    check(judged(Trust::Authorities(file("empty.pem", "")), None).await, "holds no certificate");
    check(judged(Trust::Authorities(folder.path().join("nowhere.pem")), None).await, "nowhere.pem");
}
