//! Schemas that are read, and schemas that are refused: where, and why.

use super::driver::judge;
use crate::schema::{NamespaceId, Registry, Schema, SchemaError};

fn one(body: &str) -> Result<Schema, SchemaError> {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:a' targetNamespace='urn:a' \
         elementFormDefault='qualified'>\n{body}</xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())])
}

/// Declarations, the line of the fault below the schema's start tag, and a part of what is said.
const REFUSED: &[(&str, u32, &str)] = &[
    ("<xs:element name='A' type='Nope'/>", 2, "no type named '{urn:a}Nope'"),
    ("\n<xs:element name='A' type='z:B'/>", 3, "prefix of 'z:B'"),
    (
        "<xs:element name='A' type='xs:string'/>\n<xs:element name='A' type='xs:string'/>",
        3,
        "a second time, first at a.xsd:2",
    ),
    ("<xs:element name='A' type='xs:string'><xs:complexType/></xs:element>", 2, "second type"),
    ("<xs:element name='A' type='xs:string' nillable='maybe'/>", 2, "neither true nor false"),
    ("<xs:import namespace='urn:a'/>", 2, "own namespace"),
    ("<xs:element name='A' type='xs:string' substitutionGroup='A'/>", 2, "stands for itself"),
    (
        "<xs:element name='A' type='xs:string' substitutionGroup='B'/><xs:element name='B' type='xs:byte'/>",
        2,
        "not derived",
    ),
    (
        "<xs:complexType name='T'><xs:complexContent><xs:extension base='T'/></xs:complexContent></xs:complexType>",
        2,
        "derived from itself",
    ),
    (
        "<xs:complexType name='T'><xs:simpleContent><xs:extension base='U'/></xs:simpleContent></xs:complexType><xs:complexType name='U'/>",
        2,
        "no simple content",
    ),
    (
        "<xs:complexType name='T'><xs:sequence><xs:any minOccurs='0'/><xs:any/></xs:sequence></xs:complexType>",
        2,
        "two ways",
    ),
    ("<xs:complexType name='T'><xs:sequence><xs:all/></xs:sequence></xs:complexType>", 2, "whole content model"),
    ("<xs:complexType name='T'><xs:attribute name='a'/><xs:attribute name='a'/></xs:complexType>", 2, "there twice"),
    ("<xs:attribute name='a' type='xs:byte' default='x'/>", 2, "no value of the type"),
    ("<xs:complexType name='T'><xs:attribute ref='a'/></xs:complexType>", 2, "no attribute named"),
    ("<xs:element name='A' type='xs:NOTATION'/>", 2, "enumeration-required-notation"),
    ("<xs:attribute name='A' type='xs:NOTATION'/>", 2, "enumeration-required-notation"),
    (
        "<xs:simpleType name='T'><xs:restriction base='xs:NOTATION'><xs:enumeration value='n'/></xs:restriction></xs:simpleType>",
        2,
        "no notation named '{urn:a}n'",
    ),
    ("<xs:element name='A' type='xs:QName' fixed='b'/>", 2, "that is a qualified name is not supported"),
    (
        "<xs:element name='A' default='a'><xs:complexType><xs:sequence/></xs:complexType></xs:element>",
        2,
        "cos-valid-default.2",
    ),
    ("<xs:element name='A' type='b:B' xmlns:b='urn:b'/>", 2, "no type named '{urn:b}B'"),
    ("<xs:element name='A' type='xs:byte' default='a'/>", 2, "no value of the type"),
    ("<xs:simpleType name='T'><xs:list/></xs:simpleType>", 2, "needs either"),
    ("<xs:simpleType name='T'><xs:list itemType='xs:IDREFS'/></xs:simpleType>", 2, "cannot be lists"),
    ("<xs:simpleType name='T'><xs:union/></xs:simpleType>", 2, "needs members"),
    ("<xs:redefine schemaLocation='gone.xsd'/>", 0, "gone.xsd: cannot be read"),
    ("<xs:include schemaLocation='gone.xsd'/>", 0, "gone.xsd: cannot be read"),
    ("<xs:include/>", 2, "needs a schemaLocation"),
    ("<xs:annotation colour='red'/>", 2, "xs:annotation has no attribute colour"),
    (
        "<xs:complexType name='T'><xs:sequence><xs:element ref='A'/></xs:sequence></xs:complexType>",
        2,
        "no element named",
    ),
    ("<xs:complexType name='T'><xs:group ref='G'/></xs:complexType>", 2, "no group named"),
    ("<xs:complexType name='T'><xs:sequence minOccurs='2'/></xs:complexType>", 2, "exceeds maxOccurs"),
    ("<xs:complexType name='T'><xs:sequence maxOccurs='many'/></xs:complexType>", 2, "not a number"),
    ("<xs:group name='G'><xs:sequence><xs:group ref='G'/></xs:sequence></xs:group>", 2, "contains itself"),
    ("<xs:simpleType name='T'><xs:restriction base='T'/></xs:simpleType>", 2, "derived from itself"),
    (
        "<xs:simpleType name='T'><xs:restriction base='C'/></xs:simpleType><xs:complexType name='C'/>",
        2,
        "not a simple type",
    ),
    ("<xs:override/>", 2, "xs:override (of XML Schema 1.1) is not supported"),
    ("<xs:element name='A' inheritable='true'/>", 2, "on xs:element (of XML Schema 1.1) is not supported"),
    ("<xs:element name='A' colour='red'/>", 2, "s4s-att-not-allowed"),
    ("<xs:unheard/>", 2, "s4s-elt-invalid-content.1"),
    ("<a/>", 2, "the element a cannot stand here"),
];

