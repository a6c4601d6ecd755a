//! Editing together, beside what other servers of this kind claim: sessions, connections, messages, memory, CPU.

use std::time::{Duration, Instant};

use tokio::{task::JoinSet, time::interval};

use super::{
    Arguments, Problem,
    connection::{Connection, request},
    ears::{Ear, push_text},
    figures::{Figures, percentile},
    server::Server,
};
use crate::feed::Durability;

/// ms that creating a session may take, half of the times.
const CREATION_MS_MAX: f64 = 0.2;
/// ms that a connection may take to its first frame, half of the times.
const CONNECTION_MS_MAX: f64 = 1.0;
/// Edits a second of one connection, each delivered to another, at least.
const MESSAGES_PER_SEC_MIN: f64 = 10_000.0;
/// Bytes of memory that a session may take that nobody is connected with.
const SESSION_BYTES_MAX: f64 = 1_024.0;
/// Percent of a core that a hundred connections may take that send ten messages a second each.
const LOAD_PERCENT_MAX: f64 = 5.0;
/// Sessions and connections that are timed.
const TIMED: usize = 2_000;
/// Sessions that memory is measured by.
const IDLE_SESSIONS: usize = 50_000;
/// Sessions that are asked for at once.
const ROUND: usize = 50;
/// Edits that are sent together.
const EDITS: usize = 32;
const CONNECTIONS: usize = 100;
const EACH_PER_SEC: u32 = 10;
/// Messages of each: ten seconds of them.
const MESSAGES: usize = 100;

/// Prints the figures.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    times(&server, figures).await?;
    throughput(&server, arguments.messages, figures).await?;
    memory(&server, figures).await?;
    for (documents, name, bar) in
        [(CONNECTIONS / 2, "two_a_document_percent", Some(LOAD_PERCENT_MAX)), (1, "all_in_one_document_percent", None)]
    {
        if let Some(percent) = load(&server, documents).await? {
            match bar {
                Some(bar) => figures.hold(name, Some(CONNECTIONS), percent, bar),
                None => figures.note(name, Some(CONNECTIONS), percent),
            }
        }
    }
    if arguments.url.is_none() && arguments.durability != Durability::Memory {
        // The same without the disk: servers of this kind keep nothing, and most of the cost is its.
        let server = Server::start(Durability::Memory).await?;
        if let Some(percent) = load(&server, CONNECTIONS / 2).await? {
            figures.hold("two_a_document_in_memory_percent", Some(CONNECTIONS), percent, LOAD_PERCENT_MAX);
        }
    }
    Ok(())
}

fn create(document: &str) -> Vec<u8> {
    let body = format!(r#"{{"user_id":"bench","document_id":"{document}"}}"#);
    request("POST", "/editing/api/sessions", "bench-00", "application/json", &body)
}

/// The id in what a creation answers.
fn session_id(body: &str) -> Result<String, Problem> {
    let value: serde_json::Value = serde_json::from_str(body)?;
    let id = value["session_id"].as_str().ok_or("a session has no id")?;
    Ok(id.to_owned())
}

/// An editor that is connected and knows the document.
async fn editor(server: &Server, connection: &mut Connection, document: &str) -> Result<Ear, Problem> {
    let id = session_id(&connection.ask_ok(&create(document)).await?.body)?;
    let mut ear = Ear::open(server.address(), &format!("/editing/ws?session_id={id}")).await?;
    ear.hear_until(|text| memchr::memmem::find(text, b"\"document_sync\"").is_some()).await?;
    Ok(ear)
}

async fn times(server: &Server, figures: &mut Figures) -> Result<(), Problem> {
    let mut connection = Connection::open(server.address()).await?;
    let (mut creations_ms, mut connections_ms) = (Vec::new(), Vec::new());
    let mut ids = Vec::new();
    for number in 0..TIMED + ROUND {
        let (creation, begin) = (create("times"), Instant::now());
        let created = connection.ask_ok(&creation).await?;
        if number >= ROUND {
            creations_ms.push(begin.elapsed().as_secs_f64() * 1e3);
        }
        ids.push(session_id(&created.body)?);
    }
    for id in ids.iter().take(TIMED) {
        let begin = Instant::now();
        let mut ear = Ear::open(server.address(), &format!("/editing/ws?session_id={id}")).await?;
        ear.hear(1, |_| {}).await?;
        connections_ms.push(begin.elapsed().as_secs_f64() * 1e3);
        ear.close().await?;
    }
    figures.hold("session_creation_ms_p50", None, percentile(&mut creations_ms, 0.5), CREATION_MS_MAX);
    figures.note("session_creation_ms_p99", None, percentile(&mut creations_ms, 0.99));
    figures.hold("connection_ms_p50", None, percentile(&mut connections_ms, 0.5), CONNECTION_MS_MAX);
    figures.note("connection_ms_p99", None, percentile(&mut connections_ms, 0.99));
    Ok(())
}

fn edit(number: usize) -> String {
    format!(
        r#"{{"id":"m-{number}","type":"realtime_edit","payload":{{"content":"Advance to line {number}","cursor_position":8,"user_id":"bench"}},"timestamp":"2026-01-01T00:00:00Z"}}"#
    )
}

fn is_edit(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"\"realtime_edit\"").is_some()
}

