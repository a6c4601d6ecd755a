//! Polls that wait: whoever finds nothing listens for a bell, and looks again when it rings.
//!
//! Entry point: [`Bells`]. What must always hold: a poll listens before it looks, so that what comes between the two is not
//! missed; it takes only while it runs, so that one whose caller has hung up takes nothing.

use std::{collections::HashMap, hash::Hash, sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use crate::ops::Shutdown;

/// One bell for each thing that is waited for, hung up when somebody first listens.
pub(super) struct Bells<K>(Mutex<HashMap<K, Arc<Notify>>>);

impl<K> Default for Bells<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq + Clone> Bells<K> {
    /// Rings for one of those who wait.
    pub(super) fn ring_one(&self, key: &K) {
        if let Some(bell) = self.0.lock().get(key) {
            bell.notify_one();
        }
    }

    /// Rings for all who wait.
    pub(super) fn ring(&self, key: &K) {
        if let Some(bell) = self.0.lock().get(key) {
            bell.notify_waiters();
        }
    }

    /// Takes down the bells that nobody listens for.
    pub(super) fn forget_unheard(&self) {
        self.0.lock().retain(|_, bell| Arc::strong_count(bell) > 1);
    }

    /// Looks until there is something, the time is over, or the server ends: then nothing comes back.
    ///
    /// # Errors
    /// What looking fails with.
    pub(super) async fn wait<T, E>(
        &self,
        key: &K,
        wait_ms: u64,
        shutdown: &Shutdown,
        mut look: impl FnMut() -> Result<Option<T>, E>,
    ) -> Result<Option<T>, E> {
        if wait_ms == 0 {
            return look();
        }
        let bell = Arc::clone(self.0.lock().entry(key.clone()).or_default());
        let ends_at = Instant::now() + Duration::from_millis(wait_ms);
        loop {
            let rung = bell.notified();
            tokio::pin!(rung);
            rung.as_mut().enable();
            if let Some(found) = look()? {
                return Ok(Some(found));
            }
            let ended = tokio::select! {
                rung = timeout_at(ends_at, rung) => rung.is_err(),
                () = shutdown.requested() => true,
            };
            if ended {
                return look();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::FutureExt;

    use super::*;

    /// Takes one from the heap, where there is one.
    fn take(heap: &AtomicUsize) -> Result<Option<()>, ()> {
        Ok(heap.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).ok().map(|_| ()))
    }

    #[tokio::test(start_paused = true)]
    async fn a_poll_waits_for_its_bell_its_time_or_the_end() {
        let (bells, heap, shutdown) = (Bells::default(), AtomicUsize::new(0), Shutdown::new());
        assert_eq!(bells.wait(&1, 0, &shutdown, || take(&heap)).await, Ok(None));
        assert_eq!(bells.wait(&1, 1_000, &shutdown, || take(&heap)).await, Ok(None));

        let waiting = bells.wait(&1, 1_000, &shutdown, || take(&heap));
        let ringing = async {
            heap.store(1, Ordering::SeqCst);
            bells.ring_one(&2);
            bells.ring_one(&1);
        };
        assert_eq!(tokio::join!(biased; waiting, ringing).0, Ok(Some(())));

        let waiting = bells.wait(&1, 1_000_000, &shutdown, || take(&heap));
        let (started, ending) = (Instant::now(), async { shutdown.request() });
        assert_eq!(tokio::join!(biased; waiting, ending).0, Ok(None));
        assert_eq!(started.elapsed(), Duration::ZERO);
        bells.forget_unheard();
        assert!(bells.0.lock().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_poll_that_is_given_up_takes_nothing_and_passes_the_ring_on() {
        let (bells, heap, shutdown) = (Bells::default(), AtomicUsize::new(0), Shutdown::new());
        let mut first = Box::pin(bells.wait(&1, 1_000, &shutdown, || take(&heap)));
        let mut second = Box::pin(bells.wait(&1, 1_000, &shutdown, || take(&heap)));
        assert!(first.as_mut().now_or_never().is_none());
        assert!(second.as_mut().now_or_never().is_none());
        heap.store(1, Ordering::SeqCst);
        bells.ring_one(&1);
        drop(first);
        assert_eq!(second.now_or_never(), Some(Ok(Some(()))));
    }
}
