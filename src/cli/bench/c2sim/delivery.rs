//! What a delivery costs that is written alone, and one that is written with fifteen others.

use super::{begin_exercise, join_members, listen, report};
use crate::cli::bench::{
    Arguments, Problem,
    ears::{Audience, Heard},
    figures::Figures,
    load::publish_in_rounds,
    server::Server,
};

const MEMBERS: usize = 50;
/// Messages that are published together.
const BATCH: usize = 16;
const ALONE_US_MAX: f64 = 3.0;
const BATCHED_US_MAX: f64 = 0.5;

/// Prints the cost of both.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, MEMBERS).await?;
    let mut unheard = Vec::new();
    let rounds = [1, BATCH];
    let messages = |round: usize| (arguments.messages / 10).max(BATCH) * round.min(4) / round * round;
    for round in rounds {
        unheard.push(publish(&server, &mut Audience::default(), messages(round), round).await?.0);
    }
    let mut audience = listen(&server, 0..MEMBERS).await?;
    let names = [("delivery_alone", ALONE_US_MAX), ("delivery_of_16", BATCHED_US_MAX)];
    for ((round, unheard_us), (name, bar)) in rounds.into_iter().zip(unheard).zip(names) {
        let (heard_us, heard) = publish(&server, &mut audience, messages(round), round).await?;
        let (cpu_us, batch) = match name {
            "delivery_alone" => ("delivery_alone_cpu_us", "delivery_alone_a_read"),
            _ => ("delivery_of_16_cpu_us", "delivery_of_16_a_read"),
        };
        if let (Some(heard_us), Some(unheard_us)) = (heard_us, unheard_us) {
            figures.hold(cpu_us, Some(MEMBERS), (heard_us - unheard_us) / MEMBERS as f64, bar);
        }
        figures.note(batch, Some(MEMBERS), heard.messages as f64 / heard.reads.max(1) as f64);
    }
    Ok(())
}

/// µs of the server's CPU a message, deliveries included, and what was heard.
async fn publish(
    server: &Server,
    audience: &mut Audience,
    messages: usize,
    round: usize,
) -> Result<(Option<f64>, Heard), Problem> {
    audience.hear(messages);
    let before_us = server.cpu_us()?;
    publish_in_rounds(server.address(), report, 0..messages, round).await?;
    let heard = audience.heard().await?;
    let cpu_us = before_us.zip(server.cpu_us()?).map(|(before, after)| (after - before) / messages as f64);
    Ok((cpu_us, heard))
}
