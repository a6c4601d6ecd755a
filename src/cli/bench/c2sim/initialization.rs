//! What an initialization of 10 MB costs from the POST to the answer: CPU, and memory beside its size.

use super::{PUBLISHER, SESSION, join, send};
use crate::cli::bench::{
    Arguments, Problem,
    connection::{Connection, request},
    figures::Figures,
    messages,
};

/// Size of the document, within what a server takes without being told to take more (C2SIM_MAX_MSG_SIZE_MB).
const BYTES: usize = 10_000_000;
/// ms of CPU that it may cost.
const CPU_MS_MAX: f64 = 80.0;
/// Memory that the server may take at the most beyond what it held before, as a multiple of the document.
const MEMORY_RATIO_MAX: f64 = 3.0;

/// Prints the CPU time and the memory.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    let server = arguments.server().await?;
    let mut connection = Connection::open(server.address()).await?;
    join(&mut connection, PUBLISHER).await?;
    let info = request("GET", &format!("{SESSION}/info"), PUBLISHER, "application/json", "");
    if !connection.ask_ok(&info).await?.body.contains("\"UNINITIALIZED\"") {
        return Err("the session has an initialization already; name a server that has none, or none".into());
    }
    let [submit, ..] = messages::start_of_exercise();
    connection.ask_ok(&send(&submit)).await?;
    let document = messages::initialization(BYTES);
    let (bytes, request) = (document.len() as f64, send(&document));
    let (held, before_us) = (server.resident_bytes()?, server.cpu_us()?);
    connection.ask_ok(&request).await?;
    let (after_us, peak) = (server.cpu_us()?, server.peak_resident_bytes()?);
    if let Some((before, after)) = before_us.zip(after_us) {
        figures.hold("initialization_10_mb_cpu_ms", None, (after - before) / 1e3, CPU_MS_MAX);
    }
    if let Some((held, peak)) = held.zip(peak) {
        figures.hold("initialization_10_mb_memory_ratio", None, (peak - held) / bytes, MEMORY_RATIO_MAX);
    }
    Ok(())
}
