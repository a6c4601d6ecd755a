//! Services: who owns, who subscribes, who hears.

use serde_json::json;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    gateway::{Member, Namespace},
    verdict::{Outcome, expect},
};

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Concierge);
    life(&mut cases);
    endings(&mut cases);
    messages(&mut cases);
    refusals(&mut cases);
    cases.listed()
}

/// An owner with the service `s`, and another client, that has been told of it.
async fn owned(namespace: &Namespace) -> Outcome<(Member, Member)> {
    let (mut owner, mut other) = namespace.two().await?;
    owner.creates("s").await?;
    other.hears("SERVICE_CREATE_RESULT").await?;
    Ok((owner, other))
}

fn life(cases: &mut Cases) {
    cases.works(
        "service.create",
        &["CONCIERGE-SERVICE"],
        (
            "Create a service, and the same again",
            "everybody is told, the creator before its answer; it owns it and is not subscribed; the second is unsuccessful",
        ),
        |world| async move {
            let (mut owner, mut other) = Namespace::fresh(&world).two().await?;
            let service = json!({"name": "s", "nickname": null, "owner_uuid": owner.uuid, "subscribers": []});
            let created = owner.creates("s").await?;
            let is_right = created["successful"] == true && created["service"] == service;
            expect(is_right, || format!("the answer is {created}"))?;
            let told = other.hears("SERVICE_CREATE_RESULT").await?;
            expect(told["service"] == service, || format!("the other is told {told}"))?;
            let again = other.ask("SERVICE_CREATE", &json!({"service": "s"}), "SERVICE_CREATE_RESULT").await?;
            let is_kept = again["successful"] == false && again["service"] == service;
            expect(is_kept, || format!("the second is answered with {again}"))?;
            owner.hears_nothing().await
        },
    );
    cases.works(
        "service.subscribe",
        &["CONCIERGE-SUBSCRIBE"],
        (
            "Subscribe to a service twice, and end it twice",
            "the first of each is successful; subscribers are told of it, with the subscribers as they are then",
        ),
        |world| async move {
            let (mut owner, mut other) = owned(&Namespace::fresh(&world)).await?;
            let service = json!({"service": "s"});
            owner.subscribes("s").await?;
            let joined = other.subscribes("s").await?;
            let both = json!([owner.uuid, other.uuid]);
            expect(joined["service"]["subscribers"] == both, || format!("the answer is {joined}"))?;
            owner.hears("SERVICE_CLIENT_SUBSCRIBED").await?;
            let again = other.ask("SELF_SUBSCRIBE", &service, "SELF_SUBSCRIBE_RESULT").await?;
            expect(again["successful"] == false, || format!("the second is answered with {again}"))?;
            other.ask("SELF_UNSUBSCRIBE", &service, "SELF_UNSUBSCRIBE_RESULT").await?;
            let event = owner.hears("SERVICE_CLIENT_UNSUBSCRIBED").await?;
            let left = json!([owner.uuid]);
            expect(event["service"]["subscribers"] == left, || format!("the owner is told {event}"))?;
            let again = other.ask("SELF_UNSUBSCRIBE", &service, "SELF_UNSUBSCRIBE_RESULT").await?;
            expect(again["successful"] == false, || format!("the second end is answered with {again}"))
        },
    );
}

fn endings(cases: &mut Cases) {
    cases.works(
        "service.delete",
        &["CONCIERGE-SERVICE"],
        ("Delete a service that others subscribe to, create it again", "everybody is told; nobody subscribes any more"),
        |world| async move {
            let (mut owner, mut other) = owned(&Namespace::fresh(&world)).await?;
            other.subscribes("s").await?;
            owner.send("SERVICE_DELETE", &json!({"service": "s"})).await?;
            owner.hears("SERVICE_DELETE_RESULT").await?;
            owner.hears("SERVICE_DELETE_RESULT").await?;
            other.hears("SERVICE_DELETE_RESULT").await?;
            owner.creates("s").await?;
            other.hears("SERVICE_CREATE_RESULT").await?;
            let known = other.ask("SELF_FETCH", &json!({}), "SELF_FETCH_RESULT").await?;
            expect(known["subscriptions"] == json!([]), || format!("the other is subscribed: {known}"))
        },
    );
    cases.works(
        "service.owner-leaves",
        &["CONCIERGE-OWNER-LEAVES"],
        ("The owner of a service leaves", "the service is deleted, which is told before CLIENT_LEFT"),
        |world| async move {
            let (owner, mut other) = owned(&Namespace::fresh(&world)).await?;
            owner.leaves().await?;
            other.hears("SERVICE_DELETE_RESULT").await?;
            other.hears("CLIENT_LEFT").await?;
            other.ask("SERVICE_FETCH", &json!({"service": "s"}), "INVALID_SERVICE").await.map(drop)
        },
    );
}

