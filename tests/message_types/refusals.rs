//! What is not a message, with the place and the reason given.

use c2sim_generated::messages::{Document, Edition, Facet, Found, Message, ReadErrorKind, StartScenario};

const BODY: &str = "<MessageBody><SystemMessageBody><StartScenario/></SystemMessageBody></MessageBody>";
const ID: &str = "01234567-0000-4000-8000-0123456789ab";

fn message(header: &str, body: &str) -> String {
    let namespace = Edition::V2_0_0.namespace();
    format!("<Message xmlns=\"{namespace}\"><C2SIMHeader>{header}</C2SIMHeader>{body}</Message>")
}

fn header() -> String {
    format!(
        "<ConversationID>{ID}</ConversationID><FromSendingSystem>A</FromSendingSystem><MessageID>{ID}</MessageID>\
         <Protocol>P</Protocol><ProtocolVersion>1</ProtocolVersion>"
    )
}

#[track_caller]
fn check(document: &str, path: &str, at: &str, kind: &ReadErrorKind) {
    let error = Message::from_xml(document.as_bytes(), Edition::V2_0_0).expect_err(document);
    assert_eq!((error.path.as_str(), &error.kind), (path, kind), "{document}");
    let offset = usize::try_from(error.offset).unwrap();
    assert!(document[offset..].starts_with(at), "offset {offset} is before {:?}", &document[offset..]);
}

