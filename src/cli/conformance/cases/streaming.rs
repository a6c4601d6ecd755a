//! The WebSocket: what comes, in which form, to whom, and how it ends.

use std::{sync::Arc, time::Duration};

use tokio_tungstenite::tungstenite::Message;

use crate::cli::conformance::{
    case::{Case, Cases, Class},
    stream::Stream,
    verdict::{Outcome, expect, missed},
    world::{Client, World},
};

/// Messages that two members publish at the same time in the case of order.
const MESSAGES_EACH: usize = 15;
/// After this long a target has dealt with whatever a client sent on its stream.
const SETTLED: Duration = Duration::from_secs(1);

/// A running session with a member that sends, and one that listens.
pub(super) async fn running(world: &Arc<World>) -> Outcome<(Client, Client, Stream)> {
    let sender = world.session().await?.joined("ALPHA").await?;
    sender.drive("RUNNING").await?;
    let listener = sender.peer().joined("BRAVO").await?;
    let stream = listener.stream().await?;
    Ok((sender, listener, stream))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Streaming);
    delivery(&mut cases);
    order(&mut cases);
    forms(&mut cases);
    membership(&mut cases);
    closes(&mut cases);
    tolerance(&mut cases);
    cases.listed()
}

fn delivery(cases: &mut Cases) {
    cases.works(
        "endpoints",
        &["STREAM-ENDPOINTS", "REST-FIELDS"],
        ("Ask for the stream endpoints", "200 with websocket.url and nothing else; the URL is ws or wss"),
        |world| async move {
            let endpoints = world.session().await?.get("stream-endpoints").await?.with_fields(&["websocket"])?;
            let url = endpoints["websocket"]["url"].as_str().unwrap_or_default().to_owned();
            expect(url.starts_with("ws://") || url.starts_with("wss://"), || format!("the URL is {url:?}"))
        },
    );
    cases.works(
        "delivery",
        &["STREAM-DELIVERY", "STREAM-KEEPS"],
        ("Publish three reports", "the other member hears each once, in their order, as they were sent"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            let reports: Vec<String> = (0..3).map(|_| sender.messages.report()).collect();
            for report in &reports {
                sender.publish(report).await?;
            }
            for report in &reports {
                stream.hears(report).await?;
            }
            let mark = sender.mark().await?;
            stream.hears(&mark).await
        },
    );
    cases.works(
        "delivery.all",
        &["STREAM-DELIVERY"],
        ("Publish a report while three others listen", "each of them hears it"),
        |world| async move {
            let (sender, _, first) = running(&world).await?;
            let mut streams = vec![first];
            for system in ["CHARLIE", "DELTA"] {
                streams.push(sender.peer().joined(system).await?.stream().await?);
            }
            let report = sender.messages.report();
            sender.publish(&report).await?;
            for stream in &mut streams {
                stream.hears(&report).await?;
            }
            Ok(())
        },
    );
}

fn order(cases: &mut Cases) {
    cases.refuses(
        "delivery.not-to-publisher",
        &["STREAM-NO-ECHO"],
        ("Publish a report, then have another member publish", "the publisher hears the other's message alone"),
        |world| async move {
            let (sender, other, _stream) = running(&world).await?;
            let mut own = sender.stream().await?;
            sender.publish(&sender.messages.report()).await?;
            let mark = other.mark().await?;
            own.hears(&mark).await
        },
    );
    cases.works(
        "order",
        &["STREAM-ORDER"],
        ("Two members publish at the same time, two listen", "both hear every message once, in one and the same order"),
        one_order,
    );
}

async fn one_order(world: Arc<World>) -> Outcome {
    let (sender, _, mut one) = running(&world).await?;
    let second = sender.peer().joined("DELTA").await?;
    let mut two = sender.peer().joined("CHARLIE").await?.stream().await?;
    let publish = async |client: &Client| {
        for _ in 0..MESSAGES_EACH {
            client.publish(&client.messages.report()).await?;
        }
        Ok(())
    };
    tokio::try_join!(publish(&sender), publish(&second))?;
    let (mut first_heard, mut second_heard) = (Vec::new(), Vec::new());
    for _ in 0..2 * MESSAGES_EACH {
        first_heard.push(one.line().await?);
        second_heard.push(two.line().await?);
    }
    expect(first_heard == second_heard, || "the two listeners hear the messages in different orders")?;
    let once: std::collections::BTreeSet<&String> = first_heard.iter().collect();
    expect(once.len() == first_heard.len(), || "a message comes twice")
}

