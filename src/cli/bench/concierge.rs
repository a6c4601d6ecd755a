//! The service gateway: an owner that tells its subscribers something as fast as the server takes it.

use std::time::Instant;

use tokio::task::JoinSet;

use super::{
    Arguments, Problem,
    ears::{Audience, Ear, push_text},
    figures::Figures,
    server::Server,
};

/// Deliveries a second, all subscribers together, at least.
const DELIVERIES_PER_SEC_MIN: f64 = 200_000.0;
/// Deliveries of one reading at most.
const DELIVERIES_MAX: usize = 2_000_000;
/// Messages that are sent together; the next ones go when they are answered.
const ROUND: usize = 16;
/// What is told: about the position of something.
const DATA: &str = r#"{"id":"5f0c2b0e-7d11-4c5e-9a3f-2b6a1c9d4e07","at":"2026-01-01T00:00:00Z","position":[52.1,4.3,120.5],"heading":271.5,"speed":8.25,"state":"FullyOperational"}"#;

/// Prints the figures: through a service, whose description with all its subscribers stands in each message as the gateway's
/// contract wants it, and to everybody in the namespace, where it does not.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let subscribers = arguments.streams.max(1);
    let messages = arguments.messages.min(DELIVERIES_MAX / subscribers).max(1);
    let server = arguments.server().await?;
    let mut owner = client(&server, "owner").await?;
    owner.say(r#"{"type":"SERVICE_CREATE","service":"bench"}"#).await?;
    owner.hear(2, |_| {}).await?;
    let mut audience = Audience::default();
    for number in 0..subscribers {
        audience.add(client(&server, &format!("ear{number}")).await?);
        owner.hear(1, |_| {}).await?;
    }
    // Each newcomer was told to all before it.
    audience.drain_newcomers().await?;
    let (per_sec, cpu_us) = tell(&server, &mut owner, &mut audience, (r#"{"type":"ALL"}"#, true), messages).await?;
    figures.hold_least("deliveries_per_sec_to_all", Some(subscribers), per_sec, DELIVERIES_PER_SEC_MIN);
    if let Some(cpu_us) = cpu_us {
        figures.note("delivery_to_all_cpu_us", Some(subscribers), cpu_us);
    }
    let bytes = audience.subscribe("bench").await?;
    let target = r#"{"type":"SERVICE","service":"bench"}"#;
    let (per_sec, cpu_us) = tell(&server, &mut owner, &mut audience, (target, false), messages / 10).await?;
    figures.hold_least("deliveries_per_sec_by_service", Some(subscribers), per_sec, DELIVERIES_PER_SEC_MIN);
    if let Some(cpu_us) = cpu_us {
        figures.note("delivery_by_service_cpu_us", Some(subscribers), cpu_us);
    }
    figures.note("subscribers_in_each_bytes", Some(subscribers), bytes as f64);
    Ok(())
}

/// A client that has come in.
async fn client(server: &Server, name: &str) -> Result<Ear, Problem> {
    let mut ear = Ear::open(server.address(), "/concierge/ws").await?;
    ear.say(&format!(r#"{{"type":"IDENTIFY","name":"{name}","version":"0.2.0"}}"#)).await?;
    ear.hear(1, |_| {}).await?;
    Ok(ear)
}

/// Tells the audience so many messages; deliveries a second, and µs of the server's CPU each.
async fn tell(
    server: &Server,
    owner: &mut Ear,
    audience: &mut Audience,
    (target, is_echoed): (&str, bool),
    messages: usize,
) -> Result<(f64, Option<f64>), Problem> {
    let rounds = messages.div_ceil(ROUND);
    let mut frames = Vec::new();
    for _ in 0..ROUND {
        push_text(&mut frames, &format!(r#"{{"type":"MESSAGE","target":{target},"data":{DATA}}}"#));
    }
    let listeners = audience.len();
    audience.hear(rounds * ROUND);
    let (before_us, begin) = (server.cpu_us()?, Instant::now());
    for _ in 0..rounds {
        owner.write(&frames).await?;
        owner.hear(if is_echoed { 2 * ROUND } else { ROUND }, |_| {}).await?;
    }
    audience.heard().await?;
    let (after_us, elapsed) = (server.cpu_us()?, begin.elapsed());
    let deliveries = (rounds * ROUND * listeners) as f64;
    let cpu_us = before_us.zip(after_us).map(|(before, after)| (after - before) / deliveries);
    Ok((deliveries / elapsed.as_secs_f64(), cpu_us))
}

impl Audience {
    /// Lets everybody hear of those who came after it.
    async fn drain_newcomers(&mut self) -> Result<(), Problem> {
        let listeners = self.len();
        let mut ears = Vec::new();
        while let Some(mut ear) = self.take() {
            ear.hear(ears.len(), |_| {}).await?;
            ears.push(ear);
        }
        ears.into_iter().for_each(|ear| self.add(ear));
        debug_assert_eq!(self.len(), listeners);
        Ok(())
    }

    /// Subscribes everybody, and lets everybody hear of it; how many bytes the last subscription told of.
    async fn subscribe(&mut self, service: &str) -> Result<usize, Problem> {
        let subscribe = format!(r#"{{"type":"SELF_SUBSCRIBE","service":"{service}"}}"#);
        let (all, mut bytes) = (self.len(), 0);
        let mut hearing: JoinSet<Result<Ear, Problem>> = JoinSet::new();
        for place in 0..all {
            let Some(mut ear) = self.take() else { break };
            ear.say(&subscribe).await?;
            // The answer, and then itself as a subscriber; those who come after it are heard of while they do.
            ear.hear(2, |heard| bytes = heard.len()).await?;
            hearing.spawn(async move { ear.hear(all - place - 1, |_| {}).await.map(|_| ear) });
        }
        while let Some(heard) = hearing.join_next().await {
            self.add(heard??);
        }
        Ok(bytes)
    }
}
