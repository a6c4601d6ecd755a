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

/// How many messages are published at a time, what the figures are called, and the bar.
const ALONE: (usize, &str, &str, f64) = (1, "delivery_alone_cpu_us", "delivery_alone_a_read", ALONE_US_MAX);
const BATCHED: (usize, &str, &str, f64) = (BATCH, "delivery_of_16_cpu_us", "delivery_of_16_a_read", BATCHED_US_MAX);

/// Prints the cost of both: the difference to the same messages while nobody listens.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, MEMBERS).await?;
    for (round, cpu_us, a_read, bar) in [ALONE, BATCHED] {
        // Messages that are published alone cost more of the machine's time, and fewer of them tell as much.
        let messages = if round == 1 { arguments.messages / 10 } else { arguments.messages / 2 };
        let (unheard_us, _) = publish(&server, &mut Audience::default(), messages, round).await?;
        let mut audience = listen(&server, 0..MEMBERS).await?;
        let (heard_us, heard) = publish(&server, &mut audience, messages, round).await?;
        if let (Some(heard_us), Some(unheard_us)) = (heard_us, unheard_us) {
            figures.hold(cpu_us, Some(MEMBERS), (heard_us - unheard_us) / MEMBERS as f64, bar);
        }
        figures.note(a_read, Some(MEMBERS), heard.messages as f64 / heard.reads.max(1) as f64);
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
