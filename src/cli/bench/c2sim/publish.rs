//! What an accepted publish costs, from the request to the kept entry and the answer, while nobody listens.

use super::{IN_FLIGHT, begin_exercise, load::full_load, report};
use crate::cli::bench::{Arguments, Problem, ears::Audience, figures::Figures, load::publish};

/// Publishes before the reading, so that it finds a server at work.
const WARM_UP: usize = 2_000;
/// µs of CPU that one accepted publish may cost.
const PUBLISH_US_MAX: f64 = 25.0;

/// Prints the cost, and how many there are.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    publish(server.address(), report, 0..WARM_UP, IN_FLIGHT).await?;
    let reading = full_load(&server, &mut Audience::default(), arguments.messages).await?;
    if let Some(cpu_us) = reading.cpu_us {
        figures.hold("publish_cpu_us", None, cpu_us, PUBLISH_US_MAX);
    }
    figures.note("publishes_per_sec", None, reading.per_sec);
    Ok(())
}
