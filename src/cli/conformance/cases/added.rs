//! What servers add to the interface: going on after an address, history, filters, events, the picture, and further doors.

use reqwest::Method;
use serde_json::{Value, json};

use super::streaming::running;
use crate::cli::conformance::{
    answer::Answer,
    case::{Case, Cases, Class},
    messages::ENTITY,
    pieces::Pieces,
    verdict::{Outcome, expect, missed},
    world::Client,
};

pub(super) fn cases() -> Vec<Case> {
    [resume(), history(), filters(), events(), picture(), relay(), editing()].into_iter().flatten().collect()
}

/// The place that the answer to a publication names.
fn address(answer: &Answer) -> Outcome<String> {
    let address = answer.header("c2sim-address");
    expect(!address.is_empty(), || "the answer has no header C2SIM-Address")?;
    Ok(address.to_owned())
}

/// The lines of a history.
fn lines(answer: &Answer) -> Outcome<Vec<Value>> {
    answer.taken()?;
    let read: Result<Vec<Value>, _> = answer.body.lines().map(serde_json::from_str).collect();
    read.or_else(|error| missed(format!("the history is not one JSON object a line: {error}")))
}

fn resume() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "stream",
        &["RESUME-STREAM"],
        (
            "Lose a stream, have two reports published, open it with after= the last that was heard, publish",
            "all three come",
        ),
        |world| async move {
            let (sender, listener, stream) = running(&world).await?;
            let last = address(&sender.publish(&sender.messages.report()).await?)?;
            drop(stream);
            let missed: Vec<String> = (0..3).map(|_| sender.messages.report()).collect();
            for report in &missed[..2] {
                sender.publish(report).await?;
            }
            let mut again = listener.stream_with(&format!("&after={last}"), None).await?;
            sender.publish(&missed[2]).await?;
            for report in &missed {
                again.hears(report).await?;
            }
            Ok(())
        },
    );
    cases.refuses(
        "stream.unknown",
        &["RESUME-IMPOSSIBLE"],
        ("Open a stream after an address of another session", "it is closed with 4410"),
        |world| async move {
            let (_, listener, _stream) = running(&world).await?;
            let stream = listener.stream_with("&after=0123456789abcdef:1", None).await;
            stream?.closed(4410).await.map(drop)
        },
    );
    cases.listed()
}

fn history() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "history",
        &["RESUME-HISTORY"],
        (
            "Publish two reports, read the messages after the first",
            "the second alone, as it was sent, with its kind and sender",
        ),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let first = address(&sender.publish(&sender.messages.report()).await?)?;
            let second = sender.messages.report();
            sender.publish(&second).await?;
            let history = lines(&sender.get(&format!("messages?after={first}")).await?)?;
            expect(history.len() == 1, || format!("{} messages come", history.len()))?;
            let is_right = history[0]["xml"] == second && history[0]["kind"] == "ReportBody";
            expect(is_right && history[0]["sender"] == "ALPHA", || format!("the message is {}", history[0]))
        },
    );
    cases.refuses(
        "history.unknown",
        &["RESUME-IMPOSSIBLE"],
        ("Read the messages after an address of another session", "410 RESUME_NOT_POSSIBLE"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let answer = sender.get("messages?after=0123456789abcdef:1").await?;
            let is_right = answer.status == 410 && answer.code() == "RESUME_NOT_POSSIBLE";
            expect(is_right, || format!("it is answered with {} {}", answer.status, answer.body))
        },
    );
    cases.listed()
}

fn filters() -> Vec<Case> {
    let mut cases = Cases::of(Class::Filters);
    cases.works(
        "stream.kind",
        &["FILTER-STREAM"],
        ("Listen with kind=RefreshInit, publish a report and a RefreshInit", "the second comes alone"),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut chosen = listener.stream_with("&kind=RefreshInit", None).await?;
            sender.publish(&sender.messages.report()).await?;
            let mark = sender.mark().await?;
            chosen.hears(&mark).await
        },
    );
    cases.works(
        "history.kind",
        &["FILTER-HISTORY"],
        ("Publish a report and a RefreshInit, read the messages of kind ReportBody", "the report alone"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let report = sender.messages.report();
            sender.publish(&report).await?;
            sender.mark().await?;
            let history = lines(&sender.get("messages?kind=ReportBody").await?)?;
            expect(history.len() == 1 && history[0]["xml"] == report, || format!("the messages are {history:?}"))
        },
    );
    cases.refuses(
        "history.unknown-kind",
        &["FILTER-UNKNOWN"],
        ("Read the messages of a kind that there is not", "400"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.get("messages?kind=NoSuchBody").await?.refused_somehow().map(drop)
        },
    );
    cases.listed()
}

fn events() -> Vec<Case> {
    let mut cases = Cases::of(Class::Events);
    cases.refuses(
        "no-client-id",
        &["EVENTS-REFUSED"],
        ("Ask for the events without a clientId", "400 NO_CLIENT_ID"),
        |world| async move {
            let client = world.session().await?;
            client.raw(Method::GET, &client.path("events"), &[], "").await?.refused("NO_CLIENT_ID").map(drop)
        },
    );
    cases.works(
        "ends",
        &["EVENTS-DELIVERY"],
        (
            "Read the events after an address while the client resigns",
            "the message that was missed, with its address as id, then an event of the type closed with code 1000",
        ),
        |world| async move {
            let (sender, listener, stream) = running(&world).await?;
            let first = address(&sender.publish(&sender.messages.report()).await?)?;
            drop(stream);
            let report = sender.messages.report();
            let second = address(&sender.publish(&report).await?)?;
            let mut events = Pieces::of_events(&listener, &format!("after={first}")).await?;
            events.until(&format!("id: {second}\ndata: {report}\n")).await?;
            listener.resign().await?.taken()?;
            events.until("event: closed").await?;
            events.until("\"code\":1000").await
        },
    );
    cases.listed()
}

