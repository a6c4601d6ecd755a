//! What the claims of a token permit: the rules of the interface, one question a function.
//!
//! Entry point: [`Rights`]. What must always hold: a claim that is absent permits nothing, systemMessageType aside, whose
//! absence permits every system message.

use serde_json::Value;

use super::{Denied, TokenRefused, permitted::Permitted};
use crate::{
    identity::SystemName,
    message::{Header, MessageKind},
};

/// The category that permits reading the initialization.
const INITIALIZATION: &str = "C2SIMInitialization";
/// The group of system messages that ask and answer.
const QUERY: &str = "QUERY";
/// The group of all system messages, those that ask and answer included.
const SIMAN: &str = "SIMAN";

/// What a token permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rights {
    from: Permitted,
    reply_to: Permitted,
    to: Permitted,
    categories: Permitted,
    /// Every system message where the claim is absent.
    system_groups: Permitted,
}

/// What a message's header has to say where a token is in play, and whether its receivers are checked.
#[derive(Debug, Clone, Copy)]
pub struct ProtocolExpected<'a> {
    /// Protocol.
    pub protocol: &'a str,
    /// ProtocolVersion.
    pub version: &'a str,
    /// Whether messages reach only those that they name.
    pub private_addressing: bool,
}

impl Rights {
    /// Reads them off the claims of a token; `claim` finds one by its name.
    pub(super) fn read<'a>(claim: impl Fn(&str) -> Option<&'a Value>) -> Result<Self, TokenRefused> {
        let read = |name: &'static str| Permitted::read(name, claim(name));
        Ok(Self {
            from: read("fromSendingSystem")?.unwrap_or(Permitted::NOTHING),
            reply_to: read("replyToSystem")?.unwrap_or(Permitted::NOTHING),
            to: read("toReceivingSystem")?.unwrap_or(Permitted::NOTHING),
            categories: read("messageType")?.unwrap_or(Permitted::NOTHING),
            system_groups: read("systemMessageType")?.unwrap_or(Permitted::Any),
        })
    }

    pub(super) fn join(&self, system: &SystemName) -> Result<(), Denied> {
        allowed(self.from.allows(system.as_str()), || Denied::Join(system.clone()))
    }

    pub(super) fn send(
        &self,
        kind: MessageKind,
        header: &Header,
        expected: ProtocolExpected<'_>,
    ) -> Result<(), Denied> {
        let from = &header.from_sending_system;
        allowed(self.from.allows(from.as_str()), || Denied::FromSendingSystem(from.clone()))?;
        let reply_to = header.reply_to_system.as_ref().map_or("", SystemName::as_str);
        allowed(self.reply_to.allows(reply_to), || Denied::ReplyToSystem(reply_to.to_owned()))?;
        if expected.private_addressing {
            self.address(header)?;
        }
        let category = category(kind);
        allowed(self.categories.allows(category), || Denied::MessageType(category))?;
        allowed(self.system_message(kind), || Denied::SystemMessageType(kind.element_name()))?;
        let protocol = |element: &'static str, found: Option<&str>, expected: &str| {
            allowed(found == Some(expected), || Denied::Protocol { element, expected: expected.to_owned() })
        };
        protocol("Protocol", header.protocol.as_deref(), expected.protocol)?;
        protocol("ProtocolVersion", header.protocol_version.as_deref(), expected.version)
    }

    /// A message to everybody asks for the name that says so.
    fn address(&self, header: &Header) -> Result<(), Denied> {
        let mut named = header.to_receiving_systems.iter().filter(|receiver| receiver.names_somebody()).peekable();
        let denied = match named.peek() {
            None => Some(SystemName::new(SystemName::ALL)).filter(|all| !self.to.allows(all.as_str())),
            Some(_) => named.find(|receiver| !self.to.allows(receiver.as_str())).cloned(),
        };
        denied.map_or(Ok(()), |receiver| Err(Denied::ToReceivingSystem(receiver)))
    }

    fn system_message(&self, kind: MessageKind) -> bool {
        let MessageKind::System(message) = kind else { return true };
        self.system_groups.allows(SIMAN) || (message.is_query() && self.system_groups.allows(QUERY))
    }

    pub(super) fn read_initialization(&self) -> Result<(), Denied> {
        allowed(self.categories.allows(INITIALIZATION), || Denied::MessageType(INITIALIZATION))
    }

    /// What members were sent is open to those who may be one: they would receive it.
    pub(super) fn read_messages(&self) -> Result<(), Denied> {
        allowed(!self.from.is_nothing(), || Denied::Reading)
    }
}

