//! Constructs beyond flat content models, each with documents that are valid and documents that are not.

use super::driver::judge;
use crate::schema::Schema;

/// A schema of the namespace `urn:a`, prefix `a`, none by default.
fn schema(body: &str) -> Schema {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:a='urn:a' targetNamespace='urn:a' \
         elementFormDefault='qualified'>{body}</xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).unwrap_or_else(|error| panic!("{body}: {error}"))
}

/// The rules that a document breaks. `A` is the root, in the default namespace `urn:a`.
fn rules(schema: &Schema, document: &str) -> Vec<&'static str> {
    let bindings = "xmlns='urn:a' xmlns:a='urn:a' xmlns:o='urn:other' xmlns:xs='http://www.w3.org/2001/XMLSchema' \
                    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
    let document = document.replacen("<A", &format!("<A {bindings}"), 1);
    judge(schema, &document, 20).violations.iter().map(|violation| violation.rule).collect()
}

fn check(body: &str, documents: &[(&str, &[&str])]) {
    let schema = schema(body);
    for (document, expected) in documents {
        assert_eq!(rules(&schema, document), *expected, "{document}");
    }
}

const T: &str = "<xs:element name='A' type='a:T'/>";

#[test]
fn attributes_are_those_of_the_type() {
    let body = "<xs:attribute name='g' type='xs:byte'/><xs:attributeGroup name='G'><xs:attribute name='c' \
        type='xs:boolean' fixed='1'/><xs:attribute ref='a:g'/><xs:attribute ref='xml:lang'/></xs:attributeGroup>\
        <xs:complexType name='T'><xs:attribute name='a' type='xs:byte' use='required'/><xs:attribute name='b' default='x'/>\
        <xs:attributeGroup ref='a:G'/></xs:complexType>";
    check(
        &format!("{body}{T}"),
        &[
            ("<A a='1'/>", &[]),
            ("<A a='1' b='y' c='true' a:g='3' xml:lang='en'/>", &[]),
            ("<A/>", &["cvc-complex-type.4"]),
            ("<A a='x'/>", &["cvc-datatype-valid.1.2.1"]),
            ("<A a='1' c='false'/>", &["cvc-attribute.4"]),
            ("<A a='1' g='1'/>", &["cvc-complex-type.3.2.2"]),
            ("<A a='1' a:a='1'/>", &["cvc-complex-type.3.2.2"]),
            ("<A a='1' o:a='1'/>", &["cvc-complex-type.3.2.2"]),
        ],
    );
}

#[test]
fn attribute_wildcards_admit_namespaces() {
    let with = |any: &str| {
        format!(
            "<xs:attribute name='g' type='xs:byte'/><xs:complexType name='T'><xs:anyAttribute {any}/></xs:complexType>{T}"
        )
    };
    let stray: &[&str] = &["cvc-complex-type.3.2.2"];
    let wrong: &[&str] = &["cvc-datatype-valid.1.2.1"];
    check(
        &with("namespace='##other' processContents='lax'"),
        &[("<A o:x='1'/>", &[]), ("<A x='1'/>", stray), ("<A a:g='1'/>", stray)],
    );
    check(
        &with("namespace='##targetNamespace'"),
        &[("<A a:g='1'/>", &[]), ("<A a:g='x'/>", wrong), ("<A a:h='1'/>", stray)],
    );
    check(&with("processContents='skip'"), &[("<A a:g='x' x='1' o:y='2'/>", &[])]);
    check(
        &with("processContents='lax' namespace='##local urn:a'"),
        &[("<A a:g='x'/>", wrong), ("<A x='1'/>", &[]), ("<A o:x='1'/>", stray)],
    );
}

