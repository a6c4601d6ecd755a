//! What must hold: at every moment, and of the feed as a whole.

use futures_util::FutureExt;

use super::{Asked, What, World};
use crate::{
    clock::Clock,
    feed::Sequence,
    hub::{live_picture::Standing, restore::Restored},
    identity::ClientId,
    session::Event,
};

impl World {
    /// What must hold at every moment.
    pub(super) fn check(&mut self) {
        self.truth.take_in(self.disk.lock().contents());
        assert_eq!(self.truth.head(), self.session.feed().head(), "what is kept is shown");
        let waiting = std::mem::take(&mut *self.asked.lock());
        for mut asked in waiting {
            match (asked.answer.as_mut().now_or_never(), asked.what) {
                (None, what) => self.asked.lock().push(Asked { what, ..asked }),
                (Some(Ok(_)), What::Message(line)) => self.acknowledged.0.push(line),
                (Some(Ok(outcome)), What::Input) => {
                    self.is_deleted |= outcome.events.iter().any(|event| matches!(event, Event::Deleted { .. }));
                    self.acknowledged.1.push(outcome.events);
                }
                (Some(Err(_)), What::Message(line)) => self.refused.push(line),
                (Some(Err(_)), What::Input) => {}
            }
        }
    }

    /// What follows from all of the feed.
    pub(super) fn check_fold(&mut self) {
        self.truth.check_once();
        for line in &self.refused {
            assert!(!self.truth.holds_message(line), "what was refused is not kept: {line}");
        }
        for line in &self.acknowledged.0 {
            assert!(self.truth.holds_message(line) || withheld(line), "what was acknowledged is kept: {line}");
        }
        for events in &self.acknowledged.1 {
            assert!(self.truth.holds_events(events), "what was acknowledged is kept: {events:?}");
        }
        let folded = self.truth.fold(self.clock.now(), self.settings.rules).unwrap();
        self.session
            .read(|session| assert_eq!(session.folded(), folded.folded(), "the session is the fold of its feed"));
        let replayed = Restored::read(self.session.feed().replay().unwrap(), self.clock.now(), self.settings.rules);
        let replayed = replayed.unwrap().unwrap();
        assert_eq!(replayed.session.folded(), folded.folded(), "with a snapshot it is the same");
        if let Ok(shown) = self.runtime.block_on(self.session.picture()) {
            let rows = Standing::of(self.truth.after(Sequence::BEFORE_FIRST), self.settings.picture_entities_max);
            assert_eq!(shown.rows, rows, "the picture is the fold of every report");
        }
        assert_eq!(replayed.messages, self.session.messages());
        if !folded.is_deleted() {
            assert_eq!(replayed.initialization, self.session.initialization(&ClientId::parse("nobody").unwrap()).ok());
        }
    }
}

/// A client's part of the initialization is kept, and not passed on.
fn withheld(line: &str) -> bool {
    line.contains("<C2SIMInitializationBody>")
}
