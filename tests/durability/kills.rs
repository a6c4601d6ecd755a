//! The server is killed under load, again and again: every message that was acknowledged, and every one that was delivered,
//! is kept at its address, once.
//!
//! `C2SIM_KILLS` sets how often; five times without it.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use reqwest::Method;
use rusqlite::Connection;
use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::JoinSet,
};

use crate::support::{
    client::Client,
    messages::{initialization, report, system},
    server::Server,
    stream::Stream,
};

const KILLS: usize = 5;
const PUBLISHERS: usize = 6;
/// Acknowledgements before a kill, and how many more there are from one to the next.
const ACKNOWLEDGED_FIRST: usize = 40;
const ACKNOWLEDGED_MORE: usize = 23;

/// An acknowledged message.
struct Acknowledged {
    address: String,
    tracking_id: String,
    xml: String,
}

/// What a file holds.
struct Kept {
    epoch: String,
    /// Sequence, tracking id, document.
    rows: Vec<(i64, Option<String>, Option<String>)>,
}

fn read(file: &Path) -> Kept {
    let connection = Connection::open(file).unwrap();
    let epoch = connection.query_row("SELECT value FROM fact WHERE name = 'epoch'", (), |row| row.get(0)).unwrap();
    let mut select = connection.prepare("SELECT sequence, tracking_id, body FROM entry ORDER BY sequence").unwrap();
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let rows = select.query_map((), row).unwrap().collect::<Result<_, _>>().unwrap();
    Kept { epoch, rows }
}

/// Publishes until the server is gone; marks tell all reports of the test apart.
async fn publish(client: Client, first_mark: usize, acknowledged: UnboundedSender<Acknowledged>) {
    for mark in first_mark.. {
        let xml = report("SIM", mark);
        let request = client.request(Method::POST, "send").header("content-type", "application/xml").body(xml.clone());
        let Ok(answer) = request.send().await else { return };
        let status = answer.status();
        let address = answer.headers().get("c2sim-address").map(|address| address.to_str().unwrap().to_owned());
        let Ok(body) = answer.text().await else { return };
        assert_eq!(status, 200, "{body}");
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        let tracking_id = body["trackingId"].as_str().unwrap().to_owned();
        let address = address.expect("every acknowledged message has an address");
        if acknowledged.send(Acknowledged { address, tracking_id, xml }).is_err() {
            return;
        }
    }
}

/// Listens until the server is gone; answers the reports that were delivered.
async fn listen(mut stream: Stream) -> Vec<String> {
    let mut heard = Vec::new();
    while let Some(tokio_tungstenite::tungstenite::Message::Text(line)) = stream.frame().await {
        heard.push(line.trim_end().to_owned());
    }
    heard
}

fn check(kept: &Kept, acknowledged: &[Acknowledged], heard: &[String], epochs: &mut HashSet<String>) {
    let sequences: Vec<i64> = kept.rows.iter().map(|(sequence, ..)| *sequence).collect();
    assert_eq!(sequences, (1..=i64::try_from(sequences.len()).unwrap()).collect::<Vec<_>>(), "sequences are dense");
    let mut by_address = HashMap::new();
    let (mut tickets, mut documents) = (HashSet::new(), HashSet::new());
    for (sequence, tracking_id, body) in &kept.rows {
        if let (Some(tracking_id), Some(body)) = (tracking_id, body) {
            assert!(tickets.insert(tracking_id), "nothing is kept twice");
            assert!(documents.insert(body.as_str()), "nothing is kept twice: {body}");
            by_address.insert(format!("{}:{sequence}", kept.epoch), (tracking_id, body));
        }
    }
    for Acknowledged { address, tracking_id, xml } in acknowledged {
        assert_eq!(by_address.get(address), Some(&(tracking_id, xml)), "{address} was acknowledged");
    }
    for line in heard {
        assert!(documents.contains(line.as_str()), "it was delivered, and is not kept: {line}");
    }
    epochs.insert(kept.epoch.clone());
    assert_eq!(epochs.len(), 1, "a killed process loses nothing, so that the feed goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_or_delivered_survives_every_kill() {
    let kills = std::env::var("C2SIM_KILLS").map_or(KILLS, |kills| kills.parse().expect("C2SIM_KILLS is a number"));
    let mut server = Server::with(&[("C2SIM_SNAPSHOT_MESSAGES", "50")]);
    let c2 = server.client("c2-one");
    c2.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2"]),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
    for publisher in 0..PUBLISHERS {
        server.client(&format!("pub-{publisher:02}")).join().await.ok();
    }
    let file = server.data_dir().join("default.sqlite");
    let (mut all, mut heard, mut epochs) = (Vec::new(), Vec::new(), HashSet::new());
    for round in 0..kills {
        // Nobody joins again: members are members after a kill.
        let listening = tokio::spawn(listen(server.client("c2-one").stream().await));
        let (sender, mut acknowledged) = unbounded_channel();
        let mut publishing = JoinSet::new();
        for publisher in 0..PUBLISHERS {
            let client = server.client(&format!("pub-{publisher:02}"));
            publishing.spawn(publish(client, (round * PUBLISHERS + publisher) * 1_000_000, sender.clone()));
        }
        drop(sender);
        for _ in 0..ACKNOWLEDGED_FIRST + round % 8 * ACKNOWLEDGED_MORE {
            all.push(acknowledged.recv().await.expect("publishers go on until the server is gone"));
        }
        server.kill();
        while let Some(publisher) = publishing.join_next().await {
            publisher.expect("every answer was an acknowledgement");
        }
        while let Some(last) = acknowledged.recv().await {
            all.push(last);
        }
        heard.extend(listening.await.unwrap());
        server.start_again();
        check(&read(&file), &all, &heard, &mut epochs);
    }
    assert!(!heard.is_empty() && all.len() >= kills * ACKNOWLEDGED_FIRST);
    server.stop();
    check(&read(&file), &all, &heard, &mut epochs);
}
