//! One session as a service of the gateway.
//!
//! Entry point: [`run`]. What must always hold: who is subscribed hears every message that is for everybody in the order of
//! the session, each once; while nobody is subscribed, nothing is written.

use std::{borrow::Cow, sync::Arc, time::Duration};

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    clock::rfc3339,
    doors::concierge::{ConciergeDoor, NotCreated, OWN_SERVICES, OwnService, Told},
    hub::{Farewell, Heard, SharedSession},
    identity::SessionName,
};

/// What the name of the server's own client of the gateway begins with.
const OWNER: &str = "c2sim_";
/// How long a message waits until the gateway has room for it again.
const NO_ROOM: Duration = Duration::from_millis(50);

/// A message of a C2SIM session as the subscribers of its service receive it: the `data` of a MESSAGE.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(rename = "C2simMessage"))]
pub(super) struct Mirrored<'a> {
    /// The name of the session.
    session: &'a str,
    /// Its place in the session, by which its history begins after it.
    address: String,
    /// The ticket that its publisher was given.
    tracking_id: String,
    /// What kind of message it is, by the local name of its element such as ReportBody.
    kind: &'a str,
    /// Its FromSendingSystem.
    from_sending_system: &'a str,
    /// Every ToReceivingSystem.
    to_receiving_systems: Vec<&'a str>,
    /// When the server accepted it, as RFC 3339 writes it, in UTC.
    at: String,
    /// The message on one line; null where that is more than a payload may hold, and to be read in the history.
    #[cfg_attr(test, schemars(required, schema_with = "tests::text_or_null"))]
    xml: Option<Cow<'a, str>>,
}

/// Mirrors the session until it is deleted, or the gateway starts anew.
///
/// # Errors
/// The service cannot be created.
pub(super) async fn run(
    gateway: &ConciergeDoor,
    session: Arc<SharedSession>,
    name: &SessionName,
) -> Result<(), NotCreated> {
    let nickname = session.read(|session| session.info().display_name.clone());
    let nickname = format!("C2SIM session {}", if nickname.is_empty() { name.as_str() } else { &nickname });
    // From before the service is there on, so that its first subscriber misses nothing.
    let mut onlooker = session.look_on();
    let (owner, service) = (format!("{OWNER}{name}"), format!("{OWN_SERVICES}{name}"));
    let mut service = gateway.create_own(&owner, &service, &nickname).await?;
    tracing::info!(session = %name, "mirrored as a service of the gateway");
    let mut heard = Vec::new();
    loop {
        let outcome = tokio::select! {
            () = service.gone() => return Ok(()),
            outcome = onlooker.hear(&mut heard) => outcome,
        };
        for heard in &heard {
            pass_on(&service, name, heard, gateway.payload_bytes_max()).await;
        }
        match outcome {
            Ok(()) => {}
            Err(Farewell::Deleted) => return Ok(()),
            Err(why) => {
                tracing::warn!(session = %name, "subscribers of its service miss messages: {why}");
                onlooker = session.look_on();
            }
        }
    }
}

async fn pass_on(service: &OwnService, session: &SessionName, heard: &Heard, bytes_max: usize) {
    if !service.is_heard() {
        return;
    }
    let data = written(session, heard, bytes_max);
    while service.tell(&data) == Told::NoRoom {
        tokio::time::sleep(NO_ROOM).await;
    }
}

/// The message as subscribers receive it.
fn written(session: &SessionName, heard: &Heard, bytes_max: usize) -> Box<RawValue> {
    let message = &heard.message;
    let line = message.line.strip_suffix(b"\n").unwrap_or(&message.line);
    let mut mirrored = Mirrored {
        session: session.as_str(),
        address: heard.address.to_string(),
        tracking_id: message.tracking_id.to_string(),
        kind: message.kind.element_name(),
        from_sending_system: message.sender.as_str(),
        to_receiving_systems: message.receivers.iter().map(|receiver| receiver.as_str()).collect(),
        at: rfc3339(heard.at),
        // A message is UTF-8, as it was checked.
        xml: Some(String::from_utf8_lossy(line)),
    };
    let write = |mirrored: &Mirrored<'_>| to_raw_value(mirrored).expect("texts and lists of them can be written");
    let whole = write(&mirrored);
    if whole.get().len() <= bytes_max {
        return whole;
    }
    mirrored.xml = None;
    write(&mirrored)
}

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;
    use serde_json::Value;

    use super::*;
    use crate::{
        doors::concierge::ASYNCAPI_YAML,
        hub::Distributed,
        identity::{SystemName, Timestamp, TrackingId},
        message::MessageKind,
    };

    pub(super) fn text_or_null(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "null"] })
    }

    #[test]
    fn the_document_of_the_gateway_shows_what_crosses_over() {
        let document: Value = serde_yaml::from_str(ASYNCAPI_YAML).unwrap();
        let settings = SchemaSettings::draft07().with(|settings| settings.meta_schema = None);
        let mut generated = settings.into_generator().into_root_schema_for::<Mirrored<'_>>().to_value();
        // The document names it by its key.
        generated.as_object_mut().unwrap().remove("title");
        let shown = &document["components"]["schemas"]["C2simMessage"];
        assert_eq!(*shown, generated, "the document shows another than {generated:#}");
    }

    #[test]
    fn a_message_that_no_payload_holds_crosses_over_without_its_text() {
        let line = format!("<Message>{}</Message>\n", "\"ö\"".repeat(10));
        let heard = Heard {
            address: "00c2514d00c2514d:7".parse().unwrap(),
            at: Timestamp { unix_ms: 0 },
            message: Arc::new(Distributed {
                tracking_id: TrackingId::random(),
                kind: MessageKind::Report,
                sender: SystemName::new("SIM"),
                receivers: [SystemName::new("C2"), SystemName::new("MAP")].into(),
                publisher: None,
                version: None,
                line: line.clone().into(),
            }),
        };
        let session = SessionName::parse("exercise").unwrap();
        let whole = written(&session, &heard, usize::MAX);
        let check = |bytes_max: usize, xml: Value| {
            let data: Value = serde_json::from_str(written(&session, &heard, bytes_max).get()).unwrap();
            assert_eq!((&data["session"], &data["address"]), (&"exercise".into(), &"00c2514d00c2514d:7".into()));
            assert_eq!((&data["kind"], &data["at"]), (&"ReportBody".into(), &"1970-01-01T00:00:00Z".into()));
            assert_eq!(data["toReceivingSystems"], serde_json::json!(["C2", "MAP"]));
            assert_eq!(data["xml"], xml, "{bytes_max}");
        };
        check(whole.get().len(), line.trim_end().into());
        check(whole.get().len() - 1, Value::Null);
    }
}
