//! Messages from client to client, and what is answered to what cannot be read.

use serde_json::{Value, json};

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    gateway::Namespace,
    verdict::{expect, missed},
};

/// Payloads that cannot be used: name, the text, the type of the answer.
const WRONG: &[(&str, &str, &str)] = &[
    ("no-json", "hello", "ERROR_PROTOCOL"),
    ("no-object", "[]", "ERROR_PROTOCOL"),
    ("no-type", "{}", "ERROR_PROTOCOL"),
    ("no-data", r#"{"type":"MESSAGE","target":{"type":"ALL"}}"#, "ERROR_PROTOCOL"),
    ("no-target", r#"{"type":"MESSAGE","data":1}"#, "ERROR_PROTOCOL"),
    ("no-uuid", r#"{"type":"MESSAGE","target":{"type":"UUID","uuid":"x"},"data":1}"#, "ERROR_PROTOCOL"),
    ("negative-seq", r#"{"type":"SELF_SET_SEQ","seq":-1}"#, "ERROR_PROTOCOL"),
    ("unknown-type", r#"{"type":"DANCE"}"#, "ERROR_UNSUPPORTED"),
];

/// Data that has to arrive to the letter.
const LETTERS: &[&str] = &["null", r#"{ "b" : 1.50,  "a":"\u00e9" }"#, "[1e400]", r#""<&>""#, "12345678901234567890"];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Concierge);
    targets(&mut cases);
    numbers(&mut cases);
    for &(name, text, answer) in WRONG {
        cases.refuses(
            &format!("payload.{name}"),
            &[if answer == "ERROR_PROTOCOL" { "CONCIERGE-PROTOCOL" } else { "CONCIERGE-UNSUPPORTED" }],
            (format!("Send {text}"), format!("{answer} with a seq, and the connection stays")),
            move |world| async move {
                let mut member = Namespace::fresh(&world).member("one").await?;
                member.text(text).await?;
                let heard = member.hears(answer).await?;
                expect(heard["seq"] == 0, || format!("the answer is {heard}"))?;
                member.hears_nothing().await
            },
        );
    }
    for (name, target, answer) in [
        ("unknown-name", json!({"type": "NAME", "name": "Two"}), "INVALID_NAME"),
        ("unknown-uuid", json!({"type": "UUID", "uuid": uuid::Uuid::nil().to_string()}), "INVALID_UUID"),
    ] {
        cases.refuses(
            &format!("message.{name}"),
            &["CONCIERGE-MESSAGE-NOBODY"],
            (format!("Send a message to {target}, whom there is not"), format!("{answer}, and nobody hears it")),
            move |world| {
                let target = target.clone();
                async move {
                    let (mut one, mut two) = Namespace::fresh(&world).two().await?;
                    one.ask("MESSAGE", &json!({"target": target, "data": 1}), answer).await?;
                    two.hears_nothing().await
                }
            },
        );
    }
    cases.listed()
}

fn targets(cases: &mut Cases) {
    for (name, target, is_all) in [("name", "NAME", false), ("uuid", "UUID", false), ("all", "ALL", true)] {
        cases.works(
            &format!("message.{name}"),
            &["CONCIERGE-MESSAGE", "CONCIERGE-MESSAGE-ORIGIN"],
            (
                format!("One client sends a message by {target} to another"),
                "the other hears it with its sender; by ALL the sender too, before OK",
            ),
            move |world| async move {
                let (mut one, mut two) = Namespace::fresh(&world).two().await?;
                let target = match target {
                    "NAME" => json!({"type": "NAME", "name": "two"}),
                    "UUID" => json!({"type": "UUID", "uuid": two.uuid}),
                    _ => json!({"type": "ALL"}),
                };
                let mut origin = one.info();
                origin["service"] = Value::Null;
                let expected = json!({"type": "MESSAGE", "origin": origin, "target": target, "data": {"n": [1, null]}});
                let said = json!({"target": target, "data": {"n": [1, null]}, "origin": 7});
                one.send("MESSAGE", &said).await?;
                if is_all {
                    let own = one.hear().await?;
                    expect(own == expected, || format!("the sender hears {own}"))?;
                }
                one.hears("OK").await?;
                let heard = two.hear().await?;
                expect(heard == expected, || format!("the other hears {heard}"))
            },
        );
    }
    cases.works(
        "message.verbatim",
        &["CONCIERGE-MESSAGE-VERBATIM"],
        ("Send data with spaces, escapes and large numbers in it", "it arrives to the letter"),
        |world| async move {
            let (mut one, mut two) = Namespace::fresh(&world).two().await?;
            for data in LETTERS {
                one.text(&format!(r#"{{"type":"MESSAGE","target":{{"type":"NAME","name":"two"}},"data":{data}}}"#))
                    .await?;
                one.hears("OK").await?;
                let heard = two.stream.text().await?;
                if !heard.contains(&format!(r#""data":{data}"#)) {
                    return missed(format!("{data} arrives as {heard}"));
                }
            }
            Ok(())
        },
    );
}

fn numbers(cases: &mut Cases) {
    cases.works(
        "seq",
        &["CONCIERGE-SEQ"],
        (
            "Send payloads, a malformed one and a binary frame among them",
            "the answers are numbered from 0; the frame has no number",
        ),
        |world| async move {
            let mut member = Namespace::fresh(&world).member("one").await?;
            for (seq, (text, kind)) in [
                (r#"{"type":"SELF_FETCH"}"#, "SELF_FETCH_RESULT"),
                ("hello", "ERROR_PROTOCOL"),
                (r#"{"type":"CLIENT_FETCH_ALL"}"#, "CLIENT_FETCH_ALL_RESULT"),
                (r#"{"type":"SERVICE_FETCH_ALL"}"#, "SERVICE_FETCH_ALL_RESULT"),
            ]
            .into_iter()
            .enumerate()
            {
                let binary = tokio_tungstenite::tungstenite::Message::Binary(b"x".to_vec().into());
                member.stream.send(binary).await?;
                member.text(text).await?;
                let answer = member.hears(kind).await?;
                expect(answer["seq"] == seq, || format!("the answer with the number {seq} is {answer}"))?;
            }
            Ok(())
        },
    );
    cases.works(
        "seq.set",
        &["CONCIERGE-SEQ"],
        ("Set the number to 7, and ask for something", "OK with 7, and the answer has 8"),
        |world| async move {
            let mut member = Namespace::fresh(&world).member("one").await?;
            let set = member.ask("SELF_SET_SEQ", &json!({"seq": 7}), "OK").await?;
            expect(set["seq"] == 7, || format!("setting is answered with {set}"))?;
            let next = member.ask("SELF_FETCH", &json!({}), "SELF_FETCH_RESULT").await?;
            expect(next["seq"] == 8, || format!("the next answer is {next}"))
        },
    );
    cases.works(
        "clients",
        &["CONCIERGE-FETCH"],
        ("Ask for every client, for one, and for one that there is not", "all of them, that one, INVALID_UUID"),
        |world| async move {
            let (mut one, two) = Namespace::fresh(&world).two().await?;
            let all = one.ask("CLIENT_FETCH_ALL", &json!({}), "CLIENT_FETCH_ALL_RESULT").await?;
            let has = |member: &Value| all["clients"].as_array().is_some_and(|clients| clients.contains(member));
            expect(has(&one.info()) && has(&two.info()), || format!("the clients are {all}"))?;
            let other = one.ask("CLIENT_FETCH", &json!({"uuid": two.uuid}), "CLIENT_FETCH_RESULT").await?;
            expect(other["client"] == two.info(), || format!("the other is {other}"))?;
            one.ask("CLIENT_FETCH", &json!({"uuid": uuid::Uuid::nil().to_string()}), "INVALID_UUID").await.map(drop)
        },
    );
}