#[test]
fn complex_types_extend_and_restrict() {
    let body = "<xs:complexType name='B'><xs:sequence><xs:element name='x' type='xs:byte'/></xs:sequence>\
        <xs:attribute name='b'/><xs:attribute name='c'/></xs:complexType>\
        <xs:complexType name='E'><xs:complexContent><xs:extension base='a:B'><xs:sequence><xs:element name='y' type='xs:byte'/>\
        </xs:sequence><xs:attribute name='e' use='required'/></xs:extension></xs:complexContent></xs:complexType>\
        <xs:complexType name='R'><xs:complexContent><xs:restriction base='a:B'><xs:sequence><xs:element name='x' type='xs:byte'/>\
        </xs:sequence><xs:attribute name='b' use='prohibited'/></xs:restriction></xs:complexContent></xs:complexType>\
        <xs:element name='A' type='a:B'/>";
    check(
        body,
        &[
            ("<A b='1'><x>1</x></A>", &[]),
            ("<A xsi:type='a:E' e='1' b='2'><x>1</x><y>2</y></A>", &[]),
            ("<A xsi:type='a:E' e='1'><x>1</x></A>", &["cvc-complex-type.2.4.b"]),
            ("<A xsi:type='a:E'><x>1</x><y>1</y></A>", &["cvc-complex-type.4"]),
            ("<A xsi:type='a:R' c='1'><x>1</x></A>", &[]),
            ("<A xsi:type='a:R' b='1'><x>1</x></A>", &["cvc-complex-type.3.2.2"]),
        ],
    );
    let blocked = body.replace("type='a:B'/>", "type='a:B' block='extension'/>");
    check(&blocked, &[("<A xsi:type='a:E' e='1'><x>1</x></A>", &["cvc-elt.4.3", "cvc-complex-type.3.2.2"])]);
}

#[test]
fn simple_content_has_attributes() {
    let body = "<xs:complexType name='B'><xs:simpleContent><xs:extension base='xs:byte'><xs:attribute name='u'/></xs:extension>\
        </xs:simpleContent></xs:complexType><xs:complexType name='T'><xs:simpleContent><xs:restriction base='a:B'>\
        <xs:maxInclusive value='9'/><xs:attribute name='u' use='required'/></xs:restriction></xs:simpleContent></xs:complexType>";
    check(
        &format!("{body}{T}"),
        &[
            ("<A u='m'>9</A>", &[]),
            ("<A u='m'>10</A>", &["cvc-maxInclusive-valid"]),
            ("<A>9</A>", &["cvc-complex-type.4"]),
            ("<A u='m'><x/></A>", &["cvc-type.3.1.2"]),
        ],
    );
}

#[test]
fn mixed_content_has_text_and_any_type_everything() {
    let body = "<xs:complexType name='T' mixed='true'><xs:sequence><xs:element name='x' type='xs:byte' minOccurs='0'/>\
        <xs:element name='y' minOccurs='0'/></xs:sequence></xs:complexType>";
    check(
        &format!("{body}{T}"),
        &[
            ("<A>a<x>1</x>b</A>", &[]),
            ("<A>a</A>", &[]),
            ("<A>a<z/></A>", &["cvc-complex-type.2.4.a"]),
            ("<A><y b='1'>a<o:z c='2'/><x>300</x></y></A>", &[]),
        ],
    );
    let text_only = format!("<xs:complexType name='T' mixed='true'/>{T}");
    check(&text_only, &[("<A>a</A>", &[]), ("<A>a<x/></A>", &["cvc-complex-type.2.4.d"])]);
}

#[test]
fn elements_stand_for_others() {
    let body = "<xs:element name='H' type='xs:decimal' abstract='true'/><xs:element name='M' type='xs:byte' substitutionGroup='a:H'/>\
        <xs:element name='N' substitutionGroup='a:M'/><xs:complexType name='T'><xs:sequence><xs:element ref='a:H' maxOccurs='2'/>\
        <xs:element name='z' type='xs:byte' minOccurs='0'/></xs:sequence></xs:complexType>";
    check(
        &format!("{body}{T}"),
        &[
            ("<A><M>1</M></A>", &[]),
            ("<A><N>1</N><M>1</M><z>1</z></A>", &[]),
            ("<A><M>300</M></A>", &["cvc-maxInclusive-valid"]),
            ("<A><H>1</H></A>", &["cvc-complex-type.2.4.a"]),
            ("<A><M>1</M><M>1</M><M>1</M></A>", &["cvc-complex-type.2.4.a"]),
        ],
    );
    let blocked = body.replace("abstract='true'", "block='substitution'");
    check(
        &format!("{blocked}{T}"),
        &[("<A><H>1</H></A>", &[]), ("<A><H>1</H><M>1</M></A>", &["cvc-complex-type.2.4.a"])],
    );
    check("<xs:element name='A' abstract='true'/>", &[("<A/>", &["cvc-elt.2"])]);
}