/// What becomes of a message.
type Change = fn(&str) -> String;
/// Another address for a stream.
type Address = fn(&str, &Client) -> String;

/// A change of a message, and what of it has to come: name, what it is, how it is sent, how it comes.
const FORMS: &[(&str, &str, Change, Change)] = &[
    ("one-line", "on several lines", |compact| compact.replace("><", ">\n  <"), str::to_owned),
    ("carriage-returns", "with CR LF between tags", |compact| compact.replace("><", ">\r\n<"), str::to_owned),
    ("comments", "with comments", |compact| compact.replace("><Mess", "><!-- a\nb --><Mess"), str::to_owned),
    (
        "entities",
        "with entities in a value",
        |compact| compact.replace(">ALPHA<", ">A &amp; &lt;B&gt;<"),
        |compact| compact.replace(">ALPHA<", ">A &amp; &lt;B&gt;<"),
    ),
    (
        "unicode",
        "with characters beyond ASCII",
        |compact| compact.replace(">ALPHA<", ">Zürich \u{1F6F0}<"),
        |compact| compact.replace(">ALPHA<", ">Zürich \u{1F6F0}<"),
    ),
    ("prefixes", "with a prefix for the namespace", prefixed, prefixed),
];

/// The message with a prefix on every element.
fn prefixed(compact: &str) -> String {
    compact.replace("</", "\u{0}").replace('<', "<c2:").replace('\u{0}', "</c2:").replace(" xmlns=", " xmlns:c2=")
}

fn forms(cases: &mut Cases) {
    for &(name, what, sent, comes) in FORMS {
        cases.works(
            &format!("form.{name}"),
            &["STREAM-ONE-LINE", "STREAM-KEEPS"],
            (format!("Publish a report {what}"), "the other member hears it on one line, with all that it says"),
            move |world| async move {
                let (sender, _, mut stream) = running(&world).await?;
                let report = sender.messages.report();
                sender.publish(&sent(&report)).await?;
                stream.hears(&comes(&report)).await
            },
        );
    }
    cases.works(
        "form.frames",
        &["STREAM-FRAMES"],
        ("Publish two reports", "each comes as one text frame that ends with its only line feed"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            for _ in 0..2 {
                sender.publish(&sender.messages.report()).await?;
                let frame = stream.text().await?;
                expect(frame.find('\n') == Some(frame.len() - 1), || format!("the frame is {frame:?}"))?;
            }
            Ok(())
        },
    );
    cases.works(
        "form.line-breaks",
        &["STREAM-LINE-BREAKS"],
        ("Publish a report with a line break inside a value", "it comes on one line, the break as a reference"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            let report = sender.messages.report();
            sender.publish(&report.replace(">ALPHA<", ">A\nB<")).await?;
            stream.hears(&report.replace(">ALPHA<", ">A&#10;B<")).await
        },
    );
    cases.works(
        "form.cdata",
        &["STREAM-KEEPS"],
        ("Publish a report with a CDATA section in a value", "its text comes, as a section or escaped"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            let report = sender.messages.report();
            sender.publish(&report.replace(">ALPHA<", "><![CDATA[A & B]]><")).await?;
            let line = stream.line().await?;
            let is_kept = line.contains("><![CDATA[A & B]]><") || line.contains(">A &amp; B<");
            expect(is_kept, || format!("it comes as {line}"))
        },
    );
}

