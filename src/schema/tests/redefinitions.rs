//! `xs:redefine`: what takes a component's place, and what cannot.

use super::driver::judge;
use crate::schema::Schema;

const PART: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' elementFormDefault='qualified'>\
    <xs:complexType name='T'><xs:sequence><xs:element name='x' type='S'/></xs:sequence><xs:attributeGroup ref='A'/>\
    </xs:complexType><xs:simpleType name='S'><xs:restriction base='xs:integer'/></xs:simpleType>\
    <xs:group name='G'><xs:sequence><xs:element name='y' type='xs:string' minOccurs='0'/></xs:sequence></xs:group>\
    <xs:attributeGroup name='A'><xs:attribute name='k' type='xs:string'/></xs:attributeGroup>\
    <xs:element name='R' type='T'/><xs:element name='Q'><xs:complexType><xs:group ref='G'/></xs:complexType></xs:element></xs:schema>";

fn schema(redefinitions: &str) -> Result<Schema, String> {
    let root = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:a='urn:a' targetNamespace='urn:a' \
         elementFormDefault='qualified'>\n<xs:redefine schemaLocation='part.xsd'>{redefinitions}</xs:redefine></xs:schema>"
    );
    let sources = [("root.xsd", root.as_bytes()), ("part.xsd", PART.as_bytes())];
    Schema::from_sources("root.xsd", &sources).map_err(|error| error.to_string())
}

#[test]
fn what_redefines_stands_where_the_original_stood() {
    let type_ = "<xs:complexType name='T'><xs:complexContent><xs:extension base='a:T'><xs:sequence><xs:element name='z' \
                 type='xs:string'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>";
    let simple = "<xs:simpleType name='S'><xs:restriction base='a:S'><xs:maxInclusive value='9'/></xs:restriction></xs:simpleType>";
    let group = "<xs:group name='G'><xs:sequence><xs:group ref='a:G'/><xs:element name='z' type='xs:string'/></xs:sequence></xs:group>";
    let narrow = "<xs:group name='G'><xs:sequence><xs:element name='y' type='xs:token'/></xs:sequence></xs:group>";
    let attributes =
        "<xs:attributeGroup name='A'><xs:attributeGroup ref='a:A'/><xs:attribute name='l'/></xs:attributeGroup>";
    for (redefinitions, document, valid) in [
        ("", "<R><x>10</x></R>", true),
        (type_, "<R><x>10</x></R>", false),
        (type_, "<R><x>10</x><z/></R>", true),
        (simple, "<R><x>9</x></R>", true),
        (simple, "<R><x>10</x></R>", false),
        (group, "<Q><y/></Q>", false),
        (group, "<Q><y/><z/></Q>", true),
        (narrow, "<Q/>", false),
        (narrow, "<Q><y/></Q>", true),
        (attributes, "<R k='1' l='2'><x>1</x></R>", true),
        ("", "<R k='1' l='2'><x>1</x></R>", false),
    ] {
        let schema = schema(redefinitions).unwrap_or_else(|told| panic!("{redefinitions}: {told}"));
        let document = document.replacen(['R', 'Q'], &format!("{} xmlns='urn:a'", &document[1..2]), 1);
        let verdict = judge(&schema, &document, 20);
        assert_eq!(verdict.is_valid(), valid, "{redefinitions}: {document}: {:#?}", verdict.violations);
    }
}

#[test]
fn a_redefinition_builds_on_what_it_redefines() {
    for (redefinitions, reason) in [
        ("<xs:simpleType name='S'><xs:restriction base='xs:byte'/></xs:simpleType>", "src-redefine.5"),
        ("<xs:simpleType name='U'><xs:restriction base='a:U'/></xs:simpleType>", "(src-redefine)"),
        ("<xs:element name='R'/>", "(src-redefine)"),
        (
            "<xs:group name='G'><xs:sequence><xs:group ref='a:G'/><xs:group ref='a:G'/></xs:sequence></xs:group>",
            "src-redefine.6.1.1",
        ),
        (
            "<xs:group name='G'><xs:sequence><xs:group ref='a:G' minOccurs='0'/></xs:sequence></xs:group>",
            "src-redefine.6.1.2",
        ),
        ("<xs:group name='G'><xs:sequence><xs:element name='z'/></xs:sequence></xs:group>", "rcase-"),
        ("<xs:attributeGroup name='A'><xs:attribute name='l'/></xs:attributeGroup>", "derivation-ok-restriction.2.2"),
    ] {
        let told = schema(redefinitions).map(drop).unwrap_err();
        assert!(told.contains(reason) && told.starts_with("root.xsd:2: "), "{redefinitions}: {told}");
    }
}
