//! Messages of one edition as messages of another: what is cut, what is filled in, what is left alone.

use c2sim_generated::messages::Edition::{V1_0_2, V2_0_0};

use crate::message::convert;

/// `N` and `O` stand for the namespaces of the newer and the older edition.
fn text(short: &str) -> String {
    short.replace("=N", &format!("=\"{}\"", V2_0_0.namespace())).replace("=O", &format!("=\"{}\"", V1_0_2.namespace()))
}

fn check(from: &str, newer_first: bool, expected: Option<&str>) {
    let (source, target) = if newer_first { (V2_0_0, V1_0_2) } else { (V1_0_2, V2_0_0) };
    assert_eq!(convert(&text(from), source, target), expected.map(text), "{from}");
}

#[test]
fn to_the_older_edition_what_it_must_have_is_filled_in() {
    check(
        "<Message xmlns=N><C2SIMHeader><AuthorizationHeader/><ConversationID>c</ConversationID></C2SIMHeader><MessageBody/></Message>\n",
        true,
        Some(
            "<Message xmlns=O><C2SIMHeader><AuthorizationHeader/><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>\
             <ConversationID>c</ConversationID><ToReceivingSystem>ALL</ToReceivingSystem></C2SIMHeader><MessageBody/></Message>\n",
        ),
    );
    // Of several receivers the first stays; any prefix does, also one that each element declares anew.
    check(
        "<?xml version=\"1.0\"?><a:Message  xmlns:a=N xmlns:x='urn:x'><a:C2SIMHeader><b:ConversationID xmlns:b=N>c</b:ConversationID>\
         <a:ToReceivingSystem>1</a:ToReceivingSystem><a:ToReceivingSystem>2</a:ToReceivingSystem></a:C2SIMHeader><a:MessageBody>\
         <a:DomainMessageBody><c:OrderBody xmlns:c=N><c:FromSender>f</c:FromSender><c:ToReceiver>1</c:ToReceiver>\
         <d:ToReceiver xmlns:d=N>2</d:ToReceiver><c:Task>ToReceiver</c:Task></c:OrderBody></a:DomainMessageBody></a:MessageBody></a:Message>",
        true,
        Some(
            "<?xml version=\"1.0\"?><a:Message  xmlns:a=O xmlns:x='urn:x'><a:C2SIMHeader>\
             <a:CommunicativeActTypeCode>Inform</a:CommunicativeActTypeCode><b:ConversationID xmlns:b=O>c</b:ConversationID>\
             <a:ToReceivingSystem>1</a:ToReceivingSystem></a:C2SIMHeader><a:MessageBody>\
             <a:DomainMessageBody><c:OrderBody xmlns:c=O><c:FromSender>f</c:FromSender><c:ToReceiver>1</c:ToReceiver>\
             <c:Task>ToReceiver</c:Task></c:OrderBody></a:DomainMessageBody></a:MessageBody></a:Message>",
        ),
    );
}

#[test]
fn a_receiver_is_filled_in_where_it_belongs() {
    let zeros = "<ToReceiver>00000000-0000-0000-0000-000000000000</ToReceiver>";
    let whole = |namespace: &str, code: &str, body: &str| {
        format!(
            "<Message xmlns={namespace}><C2SIMHeader>{code}<ConversationID/><ToReceivingSystem/></C2SIMHeader><MessageBody>\
             <DomainMessageBody>{body}</DomainMessageBody></MessageBody></Message>"
        )
    };
    let code = "<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>";
    for (body, filled) in [
        (
            "<OrderBody><FromSender/><IssuedTime/></OrderBody>",
            format!("<OrderBody><FromSender/>{zeros}<IssuedTime/></OrderBody>"),
        ),
        ("<OrderBody><FromSender/></OrderBody>", format!("<OrderBody><FromSender/>{zeros}</OrderBody>")),
        (
            "<PlanBody><FromSender/><Deep><ToReceiver/><ToReceiver/></Deep></PlanBody>",
            format!("<PlanBody><FromSender/>{zeros}<Deep><ToReceiver/><ToReceiver/></Deep></PlanBody>"),
        ),
    ] {
        check(&whole("N", "", body), true, Some(&whole("O", code, &filled)));
    }
    check(&whole("N", "", "<OrderBody/>"), true, None);
}

#[test]
fn to_the_newer_edition_what_it_does_not_have_is_cut() {
    check(
        "<Message xmlns=O><C2SIMHeader><CommunicativeActTypeCode>Inform</CommunicativeActTypeCode><ConversationID>c</ConversationID>\
         <SecurityClassificationCode xmlns=O>Secret</SecurityClassificationCode><ToReceivingSystem>1</ToReceivingSystem></C2SIMHeader>\
         <MessageBody><x><![CDATA[<CommunicativeActTypeCode>]]></x></MessageBody></Message>",
        false,
        Some(
            "<Message xmlns=N><C2SIMHeader><ConversationID>c</ConversationID><ToReceivingSystem>1</ToReceivingSystem></C2SIMHeader>\
             <MessageBody><x><![CDATA[<CommunicativeActTypeCode>]]></x></MessageBody></Message>",
        ),
    );
}

#[test]
fn a_code_that_the_newer_edition_does_not_have_is_not_left_out_of_a_choice() {
    let body = "<WeaponROECode><SecurityClassificationCode>Secret</SecurityClassificationCode></WeaponROECode>";
    check(&format!("<Message xmlns=O><C2SIMHeader/><MessageBody>{body}</MessageBody></Message>"), false, None);
    let foreign = body.replace("<SecurityClassificationCode>", "<SecurityClassificationCode xmlns='urn:x'>");
    let whole = |namespace: &str| format!("<Message xmlns={namespace}><MessageBody>{foreign}</MessageBody></Message>");
    check(&whole("O"), false, Some(&whole("N")));
}

#[test]
fn only_the_declarations_of_the_namespace_change() {
    let older = V1_0_2.namespace();
    let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    let whole = |namespace: &str| {
        format!(
            "<Message xmlns = '{namespace}' {xsi} xsi:schemaLocation='{older} a.xsd' note='a > b \"{older}\"'>\
             <C2SIMHeader><?note {older}?></C2SIMHeader><MessageBody>{older}<y xmlns=''/></MessageBody></Message>"
        )
    };
    let converted = convert(&whole(older), V1_0_2, V2_0_0);
    assert_eq!(converted, Some(whole(V2_0_0.namespace())));
    let referenced = whole(&older.replace("/1.1", "/&#49;.1"));
    assert_eq!(convert(&referenced, V1_0_2, V2_0_0), Some(whole(V2_0_0.namespace())));
}

#[test]
fn what_is_no_message_of_the_edition_is_not_converted() {
    for other in [
        "<Message xmlns=\"urn:x\"/>",
        "<Message/>",
        "",
        "<Message xmlns=N",
        "<Message xmlns=N><C2SIMHeader/></Message>",
    ] {
        check(other, true, None);
    }
}
