//! Root, kind and header, and the order in which faults count.

use super::*;

fn body_of(kind: MessageKind) -> String {
    let name = kind.element_name();
    match kind {
        MessageKind::System(_) => format!("<SystemMessageBody><{name}/></SystemMessageBody>"),
        MessageKind::Initialization => format!("<{name}><ScenarioSetting/></{name}>"),
        MessageKind::ObjectInitialization | MessageKind::SystemAcknowledgement => format!("<{name}/>"),
        _ => format!("<DomainMessageBody><{name}/></DomainMessageBody>"),
    }
}

#[test]
fn every_kind_is_told_by_its_element() {
    for kind in MessageKind::all() {
        let message = read_text(&message(&body_of(kind)), Validation::InitializationOnly).unwrap();
        assert_eq!(message.kind(), kind);
        assert_eq!(message.initialization().is_some(), kind == MessageKind::Initialization);
    }
}

#[test]
fn the_header_is_read_with_its_texts_as_sent() {
    let document = format!(
        "<m:Message xmlns:m='{NAMESPACE}'><m:C2SIMHeader><m:AuthorizationHeader><m:Protocol>no</m:Protocol>\
         </m:AuthorizationHeader><m:ConversationID>c</m:ConversationID><m:FromSendingSystem> A&amp;<![CDATA[B]]>\
         <!-- c -->\n</m:FromSendingSystem><m:InReplyToMessageID>i</m:InReplyToMessageID><m:MessageID>m</m:MessageID>\
         <m:Protocol>P</m:Protocol><m:ProtocolVersion>1</m:ProtocolVersion><m:ReplyToSystem>R</m:ReplyToSystem>\
         <m:SendingTime><m:IsoDateTime>2025-04-28T20:20:35Z</m:IsoDateTime></m:SendingTime>\
         <m:ToReceivingSystem>X</m:ToReceivingSystem><m:ToReceivingSystem/></m:C2SIMHeader>\
         <m:MessageBody><m:SystemMessageBody><m:StopScenario/></m:SystemMessageBody></m:MessageBody></m:Message>"
    );
    let message = read_text(&document, Validation::InitializationOnly).unwrap();
    let expected = Header {
        from_sending_system: crate::identity::SystemName::new(" A&B\n"),
        to_receiving_systems: ["X", ""].map(crate::identity::SystemName::new).to_vec(),
        reply_to_system: Some(crate::identity::SystemName::new("R")),
        message_id: Some("m".into()),
        conversation_id: Some("c".into()),
        in_reply_to_message_id: Some("i".into()),
        protocol: Some("P".into()),
        protocol_version: Some("1".into()),
        sending_time: Some("2025-04-28T20:20:35Z".into()),
    };
    assert_eq!(message.header(), &expected);
}

/// What a refusal is called here.
fn name_of(outcome: &Result<ValidMessage, MessageError>) -> &'static str {
    match outcome {
        Ok(_) => "taken",
        Err(MessageError::NotWellFormed { .. }) => "not well-formed",
        Err(MessageError::RootNotMessage { .. }) => "root",
        Err(MessageError::UnknownKind { .. }) => "kind",
        Err(MessageError::InvalidHeader { .. }) => "header",
        Err(MessageError::NotValid { .. }) => "not valid",
        Err(MessageError::InitializationNotReadable { .. }) => "not readable",
        Err(_) => "other",
    }
}

#[test]
fn faults_count_in_one_order() {
    let start = "<SystemMessageBody><StartScenario/></SystemMessageBody>";
    let good = message(start);
    let headless = good.replace(HEADER, "");
    let unknown = message("<SystemMessageBody><Dance/></SystemMessageBody>");
    let cases: &[(String, &str, &str)] = &[
        (good.clone(), "taken", "taken"),
        (format!("{good}<x"), "not well-formed", "not well-formed"),
        (
            good.replace("Message ", "Massage ").replace("/Message>", "/Massage>") + "<x/>",
            "not well-formed",
            "not well-formed",
        ),
        (good.replace("Message ", "Massage ").replace("/Message>", "/Massage>"), "root", "root"),
        (format!("<MessageBody xmlns='{NAMESPACE}'>{start}</MessageBody>"), "root", "root"),
        (headless.clone(), "header", "header"),
        (good.replace("<FromSendingSystem>A</FromSendingSystem>", "<MessageID>A</MessageID>"), "header", "header"),
        (good.replace(">A<", "> <"), "header", "header"),
        (unknown.clone(), "not valid", "kind"),
        (message("<SystemMessageBody><Tango/></SystemMessageBody>"), "kind", "kind"),
        (unknown.replace(HEADER, ""), "header", "kind"),
        (message(""), "not valid", "kind"),
        (good.replace("<C2SIMHeader>", "<bad/><C2SIMHeader>"), "not valid", "taken"),
        (headless.replace("<MessageBody>", "<bad/><MessageBody>"), "header", "header"),
        (good.replace(NAMESPACE, "urn:other"), "not valid", "taken"),
        (good.replace("<C2SIMHeader>", "<C2SIMHeader xmlns='urn:other'>"), "header", "header"),
        (message("<C2SIMInitializationBody><bad/></C2SIMInitializationBody>"), "not valid", "not valid"),
        (message("<C2SIMInitializationBody/>").replace(NAMESPACE, "urn:other"), "not valid", "not valid"),
    ];
    for (document, with_validation, without) in cases {
        let outcome = read_text(document, Validation::On);
        assert_eq!(name_of(&outcome), *with_validation, "{document}: {:?}", outcome.err());
        let outcome = read_text(document, Validation::InitializationOnly);
        assert_eq!(name_of(&outcome), *without, "{document}: {:?}", outcome.err());
    }
}

#[test]
fn violations_have_their_place_in_the_document_as_sent() {
    let document = message("\n  <SystemMessageBody>\n    é<Dance/>\n  </SystemMessageBody>");
    let Err(MessageError::NotValid { violations, more }) = read_text(&document, Validation::On) else { panic!() };
    assert!(!more);
    assert!(violations.iter().any(|found| (found.at.line, found.at.column) == (3, 6)), "{violations:?}");
    assert!(violations.iter().all(|found| found.to_string().starts_with(&found.at.to_string())));
}

#[test]
fn a_foreign_namespace_is_named_beside_the_expected_one() {
    let document = message("<SystemMessageBody><StartScenario/></SystemMessageBody>").replace(NAMESPACE, "urn:other");
    let said = read_text(&document, Validation::On).unwrap_err().to_string();
    assert!(said.contains("urn:other") && said.contains(NAMESPACE), "{said}");
}

#[test]
fn an_unknown_kind_is_told_by_name() {
    let said = |body: &str| read_text(&message(body), Validation::InitializationOnly).unwrap_err().to_string();
    assert!(said("<SystemMessageBody><Dance/></SystemMessageBody>").starts_with("Dance is no kind"));
    assert!(said("<Song/>").starts_with("Song is no kind"));
    assert!(said("<DomainMessageBody/>").contains("no message"));
}
