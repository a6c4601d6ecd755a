//! A hundred members listen; then one of them stops reading. The others and the publisher are not to notice.

use super::{begin_exercise, join_members, listen, load};
use crate::cli::bench::{
    Arguments, Problem,
    figures::{Figures, percentile},
};

const MEMBERS: usize = 100;
/// Deliveries of one reading at most.
const DELIVERIES_MAX: usize = 1_000_000;
/// By how much a figure may move, which is what it moves from one reading to the next.
const RATIO_MAX: f64 = 1.25;

/// Prints the figures without and with the stalled reader.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, MEMBERS + 1).await?;
    let messages = arguments.messages.min(DELIVERIES_MAX / MEMBERS);
    let mut audience = listen(&server, 0..MEMBERS).await?;
    load::full_load(&server, &mut audience, messages).await?;
    let before = load::full_load(&server, &mut audience, messages).await?;
    let pace = before.per_sec / 2.0;
    let mut before_ms = load::half_load(&server, &mut audience, pace).await?;
    // It has a stream, and takes nothing from it.
    let stalled = listen(&server, MEMBERS..MEMBERS + 1).await?;
    let after = load::full_load(&server, &mut audience, messages).await?;
    let mut after_ms = load::half_load(&server, &mut audience, pace).await?;
    drop(stalled);
    let (before_p99, after_p99) = (percentile(&mut before_ms, 0.99), percentile(&mut after_ms, 0.99));
    figures.note("none_stalled_latency_ms_p99", Some(MEMBERS), before_p99);
    figures.note("one_stalled_latency_ms_p99", Some(MEMBERS), after_p99);
    figures.hold("one_stalled_latency_ratio", Some(MEMBERS), after_p99 / before_p99, RATIO_MAX);
    if let Some((before_us, after_us)) = before.cpu_us.zip(after.cpu_us) {
        figures.note("none_stalled_message_cpu_us", Some(MEMBERS), before_us);
        figures.note("one_stalled_message_cpu_us", Some(MEMBERS), after_us);
        figures.hold("one_stalled_cpu_ratio", Some(MEMBERS), after_us / before_us, RATIO_MAX);
    }
    Ok(())
}
