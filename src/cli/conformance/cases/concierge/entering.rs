//! How a client comes into the gateway, and how it is turned away.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    gateway::{Namespace, identify},
    verdict::expect,
};

/// First payloads that do not open the gateway: name, what it is, the payload, how the connection is closed.
const FIRST: &[(&str, &str, &str, u16)] = &[
    ("malformed", "text that is no JSON", "{", 4002),
    ("unknown-type", "a payload of a type that there is not", r#"{"type":"DANCE"}"#, 4002),
    ("incomplete", "IDENTIFY without a version", r#"{"type":"IDENTIFY","name":"one"}"#, 4002),
    ("other-first", "a MESSAGE", r#"{"type":"MESSAGE","target":{"type":"ALL"},"data":1}"#, 4003),
    ("version.other", "IDENTIFY with version 0.3.0", r#"{"type":"IDENTIFY","name":"one","version":"0.3.0"}"#, 4007),
    ("version.none", "IDENTIFY with version new", r#"{"type":"IDENTIFY","name":"one","version":"new"}"#, 4007),
    ("name.wrong", "IDENTIFY with the name a-b", r#"{"type":"IDENTIFY","name":"a-b","version":"0.2.0"}"#, 4008),
    ("name.empty", "IDENTIFY with an empty name", r#"{"type":"IDENTIFY","name":"","version":"0.2.0"}"#, 4008),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Concierge);
    turned_away(&mut cases);
    cases.works(
        "hello",
        &["CONCIERGE-HELLO"],
        (
            "Say who the client is, with a nickname and tags",
            "HELLO with a uuid and version 0.2.0, without a seq, before anything else",
        ),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let more = json!({"nickname": "The \"first\"", "tags": ["viewer"]});
            let mut member = namespace.member_with("one", &more).await?;
            let hello = &member.hello;
            let is_right = member.uuid.len() == 36 && hello["version"] == "0.2.0" && hello.get("seq").is_none();
            expect(is_right, || format!("it is greeted with {hello}"))?;
            let known = member.ask("SELF_FETCH", &json!({}), "SELF_FETCH_RESULT").await?;
            let client = &known["client"];
            let is_known = client["nickname"] == more["nickname"] && client["tags"] == more["tags"];
            expect(is_known, || format!("it is known as {client}"))
        },
    );
    cases.works(
        "subprotocol",
        &["CONCIERGE-SUBPROTOCOL"],
        ("Offer the subprotocol ert-concierge", "it is taken"),
        |world| async move { Namespace::fresh(&world).connected(Some("ert-concierge")).await.map(drop) },
    );
    presence(&mut cases);
    namespaces(&mut cases);
    resuming(&mut cases);
    cases.listed()
}

fn turned_away(cases: &mut Cases) {
    for &(name, what, payload, code) in FIRST {
        cases.refuses(
            &format!("identify.{name}"),
            &["CONCIERGE-IDENTIFY"],
            (format!("Connect, and send {what}"), format!("the connection is closed with {code}")),
            move |world| async move {
                let mut stream = Namespace::fresh(&world).connected(None).await?;
                stream.send(Message::Text(payload.into())).await?;
                let reason = stream.closed(code).await?;
                expect(reason.len() <= 123, || format!("the reason is {reason}"))
            },
        );
    }
    cases.refuses(
        "identify.binary",
        &["CONCIERGE-IDENTIFY"],
        ("Connect, and send a binary frame", "the connection is closed with 4002"),
        |world| async move {
            let mut stream = Namespace::fresh(&world).connected(None).await?;
            stream.send(Message::Binary(b"{}".to_vec().into())).await?;
            stream.closed(4002).await.map(drop)
        },
    );
    cases.refuses(
        "identify.nothing",
        &["CONCIERGE-SILENCE"],
        ("Connect, and send nothing", "the connection is closed with 4004"),
        |world| async move { Namespace::fresh(&world).connected(None).await?.closed(4004).await.map(drop) },
    );
    cases.refuses(
        "identify.taken",
        &["CONCIERGE-NAME"],
        ("Come with a name that another client has, and with the same in capitals", "the first is closed with 4005"),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let _one = namespace.member("one").await?;
            let mut second = namespace.connected(None).await?;
            second.send(Message::Text(identify("one", &Value::Null).to_string().into())).await?;
            second.closed(4005).await?;
            namespace.member("ONE").await.map(drop)
        },
    );
    cases.refuses(
        "identify.twice",
        &["CONCIERGE-UNSUPPORTED"],
        ("Say a second time who the client is", "ERROR_UNSUPPORTED, and the connection stays"),
        |world| async move {
            let mut member = Namespace::fresh(&world).member("one").await?;
            member.text(&identify("two", &Value::Null).to_string()).await?;
            member.hears("ERROR_UNSUPPORTED").await?;
            member.hears_nothing().await
        },
    );
}

fn presence(cases: &mut Cases) {
    cases.works(
        "presence",
        &["CONCIERGE-PRESENCE"],
        (
            "A client comes and goes while another is there",
            "the other hears CLIENT_JOINED, then CLIENT_LEFT, without seq",
        ),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let mut one = namespace.member("one").await?;
            let two = namespace.member("two").await?;
            let info = two.info();
            two.leaves().await?;
            for kind in ["CLIENT_JOINED", "CLIENT_LEFT"] {
                let event = one.hears(kind).await?;
                let is_right = event["client"] == info && event.get("seq").is_none();
                expect(is_right, || format!("it hears {event}"))?;
            }
            Ok(())
        },
    );
    cases.works(
        "name.free-again",
        &["CONCIERGE-NAME"],
        ("A client leaves, another comes with its name", "it comes in, as another client"),
        |world| async move {
            let first = Namespace::fresh(&world).member("one").await?;
            let uuid = first.uuid.clone();
            let second = first.leaves().await?.member("one").await?;
            expect(second.uuid != uuid, || "it has the uuid of the one that left")
        },
    );
}

fn namespaces(cases: &mut Cases) {
    cases.refuses(
        "namespaces",
        &["CONCIERGE-NAMESPACES"],
        (
            "Clients of one name in two namespaces, each with a service; one sends to all",
            "neither hears, finds or reaches anything of the other",
        ),
        |world| async move {
            let mut here = Namespace::fresh(&world).member("one").await?;
            let mut there = Namespace::fresh(&world).member("one").await?;
            here.creates("s").await?;
            here.send("MESSAGE", &json!({"target": {"type": "ALL"}, "data": 1})).await?;
            here.hears("MESSAGE").await?;
            there.hears_nothing().await?;
            let target = json!({"target": {"type": "UUID", "uuid": here.uuid}, "data": 1});
            there.ask("MESSAGE", &target, "INVALID_UUID").await?;
            there.ask("SERVICE_FETCH", &json!({"service": "s"}), "INVALID_SERVICE").await.map(drop)
        },
    );
}

fn resuming(cases: &mut Cases) {
    cases.works(
        "resume",
        &["CONCIERGE-RESUME"],
        (
            "Ask for a key, lose the connection, have a message sent meanwhile, come back with the key and the last at",
            "the client is the one that it was, and hears the message",
        ),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let mut other = namespace.member("other").await?;
            let mut first = namespace.member_with("one", &json!({"resume": true})).await?;
            other.hears("CLIENT_JOINED").await?;
            let message = |data: u8| json!({"target": {"type": "NAME", "name": "one"}, "data": data});
            other.ask("MESSAGE", &message(6), "OK").await?;
            let last = first.hears("MESSAGE").await?["at"].clone();
            let (uuid, key) = (first.uuid.clone(), first.hello["resume"].clone());
            expect(key.is_string(), || format!("HELLO has no key: {}", first.hello))?;
            drop(first);
            other.ask("MESSAGE", &message(7), "OK").await?;
            let mut again = namespace.member_with("one", &json!({"resume": key, "after": last})).await?;
            expect(again.uuid == uuid, || "it comes back as another client")?;
            let message = again.hears("MESSAGE").await?;
            expect(message["data"] == 7, || format!("it hears {message}"))
        },
    );
    cases.refuses(
        "resume.unknown-key",
        &["CONCIERGE-RESUME-UNKNOWN"],
        ("Come with a key that nobody was given", "HELLO says resumed: false"),
        |world| async move {
            let key = json!({"resume": "0123456789abcdef0123456789abcdef"});
            let member = Namespace::fresh(&world).member_with("one", &key).await?;
            expect(member.hello["resumed"] == false, || format!("it is greeted with {}", member.hello))
        },
    );
}
