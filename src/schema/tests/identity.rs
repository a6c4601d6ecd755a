//! Identity constraints: schemas, documents, the rules that they break and where. Xerces and libxml2 give the same verdicts
//! but where a comment says otherwise.

use super::driver::{feed, judge};
use crate::schema::{Judge, Schema};

/// A schema of no namespace: a root of lists, with the constraints on it and on the lists.
fn schema(on_root: &str, on_list: &str) -> Result<Schema, String> {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:o='urn:o'>\
         <xs:complexType name='Item'><xs:sequence><xs:element name='id' type='xs:decimal' minOccurs='0' maxOccurs='2'/>\
         <xs:element name='name' type='xs:string' nillable='true' minOccurs='0'/><xs:element name='when' type='xs:dateTime' \
         minOccurs='0'/><xs:element name='deep' type='Item' minOccurs='0'/></xs:sequence><xs:attribute name='a' type='xs:token'/>\
         <xs:attribute name='b' type='xs:byte' default='7'/><xs:attribute name='q' type='xs:QName'/></xs:complexType>\
         <xs:complexType name='List'><xs:sequence><xs:element name='item' type='Item' minOccurs='0' maxOccurs='unbounded'/>\
         <xs:element name='ref' type='xs:integer' minOccurs='0' maxOccurs='unbounded'/><xs:any minOccurs='0' \
         namespace='##other' processContents='lax'/></xs:sequence></xs:complexType>\
         <xs:element name='R'><xs:complexType><xs:sequence><xs:element name='list' type='List' minOccurs='0' \
         maxOccurs='unbounded'>{on_list}</xs:element></xs:sequence></xs:complexType>{on_root}</xs:element></xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).map_err(|error| error.to_string())
}

/// A constraint of this kind and name.
fn constraint(kind: &str, selector: &str, fields: &[&str]) -> String {
    let fields: String = fields.iter().map(|field| format!("<xs:field xpath='{field}'/>")).collect();
    let name = kind.split(' ').next().unwrap();
    let kind = if kind.contains("name=") { kind.to_owned() } else { format!("{name} name='{name}'") };
    format!("<xs:{kind}><xs:selector xpath='{selector}'/>{fields}</xs:{name}>")
}

type Cases<'c> = [(&'c str, &'c [(&'c str, &'c str)])];

/// Documents by the content of the root, with rules broken and paths below it.
fn check(on_root: &str, on_list: &str, cases: &Cases<'_>) {
    let schema = schema(on_root, on_list).unwrap();
    for (content, expected) in cases {
        let document = format!(
            "<R xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:p='urn:p' xmlns:o='urn:o'>{content}</R>"
        );
        let verdict = judge(&schema, &document, 20);
        let told: Vec<(&str, &str)> = verdict
            .violations
            .iter()
            .map(|violation| {
                let rule = violation.rule.strip_prefix("cvc-identity-constraint.").unwrap_or(violation.rule);
                (rule, violation.path.strip_prefix("/R").unwrap())
            })
            .collect();
        assert_eq!(told, *expected, "{content}\n{:#?}", verdict.violations);
    }
}

#[test]
fn unique_keys_differ_where_they_are_complete() {
    check(
        &constraint("unique", "list/item", &["id"]),
        "",
        &[
            ("<list><item><id>1</id></item><item><id>2</id></item></list>", &[]),
            ("<list><item/><item/><item><id>1</id></item></list>", &[]),
            (
                "<list><item><id>1</id></item></list><list><item><id> +1.0</id></item></list>",
                &[("4.1", "/list[2]/item[1]")],
            ),
            ("<list><item><id>1</id><id>2</id></item></list>", &[("3", "/list[1]/item[1]/id[2]")]),
            (
                "<list><item><id>x</id></item><item><id>x</id></item></list>",
                &[(D, "/list[1]/item[1]/id[1]"), (D, "/list[1]/item[2]/id[1]")],
            ),
            ("<list><item><id>1</id><deep><id>1</id></deep></item></list>", &[]),
        ],
    );
    check(
        &constraint("unique", ".//item | .//deep", &["@a|@z", "when"]),
        "",
        &[
            (
                "<list><item a='x'><when>2026-01-01T12:00:00Z</when></item><item a=' x '><when>2026-01-01T13:00:00+01:00</when></item></list>",
                &[("4.1", "/list[1]/item[2]")],
            ),
            ("<list><item a='x'/><item a='x'><when>2026-01-01T12:00:00</when></item><item a='x'/></list>", &[]),
            (
                "<list><item a='x'><when>2026-01-01T12:00:00</when><deep a='x'><when>2026-01-01T12:00:00.0</when></deep></item></list>",
                &[("4.1", "/list[1]/item[1]")],
            ),
        ],
    );
    // What is nil has no value.
    check(
        &constraint("unique", "*/item", &["name"]),
        "",
        &[
            ("<list><item><name xsi:nil='true'/></item><item><name/></item></list>", &[]),
            ("<list><item><name/></item><item><name></name></item></list>", &[("4.1", "/list[1]/item[2]")]),
        ],
    );
}

const D: &str = "cvc-datatype-valid.1.2.1";

#[test]
fn a_constraint_holds_within_its_element() {
    check(
        "",
        &constraint("unique", "item", &["id"]),
        &[
            ("<list><item><id>1</id></item></list><list><item><id>1</id></item></list>", &[]),
            ("<list><item><id>1</id></item><item><id>1</id></item></list>", &[("4.1", "/list[1]/item[2]")]),
        ],
    );
}

