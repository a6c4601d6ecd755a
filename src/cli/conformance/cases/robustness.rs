//! Input that is broken, hostile or unusual: it is refused or taken as the interface says, and the server goes on.

use std::sync::Arc;

use reqwest::Method;

use super::streaming::running;
use crate::cli::conformance::{
    case::{Case, Cases, Class},
    messages::Messages,
    verdict::{Outcome, expect},
    world::{Client, World},
};

/// How a report becomes the bytes that are sent.
type Encode = fn(&str) -> Vec<u8>;

/// A body that is not taken: name, requirement, what it is, how it comes from a report.
type Hostile = (&'static str, &'static str, &'static str, Encode);

const HOSTILE: &[Hostile] = &[
    ("doctype", "ROBUST-DOCTYPE", "a document type declaration", |report| format!("<!DOCTYPE Message>{report}").into()),
    ("external-entity", "ROBUST-DOCTYPE", "an entity that names a file", |report| {
        let report = report.replace(">ALPHA<", ">&e;<");
        format!("<!DOCTYPE Message [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>{report}").into()
    }),
    ("entity-bomb", "ROBUST-DOCTYPE", "entities that grow tenfold ten times", |report| {
        let grow = |n: usize| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
        let entities: String = (1..10).map(grow).collect();
        let report = report.replace(">ALPHA<", ">&e9;<");
        format!("<!DOCTYPE Message [<!ENTITY e0 \"x\">{entities}]>{report}").into()
    }),
    ("deep", "ROBUST-DEEP", "10000 elements inside each other", |report| {
        report.replace("<MessageBody>", &format!("<MessageBody>{}", "<a>".repeat(10_000))).into()
    }),
    ("attributes", "ROBUST-MANY", "10000 attributes on one element", |report| {
        let attributes: String = (0..10_000).map(|n| format!(" a{n}=\"1\"")).collect();
        report.replace("<MessageBody>", &format!("<MessageBody{attributes}>")).into()
    }),
    ("long-name", "ROBUST-MANY", "an element name of 100000 letters", |report| {
        report.replace("<MessageBody>", &format!("<MessageBody><{0}></{0}>", "a".repeat(100_000))).into()
    }),
    ("not-utf-8", "ROBUST-ENCODING", "bytes that are no UTF-8", |report| {
        let (before, after) = report.split_once(">ALPHA<").unwrap_or((report, ""));
        [before.as_bytes(), b">\xff\xfe<", after.as_bytes()].concat()
    }),
    ("nul", "ROBUST-ENCODING", "a NUL in a value", |report| report.replace(">ALPHA<", ">A\0B<").into()),
    ("control-reference", "ROBUST-ENCODING", "a reference to a control character", |report| {
        report.replace(">ALPHA<", ">A&#1;B<").into()
    }),
    ("binary", "ROBUST-ENCODING", "bytes of no meaning", |_| (0..4_096_u32).map(|n| (n * 7 % 256) as u8).collect()),
    ("undefined-entity", "ROBUST-ENCODING", "an entity that nothing defines", |report| {
        report.replace(">ALPHA<", ">&nbsp;<").into()
    }),
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::Robustness);
    for &(name, requirement, what, change) in HOSTILE {
        cases.refuses(
            &format!("body.{name}"),
            &[requirement, "SEND-NO-EFFECT"],
            (format!("Send a report with {what}"), "400, nobody hears of it, and the server goes on"),
            move |world| async move {
                let (sender, _, mut stream) = running(&world).await?;
                let body = change(&sender.messages.report());
                sender.send_as("application/xml", body).await?.refused_somehow()?;
                let mark = sender.mark().await?;
                stream.hears(&mark).await
            },
        );
    }
    sizes(&mut cases);
    encodings(&mut cases);
    contention(&mut cases);
    cases.listed()
}

fn sizes(cases: &mut Cases) {
    cases.refuses(
        "size.too-large",
        &["ROBUST-SIZE"],
        ("Send a body of 40 MB", "400 C2SIM_MSG_SIZE_EXCEEDED, and the server goes on"),
        |world| async move {
            let client = world.session().await?.joined("ALPHA").await?;
            let body = format!("{}{}", client.messages.refresh(), " ".repeat(40 << 20));
            client.send_as("application/xml", body).await?.refused("C2SIM_MSG_SIZE_EXCEEDED")?;
            client.publish(&client.messages.refresh()).await.map(drop)
        },
    );
    cases.works(
        "size.large",
        &["ROBUST-SIZE-LARGE"],
        ("Send a report of 2 MB", "it is taken, and the other member hears it whole"),
        |world| async move {
            let (sender, _, mut stream) = running(&world).await?;
            let report = sender.messages.report().replace(">ALPHA<", &format!(">{}<", "A".repeat(2 << 20)));
            sender.publish(&report).await?;
            stream.hears(&report).await
        },
    );
    for (name, body) in [("deep-json", "[".repeat(100_000)), ("not-json", "\u{1}".repeat(1_000))] {
        cases.refuses(
            &format!("join.{name}"),
            &["ROBUST-JSON"],
            (format!("Join with a body that is {name}"), "400, and the server goes on"),
            move |world| {
                let body = body.clone();
                async move {
                    let client = world.session().await?;
                    let headers = [("clientId", client.id.as_str()), ("Content-Type", "application/json")];
                    client.raw(Method::POST, &client.path("join"), &headers, body).await?.refused_somehow()?;
                    client.join("ALPHA").await?.taken()
                }
            },
        );
    }
}

