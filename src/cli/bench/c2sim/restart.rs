//! How long a start takes to the first answer: of a new server, and of one that comes back with its entries, after an
//! orderly end and after a crash.

use super::{IN_FLIGHT, begin_exercise, report};
use crate::cli::bench::{Arguments, Problem, figures::Figures, load::publish};

const START_MS_MAX: f64 = 200.0;
const RESTART_MS_MAX: f64 = 2_000.0;

/// Prints the times; a server at an address of its own is not started again.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    if arguments.url.is_some() {
        return Ok(());
    }
    let mut server = arguments.server().await?;
    let ms = |elapsed: std::time::Duration| elapsed.as_secs_f64() * 1e3;
    figures.hold("start_ms", None, ms(server.restart(true).await?), START_MS_MAX);
    begin_exercise(&server).await?;
    publish(server.address(), report, 0..arguments.entries, IN_FLIGHT).await?;
    figures.note("restart_entries", None, arguments.entries as f64);
    figures.hold("restart_after_crash_ms", None, ms(server.restart(false).await?), RESTART_MS_MAX);
    figures.hold("restart_ms", None, ms(server.restart(true).await?), RESTART_MS_MAX);
    Ok(())
}