#[test]
fn keys_are_there_and_differ() {
    check(
        &constraint("key", "list/item", &["id", "@a"]),
        "",
        &[
            ("<list><item a='x'><id>1</id></item><item a='y'><id>1</id></item></list>", &[]),
            ("<list><item><id>1</id></item></list>", &[("4.2.1", "/list[1]/item[1]")]),
            (
                "<list><item a='x'><id>1</id></item><item a='x'><id>1</id></item></list>",
                &[("4.2.2", "/list[1]/item[2]")],
            ),
        ],
    );
    check(
        &constraint("key", "list/item", &["name"]),
        "",
        &[("<list><item><name>x</name></item></list>", &[("4.2.3", "/list[1]/item[1]/name")])],
    );
    // An attribute that the type adds counts.
    check(
        &constraint("key", "list/item", &["@b"]),
        "",
        &[("<list><item/></list>", &[]), ("<list><item/><item b='07'/></list>", &[("4.2.2", "/list[1]/item[2]")])],
    );
    check(
        &constraint("key", "list/item", &["deep"]),
        "",
        &[("<list><item><deep/></item></list>", &[("3", "/list[1]/item[1]/deep")])],
    );
    check(
        &constraint("key", "list/item", &["@q"]),
        "",
        &[
            ("<list><item q='p:x'/><item q='x'/></list>", &[]),
            ("<list><item q='p:x'/><item xmlns:z='urn:p' q='z:x'/></list>", &[("4.2.2", "/list[1]/item[2]")]),
        ],
    );
    // An attribute that nothing declares is there, but has no value that could be compared.
    check(
        &constraint("key", "list/o:undeclared", &["@id"]),
        "",
        &[
            ("<list><o:undeclared id='1'/></list><list><o:undeclared id='2'/></list>", &[]),
            ("<list><o:undeclared id='1'/></list><list><o:undeclared id='1'/></list>", &[]),
            ("<list><o:undeclared/></list>", &[("4.2.1", "/list[1]/*")]),
        ],
    );
}

#[test]
fn references_lead_to_keys() {
    let both =
        constraint("keyref refer='key' name='keyref'", "list/ref", &["."]) + &constraint("key", "list/item", &["id"]);
    check(
        &both,
        "",
        &[
            ("<list><item><id>1</id></item><ref>1</ref><ref>01</ref></list>", &[]),
            ("<list><ref>2</ref></list><list><item><id>2.0</id></item></list>", &[]),
            (
                "<list><item><id>1</id></item><ref>2</ref></list><list><ref>3</ref></list>",
                &[("4.3", "/list[1]/ref[1]"), ("4.3", "/list[2]/ref[1]")],
            ),
        ],
    );
    // Keys of elements below are handed up, but not one that two of them have; Xerces takes that one too.
    let (on_root, on_list) =
        (constraint("keyref refer='key' name='keyref'", "list/ref", &["."]), constraint("key", "item", &["id"]));
    check(
        &on_root,
        &on_list,
        &[
            ("<list><item><id>1</id></item></list><list><ref>1</ref></list>", &[]),
            ("<list><item><id>1</id></item></list><list><item><id>2</id></item><ref>1</ref><ref>2</ref></list>", &[]),
            (
                "<list><item><id>1</id></item></list><list><item><id>1</id></item><ref>1</ref></list>",
                &[("4.3", "/list[2]/ref[1]")],
            ),
        ],
    );
    // Keys of elements further up are out of reach.
    check(
        &constraint("key", "list/item", &["id"]),
        &constraint("keyref refer='key' name='keyref'", "ref", &["."]),
        &[("<list><item><id>1</id></item><ref>1</ref></list>", &[("4.3", "/list[1]/ref[1]")])],
    );
}

#[test]
fn constraints_that_cannot_be_are_refused() {
    let key = || constraint("key", "list", &["@a"]);
    for (on_root, reason) in [
        (constraint("key", "//list", &["@a"]), "c-selector-xpath"),
        (constraint("key", "list", &["@a/b"]), "c-fields-xpaths"),
        (constraint("key", "z:list", &["@a"]), "prefix 'z' is not declared"),
        (constraint("key", "list", &[]), "at least one xs:field"),
        (key() + &key(), "a second time"),
        (constraint("keyref name='r'", "list", &["@a"]), "needs refer"),
        (constraint("keyref name='r' refer='gone'", "list", &["@a"]), "no key named 'gone'"),
        (key() + &constraint("keyref name='r' refer='key'", "list", &["@a", "@b"]), "c-props-correct.2"),
        (constraint("keyref name='r' refer='r'", "list", &["@a"]), "refer to a key"),
        ("<xs:key name='k'/>".into(), "begins with xs:selector"),
        ("<xs:key><xs:selector xpath='a'/></xs:key>".into(), "needs a name"),
        ("<xs:key name='k'><xs:selector/></xs:key>".into(), "needs an xpath"),
    ] {
        let told = schema(&on_root, "").map(drop).unwrap_err();
        assert!(told.contains(reason) && told.starts_with("a.xsd:1: "), "{on_root}: {told}");
    }
}

#[test]
fn keys_are_held_up_to_a_limit() {
    let schema = schema(&constraint("unique", "list/item", &["id"]), "").unwrap();
    let item = |id: usize| format!("<item><id>{id}</id></item>");
    let document = |items: usize| format!("<R><list>{}</list></R>", (0..items).map(item).collect::<String>());
    let mut judge = Judge::new(&schema, 20);
    judge.hold_keys(3);
    for (items, expected) in [(3, &[][..]), (4, &["cvc-identity-constraint"][..]), (9, &["cvc-identity-constraint"])] {
        feed(&mut judge, &schema, &document(items));
        let rules: Vec<&str> = judge.finish().violations.iter().map(|violation| violation.rule).collect();
        assert_eq!(rules, expected, "{items}");
    }
}
