//! Who receives a message, in which form, and how payloads are numbered.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    member::{Member, ws},
    support::server::Server,
};

fn message(from: &Value, service: Value, target: &Value, data: &Value) -> Value {
    let mut origin = from.clone();
    origin["service"] = service;
    json!({ "type": "MESSAGE", "origin": origin, "target": target, "data": data })
}

async fn three(server: &Server) -> [Member; 3] {
    let mut owner = Member::join(server, "owner").await;
    let mut member = Member::join(server, "member").await;
    let other = Member::join(server, "other").await;
    owner.expect(&json!({ "type": "CLIENT_JOINED", "client": member.info() })).await;
    owner.expect(&json!({ "type": "CLIENT_JOINED", "client": other.info() })).await;
    member.expect(&json!({ "type": "CLIENT_JOINED", "client": other.info() })).await;
    [owner, member, other]
}

#[tokio::test]
async fn a_message_reaches_whom_it_is_for_and_nobody_else() {
    let server = Server::start();
    let [mut owner, mut member, mut other] = three(&server).await;
    let data = json!({ "n": [1, null] });
    let sender = owner.info();
    let say = |target: &Value| json!({ "target": target, "data": data, "origin": 7 });

    let by_name = json!({ "type": "NAME", "name": "member" });
    assert_eq!(owner.ask("MESSAGE", say(&by_name)).await, json!({ "type": "OK", "seq": 0 }));
    member.expect(&message(&sender, Value::Null, &by_name, &data)).await;

    let plain = json!({ "type": "UUID", "uuid": other.uuid.replace('-', "") });
    assert_eq!(owner.ask("MESSAGE", say(&plain)).await["type"], "OK");
    let by_uuid = json!({ "type": "UUID", "uuid": other.uuid });
    other.expect(&message(&sender, Value::Null, &by_uuid, &data)).await;

    let to_self = json!({ "type": "NAME", "name": "owner" });
    owner.send("MESSAGE", say(&to_self)).await;
    owner.expect(&message(&sender, Value::Null, &to_self, &data)).await;
    owner.expect(&json!({ "type": "OK", "seq": 2 })).await;

    let all = json!({ "type": "ALL" });
    owner.send("MESSAGE", say(&all)).await;
    let to_all = message(&sender, Value::Null, &all, &data);
    owner.expect(&to_all).await;
    owner.expect(&json!({ "type": "OK", "seq": 3 })).await;
    member.expect(&to_all).await;
    other.expect(&to_all).await;

    let nobody = json!({ "type": "NAME", "name": "Member" });
    assert_eq!(other.ask("MESSAGE", say(&nobody)).await, json!({ "type": "INVALID_NAME", "name": "Member", "seq": 0 }));
    let nil = "00000000-0000-0000-0000-000000000000";
    let nobody = json!({ "type": "UUID", "uuid": nil });
    assert_eq!(other.ask("MESSAGE", say(&nobody)).await, json!({ "type": "INVALID_UUID", "uuid": nil, "seq": 1 }));
    for member in [&mut owner, &mut member, &mut other] {
        member.hears_nothing().await;
    }
}

#[tokio::test]
async fn messages_go_through_a_service_as_its_owner_and_its_subscribers_may() {
    let server = Server::start();
    let [mut owner, mut member, mut other] = three(&server).await;
    owner.send("SERVICE_CREATE", json!({ "service": "s" })).await;
    for _ in 0..2 {
        owner.hear().await;
    }
    for hears in [&mut member, &mut other] {
        assert_eq!(hears.hear().await["type"], "SERVICE_CREATE_RESULT");
    }
    for subscribes in [&mut owner, &mut member] {
        assert_eq!(subscribes.ask("SELF_SUBSCRIBE", json!({ "service": "s" })).await["successful"], true);
        assert_eq!(subscribes.hear().await["type"], "SERVICE_CLIENT_SUBSCRIBED");
    }
    assert_eq!(owner.hear().await["type"], "SERVICE_CLIENT_SUBSCRIBED");
    let service = owner.service("s", &[&owner, &member]);
    let through = json!({ "type": "SERVICE", "service": "s" });
    let say = |target: &Value| json!({ "target": target, "data": 1 });

    assert_eq!(owner.ask("MESSAGE", say(&through)).await["type"], "OK");
    member.expect(&message(&owner.info(), service.clone(), &through, &json!(1))).await;
    assert_eq!(member.ask("MESSAGE", say(&through)).await["type"], "OK");
    owner.expect(&message(&member.info(), service.clone(), &through, &json!(1))).await;
    assert_eq!(other.ask("MESSAGE", say(&through)).await, json!({ "type": "BAD", "seq": 0 }));
    let unknown = json!({ "type": "SERVICE", "service": "none" });
    let invalid = json!({ "type": "INVALID_SERVICE", "service": "none", "seq": 1 });
    assert_eq!(other.ask("MESSAGE", say(&unknown)).await, invalid);

    let direct = |uuid: &str| json!({ "type": "SERVICE_CLIENT_UUID", "service": "s", "uuid": uuid });
    assert_eq!(owner.ask("MESSAGE", say(&direct(&other.uuid))).await["type"], "OK");
    other.expect(&message(&owner.info(), service, &direct(&other.uuid.clone()), &json!(1))).await;
    assert_eq!(member.ask("MESSAGE", say(&direct(&other.uuid))).await["type"], "BAD");
    for member in [&mut owner, &mut member, &mut other] {
        member.hears_nothing().await;
    }
}

