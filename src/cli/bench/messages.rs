//! What is sent: a position report of the size that simulations send, and the few messages that set an exercise going.

use memchr::memmem::Finder;

const NAMESPACE: &str = "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026";
const SYSTEM: &str = "BENCH";
const UUID: &str = "5f0c2b0e-7d11-4c5e-9a3f-2b6a1c9d4e07";
/// What stands before a report's mark.
const BEFORE_MARK: &str = "<ReportID>00000000-0000-4000-8000-";
/// Digits of a mark.
const MARK_DIGITS: usize = 12;

fn message(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Message xmlns=\"{NAMESPACE}\">\n  <C2SIMHeader>\n    \
         <ConversationID>{UUID}</ConversationID>\n    <FromSendingSystem>{SYSTEM}</FromSendingSystem>\n    \
         <MessageID>{UUID}</MessageID>\n    <Protocol>SISO-STD-C2SIM</Protocol>\n    \
         <ProtocolVersion>1.0.2</ProtocolVersion>\n    <ToReceivingSystem>ALL</ToReceivingSystem>\n  </C2SIMHeader>\n  \
         <MessageBody>\n{body}\n  </MessageBody>\n</Message>\n"
    )
}

/// A system message without content, such as StartScenario.
fn system(element: &str) -> String {
    message(&format!("    <SystemMessageBody><{element}/></SystemMessageBody>"))
}

/// What takes a new session to RUNNING, in order.
pub(super) fn start_of_exercise() -> [String; 4] {
    [system("SubmitInitialization"), initialization_of(""), system("ShareScenario"), system("StartScenario")]
}

/// A position report about one entity, indented, 1.9 KB; the mark tells reports apart.
pub(super) fn report(mark: usize) -> String {
    let (latitude, longitude) = (52.0 + mark as f64 * 1e-6 % 1.0, 4.3 + mark as f64 * 1e-6 % 1.0);
    message(&format!(
        "    <DomainMessageBody>
      <ReportBody>
        <FromSender>{UUID}</FromSender>
        <ToReceiver>{UUID}</ToReceiver>
        <ReportContent>
          <PositionReportContent>
            <TimeOfObservation>
              <DateTime>
                <IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime>
              </DateTime>
            </TimeOfObservation>
            <EntityHealthStatus>
              <OperationalStatus>
                <OperationalStatusCode>FullyOperational</OperationalStatusCode>
              </OperationalStatus>
            </EntityHealthStatus>
            <EntityHealthStatus>
              <Strength>
                <StrengthPercentage>100</StrengthPercentage>
              </Strength>
            </EntityHealthStatus>
            <HeadingAngle>271.5</HeadingAngle>
            <Location>
              <GeodeticCoordinate>
                <Latitude>{latitude:.6}</Latitude>
                <Longitude>{longitude:.6}</Longitude>
              </GeodeticCoordinate>
            </Location>
            <Speed>8.25</Speed>
            <SubjectEntity>{UUID}</SubjectEntity>
          </PositionReportContent>
        </ReportContent>
        {BEFORE_MARK}{mark:0MARK_DIGITS$}</ReportID>
        <ReportingEntity>{UUID}</ReportingEntity>
      </ReportBody>
    </DomainMessageBody>"
    ))
}

/// An initialization of about this many bytes.
pub(super) fn initialization(bytes: usize) -> String {
    let unit = format!(
        "      <Entity><ActorEntity><CollectiveEntity><MilitaryOrganization><Unit>\n        \
         <EntityDescriptor><Side>{UUID}</Side><Superior>{UUID}</Superior></EntityDescriptor>\n        \
         <CurrentState><PhysicalState><Location><GeodeticCoordinate><Latitude>58.602500</Latitude>\
         <Longitude>16.200100</Longitude></GeodeticCoordinate></Location></PhysicalState></CurrentState>\n        \
         <Name>A company</Name>\n        <UUID>{UUID}</UUID>\n        <EchelonCode>COY</EchelonCode>\n      \
         </Unit></MilitaryOrganization></CollectiveEntity></ActorEntity></Entity>\n"
    );
    initialization_of(&format!("\n{}", unit.repeat(bytes / unit.len())))
}

fn initialization_of(entities: &str) -> String {
    message(&format!(
        "    <C2SIMInitializationBody><ObjectDefinitions>{entities}</ObjectDefinitions><ScenarioSetting><DateTime>\
         <IsoDateTime>2026-01-01T00:00:00Z</IsoDateTime></DateTime><Version>bench</Version></ScenarioSetting>\
         <SystemEntityList><ActorReference>{UUID}</ActorReference><SystemName>{SYSTEM}</SystemName></SystemEntityList>\
         </C2SIMInitializationBody>"
    ))
}

/// Finds the marks of reports.
pub(super) struct Marks(Finder<'static>);

impl Marks {
    pub(super) fn new() -> Self {
        Self(Finder::new(BEFORE_MARK))
    }

    /// The mark of a report; none where it is another message.
    pub(super) fn of(&self, report: &[u8]) -> Option<usize> {
        let begin = self.0.find(report)? + BEFORE_MARK.len();
        std::str::from_utf8(report.get(begin..begin + MARK_DIGITS)?).ok()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::SchemaVersion,
        message::{self, Limits, Validation},
        schema::Registry,
    };

    #[test]
    fn messages_are_valid_and_reports_are_as_large_as_said() {
        let registry = Registry::built_in().unwrap();
        let schema = registry.get(&SchemaVersion::new("2.0.0")).unwrap();
        let marks = Marks::new();
        for text in start_of_exercise().into_iter().chain([report(0), report(999_999_999_999), initialization(10_000)])
        {
            let read = message::read(text.clone().into(), None, schema, Validation::On, &Limits::default());
            assert!(read.is_ok(), "{read:?} {text}");
        }
        assert_eq!(marks.of(report(4_711).as_bytes()), Some(4_711));
        assert_eq!(marks.of(start_of_exercise()[0].as_bytes()), None);
        assert!((1_850..1_950).contains(&report(1).len()), "{}", report(1).len());
    }
}
