//! What went out can be read back, by those who are in the session.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test program")]

mod support;

use reqwest::Method;
use serde_json::Value;
use support::{
    client::{Answer, Client},
    exercise::running,
    messages::report,
    server::Server,
};

async fn history(client: &Client, query: &str) -> Answer {
    client.get(&format!("messages{query}")).await
}

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (200, "application/x-ndjson"), "{answer:?}");
    answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn through(answer: &Answer) -> &str {
    answer.headers["c2sim-address"].to_str().unwrap()
}

#[tokio::test]
async fn a_line_says_all_that_is_known_of_a_message() {
    let server = Server::start();
    let c2 = running(&server).await;
    let answer = c2.send(report("C2 &amp; \"co\"", 7)).await;
    let address = answer.headers["c2sim-address"].to_str().unwrap().to_owned();
    let ticket = answer.ok()["trackingId"].clone();
    let answer = history(&c2, "?kind=ReportBody").await;
    assert_eq!(through(&answer), address);
    let [line] = &lines(&answer)[..] else { panic!("{answer:?}") };
    assert_eq!(line["address"], address);
    assert_eq!(line["trackingId"], ticket);
    assert_eq!(line["kind"], "ReportBody");
    assert_eq!(line["sender"], "C2 & \"co\"");
    assert_eq!(line["receivers"], serde_json::json!(["ALL"]));
    assert!(line["at"].as_str().unwrap().ends_with('Z'));
    assert!(line["xml"].as_str().unwrap().starts_with("<Message "), "{line}");
    assert!(line["xml"].as_str().unwrap().ends_with("</Message>"), "{line}");
    assert_eq!(line.as_object().unwrap().len(), 7);
    let kinds: Vec<_> = lines(&history(&c2, "").await).iter().map(|line| line["kind"].clone()).collect();
    let expected = ["SubmitInitialization", "C2SIMInitializationBody", "ShareScenario", "StartScenario", "ReportBody"];
    assert_eq!(kinds, expected, "the part that was kept back is not among what went out");
}

#[tokio::test]
async fn pages_follow_each_other_without_a_gap_also_while_others_publish() {
    let server = Server::with(&[("C2SIM_BACKLOG_MESSAGES", "8")]);
    let c2 = running(&server).await;
    let publisher = tokio::spawn({
        let sim = server.client("sim-one");
        async move {
            sim.join().await.ok();
            for mark in 0..300 {
                sim.publish(report("SIM", mark)).await;
            }
        }
    });
    let (mut read, mut after) = (Vec::new(), String::new());
    while read.len() < 300 {
        let answer = history(&c2, &format!("?from=SIM&limit=7{after}")).await;
        let page = lines(&answer);
        assert!(page.len() <= 7);
        let next = if page.len() == 7 { page[6]["address"].as_str().unwrap() } else { through(&answer) };
        after = format!("&after={next}");
        read.extend(page.into_iter().map(|line| line["xml"].as_str().unwrap().to_owned()));
    }
    publisher.await.unwrap();
    let expected: Vec<String> = (0..300).map(|mark| report("SIM", mark)).collect();
    assert_eq!(read, expected);
    assert_eq!(lines(&history(&c2, "?from=SIM").await).len(), 300);
    assert_eq!(lines(&history(&c2, &format!("?from=SIM{after}")).await).len(), 0);
}

#[tokio::test]
async fn times_and_filters_choose_messages() {
    let server = Server::start();
    let c2 = running(&server).await;
    for mark in 1..4 {
        c2.publish(report("C2", mark)).await;
    }
    let all = lines(&history(&c2, "?kind=ReportBody").await);
    let at = |index: usize| all[index]["at"].as_str().unwrap().to_owned();
    let check = async |query: &str, expected: &dyn Fn(&str) -> bool| {
        let found = lines(&history(&c2, &format!("?kind=ReportBody{query}")).await);
        let expected: Vec<_> = all.iter().filter(|line| expected(line["at"].as_str().unwrap())).cloned().collect();
        assert_eq!(found, expected, "{query}");
    };
    // Times of the same form compare as texts do, but for what stands after the last digit.
    let moment = |text: &str| text.trim_end_matches('Z').to_owned();
    let middle = moment(&at(1));
    check(&format!("&since={}", at(1)), &|at| moment(at) >= middle).await;
    check(&format!("&until={}", at(1)), &|at| moment(at) <= middle).await;
    check("&since=2020-01-01T00:00:00Z&until=2020-01-02T00:00:00Z", &|_| false).await;
    check("&since=1969-01-01T00:00:00Z", &|_| true).await;
    check("&until=1969-01-01T00:00:00Z", &|_| false).await;
    check("&from=SIM", &|_| false).await;
    check("&to=SIM", &|_| true).await;
    let two = history(&c2, "?kind=StartScenario&kind=ShareScenario").await;
    assert_eq!(lines(&two).len(), 2);
}

#[tokio::test]
async fn as_xml_it_is_one_document() {
    let server = Server::start();
    let c2 = running(&server).await;
    c2.publish(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", report("C2", 1))).await;
    let address = c2.publish(report("C2", 2)).await;
    let request = c2.request(Method::GET, "messages?kind=ReportBody").header("accept", "application/xml");
    let answer = Answer::read(request.send().await.unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.content_type.as_str()), (200, "application/xml"));
    assert_eq!(through(&answer), address);
    let mut reader = quick_xml::Reader::from_str(&answer.text);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(element) => names.push(element.name().0.to_owned()),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let count = |name: &str| names.iter().filter(|found| *found == name).count();
    assert_eq!((names[0].as_str(), count("SessionMessage"), count("Message")), ("SessionMessages", 2, 2));
    assert_eq!(answer.text.matches("<?xml").count(), 1);
    assert!(answer.text.contains(&format!("<SessionMessage address=\"{address}\" trackingId=\"")), "{}", answer.text);
    assert!(answer.text.contains(&report("C2", 2)));
}

#[tokio::test]
async fn who_may_not_read_or_asks_for_what_is_not_there_is_told() {
    let server = Server::with(&[("C2SIM_DURABILITY", "memory"), ("C2SIM_BACKLOG_MESSAGES", "2")]);
    let c2 = running(&server).await;
    let first = c2.publish(report("C2", 1)).await;
    for mark in 2..5 {
        c2.publish(report("C2", mark)).await;
    }
    assert_eq!(history(&server.client("nobody"), "").await.code(), "CLIENT_NOT_JOINED_SHARED_SESSION");
    let check = async |query: &str, status: u16, parameter: Option<&str>| {
        let answer = history(&c2, query).await;
        assert_eq!(answer.status, status, "{query}: {answer:?}");
        let code = if status == 410 { "RESUME_NOT_POSSIBLE" } else { "INVALID_REQUEST" };
        assert_eq!(answer.code(), code, "{query}");
        assert_eq!(answer.json()["details"]["parameter"].as_str(), parameter, "{query}");
    };
    check(&format!("?after={first}"), 410, None).await;
    check("?after=x", 400, Some("after")).await;
    check("?limit=0", 400, Some("limit")).await;
    check("?limit=10001", 400, Some("limit")).await;
    check("?limit=many", 400, Some("limit")).await;
    check("?since=yesterday", 400, Some("since")).await;
    check("?kind=x", 400, Some("kind")).await;
    // Without an address it begins with the oldest that is kept.
    assert_eq!(lines(&history(&c2, "?limit=10000").await).len(), 2);
    assert_eq!(lines(&history(&c2, "?limit=1").await).len(), 1);
}