#[tokio::test]
async fn data_arrives_to_the_letter() {
    let server = Server::start();
    let mut ann = Member::join(&server, "ann").await;
    for data in ["null", r#"{ "b" : 1.50,  "a":"\u00e9" }"#, "[1e400]", "\"\\ud83d\"", "[[[]]]"] {
        ann.text(&format!(r#"{{"data":{data},"target":{{"type":"ALL"}},"type":"MESSAGE"}}"#)).await;
        let Some(Message::Text(heard)) = ann.stream.frame().await else { panic!("no text") };
        assert!(heard.contains(&format!(r#""data":{data}}}"#)), "{data}: {heard}");
        assert_eq!(ann.hear().await["type"], "OK");
    }
}

#[tokio::test]
async fn every_text_frame_after_identify_has_its_number() {
    let server = Server::start();
    let mut ann = Member::join(&server, "ann").await;
    let mut seq = 0;
    let mut check = async |ann: &mut Member, text: &str, kind: &str| {
        ann.text(text).await;
        let answer = ann.hear().await;
        assert_eq!((&answer["type"], &answer["seq"]), (&json!(kind), &json!(seq)), "{text}: {answer}");
        seq += 1;
        answer
    };
    for malformed in ["", "hello", "[]", "null", r#""x""#, "{}", r#"{"type":1}"#, r#"{"type":"SELF_SUBSCRIBE"}"#] {
        let answer = check(&mut ann, malformed, "ERROR_PROTOCOL").await;
        assert!(!answer["desc"].as_str().unwrap().is_empty(), "{answer}");
    }
    let no_data = check(&mut ann, r#"{"type":"MESSAGE","target":{"type":"ALL"}}"#, "ERROR_PROTOCOL").await;
    assert!(no_data["desc"].as_str().unwrap().contains("data"), "{no_data}");
    check(&mut ann, r#"{"type":"DANCE"}"#, "ERROR_UNSUPPORTED").await;
    check(&mut ann, r#"{"type":"IDENTIFY","name":"b","version":"0.2.0"}"#, "ERROR_UNSUPPORTED").await;
    ann.stream.send(Message::Binary(b"x".as_slice().into())).await;
    ann.stream.send(Message::Ping(Default::default())).await;
    check(&mut ann, r#"{"type":"SELF_SET_SEQ","seq":-1}"#, "ERROR_PROTOCOL").await;
    check(&mut ann, r#"{"type":"SELF_SET_SEQ","seq":1.0}"#, "ERROR_PROTOCOL").await;
    check(&mut ann, r#"{"type":"SELF_F\u0045TCH"}"#, "SELF_FETCH_RESULT").await;
    for (set, next) in [(7, 8), (0, 1), (u64::MAX, u64::MAX)] {
        assert_eq!(ann.ask("SELF_SET_SEQ", json!({ "seq": set })).await, json!({ "type": "OK", "seq": set }));
        assert_eq!(ann.ask("DANCE", json!({})).await["seq"], json!(next));
    }
}

#[tokio::test]
async fn namespaces_are_apart() {
    let server = Server::start();
    let url = ws(&server);
    let mut ann = Member::join(&server, "ann").await;
    let mut other = Member::join_with(&format!("{url}/other"), "ann", json!({})).await;
    let mut same = Member::join_with(&format!("{url}?session=other"), "ben", json!({})).await;
    other.expect(&json!({ "type": "CLIENT_JOINED", "client": same.info() })).await;
    let default = Member::join_with(&format!("{url}/default"), "cat", json!({})).await;
    ann.expect(&json!({ "type": "CLIENT_JOINED", "client": default.info() })).await;
    same.send("MESSAGE", json!({ "target": { "type": "ALL" }, "data": 1 })).await;
    assert_eq!(other.hear().await["type"], "MESSAGE");
    ann.hears_nothing().await;
    let unknown = json!({ "target": { "type": "UUID", "uuid": ann.uuid }, "data": 1 });
    assert_eq!(other.ask("MESSAGE", unknown).await["type"], "INVALID_UUID");
    for wrong in [format!("{url}/a?session=b"), format!("{url}/a%zz"), format!("{url}/a/b")] {
        assert!(crate::support::stream::Stream::open_with(&wrong, None).await.is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn one_payload_may_come_in_several_frames() {
    use futures_util::SinkExt;
    use tokio_tungstenite::tungstenite::protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    };
    let server = Server::start();
    let mut ann = Member::join(&server, "ann").await;
    let pieces = [
        (r#"{"type":"#, Data::Text, false),
        (r#""SELF_"#, Data::Continue, false),
        (r#"FETCH"}"#, Data::Continue, true),
    ];
    for (piece, kind, is_last) in pieces {
        let frame = Frame::message(piece.as_bytes().to_vec(), OpCode::Data(kind), is_last);
        ann.stream.socket.send(Message::Frame(frame)).await.unwrap();
    }
    assert_eq!(ann.hear().await["seq"], 0);
    ann.hears_nothing().await;
}