fn unexpected(found: Found, expected: &[&'static str]) -> ReadErrorKind {
    ReadErrorKind::Unexpected { found, expected: expected.to_vec() }
}

#[test]
fn a_message_without_fault_is_read() {
    assert!(Message::from_xml(message(&header(), BODY).as_bytes(), Edition::V2_0_0).is_ok());
    let marked = format!("\u{FEFF}<?xml version=\"1.0\"?><!-- a --><?b c?>{}\n<!-- d -->", message(&header(), BODY));
    assert!(Message::from_xml(marked.as_bytes(), Edition::V2_0_0).is_ok());
}

#[test]
fn order_and_occurrence_are_checked() {
    let swapped = header().replace("<Protocol>P</Protocol>", "");
    let found = Found::Element("ProtocolVersion".to_owned());
    check(&message(&swapped, BODY), "/Message/C2SIMHeader", "<ProtocolVersion>", &unexpected(found, &["Protocol"]));

    let doubled = header() + "<Protocol>P</Protocol>";
    let expected = ["ReplyToSystem", "SendingTime", "ToReceivingSystem"];
    let found = Found::Element("Protocol".to_owned());
    check(&message(&doubled, BODY), "/Message/C2SIMHeader", "<Protocol>P</Protocol></C", &unexpected(found, &expected));

    check(
        &message("", BODY),
        "/Message/C2SIMHeader",
        "</C2SIMHeader>",
        &unexpected(Found::End, &["AuthorizationHeader", "ConversationID"]),
    );

    let twice = BODY.replace("<StartScenario/>", "<StartScenario/><StopScenario/>");
    let found = Found::Element("StopScenario".to_owned());
    check(
        &message(&header(), &twice),
        "/Message/MessageBody/SystemMessageBody",
        "<StopScenario/>",
        &unexpected(found, &[]),
    );

    let inside = BODY.replace("<StartScenario/>", "<StartScenario>x</StartScenario>");
    let path = "/Message/MessageBody/SystemMessageBody/StartScenario";
    check(&message(&header(), &inside), path, "x<", &unexpected(Found::Text, &[]));

    let child = header().replace(">P<", "><b/><");
    let found = Found::ForeignElement { name: "b".to_owned(), namespace: String::new() };
    let document = message(&child, BODY).replace("<b/>", "<b xmlns=''/>");
    check(&document, "/Message/C2SIMHeader/Protocol", "<b xmlns=''/>", &unexpected(found, &[]));
}

#[test]
fn namespaces_and_attributes_are_checked() {
    let document = message(&header(), BODY).replace("2.0.0-cwix2026", "1.1");
    let namespace = Edition::V1_0_2.namespace().to_owned();
    let found = Found::ForeignElement { name: "Message".to_owned(), namespace };
    check(&document, "/", "<Message", &unexpected(found, &["Message"]));

    let document = message(&header(), BODY).replace("<Protocol>", "<Protocol xmlns='urn:x'>");
    let found = Found::ForeignElement { name: "Protocol".to_owned(), namespace: "urn:x".to_owned() };
    check(&document, "/Message/C2SIMHeader", "<Protocol xmlns", &unexpected(found, &["Protocol"]));

    let document = message(&header(), BODY).replace("<Protocol>", "<Protocol a='1'>");
    check(&document, "/Message/C2SIMHeader", "<Protocol a", &ReadErrorKind::Attribute("a".to_owned()));

    let xsi = "xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:nil='false'";
    let document = message(&header(), BODY).replace("<Protocol>", &format!("<Protocol {xsi}>"));
    assert!(Message::from_xml(document.as_bytes(), Edition::V2_0_0).is_ok());
}

#[test]
fn values_are_checked_where_they_stand() {
    let document = message(&header().replacen(ID, " 1", 1), BODY);
    let error = Message::from_xml(document.as_bytes(), Edition::V2_0_0).expect_err("a padded UUID");
    assert_eq!((error.path.as_str(), error.element()), ("/Message/C2SIMHeader/ConversationID", "ConversationID"));
    assert!(document[usize::try_from(error.offset).unwrap()..].starts_with(" 1</ConversationID>"));
    let ReadErrorKind::Value(value) = error.kind else { panic!("a value error: {:?}", error.kind) };
    assert_eq!((value.type_name, value.value.as_str()), ("ConversationIDType", " 1"));
    assert!(matches!(value.facet, Facet::Pattern(_)));

    let control = header().replace(">P<", ">&#1;<");
    let error =
        Message::from_xml(message(&control, BODY).as_bytes(), Edition::V2_0_0).expect_err("a control character");
    let ReadErrorKind::Value(value) = error.kind else { panic!("a value error: {:?}", error.kind) };
    assert_eq!(value.facet, Facet::Character('\u{1}'));
}

#[test]
fn what_is_not_xml_is_refused() {
    let whole = message(&header(), BODY);
    check(&format!("<!DOCTYPE a>{whole}"), "/", "<!DOCTYPE", &ReadErrorKind::Doctype);
    check(
        &format!("{whole}<a/>"),
        "/",
        "<a/>",
        &unexpected(Found::ForeignElement { name: "a".to_owned(), namespace: String::new() }, &[]),
    );
    check(
        &whole.replace(">P<", ">&a;<"),
        "/Message/C2SIMHeader/Protocol",
        "&a;",
        &ReadErrorKind::Entity("a".to_owned()),
    );
    check("", "/", "", &unexpected(Found::EndOfDocument, &["Message"]));
    let outcome = |bytes: &[u8]| Message::from_xml(bytes, Edition::V2_0_0).map_err(|error| (error.offset, error.kind));
    assert_eq!(outcome(b"<a>\xFF"), Err((3, ReadErrorKind::NotUtf8)));
    for broken in
        [whole.replace("</Message>", ""), whole.replace("</Protocol>", "</P>"), whole.replace(">P<", ">&#xFFFFFF;<")]
    {
        assert!(outcome(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn depth_ends_at_its_limit() {
    let phase = "<PlanPhaseCompletionCondition>AllTasksComplete</PlanPhaseCompletionCondition><PlanPhaseTrigger>\
                 <OnOrderTrigger><TaskReference>ID</TaskReference></OnOrderTrigger></PlanPhaseTrigger>"
        .replace("ID", ID);
    let plan = |subphases: usize| {
        let body = format!(
            "<MessageBody><DomainMessageBody><PlanBody><FromSender>{ID}</FromSender><PlanPhase>{phase}{}{}{}</PlanPhase>\
             <ToBeExecutedNow>true</ToBeExecutedNow></PlanBody></DomainMessageBody></MessageBody>",
            format!("<SubPhase>{phase}").repeat(subphases),
            "</SubPhase>".repeat(subphases),
            "",
        );
        Message::from_xml(message(&header(), &body).as_bytes(), Edition::V2_0_0)
    };
    // Message, MessageBody, DomainMessageBody, PlanBody and PlanPhase stand above the sub-phases, three elements below.
    assert!(plan(120).is_ok());
    assert_eq!(plan(121).map_err(|error| error.kind), Err(ReadErrorKind::TooDeep(128)));
    assert_eq!(plan(100_000).map_err(|error| error.kind), Err(ReadErrorKind::TooDeep(128)));
}

#[test]
fn the_older_edition_keeps_its_own_rules() {
    let namespace = Edition::V1_0_2.namespace();
    let whole = |act: &str, receivers: &str| {
        let header = header();
        let document = format!(
            "<Message xmlns=\"{namespace}\"><C2SIMHeader>{act}{header}{receivers}</C2SIMHeader>{BODY}</Message>"
        );
        Message::from_xml(document.as_bytes(), Edition::V1_0_2).map_err(|error| error.kind)
    };
    let (act, one) =
        ("<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>", "<ToReceivingSystem>B</ToReceivingSystem>");
    assert!(whole(act, one).is_ok());
    let found = Found::Element("ConversationID".to_owned());
    assert_eq!(whole("", one), Err(unexpected(found, &["AuthorizationHeader", "CommunicativeActTypeCode"])));
    assert_eq!(whole(act, ""), Err(unexpected(Found::End, &["ToReceivingSystem"])));
    assert!(whole(act, &one.repeat(2)).is_err());
}

#[test]
fn json_is_checked_like_xml() {
    let good =
        serde_json::to_value(Message::from_xml(message(&header(), BODY).as_bytes(), Edition::V2_0_0).unwrap()).unwrap();
    let check = |change: &dyn Fn(&mut serde_json::Value), says: &str| {
        let mut value = good.clone();
        change(&mut value);
        let error = serde_json::from_value::<Message>(value).expect_err(says).to_string();
        assert!(error.contains(says), "{error:?} does not say {says:?}");
    };
    check(&|value| value["C2SIMHeader"]["Bogus"] = 1.into(), "unknown field `Bogus`");
    check(&|value| value["C2SIMHeader"]["MessageID"] = "1".into(), "MessageIDType");
    check(&|value| value["MessageBody"]["SystemMessageBody"]["StopScenario"] = serde_json::json!({}), "second one");
    check(&|value| value["MessageBody"] = serde_json::json!({}), "one property");
    check(&|value| value["MessageBody"]["SystemMessageBody"]["StartScenario"]["a"] = 1.into(), "unknown field `a`");
    check(&|value| drop(value.as_object_mut().unwrap().remove("C2SIMHeader")), "missing field `C2SIMHeader`");
    assert_eq!(serde_json::to_string(&StartScenario::default()).unwrap(), "{}");
    let twice = format!("{{\"C2SIMHeader\":{0},\"C2SIMHeader\":{0}}}", good["C2SIMHeader"]);
    assert!(serde_json::from_str::<Message>(&twice).unwrap_err().to_string().contains("duplicate field"));
}
