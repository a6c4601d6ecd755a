//! What the judge does while the client is there: leads the session through its states, gives the client something to hear,
//! and makes trouble, one kind after the other.
//!
//! Entry point: [`Course::run`]. What must always hold: the client is given time to do a step itself before it is led;
//! every trouble ends before the next begins; the whole ends when the time is over. What it deliberately leaves out: what
//! comes of it (the cases).

use std::{sync::Arc, time::Duration};

use super::{
    brief::Brief,
    front::{Front, Gate, Trouble},
    line::Order,
    record::{Act, Event, Operation, Record, What},
};
use crate::cli::conformance::{answer::Answer, verdict::Outcome, world::Client};

/// How many paces a client is given to open its stream again.
const RETURN_PACES: u32 = 8;
/// How many paces the judge waits for a message to come in the way of.
const MESSAGE_PACES: u32 = 4;
/// So many kinds of trouble in a row that meet no message show that the client sends none.
const UNMET_MAX: usize = 2;
/// For how long a client is told to stay away, in whole seconds.
const UNAVAILABLE: Duration = Duration::from_secs(1);

/// The course of a run.
pub(super) struct Course {
    pub(super) front: Arc<Front>,
    /// The judge as another member of the client's session.
    pub(super) judge: Client,
    /// How long the judge waits for what comes of something.
    pub(super) pace: Duration,
}

impl Course {
    /// Everything, once the client has joined.
    pub(super) async fn run(&self) -> Outcome {
        self.judge.join("JUDGE").await?;
        self.front.log.until(self.pace * RETURN_PACES, |record| record.opened().next().map(drop)).await;
        self.start().await?;
        self.strange_messages().await;
        self.troubles().await;
        self.pause().await?;
        self.interruptions().await?;
        self.stop().await
    }

    /// Leads the session to RUNNING, where the client does not do it itself.
    async fn start(&self) -> Outcome {
        self.settle().await;
        self.lead("UNINITIALIZED", "SubmitInitialization").await?;
        self.settle().await;
        if self.judge.state().await? == "INITIALIZING" {
            let shared = self.say("ShareScenario").await?;
            if !shared {
                self.publish("C2SIMInitializationBody", &self.judge.messages.initialization("judge")).await?;
                self.say("ShareScenario").await?;
            }
        }
        self.settle().await;
        self.lead("INITIALIZED", "StartScenario").await?;
        self.lead("PAUSED", "ResumeScenario").await?;
        self.settle().await;
        self.report().await
    }

    /// Gives the client what it does not know.
    async fn strange_messages(&self) {
        let known = self.judge.messages.report();
        let unknown = self.judge.messages.message("<LaterBody><Later>1</Later></LaterBody>");
        let attribute = known.replacen("<ReportBody>", "<ReportBody later=\"1\"><Later>1</Later>", 1);
        for (act, xml) in [(Act::UnknownMessage, unknown), (Act::UnknownElement, attribute)] {
            self.did(act, "gives a message of a later version on every stream");
            self.order(&Order::Give(xml));
            self.order(&Order::Ping);
            self.settle().await;
        }
    }

    /// Comes in the way of messages.
    async fn troubles(&self) {
        let mut unmet = 0;
        for trouble in [
            Trouble::UnknownField,
            Trouble::Refusal,
            Trouble::UnknownRefusal,
            Trouble::LateAnswer(self.pace * 2),
            Trouble::LostAnswer,
            Trouble::Unavailable(UNAVAILABLE),
        ] {
            let before = self.front.log.read(|record| record.did().count());
            self.front.make(Some(trouble));
            let met =
                self.front.log.until(self.pace * MESSAGE_PACES, |record| (record.did().count() > before).then_some(()));
            let is_met = met.await.is_some();
            self.front.make(None);
            unmet = if is_met { 0 } else { unmet + 1 };
            if unmet == UNMET_MAX {
                return;
            }
            match trouble {
                _ if !is_met => {}
                Trouble::LateAnswer(wait) | Trouble::Unavailable(wait) => tokio::time::sleep(wait).await,
                _ => {}
            }
            self.settle().await;
        }
    }

