//! How much a session may send, and how many mistakes a connection may make.

use std::collections::VecDeque;

use crate::identity::Timestamp;

/// A rate: so many a second on average, so many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// A second, on average.
    pub(crate) per_sec: u64,
    /// At once, after a pause.
    pub(crate) burst: u64,
}

/// What is left of a rate: a bucket that fills with time and that every message takes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bucket {
    /// In thousandths of a message.
    thousandths: u64,
    filled_at: Timestamp,
}

impl Bucket {
    /// A full bucket.
    pub(crate) fn full(rate: Rate, now: Timestamp) -> Self {
        Self { thousandths: rate.burst.saturating_mul(1_000), filled_at: now }
    }

    /// Takes one message out.
    ///
    /// # Errors
    /// It is empty; in so many milliseconds there is one.
    pub(crate) fn take(&mut self, rate: Rate, now: Timestamp) -> Result<(), u64> {
        let came = now.ms_since(self.filled_at).saturating_mul(rate.per_sec);
        self.thousandths = self.thousandths.saturating_add(came).min(rate.burst.saturating_mul(1_000));
        self.filled_at = self.filled_at.max(now);
        match self.thousandths.checked_sub(1_000) {
            Some(left) => {
                self.thousandths = left;
                Ok(())
            }
            None => Err((1_000 - self.thousandths).div_ceil(rate.per_sec.max(1))),
        }
    }
}

/// The time within which mistakes count together, in milliseconds.
const VIOLATIONS_MS: u64 = 60_000;

/// The mistakes of one connection in the last minute.
#[derive(Debug, Default)]
pub(crate) struct Violations(VecDeque<Timestamp>);

impl Violations {
    /// Notes a mistake, and answers whether there are more than `max` in a minute now.
    pub(crate) fn exceed(&mut self, max: usize, now: Timestamp) -> bool {
        while self.0.front().is_some_and(|first| now.ms_since(*first) >= VIOLATIONS_MS) {
            self.0.pop_front();
        }
        self.0.push_back(now);
        self.0.len() > max
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(unix_ms: u64) -> Timestamp {
        Timestamp { unix_ms }
    }

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let rate = Rate { per_sec: 100, burst: 3 };
        let mut bucket = Bucket::full(rate, at(0));
        for _ in 0..3 {
            assert_eq!(bucket.take(rate, at(0)), Ok(()));
        }
        assert_eq!(bucket.take(rate, at(0)), Err(10));
        assert_eq!(bucket.take(rate, at(9)), Err(1));
        assert_eq!(bucket.take(rate, at(10)), Ok(()));
        assert_eq!(bucket.take(rate, at(10)), Err(10));
        // However long the pause, no more than the burst.
        for _ in 0..3 {
            assert_eq!(bucket.take(rate, at(60_000)), Ok(()));
        }
        assert_eq!(bucket.take(rate, at(60_000)), Err(10));
        // A clock that goes backwards gives nothing, and takes nothing.
        assert_eq!(bucket.take(rate, at(0)), Err(10));
        assert_eq!(bucket.take(rate, at(60_010)), Ok(()));
    }

    #[test]
    fn mistakes_count_for_a_minute() {
        let mut violations = Violations::default();
        for _ in 0..20 {
            assert!(!violations.exceed(20, at(0)));
        }
        assert!(!violations.exceed(20, at(60_000)), "a minute later they are forgotten");
        for _ in 1..20 {
            assert!(!violations.exceed(20, at(60_000)));
        }
        assert!(violations.exceed(20, at(119_999)), "the twenty-first in a minute");
    }
}
