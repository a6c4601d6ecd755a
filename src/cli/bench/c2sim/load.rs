//! Full load, then half of it, while members listen: what a delivery costs, how many messages there are, and how long they
//! take to the last member.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{IN_FLIGHT, begin_exercise, join_members, listen, report};
use crate::cli::bench::{
    Arguments, Problem,
    ears::{Audience, Deliveries},
    figures::{Figures, percentile},
    load::{publish, publish_at_pace},
    server::Server,
};

/// Deliveries of one reading at most.
const DELIVERIES_MAX: usize = 1_000_000;
/// Publishes before the first reading, so that it finds a server at work.
const WARM_UP: usize = 2_000;
/// How long half load is kept up, in seconds.
const HALF_LOAD_SEC: f64 = 4.0;
/// µs of CPU that one delivery may cost that is written alone; under load it costs less.
const DELIVERY_US_MAX: f64 = 3.0;
/// ms from publish to the last of the members, 99 of 100, up to so many members.
const LATENCY_MS_MAX: f64 = 5.0;
const LATENCY_MEMBERS_MAX: usize = 50;

/// Prints the figures for each number of members.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    for members in arguments.members() {
        measure_with(members, arguments, figures).await?;
    }
    Ok(())
}

async fn measure_with(members: usize, arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, members).await?;
    let messages = arguments.messages.min(DELIVERIES_MAX / members).max(1);
    publish(server.address(), report, 0..WARM_UP, IN_FLIGHT).await?;
    let alone = full_load(&server, &mut Audience::default(), arguments.messages).await?;
    let mut audience = listen(&server, 0..members).await?;
    let heard = full_load(&server, &mut audience, messages).await?;
    if let (Some(alone_us), Some(heard_us)) = (alone.cpu_us, heard.cpu_us) {
        let delivery_us = (heard_us - alone_us) / members as f64;
        figures.hold("delivery_cpu_us", Some(members), delivery_us, DELIVERY_US_MAX);
    }
    figures.note("deliveries_a_read", Some(members), heard.batch);
    figures.note("messages_per_sec", Some(members), heard.per_sec);
    let mut latencies_ms = half_load(&server, &mut audience, heard.per_sec / 2.0).await?;
    figures.note("latency_ms_p50", Some(members), percentile(&mut latencies_ms, 0.5));
    let p99 = percentile(&mut latencies_ms, 0.99);
    match members <= LATENCY_MEMBERS_MAX {
        true => figures.hold("latency_ms_p99", Some(members), p99, LATENCY_MS_MAX),
        false => figures.note("latency_ms_p99", Some(members), p99),
    }
    figures.note("latency_ms_p99_9", Some(members), percentile(&mut latencies_ms, 0.999));
    Ok(())
}

/// What one reading under full load gives.
pub(super) struct Reading {
    /// µs of the server's CPU a message, deliveries included.
    pub(super) cpu_us: Option<f64>,
    /// Messages that were published, and heard by everyone, in a second.
    pub(super) per_sec: f64,
    /// Messages that a listener found together.
    pub(super) batch: f64,
}

/// Publishes as fast as the server answers, until everyone has heard everything.
pub(super) async fn full_load(server: &Server, audience: &mut Audience, messages: usize) -> Result<Reading, Problem> {
    audience.hear(messages);
    let (before_us, begin) = (server.cpu_us()?, Instant::now());
    publish(server.address(), report, 0..messages, IN_FLIGHT).await?;
    let heard = audience.heard().await?;
    let (after_us, elapsed) = (server.cpu_us()?, begin.elapsed());
    Ok(Reading {
        cpu_us: before_us.zip(after_us).map(|(before, after)| (after - before) / messages as f64),
        per_sec: messages as f64 / elapsed.as_secs_f64(),
        batch: heard.messages as f64 / heard.reads.max(1) as f64,
    })
}

/// Publishes at a steady pace; how long each message took to the last listener, from when it was due, in ms.
pub(super) async fn half_load(server: &Server, audience: &mut Audience, per_sec: f64) -> Result<Vec<f64>, Problem> {
    let messages = (per_sec * HALF_LOAD_SEC).ceil().max(100.0) as usize;
    let pause = Duration::from_secs_f64(per_sec.recip());
    let begin = Instant::now() + Duration::from_millis(50);
    let deliveries = Arc::new(Deliveries::new(begin, 0, messages));
    audience.hear_marks(&deliveries);
    publish_at_pace(server.address(), report, 0..messages, IN_FLIGHT, begin, pause).await?;
    audience.heard().await?;
    deliveries.latencies_ms(|index| pause.as_secs_f64() * 1e6 * index as f64)
}
