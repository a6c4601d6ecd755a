//! The end of a run: asked for by SIGTERM or SIGINT, told to everyone, waited for, and cut short when it takes too long.
//!
//! Entry point: [`Shutdown`]. Whoever works holds a [`Work`] until it is done; streams wait for [`Shutdown::requested`] to
//! say good-bye. What must always hold: after [`Shutdown::request`] no new work is handed out, and
//! [`Shutdown::finished`] returns within the grace time. What it deliberately leaves out: what a stream says when it
//! closes (the door knows), and closing the listening socket.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::Notify,
    time::timeout,
};

/// A handle on the end of the run; clones speak of the same end.
#[derive(Clone, Default)]
pub struct Shutdown(Arc<State>);

#[derive(Default)]
struct State {
    is_requested: AtomicBool,
    requested: Notify,
    in_flight: AtomicUsize,
    idle: Notify,
    hurried: Notify,
}

/// Something that should be finished before the server ends: a request, or a stream that still says good-bye.
#[must_use = "dropped at once, the work would count as done"]
pub struct Work(Arc<State>);

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was finished.
    Finished,
    /// The grace time ran out, or a second signal came, with so many pieces of work unfinished.
    CutShort {
        /// Pieces of work that were not finished.
        unfinished: usize,
    },
}

impl Shutdown {
    /// A run whose end nobody requested.
    pub fn new() -> Self {
        Self::default()
    }

    /// Requests the end; a second call hurries it.
    pub fn request(&self) {
        match self.0.is_requested.swap(true, Ordering::SeqCst) {
            false => self.0.requested.notify_waiters(),
            true => self.0.hurried.notify_one(),
        }
    }

    /// Whether the end was requested.
    pub fn is_requested(&self) -> bool {
        self.0.is_requested.load(Ordering::SeqCst)
    }

    /// Waits until the end is requested; at once when it was.
    pub async fn requested(&self) {
        let notified = self.0.requested.notified();
        tokio::pin!(notified);
        // Listening before looking: a request between the two is not missed.
        notified.as_mut().enable();
        if !self.is_requested() {
            notified.await;
        }
    }

    /// Leave to work, to be held until the work is done; nothing once the end was requested.
    pub fn work(&self) -> Option<Work> {
        self.0.in_flight.fetch_add(1, Ordering::SeqCst);
        let work = Work(Arc::clone(&self.0));
        (!self.is_requested()).then_some(work)
    }

    /// Requests the end at SIGTERM or SIGINT; a second signal hurries it. Watches in the background.
    ///
    /// # Errors
    /// The system does not let the process listen to these signals.
    pub fn request_on_signals(&self) -> io::Result<()> {
        let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let shutdown = self.clone();
        tokio::spawn(async move {
            loop {
                let name = tokio::select! {
                    _ = terminate.recv() => "SIGTERM",
                    _ = interrupt.recv() => "SIGINT",
                };
                tracing::info!(signal = name, "the server ends: no new work, what is in flight is finished");
                shutdown.request();
            }
        });
        Ok(())
    }

    /// Waits until the end was requested and all work is done, for at most `grace_ms` milliseconds after that.
    pub async fn finished(&self, grace_ms: u64) -> Ending {
        self.requested().await;
        let done = async {
            tokio::select! {
                () = self.idle() => {}
                () = self.0.hurried.notified() => {}
            }
        };
        // Whether it is done or the time is over, what counts is what is left.
        let _ = timeout(Duration::from_millis(grace_ms), done).await;
        match self.0.in_flight.load(Ordering::SeqCst) {
            0 => Ending::Finished,
            unfinished => Ending::CutShort { unfinished },
        }
    }

    async fn idle(&self) {
        loop {
            let notified = self.0.idle.notified();
            tokio::pin!(notified);
            notified.as_mut().enable();
            if self.0.in_flight.load(Ordering::SeqCst) == 0 {
                return;
            }
            notified.await;
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.0.in_flight.fetch_sub(1, Ordering::SeqCst) == 1 && self.0.is_requested.load(Ordering::SeqCst) {
            self.0.idle.notify_waiters();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::{Instant, sleep};

    #[tokio::test(start_paused = true)]
    async fn what_is_in_flight_is_finished() {
        let shutdown = Shutdown::new();
        let work = shutdown.work().unwrap();
        let ending = tokio::spawn({
            let shutdown = shutdown.clone();
            async move { shutdown.finished(5_000).await }
        });
        sleep(Duration::from_secs(3_600)).await;
        assert!(!ending.is_finished(), "a run lasts until its end is requested");
        let requested = Instant::now();
        shutdown.request();
        sleep(Duration::from_millis(300)).await;
        drop(work);
        assert_eq!(ending.await.unwrap(), Ending::Finished);
        assert_eq!(requested.elapsed().as_millis(), 300);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_new_is_taken_on() {
        let shutdown = Shutdown::new();
        drop(shutdown.work().unwrap());
        shutdown.request();
        assert!(shutdown.work().is_none());
        shutdown.requested().await;
        assert_eq!(shutdown.finished(5_000).await, Ending::Finished, "a refused piece of work does not count");
    }

    #[tokio::test(start_paused = true)]
    async fn the_grace_time_has_an_end() {
        let shutdown = Shutdown::new();
        let _stuck = (shutdown.work().unwrap(), shutdown.work().unwrap());
        shutdown.request();
        let requested = Instant::now();
        assert_eq!(shutdown.finished(5_000).await, Ending::CutShort { unfinished: 2 });
        assert_eq!(requested.elapsed().as_millis(), 5_000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_second_signal_hurries() {
        let shutdown = Shutdown::new();
        let _stuck = shutdown.work().unwrap();
        shutdown.request();
        shutdown.request();
        let requested = Instant::now();
        assert_eq!(shutdown.finished(5_000).await, Ending::CutShort { unfinished: 1 });
        assert_eq!(requested.elapsed().as_millis(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn everyone_who_waits_for_the_request_is_told() {
        let shutdown = Shutdown::new();
        let streams: Vec<_> = (0..10)
            .map(|_| {
                let shutdown = shutdown.clone();
                tokio::spawn(async move { shutdown.requested().await })
            })
            .collect();
        sleep(Duration::from_millis(1)).await;
        shutdown.request();
        for stream in streams {
            stream.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_signal_requests_the_end() {
        let shutdown = Shutdown::new();
        shutdown.request_on_signals().unwrap();
        assert!(!shutdown.is_requested());
        let own_id = std::process::id().to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &own_id]).status().unwrap();
        assert!(sent.success());
        timeout(Duration::from_secs(10), shutdown.requested()).await.expect("the signal arrives");
        assert_eq!(shutdown.finished(5_000).await, Ending::Finished);
    }
}