fn allowed(is_allowed: bool, denied: impl FnOnce() -> Denied) -> Result<(), Denied> {
    if is_allowed { Ok(()) } else { Err(denied()) }
}

/// The category of a kind, as messageType names it.
fn category(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Initialization => INITIALIZATION,
        MessageKind::ObjectInitialization => "ObjectInitialization",
        MessageKind::Order
        | MessageKind::Report
        | MessageKind::Plan
        | MessageKind::Request
        | MessageKind::Acknowledgement => "DomainMessage",
        MessageKind::SystemAcknowledgement => "SystemAcknowledgement",
        MessageKind::System(_) => "SystemMessage",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EXPECTED: ProtocolExpected<'_> =
        ProtocolExpected { protocol: "SISO-STD-C2SIM", version: "1.0.2", private_addressing: false };

    fn rights(claims: &Value) -> Rights {
        Rights::read(|name| claims.get(name)).unwrap()
    }

    fn header(reply_to: Option<&str>, receivers: &[&str]) -> Header {
        Header {
            from_sending_system: SystemName::new("C2"),
            to_receiving_systems: receivers.iter().map(|name| SystemName::new(name)).collect(),
            reply_to_system: reply_to.map(SystemName::new),
            message_id: None,
            conversation_id: None,
            in_reply_to_message_id: None,
            protocol: Some("SISO-STD-C2SIM".into()),
            protocol_version: Some("1.0.2".into()),
            sending_time: None,
        }
    }

    fn kind(element: &str) -> MessageKind {
        MessageKind::from_element_name(element).unwrap()
    }

    #[test]
    fn every_claim_is_held_to_its_part_of_the_message() {
        let all = json!({"fromSendingSystem": "C2", "replyToSystem": "ANY", "messageType": "ANY"});
        let check = |change: Value, element: &str, reply_to: Option<&str>, denied: Option<Denied>| {
            let mut claims = all.clone();
            for (name, value) in change.as_object().unwrap() {
                claims[name] = value.clone();
            }
            let sent = rights(&claims).send(kind(element), &header(reply_to, &["ALL"]), EXPECTED);
            assert_eq!(sent.err(), denied, "{change} {element}");
        };
        let from = || Some(Denied::FromSendingSystem(SystemName::new("C2")));
        check(json!({}), "ReportBody", None, None);
        check(json!({"fromSendingSystem": "ANY"}), "ReportBody", None, None);
        check(json!({"fromSendingSystem": "SIM;C2"}), "ReportBody", None, None);
        check(json!({"fromSendingSystem": "SIM"}), "ReportBody", None, from());
        check(json!({"fromSendingSystem": null}), "ReportBody", None, from());
        check(json!({"fromSendingSystem": []}), "ReportBody", None, from());
        let reply_to = |name: &str| Some(Denied::ReplyToSystem(name.to_owned()));
        check(json!({"replyToSystem": null}), "ReportBody", None, reply_to(""));
        check(json!({"replyToSystem": "SIM"}), "ReportBody", None, reply_to(""));
        check(json!({"replyToSystem": ["SIM", ""]}), "ReportBody", None, None);
        check(json!({"replyToSystem": "SIM"}), "ReportBody", Some("SIM"), None);
        check(json!({"replyToSystem": "SIM"}), "ReportBody", Some("C2"), reply_to("C2"));
        for (element, category) in [
            ("OrderBody", "DomainMessage"),
            ("ReportBody", "DomainMessage"),
            ("PlanBody", "DomainMessage"),
            ("RequestBody", "DomainMessage"),
            ("AcknowledgementBody", "DomainMessage"),
            ("ObjectInitializationBody", "ObjectInitialization"),
            ("C2SIMInitializationBody", "C2SIMInitialization"),
            ("SystemAcknowledgementBody", "SystemAcknowledgement"),
            ("StartScenario", "SystemMessage"),
        ] {
            check(json!({"messageType": category}), element, None, None);
            check(json!({"messageType": null}), element, None, Some(Denied::MessageType(category)));
            check(json!({"messageType": category.to_lowercase()}), element, None, Some(Denied::MessageType(category)));
        }
    }

    #[test]
    fn system_messages_are_permitted_by_group() {
        let check = |groups: Option<Value>, element: &'static str, allowed: bool| {
            let mut claims =
                json!({"fromSendingSystem": "ANY", "replyToSystem": "ANY", "messageType": "SystemMessage"});
            if let Some(groups) = &groups {
                claims["systemMessageType"] = groups.clone();
            }
            let sent = rights(&claims).send(kind(element), &header(None, &[]), EXPECTED);
            let expected = if allowed { Ok(()) } else { Err(Denied::SystemMessageType(element)) };
            assert_eq!(sent, expected, "{groups:?} {element}");
        };
        for (element, is_query) in [
            ("StartScenario", false),
            ("MagicMove", false),
            ("SetSimulationRealtimeMultiple", false),
            ("PlaybackStatusReport", false),
            ("RequestPlaybackStatus", true),
            ("SimulationRealtimeMultipleReport", true),
        ] {
            check(None, element, true);
            check(Some(json!("ANY")), element, true);
            check(Some(json!("SIMAN")), element, true);
            check(Some(json!(["QUERY", "SIMAN"])), element, true);
            check(Some(json!("QUERY")), element, is_query);
            check(Some(json!("")), element, false);
            check(Some(json!([])), element, false);
        }
    }

    #[test]
    fn the_protocol_is_the_one_that_the_server_is_configured_for() {
        let rights = rights(&json!({"fromSendingSystem": "ANY", "replyToSystem": "ANY", "messageType": "ANY"}));
        let check = |protocol: Option<&str>, version: Option<&str>, wrong: Option<&'static str>| {
            let header = Header {
                protocol: protocol.map(Box::from),
                protocol_version: version.map(Box::from),
                ..header(None, &[])
            };
            let element = rights.send(MessageKind::Report, &header, EXPECTED).err().map(|denied| match denied {
                Denied::Protocol { element, .. } => element,
                other => panic!("{other}"),
            });
            assert_eq!(element, wrong, "{protocol:?} {version:?}");
        };
        check(Some("SISO-STD-C2SIM"), Some("1.0.2"), None);
        check(Some("C2SIM"), Some("1.0.2"), Some("Protocol"));
        check(None, Some("1.0.2"), Some("Protocol"));
        check(Some("SISO-STD-C2SIM"), Some("1.0.1"), Some("ProtocolVersion"));
        check(Some("SISO-STD-C2SIM"), None, Some("ProtocolVersion"));
    }

    #[test]
    fn receivers_are_checked_where_messages_are_private() {
        let check = |claim: Value, receivers: &[&str], private_addressing: bool, denied: Option<&str>| {
            let all = json!({"fromSendingSystem": "ANY", "replyToSystem": "ANY", "messageType": "ANY", "toReceivingSystem": claim});
            let expected = ProtocolExpected { private_addressing, ..EXPECTED };
            let sent = rights(&all).send(MessageKind::Report, &header(None, receivers), expected);
            let denied = denied.map(|name| Denied::ToReceivingSystem(SystemName::new(name)));
            assert_eq!(sent.err(), denied, "{claim} {receivers:?}");
        };
        check(json!(null), &["SIM"], false, None);
        check(json!(null), &["SIM"], true, Some("SIM"));
        check(json!("SIM"), &["SIM"], true, None);
        check(json!("SIM"), &["SIM", "MAP"], true, Some("MAP"));
        check(json!("SIM"), &["ALL"], true, Some("ALL"));
        check(json!("SIM"), &[], true, Some("ALL"));
        check(json!("SIM"), &[" "], true, Some("ALL"));
        check(json!("SIM"), &["", "SIM"], true, None);
        check(json!("SIM;ALL"), &[], true, None);
        check(json!("ANY"), &["SIM", "MAP"], true, None);
    }

    #[test]
    fn joining_and_reading_follow_their_claims() {
        let rights = |claims: Value| rights(&claims);
        let c2 = SystemName::new("C2");
        assert_eq!(rights(json!({"fromSendingSystem": "C2"})).join(&c2), Ok(()));
        assert_eq!(rights(json!({"fromSendingSystem": "SIM"})).join(&c2), Err(Denied::Join(c2.clone())));
        assert_eq!(rights(json!({})).join(&SystemName::new("")), Err(Denied::Join(SystemName::new(""))));
        assert_eq!(rights(json!({"messageType": "C2SIMInitialization"})).read_initialization(), Ok(()));
        let denied = Err(Denied::MessageType("C2SIMInitialization"));
        assert_eq!(rights(json!({"messageType": "DomainMessage"})).read_initialization(), denied);
        assert_eq!(rights(json!({"fromSendingSystem": "C2"})).read_messages(), Ok(()));
        assert_eq!(rights(json!({"messageType": "ANY"})).read_messages(), Err(Denied::Reading));
    }
}
