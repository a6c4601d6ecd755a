//! Small messages of the 2.0.0 schema, made of as little as it allows.

/// The namespace of schema version 2.0.0.
pub const NAMESPACE: &str = "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026";
/// A UUID where one is asked for.
pub const UUID: &str = "0a1b2c3d-0000-4000-8000-00000000000a";

/// A message of this body from this system.
pub fn message(from: &str, body: &str) -> String {
    format!(
        "<Message xmlns=\"{NAMESPACE}\"><C2SIMHeader><ConversationID>{UUID}</ConversationID>\
         <FromSendingSystem>{from}</FromSendingSystem><MessageID>{UUID}</MessageID><Protocol>SISO-STD-C2SIM</Protocol>\
         <ProtocolVersion>1.0.2</ProtocolVersion><ToReceivingSystem>ALL</ToReceivingSystem></C2SIMHeader>\
         <MessageBody>{body}</MessageBody></Message>"
    )
}

/// A system message without content, such as StartScenario.
pub fn system(from: &str, element: &str) -> String {
    message(from, &format!("<SystemMessageBody><{element}/></SystemMessageBody>"))
}

/// A system's part of the initialization, with the systems it lists.
pub fn initialization(from: &str, scenario: &str, systems: &[&str]) -> String {
    let lists: String = systems
        .iter()
        .map(|system| {
            format!(
                "<SystemEntityList><ActorReference>{UUID}</ActorReference><SystemName>{system}</SystemName></SystemEntityList>"
            )
        })
        .collect();
    message(
        from,
        &format!(
            "<C2SIMInitializationBody><ObjectDefinitions/><ScenarioSetting><DateTime><IsoDateTime>2026-01-01T00:00:00Z\
             </IsoDateTime></DateTime><Version>{scenario}</Version></ScenarioSetting>{lists}</C2SIMInitializationBody>"
        ),
    )
}

/// A position report about one entity; `mark` tells reports apart.
pub fn report(from: &str, mark: usize) -> String {
    let report_id = format!("00000000-0000-4000-8000-{mark:012}");
    message(
        from,
        &format!(
            "<DomainMessageBody><ReportBody><FromSender>{UUID}</FromSender><ToReceiver>{UUID}</ToReceiver><ReportContent>\
             <PositionReportContent><TimeOfObservation><DateTime><IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime>\
             </TimeOfObservation><Location><GeodeticCoordinate><Latitude>52.1</Latitude><Longitude>4.3</Longitude>\
             </GeodeticCoordinate></Location><SubjectEntity>{UUID}</SubjectEntity></PositionReportContent></ReportContent>\
             <ReportID>{report_id}</ReportID><ReportingEntity>{UUID}</ReportingEntity></ReportBody></DomainMessageBody>"
        ),
    )
}

/// An order with nothing in it but what it must have.
pub fn order(from: &str) -> String {
    message(
        from,
        &format!(
            "<DomainMessageBody><OrderBody><FromSender>{UUID}</FromSender><ToReceiver>{UUID}</ToReceiver><IssuedTime>\
             <IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></IssuedTime><OrderID>{UUID}</OrderID></OrderBody></DomainMessageBody>"
        ),
    )
}
