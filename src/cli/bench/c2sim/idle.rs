//! What an idle stream holds in memory: its connection, its buffers, its place in the session.

use super::{IN_FLIGHT, begin_exercise, join_members, listen, report};
use crate::cli::bench::{Arguments, Problem, figures::Figures, load::publish};

/// Publishes before, so that what the server holds anyway is there.
const WARM_UP: usize = 2_000;
const STREAM_BYTES_MAX: f64 = 12.0 * 1024.0;

/// Prints the bytes a stream.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    begin_exercise(&server).await?;
    join_members(&server, arguments.streams).await?;
    publish(server.address(), report, 0..WARM_UP, IN_FLIGHT).await?;
    let before = server.resident_bytes()?;
    let audience = listen(&server, 0..arguments.streams).await?;
    if let Some((before, after)) = before.zip(server.resident_bytes()?) {
        let bytes = (after - before) / audience.len().max(1) as f64;
        figures.hold("idle_stream_resident_bytes", Some(arguments.streams), bytes, STREAM_BYTES_MAX);
    }
    Ok(())
}
