//! What `send` takes and what it refuses, whatever the schema says.

use std::sync::Arc;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    messages::Messages,
    stream::Stream,
    verdict::{Outcome, expect},
    world::{Client, World},
};

/// A change of the message that a case begins with.
type Change = fn(&Messages, String) -> String;

/// A message that is not taken: name, requirement, what is wrong, the code, how it comes from a good one.
const REFUSED: &[(&str, &str, &str, &str, Change)] = &[
    ("root-body", "SEND-ROOT", "the root is MessageBody", "C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE", |messages, _| {
        let namespace = messages.namespace();
        format!(
            "<MessageBody xmlns=\"{namespace}\"><SystemMessageBody><StartScenario/></SystemMessageBody></MessageBody>"
        )
    }),
    ("root-other", "SEND-ROOT", "the root is Order", "C2SIM_ROOT_ELEMENT_MUST_BE_MESSAGE", |messages, _| {
        format!("<Order xmlns=\"{}\"/>", messages.namespace())
    }),
    ("no-header", "SEND-HEADER", "there is no C2SIMHeader", "C2SIM_INVALID_HEADER", |_, message| {
        without(&message, "<C2SIMHeader>", "</C2SIMHeader>")
    }),
    ("no-sender", "SEND-HEADER", "the header has no FromSendingSystem", "C2SIM_INVALID_HEADER", |_, message| {
        without(&message, "<FromSendingSystem>", "</FromSendingSystem>")
    }),
    ("malformed", "SEND-WELL-FORMED", "an end tag is missing", "XSD_VALIDATION_ERROR", |_, message| {
        message.replace("</MessageBody>", "")
    }),
    ("cut-off", "SEND-WELL-FORMED", "the document ends early", "XSD_VALIDATION_ERROR", |_, message| {
        message[..message.len() / 2].to_owned()
    }),
    ("two-roots", "SEND-WELL-FORMED", "something stands behind the root", "XSD_VALIDATION_ERROR", |_, message| {
        format!("{message}<Message/>")
    }),
    ("plain-text", "SEND-WELL-FORMED", "it is no XML", "XSD_VALIDATION_ERROR", |_, _| "StartScenario".to_owned()),
    ("unknown-kind", "SEND-KIND", "no message has this body", "XSD_VALIDATION_ERROR", |messages, _| {
        messages.command("StartScenari")
    }),
    ("no-kind", "SEND-KIND", "the body is empty", "XSD_VALIDATION_ERROR", |messages, _| messages.message("")),
    ("namespace", "SEND-NAMESPACE", "the namespace is no C2SIM's", "XSD_VALIDATION_ERROR", |messages, message| {
        message.replace(messages.namespace(), "http://example.org/other")
    }),
];

/// Ways to say that the body is XML.
const CONTENT_TYPES: &[(&str, &str)] = &[
    ("application-xml", "application/xml"),
    ("charset", "application/xml; charset=UTF-8"),
    ("text-xml", "text/xml"),
    ("suffix", "application/c2sim+xml"),
];

/// The text without what begins and ends so.
fn without(text: &str, begin: &str, end: &str) -> String {
    let (before, rest) = text.split_once(begin).unwrap_or((text, ""));
    format!("{before}{}", rest.split_once(end).map_or("", |(_, after)| after))
}

/// A session in INITIALIZED with a member that sends and one that listens.
async fn initialized(world: &Arc<World>) -> Outcome<(Client, Stream)> {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive("INITIALIZED").await?;
    let listener = sender.peer().joined("BRAVO").await?;
    let stream = listener.stream().await?;
    Ok((sender, stream))
}

/// Expects that what was refused had no effect: the state is the same, and the stream hears nothing of it.
async fn had_no_effect(sender: &Client, stream: &mut Stream) -> Outcome {
    sender.is_in("INITIALIZED").await?;
    let mark = sender.mark().await?;
    stream.hears(&mark).await
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::CoreRest);
    taken(&mut cases);
    for &(name, requirement, wrong, code, change) in REFUSED {
        cases.refuses(
            &format!("send.{name}"),
            &[requirement, "SEND-NO-EFFECT"],
            (
                format!("Send a StartScenario in INITIALIZED, changed so that {wrong}"),
                format!("400 {code}, the state is as it was, and the other member hears nothing of it"),
            ),
            move |world| async move {
                let (sender, mut stream) = initialized(&world).await?;
                let good = sender.messages.command("StartScenario");
                sender.send(&change(&sender.messages, good)).await?.refused(code)?;
                had_no_effect(&sender, &mut stream).await
            },
        );
    }
    refusals(&mut cases);
    cases.listed()
}