#[test]
fn all_groups_come_in_any_order() {
    let body = "<xs:complexType name='T'><xs:all><xs:element name='x' type='xs:byte'/><xs:element name='y' type='xs:byte' \
        minOccurs='0'/></xs:all></xs:complexType>";
    check(
        &format!("{body}{T}"),
        &[
            ("<A><x>1</x><y>2</y></A>", &[]),
            ("<A> <y>1</y><x>2</x> </A>", &[]),
            ("<A><x>1</x></A>", &[]),
            ("<A><y>1</y></A>", &["cvc-complex-type.2.4.b"]),
            ("<A><x>1</x><x>1</x></A>", &["cvc-complex-type.2.4.a"]),
            ("<A><x>1</x><y>1</y><z/></A>", &["cvc-complex-type.2.4.d"]),
            ("<A>a<x>1</x></A>", &["cvc-complex-type.2.3"]),
        ],
    );
    let optional = body.replace("<xs:all>", "<xs:all minOccurs='0'>");
    check(&format!("{optional}{T}"), &[("<A/>", &[]), ("<A><y>1</y></A>", &["cvc-complex-type.2.4.b"])]);
}

#[test]
fn wildcards_admit_elements() {
    let with = |any: &str| {
        format!(
            "<xs:element name='G' type='xs:byte'/><xs:complexType name='T'><xs:sequence><xs:element name='x' type='xs:byte'/>\
            <xs:any {any}/></xs:sequence></xs:complexType>{T}"
        )
    };
    let wrong: &[&str] = &["cvc-datatype-valid.1.2.1"];
    check(
        &with("namespace='##other' processContents='skip' maxOccurs='2' minOccurs='0'"),
        &[
            ("<A><x>1</x><o:a b='1'><G>x</G></o:a></A>", &[]),
            ("<A><x>1</x></A>", &[]),
            ("<A><x>1</x><G>1</G></A>", &["cvc-complex-type.2.4.d"]),
            ("<A><x>1</x><o:a/><o:a/><o:a/></A>", &["cvc-complex-type.2.4.d"]),
        ],
    );
    check(
        &with("processContents='lax'"),
        &[
            ("<A><x>1</x><G>1</G></A>", &[]),
            ("<A><x>1</x><G>x</G></A>", wrong),
            ("<A><x>1</x><o:b><o:c>t</o:c><G>x</G></o:b></A>", wrong),
            ("<A><x>1</x><o:b xsi:type='xs:byte'>x</o:b></A>", wrong),
            ("<A><x>1</x></A>", &["cvc-complex-type.2.4.b"]),
            ("<A><o:b/></A>", &["cvc-complex-type.2.4.a"]),
        ],
    );
    check(&with(""), &[("<A><x>1</x><o:b/></A>", &["cvc-complex-type.2.4.c"]), ("<A><x>1</x><G>1</G></A>", &[])]);
}

#[test]
fn values_are_qualified_names_notations_and_entities() {
    let body = "<xs:notation name='n' public='p'/><xs:simpleType name='N'><xs:restriction base='xs:NOTATION'><xs:enumeration \
        value='a:n'/></xs:restriction></xs:simpleType><xs:simpleType name='Q'><xs:restriction base='xs:QName'><xs:enumeration \
        value='a:x'/></xs:restriction></xs:simpleType><xs:complexType name='T'><xs:sequence><xs:element name='q' type='xs:QName' \
        minOccurs='0'/><xs:element name='p' type='a:Q' minOccurs='0'/><xs:element name='e' type='xs:ENTITIES' minOccurs='0'/>\
        </xs:sequence><xs:attribute name='n' type='a:N'/></xs:complexType>";
    let undeclared: &[&str] = &["cvc-datatype-valid.1.2.1"];
    let another: &[&str] = &["cvc-enumeration-valid"];
    check(
        &format!("{body}{T}"),
        &[
            ("<A n='n'><q>a:b</q><p>x</p></A>", &[]),
            ("<A n='a:n'><q xmlns:z='urn:z'>z:b</q><p> a:x </p></A>", &[]),
            ("<A><q>z:b</q></A>", undeclared),
            ("<A><q>a:b:c</q></A>", undeclared),
            ("<A n='o:n'/>", another),
            ("<A><p>o:x</p></A>", another),
            ("<A><p xmlns=''>x</p></A>", &["cvc-complex-type.2.4.a"]),
            ("<A><e>none</e></A>", &["cvc-simple-type.2"]),
        ],
    );
}