/// Base, facets, and a part of what is said.
const REFUSED_FACETS: &[(&str, &str, &str)] = &[
    ("xs:string", "<xs:pattern value='('/>", "unclosed '('"),
    ("xs:string", "<xs:maxInclusive value='1'/>", "ordered base"),
    ("xs:byte", "<xs:maxInclusive value='128'/>", "wider than the base's"),
    ("xs:byte", "<xs:maxInclusive value='x'/>", "no value of the base"),
    ("xs:byte", "<xs:enumeration value='300'/>", "no value of the base"),
    ("xs:byte", "<xs:length value='3'/>", "does not apply"),
    ("xs:string", "<xs:length value='-3'/>", "non-negative"),
    ("xs:string", "<xs:minLength value='3'/><xs:maxLength value='2'/>", "least length exceeds"),
    ("xs:decimal", "<xs:minInclusive value='3'/><xs:maxInclusive value='2'/>", "exceeds the upper"),
    ("xs:token", "<xs:whiteSpace value='preserve'/>", "cannot be kept"),
    ("xs:string", "<xs:assertion value='3'/>", "xs:assertion (of XML Schema 1.1) is not supported"),
];

fn refused(body: &str, line: u32, reason: &str) {
    let Err(error) = one(body) else { panic!("accepted: {body}") };
    let told = error.to_string();
    assert!(told.contains(reason), "{body}: {told}");
    let place = if line == 0 { String::new() } else { format!("a.xsd:{line}:") };
    assert!(told.starts_with(&place), "{body}: {told}");
}

#[test]
fn a_schema_is_refused_with_file_line_and_reason() {
    REFUSED.iter().for_each(|(body, line, reason)| refused(body, *line, reason));
    REFUSED_FACETS.iter().for_each(|(base, given, reason)| refused(&facets(base, given), 2, reason));
}

fn facets(base: &str, facets: &str) -> String {
    format!("<xs:simpleType name='T'><xs:restriction base='{base}'>{facets}</xs:restriction></xs:simpleType>")
}

/// A schema whose root A has this content model over elements a to d.
fn model(content: &str) -> Result<Schema, SchemaError> {
    let leaves: String =
        ["a", "b", "c", "d"].map(|name| format!("<xs:element name='{name}' type='xs:string'/>")).concat();
    let mut content = content.to_owned();
    for name in ["a", "b", "c", "d"] {
        content = content.replace(&format!("<{name}"), &format!("<xs:element ref='{name}'"));
    }
    for (short, long) in
        [("<s", "<xs:sequence"), ("</s", "</xs:sequence"), ("<o", "<xs:choice"), ("</o", "</xs:choice")]
    {
        content = content.replace(short, long);
    }
    let content = content.replace(" n=", " minOccurs=").replace(" x=", " maxOccurs=").replace("='*'", "='unbounded'");
    one(&format!("{leaves}<xs:element name='A'><xs:complexType>{content}</xs:complexType></xs:element>"))
}

