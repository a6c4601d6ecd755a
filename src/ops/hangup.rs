//! SIGHUP: what the operator changed on the disk is to be read anew.
//!
//! Entry point: [`Hangups`]. What must always hold: one reload at a time; signals that come during one lead to one more. What
//! it deliberately leaves out: what is read (the doors know).

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals of this kind, from the moment this is made: none ends the process any more.
pub struct Hangups(Signal);

impl Hangups {
    /// Listens from now on.
    ///
    /// # Errors
    /// The system does not let the process listen to the signal.
    pub fn listen() -> io::Result<Self> {
        signal(SignalKind::hangup()).map(Self)
    }

    /// Calls `reload`, which may block, at every signal, in the background.
    pub fn reload_with(mut self, reload: impl Fn() + Clone + Send + 'static) {
        tokio::spawn(async move {
            while self.0.recv().await.is_some() {
                tracing::info!(signal = "SIGHUP", "schemas and certificate are read anew");
                let reload = reload.clone();
                if let Err(panic) = tokio::task::spawn_blocking(reload).await {
                    tracing::error!(%panic, "reading anew failed; everything stays as it was");
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn every_signal_is_followed_by_a_reload() {
        let hangups = Hangups::listen().unwrap();
        let (reloaded, mut reloads) = tokio::sync::mpsc::unbounded_channel();
        hangups.reload_with(move || reloaded.send(()).unwrap());
        let own_id = std::process::id().to_string();
        for _ in 0..2 {
            assert!(std::process::Command::new("kill").args(["-HUP", &own_id]).status().unwrap().success());
            let reload = tokio::time::timeout(Duration::from_secs(10), reloads.recv()).await;
            assert_eq!(reload.expect("the signal arrives"), Some(()));
        }
    }
}
