//! Whether a feed that is opened goes on where it was left, or a tail that was acknowledged may be missing.

use crate::feed::{Durability, Sequence};

/// What the last run of a feed left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::feed) struct LastRun {
    /// What an acknowledgement meant.
    pub(in crate::feed) durability: Durability,
    /// The machine's boot that it ran in, where the system tells.
    pub(in crate::feed) boot: Option<String>,
    /// Whether it ended by being closed.
    pub(in crate::feed) is_closed: bool,
}

/// Whether everything that is known to have been acknowledged is still there.
///
/// Without an fsync for every commit, a power loss takes the tail, and nobody can say how much of it. A process that was
/// killed loses nothing: the system writes its pages.
pub(in crate::feed) fn continues(
    last: &LastRun,
    boot_now: Option<&str>,
    acknowledged: Option<Sequence>,
    head: Sequence,
) -> bool {
    let is_same_boot = last.boot.is_some() && last.boot.as_deref() == boot_now;
    let may_miss_tail = last.durability != Durability::Sync && !last.is_closed && !is_same_boot;
    !may_miss_tail && acknowledged.is_none_or(|acknowledged| acknowledged <= head)
}

/// What tells this boot of the machine from others, where the system offers it.
pub(super) fn boot_now() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_continues_unless_its_tail_may_be_missing() {
        let check = |durability, boot: Option<&str>, is_closed, acknowledged: Option<u64>, expected: bool| {
            let last = LastRun { durability, boot: boot.map(str::to_owned), is_closed };
            let acknowledged = acknowledged.and_then(Sequence::new);
            let head = Sequence::BEFORE_FIRST.plus(10);
            let found = continues(&last, Some("now"), acknowledged, head);
            assert_eq!(found, expected, "{last:?} {acknowledged:?}");
        };
        check(Durability::Sync, Some("now"), false, Some(10), true);
        check(Durability::Sync, Some("then"), false, Some(10), true);
        check(Durability::Sync, None, false, None, true);
        check(Durability::Sync, Some("now"), false, Some(11), false);
        check(Durability::Sync, Some("now"), true, Some(11), false);
        check(Durability::Async, Some("now"), false, Some(10), true);
        check(Durability::Async, Some("now"), false, Some(11), false);
        check(Durability::Async, Some("then"), false, Some(10), false);
        check(Durability::Async, None, false, Some(10), false);
        check(Durability::Async, Some("then"), true, Some(10), true);
    }
}
