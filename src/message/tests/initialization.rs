//! The pieces of an initialization: cut as sent, able to stand alone, compared by meaning, joined again.

use super::*;

const HOUSE: &str = "<C2SIMInitializationBody>
  <InitializationDataFile><Name>f</Name></InitializationDataFile>
  <ObjectDefinitions/>
  <ObjectDefinitions><!-- c --><Thing>a
b</Thing></ObjectDefinitions>
  <ScenarioSetting><Version>1</Version></ScenarioSetting>
  <SystemEntityList><ActorReference>x</ActorReference><SystemName>S1</SystemName></SystemEntityList>
  <SystemEntityList><SystemName>S&amp;2</SystemName></SystemEntityList>
  <SystemEntityList><SystemName>S1</SystemName></SystemEntityList>
</C2SIMInitializationBody>";

fn part(document: &str) -> InitializationPart {
    let message = read_text(document, Validation::On).unwrap_or_else(|error| panic!("{document}: {error}"));
    message.initialization().unwrap().clone()
}

#[test]
fn the_pieces_are_cut_as_sent_and_stand_alone() {
    let part = part(&message(HOUSE));
    let declared = format!(" xmlns=\"{NAMESPACE}\"");
    assert_eq!(part.from.as_str(), "A");
    assert_eq!(
        part.data_files.to_string(),
        format!("<InitializationDataFile{declared}><Name>f</Name></InitializationDataFile>")
    );
    assert_eq!(
        part.object_definitions.to_string(),
        format!(
            "<ObjectDefinitions{declared}/><ObjectDefinitions{declared}><Thing>a&#10;b</Thing></ObjectDefinitions>"
        )
    );
    assert_eq!(
        part.scenario_setting_sent.to_string(),
        format!("<ScenarioSetting{declared}><Version>1</Version></ScenarioSetting>")
    );
    assert!(part.system_entity_lists.to_string().ends_with("<SystemName>S1</SystemName></SystemEntityList>"));
    assert_eq!(part.systems, ["S1", "S&2"].map(crate::identity::SystemName::new));
}

#[test]
fn a_piece_takes_along_the_declarations_that_it_uses_and_no_other() {
    let document = format!(
        "<m:Message xmlns:m='{NAMESPACE}' xmlns:unused='urn:u' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
         xmlns='urn:&quot;d'>{}<m:MessageBody><m:C2SIMInitializationBody><m:ObjectDefinitions/>\
         <m:ObjectDefinitions xsi:type='m:ThingsType'/><n:ScenarioSetting xmlns:n='{NAMESPACE}'/>\
         <m:SystemEntityList><m:SystemName>S</m:SystemName></m:SystemEntityList>\
         </m:C2SIMInitializationBody></m:MessageBody></m:Message>",
        HEADER.replace("</", "</m:").replace("<C", "<m:C").replace("<F", "<m:F"),
    );
    let part = part(&document);
    let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    let expected = format!(
        "<m:ObjectDefinitions xmlns:m=\"{NAMESPACE}\"/><m:ObjectDefinitions xmlns:m=\"{NAMESPACE}\" {xsi} xsi:type='m:ThingsType'/>"
    );
    assert_eq!(part.object_definitions.to_string(), expected);
    assert_eq!(part.scenario_setting_sent.to_string(), format!("<n:ScenarioSetting xmlns:n='{NAMESPACE}'/>"));
}

#[test]
fn scenario_settings_are_equal_where_their_meaning_is() {
    let setting = |xml: &str| {
        let initialization = format!(
            "<C2SIMInitializationBody><ObjectDefinitions/>{xml}<SystemEntityList><SystemName>S</SystemName>\
             </SystemEntityList></C2SIMInitializationBody>"
        );
        part(&message(&initialization)).scenario_setting
    };
    let plain = setting("<ScenarioSetting><Version>a&lt;b</Version><Version/></ScenarioSetting>");
    let same = format!(
        "<p:ScenarioSetting xmlns:p='{NAMESPACE}' xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='a b'>\n \
         <p:Version><![CDATA[a<]]><!-- c -->&#98;</p:Version> <p:Version></p:Version>\n</p:ScenarioSetting>"
    );
    assert_eq!(plain, setting(&same));
    for other in [
        "<ScenarioSetting><Version>a&lt;b </Version><Version/></ScenarioSetting>",
        "<ScenarioSetting><Version>a&lt;b</Version></ScenarioSetting>",
        "<ScenarioSetting><Version>a&lt;b</Version><Version>&lt;/></Version></ScenarioSetting>",
    ] {
        assert_ne!(plain, setting(other), "{other}");
    }
}

#[test]
fn an_initialization_without_a_setting_cannot_be_read() {
    let document = message("<C2SIMInitializationBody><ObjectDefinitions/></C2SIMInitializationBody>");
    match read_text(&document, Validation::On) {
        Err(MessageError::InitializationNotReadable { expected_namespace }) => {
            assert_eq!(expected_namespace, NAMESPACE)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn parts_are_joined_in_the_order_of_the_schema() {
    let own = part(&message(HOUSE));
    let theirs = part(
        &message(HOUSE)
            .replace("<Message xmlns", "<p:Message xmlns:p")
            .replace("</Message", "</p:Message")
            .replace("<C", "<p:C")
            .replace("</C", "</p:C")
            .replace("<M", "<p:M")
            .replace("</M", "</p:M")
            .replace("<F", "<p:F")
            .replace("</F", "</p:F")
            .replace("<O", "<p:O")
            .replace("</O", "</p:O")
            .replace("<S", "<p:S")
            .replace("</S", "</p:S")
            .replace("<I", "<p:I")
            .replace("</I", "</p:I")
            .replace("<A", "<p:A")
            .replace("</A", "</p:A")
            .replace("<N", "<p:N")
            .replace("</N", "</p:N")
            .replace("<T", "<p:T")
            .replace("</T", "</p:T")
            .replace("<V", "<p:V")
            .replace("</V", "</p:V"),
    );
    assert_eq!(own.scenario_setting, theirs.scenario_setting);
    let joined = compose_initialization(&[own.clone(), theirs.clone()], HEADER, NAMESPACE);
    let message = read_text(&joined, Validation::On).unwrap_or_else(|error| panic!("{joined}: {error}"));
    assert_eq!(message.xml(), joined, "what is composed is one line already");
    let part = message.initialization().unwrap();
    assert_eq!(part.scenario_setting, own.scenario_setting);
    assert_eq!(part.object_definitions.to_string(), format!("{}{}", own.object_definitions, theirs.object_definitions));
    assert_eq!(
        part.system_entity_lists.to_string(),
        format!("{}{}", own.system_entity_lists, theirs.system_entity_lists)
    );
    assert_eq!(part.data_files.to_string(), format!("{}{}", own.data_files, theirs.data_files));
    assert_eq!(part.systems, own.systems);
}
