//! A place in a feed where its owner stands, which may not be committed yet, and may never be.

use std::sync::Arc;

use tokio::sync::watch;

use super::{
    Sequence,
    queue::{Tenure, was_rolled_back},
};

/// The place after the last entry that was appended, to be kept in mind while entries are committed or lost.
#[derive(Debug, Clone)]
pub struct Mark {
    pub(super) through: Sequence,
    /// The time between two rollbacks in which the place has its meaning; in memory there are none.
    pub(super) tenure: Option<Arc<Tenure>>,
    pub(super) head: watch::Receiver<Sequence>,
}

impl Mark {
    /// The last entry that was appended.
    pub fn through(&self) -> Sequence {
        self.through
    }

    /// Waits until the entries up to here are committed; false where they were lost, or the feed is gone.
    pub async fn committed(&self) -> bool {
        let mut head = self.head.clone();
        let is_there = head.wait_for(|head| *head >= self.through).await.is_ok();
        is_there && !self.tenure.as_deref().is_some_and(|tenure| was_rolled_back(tenure, self.through))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{
        super::{Backlog, Epoch, StoreFailed, queue::Queue},
        *,
    };

    fn sequence(number: u64) -> Sequence {
        Sequence::BEFORE_FIRST.plus(number)
    }

    fn queue() -> Queue<usize> {
        let many = Backlog { entries: 100, bytes: 100 };
        Queue::new(Epoch::random(), many, Sequence::BEFORE_FIRST)
    }

    fn push(queue: &mut Queue<usize>) {
        // Nobody waits for it here.
        drop(queue.push(None, (1, Arc::new(1))).unwrap());
    }

    fn mark(queue: &Queue<usize>, head: &watch::Sender<Sequence>) -> Mark {
        let (through, tenure) = queue.tail();
        Mark { through, tenure: Some(tenure), head: head.subscribe() }
    }

    /// Loses what is not committed, and goes on.
    fn roll_back(queue: &mut Queue<usize>, committed: u64) {
        drop(queue.roll_back(sequence(committed), StoreFailed { reason: "full".into() }));
        queue.recover();
        queue.settle();
    }

    #[test]
    fn a_snapshot_stands_for_its_mark_and_a_later_one_is_not_replaced() {
        let head = watch::Sender::new(Sequence::BEFORE_FIRST);
        let mut queue = queue();
        push(&mut queue);
        let first = mark(&queue, &head);
        push(&mut queue);
        let second = mark(&queue, &head);
        let mut put = |mark: &Mark| {
            queue.put_snapshot(mark, BTreeMap::new());
            queue.take_snapshot(sequence(9)).map(|snapshot| snapshot.through.number())
        };
        assert_eq!((put(&second), put(&first)), (Some(2), Some(1)), "one after the other");
        queue.put_snapshot(&second, BTreeMap::new());
        queue.put_snapshot(&first, BTreeMap::new());
        assert_eq!(queue.take_snapshot(sequence(9)).map(|snapshot| snapshot.through), Some(sequence(2)));
    }

    #[tokio::test]
    async fn a_mark_past_what_was_kept_is_void_for_good() {
        let head = watch::Sender::new(Sequence::BEFORE_FIRST);
        let mut queue = queue();
        push(&mut queue);
        let kept = mark(&queue, &head);
        push(&mut queue);
        let lost = mark(&queue, &head);
        roll_back(&mut queue, 1);
        // Another entry takes the sequence of the one that was lost.
        push(&mut queue);
        let again = mark(&queue, &head);
        head.send_replace(sequence(2));
        for (mark, is_kept) in [(&kept, true), (&lost, false), (&again, true)] {
            assert_eq!(mark.committed().await, is_kept, "{mark:?}");
            queue.put_snapshot(mark, BTreeMap::new());
            let taken = queue.take_snapshot(sequence(9)).map(|snapshot| snapshot.through);
            assert_eq!(taken, is_kept.then_some(mark.through), "{mark:?}");
        }
        drop(head);
        assert!(kept.committed().await, "what is committed stays so when the feed is gone");
    }
}
