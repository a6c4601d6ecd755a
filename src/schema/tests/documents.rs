//! Verdicts on documents. Expectations are those of XML Schema 1.0; where two widespread validators were at hand, both agree.

use super::driver::{feed, judge};
use crate::schema::{Judge, Schema, Violation};

const BODY: &str = include_str!("../../../tests/fixtures/schema/shop.xsd");

fn schema() -> Schema {
    Schema::from_sources("shop.xsd", &[("shop.xsd", BODY.as_bytes())]).unwrap_or_else(|error| panic!("{error}"))
}

fn document(content: &str) -> String {
    format!(
        "<Order xmlns='urn:shop' xmlns:s='urn:shop' xmlns:o='urn:other' xmlns:xs='http://www.w3.org/2001/XMLSchema' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>{content}</Order>"
    )
}

fn violations(content: &str) -> Vec<Violation> {
    judge(&schema(), &document(content), 20).violations
}

/// The rules that a document breaks, with the paths below `/Order`.
fn check(table: &[(&str, &[(&str, &str)])]) {
    let schema = schema();
    for (content, expected) in table {
        let verdict = judge(&schema, &document(content), 20);
        let told: Vec<(&str, &str)> = verdict
            .violations
            .iter()
            .map(|violation| (violation.rule, violation.path.strip_prefix("/Order").unwrap()))
            .collect();
        assert_eq!(told, *expected, "{content}\n{:#?}", verdict.violations);
        assert_eq!(verdict.is_valid(), expected.is_empty());
    }
}

const HEAD: &str = "<Number>1</Number>";

fn with_head(rest: &str) -> String {
    format!("{HEAD}{rest}")
}

fn check_behind_head(table: &[(&str, &[(&str, &str)])]) {
    let contents: Vec<String> = table.iter().map(|(rest, _)| with_head(rest)).collect();
    let table: Vec<_> =
        contents.iter().zip(table).map(|(content, (_, expected))| (content.as_str(), *expected)).collect();
    check(&table);
}

#[test]
fn content_models_decide_which_elements_come() {
    check_behind_head(&[
        ("<Open/>", &[]),
        ("\n <!-- a --> <?b?> <Open/> \n", &[]),
        ("<Closed/><Note>a</Note><Note>b</Note>", &[]),
        ("<Item>1</Item><Item>2</Item><Item>3</Item><Open/>", &[]),
        ("<Item>1</Item><Item>2</Item><Item>3</Item><Item>4</Item><Open/>", &[("cvc-complex-type.2.4.a", "/Item")]),
        ("<s:Open/>", &[]),
        ("", &[("cvc-complex-type.2.4.b", "")]),
        ("<Open/><Closed/>", &[("cvc-complex-type.2.4.a", "/Closed")]),
        ("<Open/><Open/>", &[("cvc-complex-type.2.4.a", "/Open")]),
        ("<Note>a</Note>", &[("cvc-complex-type.2.4.a", "/Note")]),
        ("<Note>a</Note><Open/>", &[("cvc-complex-type.2.4.a", "/Note"), ("cvc-complex-type.2.4.a", "/Open")]),
        ("<Pair><A>1</A><B>2</B></Pair><Open/>", &[]),
        ("<Pair><A>1</A><B>2</B><A>1</A><B>2</B></Pair><Open/>", &[]),
        ("<Pair><A>1</A><B>2</B><A>1</A></Pair><Open/>", &[("cvc-complex-type.2.4.b", "/Pair")]),
        ("<Pair><A>1</A><B>x</B><A>1</A><B>x</B></Pair><Open/>", &[(L, "/Pair/B[1]"), (L, "/Pair/B[2]")]),
        (
            "<Pair><C/><A>x</A></Pair><Open/>",
            &[("cvc-complex-type.2.4.a", "/Pair/C"), (L, "/Pair/A[1]"), ("cvc-complex-type.2.4.b", "/Pair")],
        ),
        ("text<Open/>more", &[("cvc-complex-type.2.3", "")]),
        ("<![CDATA[ ]]><Open/>", &[]),
        ("&#32;<Open/>", &[]),
        ("&#160;<Open/>", &[("cvc-complex-type.2.3", "")]),
    ]);
    check(&[
        ("<Open/>", &[("cvc-complex-type.2.4.a", "/Open")]),
        ("<Open/><Number>1</Number>", &[("cvc-complex-type.2.4.a", "/Open"), ("cvc-complex-type.2.4.a", "/Number")]),
        ("<Unknown><Deep/>text</Unknown><Number>1</Number><Open/>", &[("cvc-complex-type.2.4.a", "/Unknown")]),
        ("<o:Number>1</o:Number><Open/>", &[("cvc-complex-type.2.4.a", "/Number")]),
        ("<Number xmlns=''><a/></Number><Open/>", &[("cvc-complex-type.2.4.a", "/Number")]),
    ]);
}

const L: &str = "cvc-datatype-valid.1.2.1";

