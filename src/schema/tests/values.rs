//! Values of simple types beyond those of flat schemas, as attributes, which every type can be.

use super::driver::judge;
use crate::schema::{Schema, SchemaError};

fn read(types: &str, root: &str) -> Result<Schema, SchemaError> {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{types}<xs:element name='A'>{root}</xs:element></xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())])
}

fn check(types: &str, type_: &str, valid: &[&str], invalid: &[&str]) {
    let root = format!("<xs:complexType><xs:attribute name='v' type='{type_}'/></xs:complexType>");
    let schema = read(types, &root).unwrap_or_else(|error| panic!("{types} {type_}: {error}"));
    for (values, is_valid) in [(valid, true), (invalid, false)] {
        for value in values {
            let verdict = judge(&schema, &format!("<A xmlns:p='urn:p' v='{value}'/>"), 20);
            assert_eq!(verdict.is_valid(), is_valid, "{types} {type_} '{value}': {:?}", verdict.violations);
        }
    }
}

#[test]
fn built_in_types_have_their_forms() {
    check("", "xs:float", &["1", "-1.5e3", "INF", "NaN"], &["", "inf", "1f"]);
    check("", "xs:hexBinary", &["", "0aFF"], &["0", "xx"]);
    check("", "xs:base64Binary", &["", "YQ==", "YWI=", "YW Jj"], &["YQ=", "YR==", "Y!=="]);
    check("", "xs:QName", &["a", "p:a"], &["q:a", "p:", ":a", "1", "p:a:b"]);
    check("", "xs:language", &["en", "en-GB"], &["", "englishspeaking", "e_n"]);
    check("", "xs:NMTOKEN", &["1a:b", "-"], &["", "a b"]);
    check("", "xs:NMTOKENS", &["a 1 b"], &["", "a,b c"]);
    check("", "xs:NCName", &["_a", "é"], &["1a", "a:b", ""]);
    check("", "xs:Name", &["a:b"], &["1"]);
    check("", "xs:date", &["2026-01-31"], &["2026-02-30"]);
    check("", "xs:anyURI", &["", "http://a/b?c#d", "../x"], &[]);
}

#[test]
fn facets_compare_values() {
    let restricted = |base: &str, facets: &str| {
        format!("<xs:simpleType name='T'><xs:restriction base='{base}'>{facets}</xs:restriction></xs:simpleType>")
    };
    let later = restricted("xs:dateTime", "<xs:minInclusive value='2000-01-01T12:00:00Z'/>");
    check(
        &later,
        "T",
        &["2000-01-01T13:00:00+01:00", "2000-01-03T00:00:00"],
        &["2000-01-01T12:00:00+01:00", "2000-01-01T13:00:00"],
    );
    check(
        &restricted("xs:hexBinary", "<xs:enumeration value='0a'/><xs:length value='1'/>"),
        "T",
        &["0A"],
        &["0b", "0a0a"],
    );
    check(&restricted("xs:duration", "<xs:maxExclusive value='P1Y'/>"), "T", &["P11M", "P364D"], &["P12M", "P366D"]);
    check(&restricted("xs:float", "<xs:enumeration value='1.5'/>"), "T", &["15e-1"], &["1.6"]);
    check(&restricted("xs:NMTOKENS", "<xs:maxLength value='2'/>"), "T", &["a", "a bbb"], &["a b c"]);
}

#[test]
fn lists_and_unions_have_items() {
    let list = "<xs:simpleType name='L'><xs:list itemType='xs:byte'/></xs:simpleType>";
    check(list, "L", &["", "1 2  3"], &["1 x", "300"]);
    let few = format!(
        "{list}<xs:simpleType name='T'><xs:restriction base='L'><xs:enumeration value='1 2'/></xs:restriction></xs:simpleType>"
    );
    check(&few, "T", &["01 +2"], &["1", "1 3"]);
    let union = "<xs:simpleType name='U'><xs:union memberTypes='xs:byte xs:date'><xs:simpleType><xs:restriction base='xs:string'>\
        <xs:enumeration value='none'/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>";
    check(union, "U", &["1", " 2026-01-31", "none"], &["300", " none", ""]);
    let some = format!(
        "{union}<xs:simpleType name='T'><xs:restriction base='U'><xs:pattern value='[0-9n].*'/><xs:enumeration value='1'/>\
        <xs:enumeration value='none'/></xs:restriction></xs:simpleType>"
    );
    check(&some, "T", &["01", "none"], &["2", "+1"]);
}

#[test]
fn elements_have_default_and_fixed_values() {
    let check = |declaration: &str, table: &[(&str, &[&str])]| {
        let root =
            format!("<xs:complexType><xs:sequence><xs:element name='b' {declaration}/></xs:sequence></xs:complexType>");
        let schema = read("", &root).unwrap();
        for (content, expected) in table {
            let document = format!("<A xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>{content}</A>");
            let verdict = judge(&schema, &document, 20);
            let rules: Vec<_> = verdict.violations.iter().map(|violation| violation.rule).collect();
            assert_eq!(rules, *expected, "{declaration} {content}");
        }
    };
    let other: &[&str] = &["cvc-elt.5.2.2.2.2"];
    check(
        "type='xs:byte' default='1'",
        &[("<b/>", &[]), ("<b>2</b>", &[]), ("<b> </b>", &["cvc-datatype-valid.1.2.1"])],
    );
    check("type='xs:byte' fixed='1'", &[("<b/>", &[]), ("<b> +01 </b>", &[]), ("<b>2</b>", other)]);
    check("type='xs:string' fixed='a'", &[("<b>a</b>", &[]), ("<b>a </b>", other), ("<b/>", &[])]);
    check("type='xs:byte' fixed='1' nillable='true'", &[("<b xsi:nil='true'/>", &["cvc-elt.3.2.2"])]);
}

#[test]
fn identifiers_are_unique_and_references_have_one() {
    let root = "<xs:complexType><xs:sequence><xs:element name='b' type='xs:ID' maxOccurs='9'/><xs:element name='c' minOccurs='0' \
        type='xs:IDREFS'/></xs:sequence><xs:attribute name='i' type='xs:ID'/><xs:attribute name='r' type='xs:IDREF'/></xs:complexType>";
    let schema = read("", root).unwrap();
    for (document, expected) in [
        ("<A r='y'><b>x</b><b>y</b><c>y x</c></A>", &[][..]),
        ("<A i='x'><b> x</b></A>", &[("cvc-id.2", "/A/b[1]")]),
        ("<A><b>x</b><c>x z</c></A>", &[("cvc-id.1", "/A/c")]),
        ("<A r='z'><b>x</b></A>", &[("cvc-id.1", "/A")]),
    ] {
        let verdict = judge(&schema, document, 20);
        let told: Vec<_> =
            verdict.violations.iter().map(|violation| (violation.rule, violation.path.as_str())).collect();
        assert_eq!(told, expected, "{document}");
    }
}