fn messages(cases: &mut Cases) {
    cases.works(
        "service.message",
        &["CONCIERGE-SERVICE-MESSAGE"],
        (
            "The owner sends through its service, then a subscriber",
            "the subscribers hear the first, the owner alone the second; the service stands in the origin",
        ),
        |world| async move {
            let namespace = Namespace::fresh(&world);
            let (mut owner, mut other) = owned(&namespace).await?;
            let mut third = namespace.member("three").await?;
            owner.hears("CLIENT_JOINED").await?;
            other.hears("CLIENT_JOINED").await?;
            other.subscribes("s").await?;
            third.subscribes("s").await?;
            other.hears("SERVICE_CLIENT_SUBSCRIBED").await?;
            let said = json!({"target": {"type": "SERVICE", "service": "s"}, "data": 1});
            owner.ask("MESSAGE", &said, "OK").await?;
            for subscriber in [&mut other, &mut third] {
                let heard = subscriber.hears("MESSAGE").await?;
                expect(heard["origin"]["service"]["name"] == "s", || format!("a subscriber hears {heard}"))?;
            }
            other.ask("MESSAGE", &said, "OK").await?;
            owner.hears("MESSAGE").await?;
            third.hears_nothing().await?;
            other.hears_nothing().await
        },
    );
    cases.works(
        "service.message.one",
        &["CONCIERGE-SERVICE-MESSAGE"],
        ("The owner of a service sends to one client through it", "that client alone hears it"),
        |world| async move {
            let (mut owner, mut other) = owned(&Namespace::fresh(&world)).await?;
            let target = json!({"type": "SERVICE_CLIENT_UUID", "service": "s", "uuid": other.uuid});
            owner.ask("MESSAGE", &json!({"target": target, "data": 1}), "OK").await?;
            other.hears("MESSAGE").await?;
            owner.hears_nothing().await
        },
    );
}

fn refusals(cases: &mut Cases) {
    for (name, kind, fields) in [
        ("subscribe", "SELF_SUBSCRIBE", json!({"service": "none"})),
        ("unsubscribe", "SELF_UNSUBSCRIBE", json!({"service": "none"})),
        ("fetch", "SERVICE_FETCH", json!({"service": "none"})),
        ("delete", "SERVICE_DELETE", json!({"service": "none"})),
        ("message", "MESSAGE", json!({"target": {"type": "SERVICE", "service": "none"}, "data": 1})),
    ] {
        cases.refuses(
            &format!("service.unknown.{name}"),
            &["CONCIERGE-SERVICE-UNKNOWN"],
            (format!("{kind} of a service that there is not"), "INVALID_SERVICE with its name"),
            move |world| {
                let fields = fields.clone();
                async move {
                    let mut member = Namespace::fresh(&world).member("one").await?;
                    let answer = member.ask(kind, &fields, "INVALID_SERVICE").await?;
                    expect(answer["service"] == "none", || format!("the answer is {answer}"))
                }
            },
        );
    }
    for (name, kind, what) in [
        ("delete", "SERVICE_DELETE", "Delete the service of another client"),
        ("message", "MESSAGE", "Send through a service without owning it or subscribing to it"),
        ("one", "SERVICE_CLIENT_UUID", "Send to one client through the service of another"),
    ] {
        cases.refuses(
            &format!("service.stranger.{name}"),
            &["CONCIERGE-SERVICE-STRANGER"],
            (what, "BAD, and it has no effect"),
            move |world| async move {
                let (mut owner, mut other) = owned(&Namespace::fresh(&world)).await?;
                let through = json!({"target": {"type": "SERVICE", "service": "s"}, "data": 1});
                let to_one = json!({"type": "SERVICE_CLIENT_UUID", "service": "s", "uuid": owner.uuid});
                match kind {
                    "SERVICE_DELETE" => other.ask(kind, &json!({"service": "s"}), "BAD").await?,
                    "MESSAGE" => other.ask(kind, &through, "BAD").await?,
                    _ => other.ask("MESSAGE", &json!({"target": to_one, "data": 1}), "BAD").await?,
                };
                owner.hears_nothing().await?;
                owner.ask("SERVICE_FETCH", &json!({"service": "s"}), "SERVICE_FETCH_RESULT").await.map(drop)
            },
        );
    }
}