/// One connection sends as fast as the server reads, another hears it all.
async fn throughput(server: &Server, messages: usize, figures: &mut Figures) -> Result<(), Problem> {
    let mut connection = Connection::open(server.address()).await?;
    let mut writer = editor(server, &mut connection, "throughput").await?;
    let mut reader = editor(server, &mut connection, "throughput").await?;
    let (before_us, begin) = (server.cpu_us()?, Instant::now());
    let writing = tokio::spawn(async move {
        for first in (0..messages).step_by(EDITS) {
            let mut frames = Vec::new();
            (first..messages.min(first + EDITS)).for_each(|number| push_text(&mut frames, &edit(number)));
            writer.write(&frames).await?;
        }
        Ok::<_, Problem>(writer)
    });
    let last = format!("\"m-{}-broadcast\"", messages - 1);
    reader.hear_until(|text| memchr::memmem::find(text, last.as_bytes()).is_some()).await?;
    let (after_us, elapsed) = (server.cpu_us()?, begin.elapsed());
    writing.await??;
    let per_sec = messages as f64 / elapsed.as_secs_f64();
    figures.hold_least("messages_per_sec_a_connection", Some(1), per_sec, MESSAGES_PER_SEC_MIN);
    if let Some((before, after)) = before_us.zip(after_us) {
        figures.note("message_cpu_us", Some(1), (after - before) / messages as f64);
    }
    Ok(())
}

async fn memory(server: &Server, figures: &mut Figures) -> Result<(), Problem> {
    let mut connection = Connection::open(server.address()).await?;
    let before = server.resident_bytes()?;
    for _ in 0..IDLE_SESSIONS / ROUND {
        connection.ask_many(&create("times").repeat(ROUND), ROUND, |_| {}).await?;
    }
    if let Some((before, after)) = before.zip(server.resident_bytes()?) {
        let bytes = (after - before) / IDLE_SESSIONS as f64;
        figures.hold("idle_session_resident_bytes", Some(IDLE_SESSIONS), bytes, SESSION_BYTES_MAX);
    }
    Ok(())
}

/// Percent of a core that a hundred connections take which send at a steady pace, in so many documents.
async fn load(server: &Server, documents: usize) -> Result<Option<f64>, Problem> {
    let mut connection = Connection::open(server.address()).await?;
    let mut working: JoinSet<Result<(), Problem>> = JoinSet::new();
    let mut ears = Vec::new();
    for number in 0..CONNECTIONS {
        let document = format!("load-{documents}-{}", number % documents);
        ears.push(editor(server, &mut connection, &document).await?);
    }
    let (before_us, begin) = (server.cpu_us()?, Instant::now());
    for (number, mut ear) in ears.into_iter().enumerate() {
        working.spawn(async move {
            let mut due = interval(Duration::from_secs(1) / EACH_PER_SEC);
            // Nobody sends at the moment at which all others do.
            tokio::time::sleep(Duration::from_millis(number as u64)).await;
            let mut heard = 0;
            for message in 0..MESSAGES {
                due.tick().await;
                ear.say(&edit(message)).await?;
                ear.hear_now(|text| heard += usize::from(is_edit(text)))?;
            }
            // Whatever the others of its document said has to have come.
            let expected = (CONNECTIONS / documents - 1) * MESSAGES;
            while heard < expected {
                ear.hear(1, |text| heard += usize::from(is_edit(text))).await?;
            }
            Ok(())
        });
    }
    while let Some(worked) = working.join_next().await {
        worked??;
    }
    let (after_us, elapsed_us) = (server.cpu_us()?, begin.elapsed().as_secs_f64() * 1e6);
    Ok(before_us.zip(after_us).map(|(before, after)| (after - before) / elapsed_us * 100.0))
}