#[test]
fn empty_content_is_empty() {
    const EMPTY: &str = "cvc-complex-type.2.1";
    check_behind_head(&[
        ("<Open></Open>", &[]),
        ("<Open><!-- a --><?b?><![CDATA[]]></Open>", &[]),
        ("<Open> </Open>", &[(EMPTY, "/Open")]),
        ("<Open>&#32;</Open>", &[(EMPTY, "/Open")]),
        ("<Open>a<!-- b -->c</Open>", &[(EMPTY, "/Open")]),
        ("<Open><Item>x</Item> </Open>", &[(EMPTY, "/Open/Item")]),
        ("<Sparse> <!-- a --> </Sparse><Open/>", &[]),
    ]);
}

#[test]
fn leaves_hold_values() {
    check_behind_head(&[
        ("<Item> 12 </Item><Open/>", &[]),
        ("<Item>1<!-- a -->2</Item><Open/>", &[]),
        ("<Item>1<![CDATA[2]]>&#51;</Item><Open/>", &[]),
        ("<Item>128</Item><Open/>", &[("cvc-maxInclusive-valid", "/Item[1]")]),
        ("<Item>1</Item><Item/><Open/>", &[(L, "/Item[2]")]),
        ("<Item>1<Item>x</Item></Item><Open/>", &[("cvc-type.3.1.2", "/Item[1]/Item")]),
        ("<Id>ab-12</Id><Open/>", &[]),
        ("<Id> ab-12</Id><Open/>", &[("cvc-pattern-valid", "/Id")]),
        ("<Id>ab-12\n</Id><Open/>", &[("cvc-pattern-valid", "/Id")]),
        ("<Colour>Red</Colour><Open/>", &[]),
        ("<Colour>red</Colour><Open/>", &[("cvc-enumeration-valid", "/Colour")]),
        ("<Closed/><Note> any <![CDATA[<text>]]> </Note>", &[]),
        ("<Closed/><Note>a<Item/></Note>", &[("cvc-type.3.1.2", "/Note[1]/Item")]),
    ]);
}

#[test]
fn attributes_are_refused_but_for_those_that_steer() {
    const COMPLEX: &str = "cvc-complex-type.3.2.2";
    const SIMPLE: &str = "cvc-type.3.1.1";
    check_behind_head(&[
        ("<Open a='1'/>", &[(COMPLEX, "/Open")]),
        ("<Open xml:lang='en'/>", &[(COMPLEX, "/Open")]),
        ("<Open o:a='1' s:a='2'/>", &[(COMPLEX, "/Open"), (COMPLEX, "/Open")]),
        ("<Open xmlns:z='urn:z'/>", &[]),
        ("<Item a='1'>1</Item><Open/>", &[(SIMPLE, "/Item[1]")]),
        ("<Item xml:space='preserve'>1</Item><Open/>", &[(SIMPLE, "/Item[1]")]),
        ("<Item xsi:schemaLocation='urn:a a.xsd' xsi:noNamespaceSchemaLocation='b'>1</Item><Open/>", &[]),
        ("<Item xsi:other='1'>1</Item><Open/>", &[(SIMPLE, "/Item[1]")]),
        ("<Item xsi:nil='false'>1</Item><Open/>", &[("cvc-elt.3.1", "/Item[1]")]),
        ("<Item xsi:nil='true'/><Open/>", &[("cvc-elt.3.1", "/Item[1]"), (L, "/Item[1]")]),
        ("<Maybe xsi:nil='true'/><Open/>", &[]),
        ("<Maybe xsi:nil=' 1 '></Maybe><Open/>", &[]),
        ("<Maybe xsi:nil='false'>1</Maybe><Open/>", &[]),
        ("<Maybe xsi:nil='true'>1</Maybe><Open/>", &[("cvc-elt.3.2.1", "/Maybe")]),
        ("<Maybe xsi:nil='true'> </Maybe><Open/>", &[("cvc-elt.3.2.1", "/Maybe")]),
        ("<Maybe xsi:nil='yes'>1</Maybe><Open/>", &[(L, "/Maybe")]),
    ]);
}

#[test]
fn an_instance_type_is_the_declared_one_or_derived_from_it() {
    check_behind_head(&[
        ("<Item xsi:type='SmallType'>1</Item><Open/>", &[]),
        ("<Item xsi:type='s:SmallType'>1</Item><Open/>", &[]),
        ("<Item xsi:type=' s:TinyType '>9</Item><Open/>", &[]),
        ("<Item xsi:type='TinyType'>10</Item><Open/>", &[("cvc-maxExclusive-valid", "/Item[1]")]),
        ("<Item xsi:type='xs:byte'>1</Item><Open/>", &[("cvc-elt.4.3", "/Item[1]")]),
        ("<Item xsi:type='IdType'>1</Item><Open/>", &[("cvc-elt.4.3", "/Item[1]")]),
        ("<Item xsi:type='Bogus'>1</Item><Open/>", &[("cvc-elt.4.2", "/Item[1]")]),
        ("<Item xsi:type='o:SmallType'>1</Item><Open/>", &[("cvc-elt.4.2", "/Item[1]")]),
        ("<Item xsi:type='z:SmallType'>1</Item><Open/>", &[("cvc-elt.4.1", "/Item[1]")]),
        ("<Item xsi:type=''>1</Item><Open/>", &[(L, "/Item[1]")]),
        ("<Item xsi:type='a b'>1</Item><Open/>", &[(L, "/Item[1]")]),
        ("<Open xsi:type='NothingType'/>", &[]),
    ]);
}

