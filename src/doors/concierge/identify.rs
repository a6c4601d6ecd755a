//! Who may come in: what the first payload says is checked here, in the order that clients know.
//!
//! Entry point: [`admitted`].

use ring::hmac;
use semver::{Version, VersionReq};

use super::{
    core::{ClientName, Identity, Standing},
    farewell::Farewell,
    payload::{Identify, PayloadIn, Resume, Unread},
    reply::VERSION,
};

/// Longest name for people, in characters.
pub(super) const NICKNAME_CHARACTERS_MAX: usize = 256;
/// Most tags of a client.
const TAGS_MAX: usize = 32;
/// Longest tag, in characters.
const TAG_CHARACTERS_MAX: usize = 64;

/// A client that may come in, if nobody has its name.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) identity: Identity,
    /// Whether it wants to be able to resume.
    pub(super) wants_key: bool,
    /// The key with which it resumes.
    pub(super) key: Option<String>,
    /// The last place that it knows.
    pub(super) after: Option<u64>,
}

/// Reads the first text frame of a connection and checks it: form, name, secret, version.
pub(super) fn admitted(text: &str, secret: Option<&str>, standing: Standing) -> Result<Admitted, Farewell> {
    let said = match PayloadIn::read(text) {
        Ok(PayloadIn::Identify(said)) => said,
        Ok(_) => return Err(Farewell::Unidentified),
        Err(Unread::UnknownType) => return Err(Farewell::Undecodable("there is no such type of payload".to_owned())),
        Err(Unread::Malformed(why)) => return Err(Farewell::Undecodable(why)),
    };
    let Identify { name, nickname, version, tags, secret: given, resume, after } = said;
    check_nickname(nickname.as_deref()).map_err(Farewell::Undecodable)?;
    if tags.len() > TAGS_MAX || tags.iter().any(|tag| tag.chars().count() > TAG_CHARACTERS_MAX) {
        let why = format!("at most {TAGS_MAX} tags of {TAG_CHARACTERS_MAX} characters are taken");
        return Err(Farewell::Undecodable(why));
    }
    let name = ClientName::parse(&name).map_err(|_| Farewell::BadName)?;
    if secret.is_some_and(|secret| !is_same(secret, given.as_deref().unwrap_or_default())) {
        return Err(Farewell::WrongSecret);
    }
    if !speaks(&version) {
        return Err(Farewell::WrongVersion);
    }
    let (wants_key, key) = match resume {
        None | Some(Resume::Wanted(false)) => (false, None),
        Some(Resume::Wanted(true)) => (true, None),
        Some(Resume::Key(key)) => (true, Some(key)),
    };
    Ok(Admitted { identity: Identity { name, nickname, tags, standing }, wants_key, key, after })
}

/// Whether a name for people is one.
pub(super) fn check_nickname(nickname: Option<&str>) -> Result<(), String> {
    match nickname.is_some_and(|nickname| nickname.chars().count() > NICKNAME_CHARACTERS_MAX) {
        true => Err(format!("a nickname has at most {NICKNAME_CHARACTERS_MAX} characters")),
        false => Ok(()),
    }
}

/// Compares in a time that tells nothing of where they differ.
fn is_same(secret: &str, given: &str) -> bool {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, secret.as_bytes());
    hmac::verify(&key, given.as_bytes(), tag.as_ref()).is_ok()
}

/// Whether a client of this version is understood.
fn speaks(version: &str) -> bool {
    let understood = VersionReq::parse(&format!("^{VERSION}")).expect("the version is one");
    Version::parse(version).is_ok_and(|version| understood.matches(&version))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const GUEST: Standing = Standing::Guest { may_read_messages: true };

    fn check(payload: &Value, secret: Option<&str>, code: Option<u16>) {
        let refused = admitted(&payload.to_string(), secret, GUEST).err().map(|farewell| farewell.code());
        assert_eq!(refused, code, "{payload} {secret:?}");
    }

    fn identify(more: &Value) -> Value {
        let mut payload = json!({ "type": "IDENTIFY", "name": "ann", "version": "0.2.0" });
        let fields = payload.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        payload
    }

    #[test]
    fn the_first_payload_is_checked_for_its_form() {
        check(&identify(&json!({})), None, None);
        check(&json!({ "type": "SELF_FETCH" }), None, Some(4003));
        let message = json!({ "type": "MESSAGE", "target": { "type": "ALL" }, "data": 1 });
        check(&message, None, Some(4003));
        check(&json!({ "type": "MESSAGE" }), None, Some(4002));
        check(&json!({ "type": "DANCE" }), None, Some(4002));
        check(&json!([]), None, Some(4002));
        check(&json!({ "type": "IDENTIFY", "name": "ann" }), None, Some(4002));
        check(&identify(&json!({ "tags": null })), None, Some(4002));
        check(&identify(&json!({ "nickname": null, "secret": null, "tags": [] })), None, None);
        check(&identify(&json!({ "nickname": "é".repeat(256), "tags": vec!["é".repeat(64); 32] })), None, None);
        check(&identify(&json!({ "nickname": "é".repeat(257) })), None, Some(4002));
        check(&identify(&json!({ "tags": ["x".repeat(65)] })), None, Some(4002));
        check(&identify(&json!({ "tags": vec!["x"; 33] })), None, Some(4002));
    }

    #[test]
    fn then_the_name_then_the_secret_then_the_version() {
        check(&identify(&json!({ "name": "" })), None, Some(4008));
        check(&identify(&json!({ "name": "日本" })), None, None);
        check(&identify(&json!({ "name": "a b", "version": "9.0.0" })), Some("s"), Some(4008));
        check(&identify(&json!({ "version": "9.0.0" })), Some("s"), Some(4006));
        check(&identify(&json!({ "secret": "S" })), Some("s"), Some(4006));
        check(&identify(&json!({ "secret": "s", "version": "9.0.0" })), Some("s"), Some(4007));
        check(&identify(&json!({ "secret": "s" })), Some("s"), None);
        check(&identify(&json!({ "secret": "whatever" })), None, None);
    }

    #[test]
    fn versions_0_2_are_understood() {
        for (version, code) in [
            ("0.2.0", None),
            ("0.2.17", None),
            ("0.2.0+build", None),
            ("0.2.0-alpha", Some(4007)),
            ("0.1.0", Some(4007)),
            ("0.3.0", Some(4007)),
            ("1.2.0", Some(4007)),
            ("0.2", Some(4007)),
            ("v0.2.0", Some(4007)),
            ("", Some(4007)),
            ("two", Some(4007)),
        ] {
            check(&identify(&json!({ "version": version })), None, code);
        }
    }

    #[test]
    fn resuming_is_asked_for() {
        let check = |resume: Value, wants_key: bool, key: Option<&str>| {
            let admitted = admitted(&identify(&json!({ "resume": resume })).to_string(), None, GUEST).unwrap();
            assert_eq!((admitted.wants_key, admitted.key.as_deref()), (wants_key, key), "{resume}");
        };
        check(Value::Null, false, None);
        check(json!(false), false, None);
        check(json!(true), true, None);
        check(json!("k"), true, Some("k"));
    }
}