/// The message as UTF-16 with a mark of the byte order.
fn utf_16(report: &str) -> Vec<u8> {
    let text = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?>{report}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn latin_1(report: &str) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{}", report.replace(">ALPHA<", ">Z\u{fc}rich<"));
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

fn encodings(cases: &mut Cases) {
    let ways: [(&str, &str, Encode); 4] = [
        ("utf-8-declared", "ROBUST-PROLOG", |report| {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{report}\n").into()
        }),
        ("byte-order-mark", "ROBUST-PROLOG", |report| format!("\u{feff}{report}").into()),
        ("utf-16", "ROBUST-UTF-16", utf_16),
        ("latin-1", "ROBUST-LATIN-1", latin_1),
    ];
    for (name, requirement, encode) in ways {
        cases.works(
            &format!("encoding.{name}"),
            &[requirement],
            (
                format!("Send a report that is written as {name}"),
                "it is taken, and comes as UTF-8 with all that it says",
            ),
            move |world| async move {
                let (sender, _, mut stream) = running(&world).await?;
                let report = sender.messages.report();
                sender.send_as("application/xml", encode(&report)).await?.taken()?;
                let expected = match name {
                    "latin-1" => report.replace(">ALPHA<", ">Z\u{fc}rich<"),
                    _ => report,
                };
                let line = stream.line().await?;
                let message = line.find("<Message").map_or("", |at| &line[at..]);
                expect(message == expected, || format!("it comes as {line}"))
            },
        );
    }
}

fn contention(cases: &mut Cases) {
    cases.works(
        "contention.join",
        &["ROBUST-CONTENTION"],
        ("Join eight times at once with one clientId", "one is taken, the others: C2SIM_CLIENT_ALREADY_JOINED"),
        |world| async move {
            let client = world.session().await?;
            let joins = (0..8).map(|_| client.join("ALPHA"));
            let answers = futures_util::future::try_join_all(joins).await?;
            let taken = answers.iter().filter(|answer| answer.is_ok()).count();
            expect(taken == 1, || format!("{taken} are taken"))?;
            answers
                .iter()
                .filter(|answer| !answer.is_ok())
                .try_for_each(|answer| answer.refused("C2SIM_CLIENT_ALREADY_JOINED").map(drop))
        },
    );
    cases.works(
        "contention.transition",
        &["ROBUST-CONTENTION"],
        ("Four members send StartScenario at once in INITIALIZED", "one is taken, the others are refused"),
        |world| async move {
            let first = world.session().await?.joined("ALPHA").await?;
            first.drive("INITIALIZED").await?;
            let mut members: Vec<Client> = vec![first];
            for _ in 0..3 {
                members.push(members[0].peer().joined("ALPHA").await?);
            }
            let sent = members.iter().map(started);
            let taken = futures_util::future::try_join_all(sent).await?.into_iter().filter(|taken| *taken).count();
            expect(taken == 1, || format!("{taken} are taken"))?;
            members[0].is_in("RUNNING").await
        },
    );
    cases.works(
        "load",
        &["ROBUST-LOAD"],
        ("Publish 200 reports from four members at once", "each is taken, and a listener hears each once"),
        load,
    );
}

async fn started(member: &Client) -> Outcome<bool> {
    let answer = member.send(&member.messages.command("StartScenario")).await?;
    if !answer.is_ok() {
        answer.refused("STATE_TRANSITION_NOT_ALLOWED")?;
    }
    Ok(answer.is_ok())
}

async fn load(world: Arc<World>) -> Outcome {
    const EACH: usize = 50;
    let (sender, _, mut stream) = running(&world).await?;
    let mut members = Vec::new();
    for _ in 0..4 {
        members.push(sender.peer().joined("ALPHA").await?);
    }
    let publish = async |member: &Client| -> Outcome<Vec<String>> {
        let messages: &Messages = &member.messages;
        let reports: Vec<String> = (0..EACH).map(|_| messages.report()).collect();
        for report in &reports {
            member.publish(report).await?;
        }
        Ok(reports)
    };
    let sent = futures_util::future::try_join_all(members.iter().map(publish)).await?;
    let mut sent: Vec<String> = sent.into_iter().flatten().collect();
    let mut heard = Vec::new();
    for _ in 0..sent.len() {
        heard.push(stream.line().await?);
    }
    sent.sort();
    heard.sort();
    expect(sent == heard, || "what is heard is not what was sent")
}