#[test]
fn a_root_is_a_global_element() {
    let schema = schema();
    let check = |text: &str, rule: &str, hint: &str| {
        let verdict = judge(&schema, text, 20);
        assert_eq!(verdict.violations.len(), 1, "{verdict:?}");
        let violation = &verdict.violations[0];
        assert_eq!(violation.rule, rule);
        assert!(violation.message.contains(hint) || violation.expected.iter().any(|e| e == hint), "{violation:?}");
    };
    assert!(judge(&schema, "<Open xmlns='urn:shop'/>", 20).is_valid());
    check("<Oder xmlns='urn:shop'><a/></Oder>", "cvc-elt.1", "Order");
    check("<Order><Number>1</Number></Order>", "cvc-elt.1", "xmlns=\"urn:shop\"");
    check("<Order xmlns='urn:other'/>", "cvc-elt.1", "{urn:shop}Order");
}

#[test]
fn errors_teach() {
    let check = |content: &str, hints: &[&str], expected: &[&str]| {
        let told = violations(content);
        let violation = told.first().unwrap();
        for hint in hints {
            assert!(violation.message.contains(hint), "{hint}: {violation:#?}");
        }
        assert_eq!(violation.expected, expected, "{violation:#?}");
    };
    check(&with_head("<Colour>Gren</Colour><Open/>"), &["'Gren' is not", "ColourType"], &["Green", "Red", "Blue"]);
    check(&with_head("<Colour>Gren</Colour><Open/>"), &["write Green if that is meant"], &["Green", "Red", "Blue"]);
    check(&with_head("<Item>1</Item><Cloesd/>"), &["write Closed"], &["Closed", "Item", "Open"]);
    check(
        &with_head("<Id>ab-12</Id>"),
        &["Order ends too early", "next must come"],
        &["Colour", "Maybe", "Pair", "Sparse", "Item", "Open", "Closed"],
    );
    check("<Open/>", &["the element Number is missing before Open"], &["Number"]);
    check(&with_head("<Open/><Colour>Red</Colour>"), &["too late", "or Order ends"], &["Note"]);
    check(&with_head("<Id> ab-12</Id><Open/>"), &["white space around"], &["[a-z]{2}-[0-9]{2}"]);
    check(&with_head("<Open xmlns='urn:other'/>"), &["expected is the namespace urn:shop"], &["{urn:shop}Open"]);
}

#[test]
fn offsets_point_to_the_fault() {
    let content = with_head("<Item>  x</Item><Item/><Bad/><Open/>");
    let text = document(&content);
    let offsets: Vec<&str> = violations(&content).iter().map(|violation| &text[violation.offset..][..4]).collect();
    assert_eq!(offsets, ["  x<", "<Ite", "<Bad"]);
    let text = document(HEAD);
    assert_eq!(&text[violations(HEAD)[0].offset..], "</Order>");
}

#[test]
fn faults_are_counted_up_to_the_limit() {
    let items = "<Note>1</Note>";
    for (faults, limit, told, more) in
        [(0, 2, 0, false), (1, 2, 1, false), (2, 2, 2, false), (3, 2, 2, true), (9, 2, 2, true), (1, 0, 0, true)]
    {
        let content = with_head(&format!("<Open/>{}{items}", "<Bad/>".repeat(faults)));
        let verdict = judge(&schema(), &document(&content), limit);
        assert_eq!((verdict.violations.len(), verdict.more), (told, more), "{faults} faults, limit {limit}");
        assert_eq!(verdict.is_valid(), faults == 0);
    }
}

#[test]
fn a_judge_can_be_used_again() {
    let schema = schema();
    let mut judge = Judge::new(&schema, 1);
    let valid = document(&with_head("<Open/>"));
    let broken = document("<Bad/><Bad/>");
    for _ in 0..2 {
        feed(&mut judge, &schema, &broken);
        let verdict = judge.finish();
        assert_eq!((verdict.violations.len(), verdict.more), (1, true));
        feed(&mut judge, &schema, &valid);
        assert!(judge.finish().is_valid());
        feed(&mut judge, &schema, &valid[..valid.len() / 2].rsplit_once('<').unwrap().0.replace("Order", "Bad/><Bad"));
        judge.reset();
    }
}
