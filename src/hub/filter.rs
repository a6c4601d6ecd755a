//! Which messages a client wants of those that it may receive.

use super::Distributed;
use crate::{identity::SystemName, message::MessageKind};

/// Which messages a client wants: of one of the kinds, from one of the systems, and addressed to one of the systems. What
/// names nothing lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The kinds.
    pub kinds: Vec<MessageKind>,
    /// By FromSendingSystem.
    pub from: Vec<SystemName>,
    /// By ToReceivingSystem, see [`Distributed::is_addressed_to`].
    pub to: Vec<SystemName>,
}

impl Filter {
    /// Whether the message is wanted.
    pub fn passes(&self, message: &Distributed) -> bool {
        let Self { kinds, from, to } = self;
        (kinds.is_empty() || kinds.contains(&message.kind))
            && (from.is_empty() || from.contains(&message.sender))
            && (to.is_empty() || to.iter().any(|system| message.is_addressed_to(system)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::TrackingId;

    fn names(names: &[&str]) -> Vec<SystemName> {
        names.iter().map(|name| SystemName::new(name)).collect()
    }

    #[test]
    fn a_message_passes_when_each_part_that_names_something_names_it() {
        let check = |kinds: &[MessageKind], from: &[&str], to: &[&str], receivers: &[&str], expected: bool| {
            let message = Distributed {
                tracking_id: TrackingId::random(),
                kind: MessageKind::Report,
                sender: SystemName::new("SIM"),
                receivers: names(receivers).into(),
                publisher: None,
                version: None,
                line: "<Message/>\n".into(),
            };
            let filter = Filter { kinds: kinds.to_vec(), from: names(from), to: names(to) };
            assert_eq!(filter.passes(&message), expected, "{filter:?} {receivers:?}");
        };
        let (report, order) = (MessageKind::Report, MessageKind::Order);
        check(&[], &[], &[], &["C2"], true);
        check(&[report], &[], &[], &["C2"], true);
        check(&[order], &[], &[], &["C2"], false);
        check(&[order, report], &["C2", "SIM"], &["C2"], &["C2"], true);
        check(&[report], &["C2"], &["C2"], &["C2"], false);
        check(&[], &["sim"], &[], &["C2"], false);
        check(&[], &[], &["C2"], &["SIM", "C2"], true);
        check(&[], &[], &["C2"], &["SIM"], false);
        check(&[], &[], &["MAP", "SIM"], &["SIM"], true);
        check(&[], &[], &["C2"], &["ALL"], true);
        check(&[], &[], &["C2"], &[], true);
        check(&[], &[], &["ALL"], &["C2"], false);
        check(&[order], &[], &["C2"], &["ALL"], false);
    }
}
