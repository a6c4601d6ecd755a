//! What clients say in an exercise: every kind of message that moves a session, and reports in between.

use crate::{feed::simulation::Chance, identity::ClientId, session::State};

const NAMESPACE: &str = "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026";
const UUID: &str = "0a1b2c3d-0000-4000-8000-00000000000a";
/// The system messages that a session acts on.
const SYSTEM: [&str; 8] = [
    "SubmitInitialization",
    "InitializationComplete",
    "ShareScenario",
    "StartScenario",
    "PauseScenario",
    "ResumeScenario",
    "StopScenario",
    "ResetScenario",
];
const CLIENTS: usize = 4;

/// One of the clients.
pub(super) fn client(chance: &mut Chance) -> ClientId {
    ClientId::parse(&format!("client-{}", chance.below(CLIENTS))).unwrap()
}

/// A message of this client, as often as not one that leads the exercise on; the mark tells every message of a history
/// apart.
pub(super) fn message(client: &ClientId, mark: usize, state: State, chance: &mut Chance) -> String {
    let body = match (chance.below(12), state) {
        (0, _) => system(SYSTEM[chance.below(SYSTEM.len())]),
        (1..=2, _) => initialization(client, chance),
        (3..=4, _) => report(),
        (_, State::Uninitialized) => system("SubmitInitialization"),
        (5..=7, State::Initializing) => initialization(client, chance),
        (_, State::Initializing) => system("ShareScenario"),
        (_, State::Initialized) => system("StartScenario"),
        (_, State::Running) => report(),
        (_, State::Paused) => system("ResumeScenario"),
    };
    format!(
        "<Message xmlns=\"{NAMESPACE}\"><C2SIMHeader><ConversationID>{UUID}</ConversationID>\
         <FromSendingSystem>{client}</FromSendingSystem><MessageID>{}</MessageID>\
         <Protocol>SISO-STD-C2SIM</Protocol><ProtocolVersion>1.0.2</ProtocolVersion>\
         <ToReceivingSystem>ALL</ToReceivingSystem></C2SIMHeader><MessageBody>{body}</MessageBody></Message>",
        message_id(mark)
    )
}

fn system(element: &str) -> String {
    format!("<SystemMessageBody><{element}/></SystemMessageBody>")
}

fn message_id(mark: usize) -> String {
    format!("00000000-0000-4000-8000-{mark:012}")
}

/// A client's part of the initialization; now and then it contradicts the others'.
fn initialization(client: &ClientId, chance: &mut Chance) -> String {
    let version = if chance.below(6) == 0 { "other" } else { "one" };
    format!(
        "<C2SIMInitializationBody><ObjectDefinitions/><ScenarioSetting><DateTime><IsoDateTime>2026-01-01T00:00:00Z\
         </IsoDateTime></DateTime><Version>{version}</Version></ScenarioSetting><SystemEntityList><ActorReference>{UUID}\
         </ActorReference><SystemName>{client}</SystemName></SystemEntityList></C2SIMInitializationBody>"
    )
}

fn report() -> String {
    format!(
        "<DomainMessageBody><ReportBody><FromSender>{UUID}</FromSender><ToReceiver>{UUID}</ToReceiver><ReportContent>\
         <PositionReportContent><TimeOfObservation><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime>\
         </TimeOfObservation><SubjectEntity>{UUID}</SubjectEntity></PositionReportContent></ReportContent>\
         <ReportID>{UUID}</ReportID><ReportingEntity>{UUID}</ReportingEntity></ReportBody></DomainMessageBody>"
    )
}