    async fn pause(&self) -> Outcome {
        self.lead("RUNNING", "PauseScenario").await?;
        self.settle().await;
        self.settle().await;
        self.lead("PAUSED", "ResumeScenario").await?;
        self.settle().await;
        Ok(())
    }

    /// Ends streams, in ways that a client has to come back after.
    async fn interruptions(&self) -> Outcome {
        self.report().await?;
        self.settle().await;
        self.front.open(Gate::Shut);
        self.did(Act::Cut, "ends every stream without a close, and opens none for a while");
        self.order(&Order::Cut);
        self.report().await?;
        self.settle().await;
        self.front.open(Gate::Open);
        self.comes_back().await;
        self.report().await?;
        self.settle().await;

        self.did(Act::Restarted, "closes every stream as a server that starts again");
        self.order(&Order::Close(1012, "the server starts again"));
        self.comes_back().await;
        self.settle().await;

        let resumes = |record: &Record| record.opened().any(|(_, opened)| opened.after.is_some());
        if self.front.log.read(resumes) {
            self.report().await?;
            self.front.open(Gate::Forgetful);
            self.order(&Order::Cut);
            self.comes_back().await;
            tokio::time::sleep(self.pace).await;
            self.front.open(Gate::Open);
            self.comes_back().await;
            self.settle().await;
        }
        Ok(())
    }

    async fn stop(&self) -> Outcome {
        self.lead("RUNNING", "StopScenario").await?;
        self.settle().await;
        self.lead("INITIALIZED", "ResetScenario").await?;
        self.settle().await;
        self.did(Act::Finished, "has done everything; the client may resign");
        Ok(())
    }

    /// Publishes a message without content where the session is in this state.
    async fn lead(&self, from: &str, element: &str) -> Outcome {
        if self.judge.state().await? == from {
            self.say(element).await?;
        }
        Ok(())
    }

    /// Publishes a message without content; whether it was taken.
    async fn say(&self, element: &str) -> Outcome<bool> {
        self.publish(element, &self.judge.messages.command(element)).await
    }

    /// Gives the client something to hear, where the state allows it.
    async fn report(&self) -> Outcome {
        self.publish("ReportBody", &self.judge.messages.report()).await.map(drop)
    }

    async fn publish(&self, kind: &str, xml: &str) -> Outcome<bool> {
        let answer: Answer = self.judge.send(xml).await?;
        if answer.is_ok() {
            let act = Act::Published { id: Brief::of(xml).id, address: answer.address().unwrap_or_default() };
            self.did(act, &format!("publishes {kind} as another member"));
        }
        Ok(answer.is_ok())
    }

    /// Waits until a stream is open again.
    async fn comes_back(&self) {
        let is_back = |record: &Record| record.is_listening(record.events.len()).then_some(());
        self.front.log.until(self.pace * RETURN_PACES, is_back).await;
    }

    fn order(&self, order: &Order) {
        self.front.lines.lock().iter().for_each(|line| line.order(order.clone()));
    }

    fn did(&self, act: Act, text: &str) {
        self.front.log.add(What::Did(act), "judge", text);
    }

    async fn settle(&self) {
        tokio::time::sleep(self.pace).await;
        self.front.log.add(What::Settled, "judge", "goes on");
    }
}

/// Whether the client resigned, and has done nothing since.
pub(super) fn has_left(record: &Record) -> Option<()> {
    let resigned = record.of(Operation::Resign).last()?.0.at;
    let is_later = |event: &Event| matches!(event.what, What::Asked(_) | What::Opened(_)) && event.at > resigned;
    let is_over = !record.is_listening(record.events.len()) && !record.events.iter().any(is_later);
    is_over.then_some(())
}

/// Whether the client closed its stream after everything was done.
pub(super) fn has_gone(record: &Record) -> Option<()> {
    let finished = record.did().find(|(_, _, act)| **act == Act::Finished)?.0;
    let has_closed = record.events[finished..].iter().any(|event| matches!(event.what, What::Ended { .. }));
    (has_closed && !record.is_listening(record.events.len())).then_some(())
}
