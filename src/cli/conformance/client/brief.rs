//! What of a message tells how a client behaves: read without a schema, also from what is not valid.

use std::hash::{DefaultHasher, Hash, Hasher};

use quick_xml::{Reader, events::Event};

/// Kinds whose bodies have an id of their own.
const OF_OWN_ID: &[&str] = &["ReportBody", "OrderBody", "PlanBody", "RequestBody"];

/// A message in a few words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brief {
    /// The local name of its body element, for system and domain messages of the element in it.
    pub(super) kind: String,
    /// Its MessageID.
    pub(super) id: String,
    /// Its FromSendingSystem.
    pub(super) from: String,
    /// The same for messages that differ in their MessageID alone.
    pub(super) likeness: u64,
}

impl Brief {
    /// Reads as far as the text is XML; what is not there is empty.
    pub(super) fn of(xml: &str) -> Self {
        let mut brief = Self { kind: String::new(), id: String::new(), from: String::new(), likeness: 0 };
        let mut reader = Reader::from_str(xml);
        let mut path: Vec<String> = Vec::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => {
                    path.push(tag.local_name().as_ref().to_owned());
                    brief.enters(&path);
                }
                Event::Empty(tag) => {
                    path.push(tag.local_name().as_ref().to_owned());
                    brief.enters(&path);
                    path.pop();
                }
                Event::Text(text) => {
                    let text = text.trim().to_owned();
                    match path.last().map(String::as_str) {
                        Some("MessageID") => brief.id = text,
                        Some("FromSendingSystem") => brief.from = text,
                        _ => {}
                    }
                }
                Event::End(_) => drop(path.pop()),
                Event::Eof => break,
                _ => {}
            }
        }
        let mut hasher = DefaultHasher::new();
        match brief.id.is_empty() {
            true => xml.hash(&mut hasher),
            false => xml.replace(&brief.id, "").hash(&mut hasher),
        }
        brief.likeness = hasher.finish();
        brief
    }

    fn enters(&mut self, path: &[String]) {
        let is_body = path.get(1).is_some_and(|name| name == "MessageBody");
        let is_group = |name: &String| name == "SystemMessageBody" || name == "DomainMessageBody";
        let is_kind = path.len() == 3 || (path.len() == 4 && is_group(&path[2]));
        if is_body && is_kind {
            self.kind.clone_from(&path[path.len() - 1]);
        }
    }

    /// The state that a session is in once a message of this kind was taken, where the kind says so.
    pub(super) fn leads_to(&self) -> Option<&'static str> {
        Some(match self.kind.as_str() {
            "SubmitInitialization" => "INITIALIZING",
            "ShareScenario" | "StopScenario" => "INITIALIZED",
            "StartScenario" | "ResumeScenario" => "RUNNING",
            "PauseScenario" => "PAUSED",
            "ResetScenario" => "UNINITIALIZED",
            _ => return None,
        })
    }

    /// Whether it is the same message, also where it was given another MessageID. Of messages that have no id of their own in
    /// their body, such as acknowledgements, two may say the same and be two.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let has_own_id = OF_OWN_ID.contains(&self.kind.as_str());
        self.likeness == other.likeness && (has_own_id || self.id == other.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::conformance::messages::Messages;

    #[test]
    fn kind_id_and_sender_are_read_whatever_the_form() {
        let check = |xml: &str, kind: &str, from: &str| {
            let brief = Brief::of(xml);
            assert_eq!((brief.kind.as_str(), brief.from.as_str()), (kind, from), "{xml}");
        };
        let messages = Messages::of("2.0.0").from("SIM");
        check(&messages.report(), "ReportBody", "SIM");
        check(&messages.command("StartScenario"), "StartScenario", "SIM");
        check(&messages.initialization("first"), "C2SIMInitializationBody", "SIM");
        check("<c:Message xmlns:c='u'><c:MessageBody><c:New/></c:MessageBody></c:Message>", "New", "");
        check("<Message><MessageBody><SystemMessageBody><A", "SystemMessageBody", "");
        check("no XML", "", "");
    }

    #[test]
    fn a_message_with_another_id_is_like_it_and_another_report_is_not() {
        let messages = Messages::of("2.0.0");
        let report = messages.report();
        let id = Brief::of(&report).id;
        assert_eq!(id.len(), 36);
        assert!(Brief::of(&report).is_like(&Brief::of(&report.replace(&id, "another"))));
        assert!(!Brief::of(&report).is_like(&Brief::of(&messages.report())));
        assert_eq!(Brief::of(&messages.command("PauseScenario")).leads_to(), Some("PAUSED"));
    }
}