#[test]
fn mixed_content_may_be_fixed() {
    let body = "<xs:complexType name='T' mixed='true'><xs:sequence><xs:element name='x' minOccurs='0'/></xs:sequence>\
        </xs:complexType>";
    let documents: [(&str, &[&str]); 4] = [
        ("<A>v</A>", &[]),
        ("<A/>", &[]),
        ("<A>w</A>", &["cvc-elt.5.2.2.2.2"]),
        ("<A>v<x/></A>", &["cvc-elt.5.2.2.1"]),
    ];
    check(&format!("{body}<xs:element name='A' type='a:T' fixed='v'/>"), &documents);
    check(&format!("{body}<xs:element name='A' type='a:T' default='v'/>"), &[("<A>w<x/></A>", &[]), ("<A/>", &[])]);
}

#[test]
fn a_typo_is_one_violation() {
    let body = "<xs:complexType name='T'><xs:sequence><xs:element name='Colour' type='xs:byte'/><xs:element name='Size' \
        type='xs:byte' minOccurs='0'/></xs:sequence><xs:attribute name='unit' use='required'/></xs:complexType>";
    let wrong: &[&str] = &["cvc-complex-type.2.4.a"];
    check(
        &format!("{body}{T}"),
        &[
            ("<A unit='m'><Color>1</Color></A>", wrong),
            ("<A unit='m'><Color>1</Color><Size>1</Size></A>", wrong),
            ("<A unit='m'><Color>x</Color></A>", &["cvc-complex-type.2.4.a", "cvc-datatype-valid.1.2.1"]),
            ("<A unit='m'><Other><Deep/></Other></A>", wrong),
            ("<A unti='m'><Colour>1</Colour></A>", &["cvc-complex-type.3.2.2"]),
            ("<A other='m'><Colour>1</Colour></A>", &["cvc-complex-type.3.2.2", "cvc-complex-type.4"]),
        ],
    );
    let all = body.replace("xs:sequence", "xs:all");
    check(
        &format!("{all}{T}"),
        &[("<A unit='m'><Size>1</Size><Color>1</Color></A>", wrong), ("<A unit='m'><Size>1</Size><Other/></A>", wrong)],
    );
}

#[test]
fn schemas_import_other_namespaces() {
    let one = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:b='urn:b' targetNamespace='urn:a'>\
        <xs:import namespace='urn:b' schemaLocation='b.xsd'/><xs:element name='A'><xs:complexType><xs:sequence>\
        <xs:element ref='b:B'/></xs:sequence><xs:attribute ref='b:c'/></xs:complexType></xs:element></xs:schema>";
    let two = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:b'>\
        <xs:import namespace='urn:a' schemaLocation='a.xsd'/>\
        <xs:element name='B' type='xs:byte'/><xs:attribute name='c' type='xs:byte'/></xs:schema>";
    let sources: [(&str, &[u8]); 2] = [("a.xsd", one.as_bytes()), ("b.xsd", two.as_bytes())];
    let schema = Schema::from_sources("a.xsd", &sources).unwrap();
    assert_eq!(schema.target_namespace(), "urn:a");
    for (document, valid) in [
        ("<a:A xmlns:a='urn:a' xmlns:b='urn:b' b:c='1'><b:B>1</b:B></a:A>", true),
        ("<a:A xmlns:a='urn:a' xmlns:b='urn:b' b:c='x'><b:B>1</b:B></a:A>", false),
        ("<a:A xmlns:a='urn:a'><a:B>1</a:B></a:A>", false),
    ] {
        assert_eq!(judge(&schema, document, 20).is_valid(), valid, "{document}");
    }
    let sideways = two.replace("type='xs:byte'/><xs:attribute", "type='z:T' xmlns:z='urn:z'/><xs:attribute");
    let three = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:z'><xs:complexType name='T'/></xs:schema>";
    let one_more = one
        .replace("<xs:element name='A'>", "<xs:import namespace='urn:z' schemaLocation='z.xsd'/><xs:element name='A'>");
    let sources: [(&str, &[u8]); 3] =
        [("a.xsd", one_more.as_bytes()), ("b.xsd", sideways.as_bytes()), ("z.xsd", three.as_bytes())];
    let told = Schema::from_sources("a.xsd", &sources).map(drop).unwrap_err().to_string();
    assert!(told.contains("does not import") && told.starts_with("b.xsd:1: "), "{told}");
    let other = two.replace("targetNamespace='urn:b'", "targetNamespace='urn:c'");
    let sources: [(&str, &[u8]); 2] = [("a.xsd", one.as_bytes()), ("b.xsd", other.as_bytes())];
    let told = Schema::from_sources("a.xsd", &sources).map(drop).unwrap_err().to_string();
    assert!(told.contains("src-import.3.1"), "{told}");
}
