//! Who was away misses nothing, and hears nothing twice.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test program")]

mod support;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use support::{
    client::Client,
    exercise::running,
    messages::{initialization, message, report, system},
    server::Server,
    stream::Stream,
};

/// Publishes reports with these marks, and answers the address of the last.
async fn publish(client: &Client, marks: std::ops::Range<usize>) -> String {
    let mut last = String::new();
    for mark in marks {
        last = client.publish(report("C2", mark)).await;
    }
    last
}

async fn hears(stream: &mut Stream, marks: std::ops::Range<usize>) {
    for mark in marks {
        assert_eq!(stream.line().await, report("C2", mark));
    }
}

fn sequence(address: &str) -> u64 {
    address.split_once(':').unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn a_stream_that_begins_after_an_address_brings_what_was_missed_and_goes_on() {
    let server = Server::with(&[("C2SIM_BACKLOG_MESSAGES", "2")]);
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    let before = c2.publish(report("C2", 0)).await;
    sim.join().await.ok();
    let after = publish(&c2, 1..3).await;
    sim.send(report("SIM", 99)).await.ok();
    let last = publish(&c2, 3..9).await;
    let mut stream = sim.stream_with(&format!("&after={after}")).await;
    hears(&mut stream, 3..9).await;
    publish(&c2, 9..11).await;
    hears(&mut stream, 9..11).await;
    // It does not matter that the client was no member yet: it asks for what came after this address.
    let mut stream = sim.stream_with(&format!("&after={before}")).await;
    hears(&mut stream, 1..11).await;
    let mut stream = sim.stream_with(&format!("&after={last}")).await;
    hears(&mut stream, 9..11).await;
    // The publisher's own messages are absent from its stream.
    let mut stream = c2.stream_with(&format!("&after={before}")).await;
    assert_eq!(stream.line().await, report("SIM", 99));
}

#[tokio::test]
async fn the_two_messages_that_share_a_scenario_are_two_addresses() {
    let server = Server::start();
    let c2 = server.client("c2-one");
    let sim = server.client("sim-one");
    c2.join().await.ok();
    sim.join().await.ok();
    let opened = c2.publish(system("C2", "SubmitInitialization")).await;
    let submitted = c2.publish(initialization("C2", "one", &["C2"])).await;
    let shared = c2.publish(system("C2", "ShareScenario")).await;
    let (epoch, place) = shared.split_once(':').unwrap();
    let between = format!("{epoch}:{}", place.parse::<u64>().unwrap() - 1);
    let mut stream = sim.stream_with(&format!("&after={opened}")).await;
    let initialization = stream.line().await;
    assert!(initialization.contains("<FromSendingSystem>C2SIM_SERVER<"), "{initialization}");
    assert_eq!(stream.line().await, system("C2", "ShareScenario"));
    let mut stream = sim.stream_with(&format!("&after={submitted}")).await;
    assert_eq!(stream.line().await, initialization);
    let mut stream = sim.stream_with(&format!("&after={between}")).await;
    assert_eq!(stream.line().await, system("C2", "ShareScenario"));
    // The server's own message comes to the publisher too, the publisher's does not.
    let mut stream = c2.stream_with(&format!("&after={opened}")).await;
    assert_eq!(stream.line().await, initialization);
    sim.publish(system("SIM", "StartScenario")).await;
    assert_eq!(stream.line().await, system("SIM", "StartScenario"));
}

#[tokio::test]
async fn whoever_left_and_came_back_hears_what_came_in_between() {
    let server = Server::start();
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let after = publish(&c2, 0..2).await;
    publish(&c2, 2..3).await;
    sim.resign().await.ok();
    publish(&c2, 3..5).await;
    // Opened before the client joins again: it waits until then, and brings the same.
    let mut early = sim.stream_with(&format!("&after={after}")).await;
    sim.join().await.ok();
    publish(&c2, 5..6).await;
    hears(&mut early, 2..6).await;
    let mut late = sim.stream_with(&format!("&after={after}")).await;
    hears(&mut late, 2..6).await;
    // The resignation of before ended nothing; one of now does.
    sim.resign().await.ok();
    let (code, reason) = late.closed().await;
    assert_eq!((code, reason.contains("resigned")), (1000, true), "{reason}");
}

#[tokio::test]
async fn what_cannot_be_resumed_is_told_before_anything_else() {
    let server = Server::with(&[("C2SIM_DURABILITY", "memory"), ("C2SIM_BACKLOG_MESSAGES", "2")]);
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let (first, last) = (publish(&c2, 0..1).await, publish(&c2, 1..9).await);
    let mut open = sim.stream().await;
    let check = async |parameters: &str, code: u16, reason: &str| {
        let (closed, said) = sim.stream_with(parameters).await.closed().await;
        assert_eq!(closed, code, "{parameters}: {said}");
        assert!(said.contains(reason), "{parameters}: {said}");
    };
    check(&format!("&after={first}"), 4410, "no longer kept").await;
    let (epoch, place) = last.split_once(':').unwrap();
    let place: u64 = place.parse().unwrap();
    check(&format!("&after={epoch}:{}", place + 1), 4410, "no entry of that address yet").await;
    check(&format!("&after=0123456789abcdef:{place}"), 4410, "could not be continued").await;
    check("&after=", 1003, "after: not an address").await;
    check("&after=12", 1003, "after: not an address").await;
    check("&kind=Report", 1003, "kind: there is no").await;
    check(&format!("&kind={}", "x".repeat(1_000)), 1003, "kind: there is no").await;
    check(&"&from=C2".repeat(65), 1003, "from: ").await;
    // Nothing of this took the place of the stream that is open.
    publish(&c2, 9..10).await;
    hears(&mut open, 9..10).await;
}

#[tokio::test]
async fn an_address_of_a_session_that_was_deleted_is_none_of_its_successor() {
    let server = Server::start();
    let c2 = server.client("c2-one").in_session("exercise");
    let mut addresses = Vec::new();
    for _ in 0..2 {
        c2.create("2.0.0").await.ok();
        c2.join().await.ok();
        addresses.push(c2.publish(system("C2", "SubmitInitialization")).await);
        if addresses.len() == 1 {
            c2.delete("").await.ok();
        }
    }
    assert_eq!(sequence(&addresses[0]), sequence(&addresses[1]));
    assert_eq!(c2.stream_with(&format!("&after={}", addresses[0])).await.closed().await.0, 4410);
    let mut stream = c2.stream_with(&format!("&after={}", addresses[1])).await;
    c2.delete("").await.ok();
    assert_eq!(stream.closed().await.0, 1000);
}

#[tokio::test]
async fn what_came_before_a_restart_is_resumed_after_it() {
    for end in [Server::stop, Server::kill] {
        let mut server = Server::start();
        let c2 = running(&server).await;
        let sim = server.client("sim-one");
        sim.join().await.ok();
        let after = publish(&c2, 0..2).await;
        publish(&c2, 2..5).await;
        end(&mut server);
        server.start_again();
        let mut stream = server.client("sim-one").stream_with(&format!("&after={after}")).await;
        publish(&server.client("c2-one"), 5..6).await;
        hears(&mut stream, 2..6).await;
    }
}

#[tokio::test]
async fn a_filter_lets_through_what_was_asked_for() {
    let server = Server::start();
    let c2 = running(&server).await;
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let after = publish(&c2, 0..1).await;
    let to_map = report("C2", 1).replace(">ALL<", ">MAP<");
    let to_two = report("SIM", 2).replace(
        "<ToReceivingSystem>ALL</ToReceivingSystem>",
        "<ToReceivingSystem>SIM</ToReceivingSystem><ToReceivingSystem>A, B</ToReceivingSystem>",
    );
    let body = "<SystemMessageBody><CheckpointSave><Name>one</Name></CheckpointSave></SystemMessageBody>";
    let save = message("C2", body);
    let all = [to_map.clone(), to_two.clone(), save.clone(), report("C2", 3)];
    for xml in &all {
        c2.publish(xml.clone()).await;
    }
    let end = system("C2", "StopScenario");
    let check = async |parameters: &str, expected: &[&String]| {
        let mut stream = sim.stream_with(&format!("&after={after}{parameters}&kind=StopScenario")).await;
        for line in expected {
            assert_eq!(stream.line().await, **line, "{parameters}");
        }
        assert_eq!(stream.line().await, end, "{parameters}");
    };
    c2.publish(end.clone()).await;
    check("", &[]).await;
    check("&kind=CheckpointSave", &[&save]).await;
    check("&kind=CheckpointSave&kind=ReportBody", &all.each_ref()).await;
    check("&kind=ReportBody&from=C2", &[&to_map, &all[3]]).await;
    check("&kind=ReportBody&from=SIM&from=C2", &[&to_map, &to_two, &all[3]]).await;
    check("&kind=ReportBody&to=MAP", &[&to_map, &all[3]]).await;
    check("&kind=ReportBody&to=A,%20B", &[&to_two, &all[3]]).await;
    check("&kind=ReportBody&to=A&from=C2", &[&all[3]]).await;
    check("&kind=CheckpointSave&to=MAP", &[&save]).await;
}

/// Messages of the test under load, by all publishers together.
const MESSAGES: usize = 1_500;
const PUBLISHERS: usize = 6;

/// A reader loses its connection again and again, at any moment, while others publish; the messages in memory are few, so
/// that it meets the seam between the file and memory each time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_load_and_many_reconnects_every_message_comes_once_in_one_order() {
    let server = Server::with(&[("C2SIM_BACKLOG_MESSAGES", "24"), ("C2SIM_STORE_READERS", "2")]);
    running(&server).await;
    let sim = server.client("sim-one");
    sim.join().await.ok();
    let begin = sim.publish(report("SIM", 0)).await;
    let addresses: Arc<Mutex<HashMap<String, String>>> = Arc::default();
    let publishers: Vec<_> = (0..PUBLISHERS)
        .map(|publisher| {
            let (client, addresses) = (server.client(&format!("load-{publisher}")), Arc::clone(&addresses));
            tokio::spawn(async move {
                client.join().await.ok();
                for mark in (publisher..MESSAGES).step_by(PUBLISHERS) {
                    let xml = report("C2", mark);
                    let address = client.publish(xml.clone()).await;
                    addresses.lock().unwrap().insert(xml, address);
                }
            })
        })
        .collect();
    let address_of = async |line: &str| loop {
        // The message may be here before its publisher has read the answer.
        if let Some(address) = addresses.lock().unwrap().get(line) {
            return address.clone();
        }
        tokio::task::yield_now().await;
    };
    let (mut heard, mut after, mut reconnects) = (Vec::new(), begin, 0);
    let reading = async {
        while heard.len() < MESSAGES {
            let mut stream = sim.stream_with(&format!("&after={after}")).await;
            // Sometimes nothing is read, sometimes what two reads of the feed bring.
            for _ in 0..(reconnects * 7) % 45 {
                if heard.len() < MESSAGES {
                    heard.push(stream.line().await);
                }
            }
            if let Some(last) = heard.last() {
                after = address_of(last).await;
            }
            reconnects += 1;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), reading).await.expect("everything is heard in time");
    for publisher in publishers {
        publisher.await.unwrap();
    }
    let mut places: Vec<u64> = Vec::new();
    for line in &heard {
        places.push(sequence(&address_of(line).await));
    }
    assert!(places.is_sorted_by(|one, next| one < next), "one order, nothing twice: {places:?}");
    assert_eq!(addresses.lock().unwrap().len(), MESSAGES);
    assert!(reconnects > 30, "{reconnects}");
}