#[test]
fn content_models_nest_and_repeat() {
    for (content, valid, invalid) in [
        ("<s><a/><b/></s>", &["ab"][..], &["", "a", "b", "ba", "abb", "aab"][..]),
        ("<s><a n='0'/><b n='0'/><c n='0'/></s>", &["", "a", "c", "ac", "abc", "bc"], &["ba", "aa", "cb"]),
        ("<o><a/><b/></o>", &["a", "b"], &["", "ab", "aa"]),
        ("<o n='0' x='*'><a/><b/></o>", &["", "abba", "bbbb"], &["c", "abc"]),
        ("<s><a n='2' x='4'/><b/></s>", &["aab", "aaab", "aaaab"], &["ab", "aaaaab", "aa"]),
        ("<s><a n='3' x='*'/></s>", &["aaa", "aaaaaaaaa"], &["aa", ""]),
        ("<s><a n='0' x='3'/></s>", &["", "a", "aaa"], &["aaaa"]),
        ("<s x='3'><a/><b n='0'/></s>", &["a", "ab", "aba", "aaa", "ababab"], &["", "aaaa", "abb"]),
        ("<s n='2' x='3'><a/><b/></s>", &["abab", "ababab"], &["ab", "abababab", "aba"]),
        (
            "<s n='0' x='2'><o><a/><b x='2'/></o></s>",
            &["", "a", "bb", "abb", "bbb", "bbbb", "ba"],
            &["aaa", "bbbbb", "abbb"],
        ),
        ("<s x='2'><a n='2' x='3'/></s>", &["aa", "aaa", "aaaa", "aaaaa", "aaaaaa"], &["a", "aaaaaaa"]),
        ("<s><s n='0'><a/><b/></s><c/></s>", &["c", "abc"], &["ac", "ab"]),
        ("<s><o><s><a/><b/></s><c x='2'/></o><d/></s>", &["abd", "cd", "ccd"], &["ad", "cccd", "abcd"]),
        ("<s><a n='2' x='2'/><a/></s>", &["aaa"], &["aa", "aaaa"]),
        ("<s><a n='0' x='0'/><b/></s>", &["b"], &["ab"]),
        ("<s><a x='1000000'/></s>", &["a", "aaaaaa"], &["", "b"]),
        ("<o><a/></o>", &["a"], &["", "aa"]),
        ("<o n='0'/>", &[""], &["a"]),
    ] {
        let schema = model(content).unwrap_or_else(|error| panic!("{content}: {error}"));
        for (documents, expected) in [(valid, true), (invalid, false)] {
            for document in documents {
                let children: String = document.chars().map(|name| format!("<{name}/>")).collect();
                let verdict = judge(&schema, &format!("<A xmlns='urn:a'>{children}</A>"), 20);
                assert_eq!(verdict.is_valid(), expected, "{content}: {document}: {:#?}", verdict.violations);
            }
        }
    }
}

#[test]
fn a_content_model_that_can_be_read_in_two_ways_is_refused() {
    for content in [
        "<s><a n='0'/><a/></s>",
        "<o><a/><a/></o>",
        "<o><s><a/><b/></s><s><a/><c/></s></o>",
        "<s><a n='2' x='3'/><a/></s>",
        "<s><o n='0' x='*'><a/><b/></o><b/></s>",
        "<s x='*'><a/><b n='0'/><a n='0'/></s>",
    ] {
        let told = model(content).map(drop).unwrap_err().to_string();
        assert!(
            told.contains("cos-nonambig") && told.starts_with("a.xsd:2: the element 'a'") || told.contains("'b'"),
            "{told}"
        );
    }
    assert!(model("<s x='1000000'><a/><b/></s>").map(drop).unwrap_err().to_string().contains("50000"));
    let two_types = "<xs:complexType name='T'><xs:sequence><xs:element name='x' type='xs:string'/>\
                     <xs:element name='x' type='xs:byte'/></xs:sequence></xs:complexType>";
    assert!(one(two_types).map(drop).unwrap_err().to_string().contains("two different types"));
}

const INCLUDING: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:a' targetNamespace='urn:a'>\
    <xs:include schemaLocation='../shared/part.xsd'/><xs:include schemaLocation='own.xsd'/><xs:element name='A' type='T'/></xs:schema>";
const PART: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' elementFormDefault='qualified'>\
    <xs:include schemaLocation='part2.xsd'/><xs:complexType name='T'><xs:sequence><xs:element ref='B'/>\
    <xs:element name='L' type='S'/></xs:sequence></xs:complexType></xs:schema>";
const PART2: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='part.xsd'/>\
    <xs:simpleType name='S'><xs:restriction base='xs:byte'/></xs:simpleType></xs:schema>";
const OWN: &str = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:a='urn:a' targetNamespace='urn:a'>\
    <xs:include schemaLocation='root.xsd'/><xs:element name='B' type='a:S'/></xs:schema>";

