//! Publishers: as many as are wanted in flight, or at the pace that is asked for.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{sync::mpsc, task::JoinSet};

use super::{Problem, connection::Connection};

/// Makes the request that publishes the report with this mark.
pub(super) type MakeRequest = fn(usize) -> Vec<u8>;

/// Publishes the reports with these marks, each connection waiting for its answer before its next.
pub(super) async fn publish(
    address: &str,
    make: MakeRequest,
    marks: Range<usize>,
    in_flight: usize,
) -> Result<(), Problem> {
    let next = Arc::new(AtomicUsize::new(marks.start));
    let mut publishing: JoinSet<Result<(), Problem>> = JoinSet::new();
    for _ in 0..in_flight {
        let (mut connection, next) = (Connection::open(address).await?, Arc::clone(&next));
        publishing.spawn(async move {
            loop {
                let mark = next.fetch_add(1, Ordering::Relaxed);
                if mark >= marks.end {
                    return Ok(());
                }
                connection.ask_ok(&make(mark)).await?;
            }
        });
    }
    finish(publishing).await
}

/// Publishes the reports in rounds: all of a round at once, the next round when all are answered.
pub(super) async fn publish_in_rounds(
    address: &str,
    make: MakeRequest,
    marks: Range<usize>,
    round: usize,
) -> Result<(), Problem> {
    let mut connections = Vec::new();
    for _ in 0..round {
        connections.push(Connection::open(address).await?);
    }
    for first in marks.clone().step_by(round) {
        let asking = connections
            .iter_mut()
            .zip(first..marks.end)
            .map(|(connection, mark)| async move { connection.ask_ok(&make(mark)).await });
        futures_util::future::try_join_all(asking).await?;
    }
    Ok(())
}

/// Publishes a report whenever one is due, whether or not those before it are answered: whoever is late makes the figures
/// worse, not the load smaller.
pub(super) async fn publish_at_pace(
    address: &str,
    make: MakeRequest,
    marks: Range<usize>,
    connections: usize,
    begin: Instant,
    pause: Duration,
) -> Result<(), Problem> {
    let mut publishing: JoinSet<Result<(), Problem>> = JoinSet::new();
    let mut due = Vec::new();
    for _ in 0..connections {
        let mut connection = Connection::open(address).await?;
        let (sender, mut receiver) = mpsc::unbounded_channel();
        due.push(sender);
        publishing.spawn(async move {
            while let Some(mark) = receiver.recv().await {
                connection.ask_ok(&make(mark)).await?;
            }
            Ok(())
        });
    }
    // A thread of its own: the runtime's timers know whole milliseconds only.
    let pacing = tokio::task::spawn_blocking(move || {
        for (index, mark) in marks.enumerate() {
            let due_at = begin + pause.mul_f64(index as f64);
            std::thread::sleep(due_at.saturating_duration_since(Instant::now()));
            // A publisher that failed is told of below.
            let _ = due[index % due.len()].send(mark);
        }
    });
    pacing.await?;
    finish(publishing).await
}

async fn finish(mut publishing: JoinSet<Result<(), Problem>>) -> Result<(), Problem> {
    while let Some(published) = publishing.join_next().await {
        published??;
    }
    Ok(())
}
