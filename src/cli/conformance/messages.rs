//! Messages that the kit composes, each with a MessageID of its own.

use uuid::Uuid;

/// A UUID where it does not matter which.
pub(super) const ENTITY: &str = "0a1b2c3d-0000-4000-8000-00000000000a";

/// What takes a new session to each state, from the one before it.
pub(super) const EXERCISE: &[(&str, &[&str])] = &[
    ("UNINITIALIZED", &[]),
    ("INITIALIZING", &["SubmitInitialization"]),
    ("INITIALIZED", &["C2SIMInitializationBody", "ShareScenario"]),
    ("RUNNING", &["StartScenario"]),
    ("PAUSED", &["PauseScenario"]),
];

/// The system that the messages come from where no other is named.
pub(super) const SYSTEM: &str = "ALPHA";

/// What every state allows.
const REFRESH: &str = "<RefreshInit><RefreshInitSelection>INITIALIZATION_ORIGINAL</RefreshInitSelection></RefreshInit>";

/// Composes messages of one schema version.
#[derive(Debug, Clone)]
pub(super) struct Messages {
    version: &'static str,
    from: String,
}

impl Messages {
    pub(super) fn of(version: &'static str) -> Self {
        Self { version, from: SYSTEM.to_owned() }
    }

    /// The same from another system.
    pub(super) fn from(&self, system: &str) -> Self {
        Self { from: system.to_owned(), ..self.clone() }
    }

    pub(super) fn namespace(&self) -> &'static str {
        match self.version {
            "1.0.2" => "http://www.sisostds.org/schemas/C2SIM/1.1",
            _ => "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026",
        }
    }

    fn header(&self) -> String {
        let act = match self.version {
            "1.0.2" => "<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>",
            _ => "",
        };
        format!(
            "<C2SIMHeader>{act}<ConversationID>{ENTITY}</ConversationID><FromSendingSystem>{}</FromSendingSystem>\
             <MessageID>{}</MessageID><Protocol>SISO-STD-C2SIM</Protocol><ProtocolVersion>1.0.2</ProtocolVersion>\
             <ToReceivingSystem>ALL</ToReceivingSystem></C2SIMHeader>",
            self.from,
            Uuid::new_v4()
        )
    }

    /// A message with this inside MessageBody.
    pub(super) fn message(&self, body: &str) -> String {
        self.of_parts(&self.header(), body)
    }

    /// A message that every state allows, with this header.
    pub(super) fn with_header(&self, header: &str) -> String {
        self.of_parts(header, &format!("<SystemMessageBody>{REFRESH}</SystemMessageBody>"))
    }

    fn of_parts(&self, header: &str, body: &str) -> String {
        let namespace = self.namespace();
        format!("<Message xmlns=\"{namespace}\">{header}<MessageBody>{body}</MessageBody></Message>")
    }

    /// A system message.
    pub(super) fn system(&self, content: &str) -> String {
        self.message(&format!("<SystemMessageBody>{content}</SystemMessageBody>"))
    }

    /// A system message without content.
    pub(super) fn command(&self, element: &str) -> String {
        self.system(&format!("<{element}/>"))
    }

    /// The step of [`EXERCISE`] with this name.
    pub(super) fn of_exercise(&self, element: &str) -> String {
        match element {
            "C2SIMInitializationBody" => self.initialization("first"),
            command => self.command(command),
        }
    }

    /// This system's part of the initialization, with what tells one scenario from another.
    pub(super) fn initialization(&self, scenario: &str) -> String {
        self.message(&format!(
            "<C2SIMInitializationBody><ObjectDefinitions/><ScenarioSetting><DateTime><IsoDateTime>2026-01-01T00:00:00Z\
             </IsoDateTime></DateTime><Version>{scenario}</Version></ScenarioSetting><SystemEntityList><ActorReference>\
             {ENTITY}</ActorReference><SystemName>{}</SystemName></SystemEntityList></C2SIMInitializationBody>",
            self.from
        ))
    }

    /// A position report about [`ENTITY`].
    pub(super) fn report(&self) -> String {
        self.report_at("52.1", "2026-01-01T00:00:00Z")
    }

    /// A position report of this latitude, observed then.
    pub(super) fn report_at(&self, latitude: &str, observed: &str) -> String {
        self.message(&format!(
            "<DomainMessageBody><ReportBody><FromSender>{ENTITY}</FromSender><ToReceiver>{ENTITY}</ToReceiver>\
             <ReportContent><PositionReportContent><TimeOfObservation><DateTime><IsoDateTime>{observed}</IsoDateTime>\
             </DateTime></TimeOfObservation><Location><GeodeticCoordinate><Latitude>{latitude}</Latitude>\
             <Longitude>4.3</Longitude></GeodeticCoordinate></Location><SubjectEntity>{ENTITY}</SubjectEntity>\
             </PositionReportContent></ReportContent><ReportID>{}</ReportID><ReportingEntity>{ENTITY}\
             </ReportingEntity></ReportBody></DomainMessageBody>",
            Uuid::new_v4()
        ))
    }

    /// What every state allows.
    pub(super) fn refresh(&self) -> String {
        self.system(REFRESH)
    }
}
