//! The time of a client under judgement, which is handed in: it knows no clock and counts beats.
//!
//! Entry points: [`Beats::begin`], [`Beats::pass`]. The judge and the client speak over real sockets, and a paused clock would run on
//! while an answer is on its way: so one task beats as time passes, and all that clients do in their time follows from that.

use std::time::Duration;

use tokio::{sync::watch, task::JoinHandle, time::interval};

/// Between two beats.
const BEAT: Duration = Duration::from_millis(20);

/// Beats until this is dropped.
pub(super) struct Beats {
    beats: watch::Receiver<u64>,
    beating: JoinHandle<()>,
}

impl Beats {
    pub(super) fn begin() -> Self {
        let (sender, beats) = watch::channel(0);
        let beating = tokio::spawn(async move {
            let mut ticks = interval(BEAT);
            loop {
                ticks.tick().await;
                sender.send_modify(|beat| *beat += 1);
            }
        });
        Self { beats, beating }
    }

    /// Resolves after so many beats.
    pub(super) async fn pass(&self, beats: u64) {
        let mut heard = self.beats.clone();
        let last = *heard.borrow() + beats;
        heard.wait_for(|beat| *beat >= last).await.expect("it beats for as long as this is there");
    }

    /// How many beats are at least this long.
    pub(super) fn in_time(time: Duration) -> u64 {
        // One has begun already.
        u64::try_from(time.as_millis().div_ceil(BEAT.as_millis())).expect("it is a short time") + 1
    }
}

impl Drop for Beats {
    fn drop(&mut self) {
        self.beating.abort();
    }
}
