//! Going on after a lost connection, and reading what went out.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    stream::JSON_PROTOCOL,
    verdict::{Outcome, expect, missed},
};

pub(super) fn cases() -> Vec<Case> {
    [streams(), dialogue(), dialogue_refused(), history(), history_refused()].into_iter().flatten().collect()
}

fn streams() -> Vec<Case> {
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
            let last = sender.publish(&sender.messages.report()).await?.address()?;
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

fn dialogue() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "dialogue",
        &["RESUME-DIALOGUE"],
        (
            "Lose a stream of c2sim.v1+json, have a report published, open it with after= the last address",
            "recovered: true, and the report with its address",
        ),
        |world| async move {
            let (sender, listener, _stream) = running(&world).await?;
            let mut first = listener.stream_with("", Some(JSON_PROTOCOL)).await?;
            let begin = read(&first.text().await?)?;
            expect(begin["recovered"] == true, || format!("the first frame is {begin}"))?;
            drop(first);
            let report = sender.messages.report();
            let address = sender.publish(&report).await?.address()?;
            let after = format!("&after={}", begin["address"].as_str().unwrap_or_default());
            let mut again = listener.stream_with(&after, Some(JSON_PROTOCOL)).await?;
            let begin = read(&again.text().await?)?;
            expect(begin["recovered"] == true, || format!("the first frame is {begin}"))?;
            let message = read(&again.text().await?)?;
            let is_right = message["xml"] == report && message["address"] == address;
            expect(is_right, || format!("the message comes as {message}"))
        },
    );
    cases.works(
        "dialogue.publish",
        &["RESUME-DIALOGUE-PUBLISH"],
        (
            "Publish three reports on the stream without waiting",
            "each is answered by its ref, and heard by the other member",
        ),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            let mut own = sender.stream_with("", Some(JSON_PROTOCOL)).await?;
            own.text().await?;
            let reports: Vec<String> = (0..3).map(|_| sender.messages.report()).collect();
            for (number, report) in reports.iter().enumerate() {
                let frame = json!({"publish": report, "ref": {"n": number}}).to_string();
                own.send(Message::Text(frame.into())).await?;
            }
            for (number, report) in reports.iter().enumerate() {
                let answer = read(&own.text().await?)?;
                let is_right = answer["ref"]["n"] == number && answer["address"].is_string();
                expect(is_right, || format!("the answer is {answer}"))?;
                stream.hears(report).await?;
            }
            Ok(())
        },
    );
    cases.listed()
}

fn dialogue_refused() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.refuses(
        "dialogue.unknown",
        &["RESUME-IMPOSSIBLE"],
        ("Open a stream of c2sim.v1+json after an address of another session", "recovered: false"),
        |world| async move {
            let (_, listener, _stream) = running(&world).await?;
            let mut stream = listener.stream_with("&after=0123456789abcdef:1", Some(JSON_PROTOCOL)).await?;
            let begin = read(&stream.text().await?)?;
            expect(begin["recovered"] == false, || format!("the first frame is {begin}"))
        },
    );
    cases.refuses(
        "dialogue.refused",
        &["RESUME-DIALOGUE-PUBLISH"],
        (
            "Publish on the stream what is not valid, and what is no publication",
            "each is answered with an error; the stream goes on",
        ),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let mut own = sender.stream_with("", Some(JSON_PROTOCOL)).await?;
            own.text().await?;
            for frame in [json!({"publish": "<Message/>", "ref": 1}).to_string(), "hello".to_owned(), "{}".to_owned()] {
                own.send(Message::Text(frame.into())).await?;
                let answer = read(&own.text().await?)?;
                expect(answer["error"]["code"].is_string(), || format!("the answer is {answer}"))?;
            }
            let frame = json!({"publish": sender.messages.refresh(), "ref": 2}).to_string();
            own.send(Message::Text(frame.into())).await?;
            let answer = read(&own.text().await?)?;
            expect(answer["ref"] == 2 && answer["address"].is_string(), || format!("the answer is {answer}"))
        },
    );
    cases.listed()
}

fn read(text: &str) -> Outcome<Value> {
    serde_json::from_str(text).or_else(|_| missed(format!("a frame is no JSON: {text}")))
}

fn history() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.works(
        "history.pages",
        &["RESUME-HISTORY"],
        ("Publish three reports, read with limit=1, each page after the last address", "the reports, in their order"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let first = sender.publish(&sender.messages.report()).await?.address()?;
            let mut after = first;
            let reports: Vec<String> = (0..3).map(|_| sender.messages.report()).collect();
            for report in &reports {
                sender.publish(report).await?;
            }
            for report in &reports {
                let page = sender.get(&format!("messages?limit=1&after={after}")).await?.lines()?;
                let is_right = page.len() == 1 && page[0]["xml"] == *report;
                expect(is_right, || format!("the page is {page:?}"))?;
                after = page[0]["address"].as_str().unwrap_or_default().to_owned();
            }
            Ok(())
        },
    );
    cases.works(
        "history",
        &["RESUME-HISTORY"],
        (
            "Publish two reports, read the messages after the first",
            "the second alone, as it was sent, with its kind and sender",
        ),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let first = sender.publish(&sender.messages.report()).await?.address()?;
            let second = sender.messages.report();
            sender.publish(&second).await?;
            let history = sender.get(&format!("messages?after={first}")).await?.lines()?;
            expect(history.len() == 1, || format!("{} messages come", history.len()))?;
            let is_right = history[0]["xml"] == second && history[0]["kind"] == "ReportBody";
            expect(is_right && history[0]["sender"] == "ALPHA", || format!("the message is {}", history[0]))
        },
    );
    cases.listed()
}

fn history_refused() -> Vec<Case> {
    let mut cases = Cases::of(Class::Resume);
    cases.refuses(
        "history.not-joined",
        &["RESUME-HISTORY-MEMBERS"],
        ("Read the messages without having joined", "400 CLIENT_NOT_JOINED_SHARED_SESSION"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            sender.peer().get("messages").await?.refused("CLIENT_NOT_JOINED_SHARED_SESSION").map(drop)
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
