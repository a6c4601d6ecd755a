//! A hundred members listen; then one more does who stops reading. The others and the publisher are not to notice.
//!
//! Turns without and with it alternate, and the median of each counts: what else the machine does meets both alike.

use super::{begin_exercise, join_members, listen, load};
use crate::cli::bench::{
    Arguments, Problem,
    ears::Audience,
    figures::{Figures, percentile},
    server::Server,
};

const MEMBERS: usize = 100;
/// Deliveries of one reading at most.
const DELIVERIES_MAX: usize = 400_000;
/// By how much a figure may move, which is what it moves from one reading to the next.
const RATIO_MAX: f64 = 1.25;
/// Turns of each kind.
const TURNS: usize = 5;

/// Readings of one kind, without or with the stalled reader.
#[derive(Default)]
struct Readings {
    p99_ms: Vec<f64>,
    cpu_us: Vec<f64>,
}

/// Prints the figures without and with the stalled reader.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, MEMBERS + TURNS).await?;
    let messages = arguments.messages.min(DELIVERIES_MAX / MEMBERS);
    let mut audience = listen(&server, 0..MEMBERS).await?;
    let warm = load::full_load(&server, &mut audience, messages).await?;
    let pace = warm.per_sec / 2.0;
    let (mut none, mut one) = (Readings::default(), Readings::default());
    for turn in 0..TURNS {
        none.take(&server, &mut audience, messages, pace).await?;
        // It has a stream, and takes nothing from it. Each is another member: one whose stream ended may be resumed.
        let stalled = listen(&server, MEMBERS + turn..MEMBERS + turn + 1).await?;
        one.take(&server, &mut audience, messages, pace).await?;
        drop(stalled);
    }
    let (none_ms, one_ms) = (percentile(&mut none.p99_ms, 0.5), percentile(&mut one.p99_ms, 0.5));
    figures.note("none_stalled_latency_ms_p99", Some(MEMBERS), none_ms);
    figures.note("one_stalled_latency_ms_p99", Some(MEMBERS), one_ms);
    figures.hold("one_stalled_latency_ratio", Some(MEMBERS), one_ms / none_ms, RATIO_MAX);
    if !none.cpu_us.is_empty() {
        let (none_us, one_us) = (percentile(&mut none.cpu_us, 0.5), percentile(&mut one.cpu_us, 0.5));
        figures.note("none_stalled_message_cpu_us", Some(MEMBERS), none_us);
        figures.note("one_stalled_message_cpu_us", Some(MEMBERS), one_us);
        figures.hold("one_stalled_cpu_ratio", Some(MEMBERS), one_us / none_us, RATIO_MAX);
    }
    Ok(())
}

impl Readings {
    async fn take(
        &mut self,
        server: &Server,
        audience: &mut Audience,
        messages: usize,
        pace: f64,
    ) -> Result<(), Problem> {
        let full = load::full_load(server, audience, messages).await?;
        self.cpu_us.extend(full.cpu_us);
        self.p99_ms.push(percentile(&mut load::half_load(server, audience, pace).await?, 0.99));
        Ok(())
    }
}