fn membership(cases: &mut Cases) {
    cases.refuses(
        "not-joined",
        &["STREAM-MEMBERS"],
        ("Open a stream without joining, publish, join, publish", "only the second is heard"),
        |world| async move {
            let (sender, _, _stream) = running(&world).await?;
            let late = sender.peer();
            let mut stream = late.stream().await?;
            sender.publish(&sender.messages.report()).await?;
            let late = late.joined("CHARLIE").await?;
            let mark = sender.mark().await?;
            drop(late);
            stream.hears(&mark).await
        },
    );
    cases.works(
        "lost",
        &["STREAM-LOST"],
        (
            "Lose the stream without a close, open another",
            "the client is still a member, and hears what is published then",
        ),
        |world| async move {
            let (sender, listener, stream) = running(&world).await?;
            drop(stream);
            let mut again = listener.stream().await?;
            let report = sender.messages.report();
            sender.publish(&report).await?;
            again.hears(&report).await?;
            listener.join("BRAVO").await?.refused("C2SIM_CLIENT_ALREADY_JOINED").map(drop)
        },
    );
    cases.works(
        "replaced",
        &["STREAM-REPLACED"],
        ("Open a second stream for one clientId", "the first is closed with 1000, the second hears what is published"),
        |world| async move {
            let (sender, listener, mut first) = running(&world).await?;
            let mut second = listener.stream().await?;
            first.closed(1000).await?;
            let report = sender.messages.report();
            sender.publish(&report).await?;
            second.hears(&report).await
        },
    );
}

fn closes(cases: &mut Cases) {
    cases.works(
        "close.resign",
        &["STREAM-CLOSE-RESIGN"],
        ("Resign while the stream is open", "it is closed with 1000"),
        |world| async move {
            let (_, listener, mut stream) = running(&world).await?;
            listener.resign().await?.taken()?;
            stream.closed(1000).await.map(drop)
        },
    );
    cases.works(
        "close.delete",
        &["STREAM-CLOSE-DELETE"],
        ("Delete the session while a stream is open", "it is closed with 1000 and a reason"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            sender.delete("").await?.taken()?;
            let reason = stream.closed(1000).await?;
            expect(!reason.is_empty(), || "the close has no reason")
        },
    );
    let opened_wrongly: [(&str, &str, Address); 2] = [
        ("close.no-client-id", "without a clientId", |url, _| url.to_owned()),
        ("close.unknown-session", "of a session that is not there", |url, client| {
            format!("{}?clientId={}", url.replace(&client.session, "nowhere-at-all"), client.id)
        }),
    ];
    for (name, what, changed) in opened_wrongly {
        cases.refuses(
            name,
            &["STREAM-CLOSE-1003"],
            (format!("Open the stream {what}"), "it is closed with 1003 and a reason"),
            move |world| async move {
                let client = world.session().await?;
                let endpoints = client.get("stream-endpoints").await?.ok()?;
                let url = changed(endpoints["websocket"]["url"].as_str().unwrap_or_default(), &client);
                let reason = Stream::open(&client, &url, None).await?.closed(1003).await?;
                expect(!reason.is_empty(), || "the close has no reason")
            },
        );
    }
    for (name, frame) in [("text", Message::Text("hello".into())), ("binary", Message::Binary(vec![1, 2].into()))] {
        cases.refuses(
            &format!("close.data.{name}"),
            &["STREAM-CLOSE-DATA"],
            (format!("Send a {name} frame with data on the stream"), "it is closed with 1000"),
            move |world| {
                let frame = frame.clone();
                async move {
                    let (_, _, mut stream) = running(&world).await?;
                    stream.send(frame).await?;
                    stream.closed(1000).await.map(drop)
                }
            },
        );
    }
}

fn tolerance(cases: &mut Cases) {
    for (name, requirement, frame) in [
        ("empty-binary", "STREAM-EMPTY-FRAME", Message::Binary(Vec::new().into())),
        ("empty-text", "STREAM-EMPTY-TEXT", Message::Text("".into())),
        ("ping", "STREAM-EMPTY-FRAME", Message::Ping(b"here".to_vec().into())),
    ] {
        cases.works(
            &format!("tolerates.{name}"),
            &[requirement],
            (format!("Send a frame as clients do to stay alive ({name}), then publish"), "the stream goes on"),
            move |world| {
                let frame = frame.clone();
                async move {
                    let (sender, _, mut stream) = running(&world).await?;
                    stream.send(frame).await?;
                    let report = sender.messages.report();
                    sender.publish(&report).await?;
                    stream.hears(&report).await?;
                    // The report may have overtaken the frame, which came on another connection.
                    stream.stays_open(SETTLED).await
                }
            },
        );
    }
    cases.works(
        "pings",
        &["STREAM-PINGS"],
        ("Leave a stream alone for 32 s", "the server pings"),
        |world| async move {
            let (_, _, mut stream) = running(&world).await?;
            match stream.pinged(Duration::from_secs(32)).await? {
                true => Ok(()),
                false => missed("no ping came"),
            }
        },
    );
}