fn taken(cases: &mut Cases) {
    cases.works(
        "send",
        &["SEND-ANSWER", "REST-FIELDS"],
        ("Send a message as a member", "200 with a trackingId and nothing else, another one each time"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            let mut given = Vec::new();
            for _ in 0..2 {
                let answer = client.publish(&client.messages.refresh()).await?.with_fields(&["trackingId"])?;
                given.push(answer["trackingId"].as_str().unwrap_or_default().to_owned());
            }
            expect(given[0] != given[1] && !given[0].is_empty(), || format!("the trackingIds are {given:?}"))
        },
    );
    for &(name, content_type) in CONTENT_TYPES {
        let requirement = if name == "application-xml" { "SEND-FORMS" } else { "SEND-FORMS-OTHER" };
        cases.works(
            &format!("send.as.{name}"),
            &[requirement],
            (format!("Send a message as {content_type}"), "200, and the other member hears it"),
            move |world| async move {
                let (sender, mut stream) = initialized(&world).await?;
                let message = sender.messages.command("StartScenario");
                sender.send_as(content_type, message.as_str()).await?.taken()?;
                stream.hears(&message).await?;
                sender.is_in("RUNNING").await
            },
        );
    }
    cases.works(
        "send.as.multipart",
        &["SEND-FORMS"],
        ("Send a message as the part file of multipart/form-data", "200, and the other member hears it"),
        |world| async move {
            let (sender, mut stream) = initialized(&world).await?;
            let message = sender.messages.command("StartScenario");
            let body = format!(
                "--b0undary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.xml\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n{message}\r\n--b0undary--\r\n"
            );
            sender.send_as("multipart/form-data; boundary=b0undary", body).await?.taken()?;
            stream.hears(&message).await?;
            sender.is_in("RUNNING").await
        },
    );
}

fn refusals(cases: &mut Cases) {
    cases.refuses(
        "send.not-joined",
        &["SEND-MEMBERS", "SEND-NO-EFFECT"],
        ("Send a StartScenario without having joined", "400 CLIENT_NOT_JOINED_SHARED_SESSION, and it has no effect"),
        |world| async move {
            let (sender, mut stream) = initialized(&world).await?;
            let stranger = sender.peer();
            let answer = stranger.send(&stranger.messages.command("StartScenario")).await?;
            answer.refused("CLIENT_NOT_JOINED_SHARED_SESSION")?;
            had_no_effect(&sender, &mut stream).await
        },
    );
    cases.refuses(
        "send.content-type",
        &["SEND-FORMS-UNKNOWN", "SEND-NO-EFFECT"],
        ("Send a StartScenario as image/png", "400, and it has no effect"),
        |world| async move {
            let (sender, mut stream) = initialized(&world).await?;
            let message = sender.messages.command("StartScenario");
            sender.send_as("image/png", message).await?.refused_somehow()?;
            had_no_effect(&sender, &mut stream).await
        },
    );
    cases.refuses("send.empty", &["SEND-WELL-FORMED"], ("Send an empty body", "400"), |world| async move {
        let client = world.session().await?.joined("S").await?;
        client.send("").await?.refused_somehow().map(drop)
    });
    cases.refuses(
        "send.place",
        &["SEND-PLACE"],
        ("Send a message with an error in its third line", "details.XSD_ERROR_1 begins with Line 3"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            let message = client.messages.command("StartScenario").replace("<MessageBody>", "\n<MessageBody>\n");
            let details = client.send(&message.replace("StartScenario", "StartScenari")).await?.refused_somehow()?;
            let first = details["XSD_ERROR_1"].as_str().unwrap_or_default().to_owned();
            expect(first.starts_with("Line 3"), || format!("XSD_ERROR_1 is {first:?}"))
        },
    );
}