fn picture() -> Vec<Case> {
    let mut cases = Cases::of(Class::Picture);
    cases.works(
        "latest",
        &["PICTURE-LATEST"],
        ("Publish a newer and then an older position of one entity, ask for the picture", "it shows the newer"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            for (latitude, observed) in [("52.5", "2026-01-01T00:05:00Z"), ("51.5", "2026-01-01T00:01:00Z")] {
                sender.publish(&sender.messages.report_at(latitude, observed)).await?;
            }
            let picture = sender.get("picture").await?.ok()?;
            expect(picture["state"] == "RUNNING", || format!("the state is {}", picture["state"]))?;
            let entities = picture["entities"].as_array().cloned().unwrap_or_default();
            let entity = entities.iter().find(|entity| entity["uuid"] == ENTITY);
            let latitude = entity.and_then(|entity| entity["latitude"].as_f64());
            expect(latitude == Some(52.5), || format!("the picture is {picture}"))
        },
    );
    cases.refuses(
        "unknown-session",
        &["PICTURE-REFUSED"],
        ("Ask for the picture of a session that was never created", "400 SHARED_SESSION_NOT_FOUND"),
        |world| async move {
            let client = world.client(&world.fresh_name());
            client.get("picture").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.listed()
}

/// A call of the relay.
async fn relayed(client: &Client, route: &str, body: Value) -> Outcome<Answer> {
    let headers = [("Content-Type", "application/json")];
    client.raw(Method::POST, &format!("/api/v1{route}"), &headers, body.to_string()).await
}

fn relay() -> Vec<Case> {
    let mut cases = Cases::of(Class::Relay);
    cases.works(
        "round-trip",
        &["RELAY-ROUND-TRIP"],
        (
            "Log in to a net, push a request, take it as a server, answer it, pull the answer",
            "the answer that was pushed",
        ),
        |world| async move {
            let client = world.client("default");
            let net = format!("judge-{}", client.id);
            let login = relayed(&client, "/client/login", json!({"net": net})).await?.ok()?;
            let request = json!({"token": login["token"], "sim_req": {"simEndpoint": "/hi"}});
            let pushed = relayed(&client, "/client/pushreq", request).await?.ok()?;
            let taken = relayed(&client, "/server/pullreqsmart", json!({"net": net})).await?.ok()?;
            let is_same = taken["rid"] == pushed["rid"] && taken["sim_req"]["simEndpoint"] == "/hi";
            expect(is_same, || format!("the request comes as {taken}"))?;
            let answer = json!({"net": net, "rid": pushed["rid"], "sim_res": {"n": 1}});
            relayed(&client, "/server/pushres", answer).await?.taken()?;
            let pull = json!({"token": login["token"], "rid": pushed["rid"]});
            let pulled = relayed(&client, "/client/pullres", pull).await?.ok()?;
            expect(pulled["sim_res"] == json!({"n": 1}), || format!("the answer comes as {pulled}"))
        },
    );
    cases.refuses(
        "token",
        &["RELAY-TOKEN"],
        ("Push a request with a token that nobody was given", "401"),
        |world| async move {
            let request = json!({"token": "nobody", "sim_req": {"simEndpoint": "/hi"}});
            let answer = relayed(&world.client("default"), "/client/pushreq", request).await?;
            expect(answer.status == 401, || format!("it is answered with {} {}", answer.status, answer.body))
        },
    );
    cases.listed()
}

fn editing() -> Vec<Case> {
    let mut cases = Cases::of(Class::Editing);
    cases.works(
        "session",
        &["EDITING-SESSIONS"],
        ("Create a session of an editor, and delete it", "it names a WebSocket; once deleted it is not there any more"),
        |world| async move {
            let client = world.client("default");
            let headers = [("Content-Type", "application/json")];
            let body = json!({"user_id": "judge", "document_id": format!("judge-{}", client.id)}).to_string();
            let answer = client.raw(Method::POST, "/editing/api/sessions", &headers, body).await?;
            expect((200..300).contains(&answer.status), || format!("it is answered with {}", answer.status))?;
            let session = answer.json()?;
            let url = session["websocket_url"].as_str().unwrap_or_default();
            expect(url.starts_with("ws"), || format!("the session is {session}"))?;
            let path = format!("/editing/api/sessions/{}", session["session_id"].as_str().unwrap_or_default());
            let deleted = client.raw(Method::DELETE, &path, &[], "").await?;
            expect((200..300).contains(&deleted.status), || format!("deleting is answered with {}", deleted.status))?;
            let gone = client.raw(Method::GET, &path, &[], "").await?;
            expect(gone.status >= 400, || format!("the deleted session is answered with {}", gone.status))
        },
    );
    cases.refuses(
        "unknown",
        &["EDITING-UNKNOWN"],
        ("Ask for a session of an editor that was never created", "a refusal"),
        |world| async move {
            let path = "/editing/api/sessions/00000000-0000-4000-8000-000000000000";
            let answer = world.client("default").raw(Method::GET, path, &[], "").await?;
            expect((400..500).contains(&answer.status), || format!("it is answered with {}", answer.status))
        },
    );
    cases.listed()
}