#[test]
fn included_files_take_on_the_namespace_of_the_including_one() {
    let sources: [(&str, &[u8]); 4] = [
        ("v1/root.xsd", INCLUDING.as_bytes()),
        ("v1/own.xsd", OWN.as_bytes()),
        ("shared/part.xsd", PART.as_bytes()),
        ("shared/part2.xsd", PART2.as_bytes()),
    ];
    let schema = Schema::from_sources("v1/root.xsd", &sources).unwrap();
    assert_eq!(schema.target_namespace(), "urn:a");
    assert!(judge(&schema, "<A xmlns='urn:a'><B>1</B><L>2</L></A>", 20).is_valid());
    assert!(!judge(&schema, "<A xmlns='urn:a'><B>1</B><L xmlns=''>2</L></A>", 20).is_valid());
    let other = OWN.replace("targetNamespace='urn:a'", "targetNamespace='urn:b'");
    let sources: Vec<(&str, &[u8])> = sources
        .iter()
        .map(|&(path, bytes)| (path, if path == "v1/own.xsd" { other.as_bytes() } else { bytes }))
        .collect();
    let told = Schema::from_sources("v1/root.xsd", &sources).unwrap_err().to_string();
    assert!(told.contains("v1/own.xsd:1") && told.contains("src-include.2.1"), "{told}");
}

#[test]
fn the_roots_of_a_set_of_files_are_those_that_no_other_includes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let own = OWN.replace("<xs:include schemaLocation='root.xsd'/>", "");
    let files = [
        write("shared/part.xsd", PART),
        write("v1/root.xsd", INCLUDING),
        write("v1/own.xsd", &own),
        write("shared/part2.xsd", PART2),
    ];
    for schema in [Schema::from_files(&files).unwrap(), Schema::from_file(&files[1]).unwrap()] {
        assert!(judge(&schema, "<A xmlns='urn:a'><B>1</B><L>2</L></A>", 20).is_valid());
    }
    assert!(matches!(Schema::from_files(&[]), Err(SchemaError::Empty(_))));
}

#[test]
fn what_is_no_schema_is_refused() {
    for (text, reason) in [
        ("<a/>", "not a schema"),
        ("<schema/>", "not a schema"),
        ("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>", "not well-formed"),
        ("", "no schema found"),
        ("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' attributeDefault='a'/>", "attributeDefault"),
    ] {
        let told = Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).unwrap_err().to_string();
        assert!(told.contains(reason), "{text}: {told}");
    }
}

#[test]
fn groups_that_multiply_are_refused() {
    let group = |level: usize| {
        let again = format!("<xs:group ref='G{}'/>", level + 1).repeat(10);
        format!("<xs:group name='G{level}'><xs:sequence>{again}</xs:sequence></xs:group>")
    };
    let last = "<xs:group name='G9'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group>";
    let told = one(&((0..9).map(group).collect::<String>() + last)).map(drop).unwrap_err().to_string();
    assert!(told.contains("particles"), "{told}");
}

#[test]
fn namespaces_are_numbered() {
    let schema = one("").unwrap();
    assert_eq!(schema.namespace(b""), NamespaceId::NONE);
    assert_eq!(schema.namespace(b"http://www.w3.org/2001/XMLSchema-instance"), NamespaceId::XSI);
    assert_eq!(schema.namespace(b"http://www.w3.org/XML/1998/namespace"), NamespaceId::XML);
    assert_eq!(schema.namespace(b"urn:b"), NamespaceId::UNKNOWN);
    assert!(schema.namespace(b"urn:a") > NamespaceId::XSD && schema.namespace(b"urn:a") < NamespaceId::UNKNOWN);
}

#[test]
fn a_type_may_contain_itself_and_no_namespace_is_one() {
    let text = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='P' type='P'/>\
                <xs:complexType name='P'><xs:sequence><xs:element ref='P' minOccurs='0'/></xs:sequence></xs:complexType></xs:schema>";
    let schema = Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).unwrap();
    assert_eq!(schema.target_namespace(), "");
    assert!(judge(&schema, &format!("{}{}", "<P>".repeat(500), "</P>".repeat(500)), 20).is_valid());
}

#[test]
fn an_abstract_type_needs_an_instance_type() {
    let schema = one("<xs:element name='A' type='T'/><xs:complexType name='T' abstract='true'/>").unwrap();
    assert_eq!(judge(&schema, "<A xmlns='urn:a'/>", 20).violations[0].rule, "cvc-type.2");
}

#[test]
fn a_schema_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Schema>();
    shared::<Registry>();
}
