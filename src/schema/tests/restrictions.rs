//! Restrictions that restrict and those that do not, with the clause that they break. Xerces gives the same verdicts; libxml2
//! does not hold content models against each other.

use crate::schema::Schema;

/// A schema in which `T` restricts `B`; types, elements and groups to choose from are declared around them.
fn verdict(base: &str, own: &str) -> Result<(), String> {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:a' targetNamespace='urn:a' \
         elementFormDefault='qualified'><xs:element name='a' type='xs:decimal'/><xs:element name='b' type='xs:string'/>\
         <xs:element name='c'/><xs:element name='h' type='xs:string'/><xs:element name='m' type='xs:string' \
         substitutionGroup='h'/><xs:element name='n' type='xs:token' substitutionGroup='h'/>\
         <xs:attribute name='g' type='xs:string'/>\
         <xs:complexType name='B'>{base}</xs:complexType>\n\
         <xs:complexType name='T'><xs:complexContent><xs:restriction base='B'>{own}</xs:restriction></xs:complexContent>\
         </xs:complexType></xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).map(drop).map_err(|error| error.to_string())
}

/// Content models in short: `a` to `c`, `h`, `m` and `n` are references, `s`, `o` and `l` sequence, choice and all,
/// `*` any number, `?` none or one, `{2,3}` such numbers.
fn model(short: &str) -> String {
    let mut written = String::new();
    for word in short.split_whitespace() {
        let (name, times) = word.split_at(word.find(['*', '?', '{']).unwrap_or(word.len()));
        let occurrence = match times.trim_matches(['{', '}']).split_once(',') {
            Some((min, max)) => format!(" minOccurs='{min}' maxOccurs='{max}'"),
            None if times == "*" => " minOccurs='0' maxOccurs='unbounded'".into(),
            None if times == "?" => " minOccurs='0'".into(),
            None => String::new(),
        };
        written += &match name {
            "s" => format!("<xs:sequence{occurrence}>"),
            "o" => format!("<xs:choice{occurrence}>"),
            "l" => format!("<xs:all{occurrence}>"),
            "/s" => "</xs:sequence>".into(),
            "/o" => "</xs:choice>".into(),
            "/l" => "</xs:all>".into(),
            "any" => format!("<xs:any{occurrence} processContents='lax'/>"),
            "other" => format!("<xs:any{occurrence} namespace='##other'/>"),
            name if name.contains(':') => {
                let (name, type_) = name.split_once(':').unwrap();
                let type_ = type_.replace('=', "' fixed='").replace('!', "' nillable='true");
                format!("<xs:element{occurrence} name='{name}' type='xs:{type_}'/>")
            }
            name => format!("<xs:element{occurrence} ref='{name}'/>"),
        };
    }
    written
}

#[test]
fn content_models_restrict() {
    for (base, own, expected) in [
        ("s a b? c* /s", "s a b? c* /s", ""),
        ("s a b? c* /s", "s a c{1,3} /s", ""),
        ("s a b? c* /s", "s b c /s", "rcase-NameAndTypeOK.1"),
        ("s a b? c* /s", "s a b{0,2} /s", "rcase-Recurse.2"),
        ("s a b? /s", "s a b c /s", "rcase-Recurse.2"),
        ("s a b /s", "s b a /s", "rcase-NameAndTypeOK.1"),
        ("s? a /s", "", ""),
        ("s a /s", "", "derivation-ok-restriction.5.3.2"),
        ("", "s a /s", "derivation-ok-restriction.5.4.1.1"),
        ("o a b c /o", "o a c /o", ""),
        ("o a b c /o", "o c a /o", "rcase-RecurseLax.2"),
        ("o a b /o", "s a /s", ""),
        ("o* a b /o", "s a b a /s", ""),
        ("o{0,2} a b /o", "s a b a /s", "rcase-MapAndSum.2"),
        ("o* a b /o", "s a c /s", "rcase-MapAndSum.1"),
        ("l a b? c /l", "s c a /s", ""),
        ("l a b? c /l", "s c b /s", "rcase-RecurseUnordered.2"),
        ("l a b? c /l", "l a c /l", ""),
        ("s a /s", "o a b /o", "cos-particle-restrict.2"),
        ("s any{0,3} /s", "s a b /s", ""),
        ("s any{0,1} /s", "s a b /s", "rcase-NSRecurseCheckCardinality.2"),
        ("s other /s", "s a /s", "rcase-NSCompat.1"),
        ("s any{1,2} /s", "s a{1,3} /s", "rcase-NSCompat.2"),
        ("s any /s", "s other /s", ""),
        ("s other /s", "s any /s", "rcase-NSSubset.2"),
        ("s other{1,2} /s", "s other{1,3} /s", "rcase-NSSubset.1"),
        ("s a /s", "s any /s", "cos-particle-restrict.2"),
        ("s h /s", "s m /s", ""),
        ("s h /s", "s o m n /o /s", ""),
        ("s m /s", "s h /s", "cos-particle-restrict.2"),
        ("s x:decimal /s", "s x:byte /s", ""),
        ("s x:byte /s", "s x:decimal /s", "rcase-NameAndTypeOK.7"),
        ("s x:byte /s", "s y:byte /s", "rcase-NameAndTypeOK.1"),
        ("s x:byte /s", "s x:byte! /s", "rcase-NameAndTypeOK.2"),
        ("s x:byte! /s", "s x:byte /s", ""),
        ("s x:byte? /s", "s x:byte{0,2} /s", "rcase-NameAndTypeOK.3"),
        ("s x:byte=1 /s", "s x:byte=01 /s", ""),
        ("s x:byte=1 /s", "s x:byte=2 /s", "rcase-NameAndTypeOK.4"),
        ("s x:byte=1 /s", "s x:byte /s", "rcase-NameAndTypeOK.4"),
        ("s s a b /s c /s", "s a s b c /s /s", ""),
        ("s a{2,5} /s", "s a{3,4} /s", ""),
        ("s a{2,5} /s", "s a /s", "rcase-NameAndTypeOK.3"),
    ] {
        expect(verdict(&model(base), &model(own)), expected, &format!("{base} -> {own}"));
    }
}

fn expect(verdict: Result<(), String>, expected: &str, case: &str) {
    match verdict {
        Ok(()) => assert_eq!("", expected, "{case}: accepted"),
        Err(told) => {
            assert!(!expected.is_empty() && told.contains(&format!("({expected})")), "{case}: {told}");
            assert!(told.starts_with("a.xsd:2: "), "{case}: {told}");
        }
    }
}

#[test]
fn attributes_restrict() {
    let required = "<xs:attribute name='x' type='xs:decimal' use='required'/>";
    for (base, own, expected) in [
        (required, "<xs:attribute name='x' type='xs:byte' use='required'/>", ""),
        (required, "<xs:attribute name='x' type='xs:byte'/>", "derivation-ok-restriction.2.1.1"),
        (required, "<xs:attribute name='x' type='xs:string' use='required'/>", "derivation-ok-restriction.2.1.2"),
        (required, "<xs:attribute name='x' use='prohibited'/>", "derivation-ok-restriction.3"),
        (required, "", ""),
        (required, "<xs:attribute name='y'/>", "derivation-ok-restriction.2.2"),
        (required, "<xs:anyAttribute/>", "derivation-ok-restriction.4.1"),
        ("<xs:attribute name='x' fixed='1'/>", "<xs:attribute name='x' fixed='1'/>", ""),
        ("<xs:attribute name='x' fixed='1'/>", "<xs:attribute name='x'/>", "derivation-ok-restriction.2.1.3"),
        ("<xs:attribute name='x' fixed='1'/>", "<xs:attribute name='x' fixed='2'/>", "derivation-ok-restriction.2.1.3"),
        ("<xs:anyAttribute/>", "<xs:attribute name='y'/><xs:anyAttribute namespace='##local'/>", ""),
        ("<xs:anyAttribute namespace='##local'/>", "<xs:attribute ref='g'/>", "derivation-ok-restriction.2.2"),
        ("<xs:anyAttribute namespace='##local'/>", "<xs:anyAttribute/>", "derivation-ok-restriction.4.2"),
        ("<xs:anyAttribute/>", "<xs:anyAttribute processContents='skip'/>", "derivation-ok-restriction.4.3"),
    ] {
        expect(verdict(base, own), expected, &format!("{base} -> {own}"));
    }
}

/// A schema of these declarations in `urn:a`.
fn declared(body: &str) -> Result<(), String> {
    let text = format!(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns='urn:a' targetNamespace='urn:a'>\n{body}</xs:schema>"
    );
    Schema::from_sources("a.xsd", &[("a.xsd", text.as_bytes())]).map(drop).map_err(|error| error.to_string())
}

#[test]
fn facets_restrict() {
    for (base, own, expected) in [
        ("<xs:maxInclusive value='9' fixed='true'/>", "<xs:maxInclusive value='9.0'/>", ""),
        ("<xs:maxInclusive value='9' fixed='true'/>", "<xs:maxInclusive value='8'/>", "st-restrict-facets"),
        ("<xs:maxInclusive value='9' fixed='false'/>", "<xs:maxInclusive value='8'/>", ""),
        ("<xs:maxExclusive value='9'/>", "<xs:maxInclusive value='9'/>", "maxInclusive-valid-restriction"),
        ("<xs:maxInclusive value='9'/>", "<xs:maxExclusive value='9'/>", ""),
        ("<xs:minInclusive value='9'/>", "<xs:minExclusive value='8'/>", "minExclusive-valid-restriction"),
        ("<xs:totalDigits value='3'/>", "<xs:totalDigits value='4'/>", "totalDigits-valid-restriction"),
        ("<xs:totalDigits value='3'/>", "<xs:fractionDigits value='4'/>", "fractionDigits-totalDigits"),
        ("", "<xs:maxInclusive value='1'/><xs:maxInclusive value='1'/>", "src-single-facet-value"),
        ("", "<xs:maxInclusive value='1'/><xs:maxExclusive value='1'/>", "maxInclusive-maxExclusive"),
        ("", "<xs:minInclusive value='1'/><xs:minExclusive value='1'/>", "minInclusive-minExclusive"),
        ("", "<xs:minInclusive value='1'/><xs:maxInclusive value='1'/>", ""),
        ("", "<xs:enumeration value='1' fixed='true'/>", "s4s-att-not-allowed"),
        (
            "",
            "<xs:minInclusive value='1'/><xs:maxExclusive value='1'/>",
            "minInclusive-less-than-equal-to-maxInclusive",
        ),
    ] {
        let body = format!(
            "<xs:simpleType name='B'><xs:restriction base='xs:decimal'>{base}</xs:restriction></xs:simpleType>\
             <xs:simpleType name='T'><xs:restriction base='B'>{own}</xs:restriction></xs:simpleType>"
        );
        expect(declared(&body), expected, &body);
    }
    for (base, own, expected) in [
        ("xs:boolean", "<xs:enumeration value='true'/>", "cos-applicable-facets"),
        ("xs:integer", "<xs:fractionDigits value='1'/>", "fractionDigits-valid-restriction"),
        ("xs:string", "<xs:length value='1'/><xs:maxLength value='1'/>", "length-minLength-maxLength"),
    ] {
        let body =
            format!("<xs:simpleType name='T'><xs:restriction base='{base}'>{own}</xs:restriction></xs:simpleType>");
        expect(declared(&body), expected, &body);
    }
}

#[test]
fn simple_and_mixed_content_restrict() {
    let simple = |base: &str, inline: &str| {
        format!(
            "{base}<xs:complexType name='T'><xs:simpleContent><xs:restriction base='B'><xs:simpleType><xs:restriction \
             base='{inline}'/></xs:simpleType></xs:restriction></xs:simpleContent></xs:complexType>"
        )
    };
    let extended = "<xs:complexType name='B'><xs:simpleContent><xs:extension base='xs:decimal'/></xs:simpleContent></xs:complexType>";
    let mixed = "<xs:complexType name='B' mixed='true'><xs:sequence><xs:element name='a' minOccurs='0'/></xs:sequence></xs:complexType>";
    for (body, expected) in [
        (simple(extended, "xs:byte"), ""),
        (simple(extended, "xs:string"), "derivation-ok-restriction.5.2.2.1"),
        (simple(mixed, "xs:byte"), ""),
        (simple(&mixed.replace("minOccurs='0'", ""), "xs:byte"), "src-ct.2"),
        (
            format!(
                "{}<xs:complexType name='T'><xs:complexContent mixed='true'><xs:restriction base='B'><xs:sequence/></xs:restriction></xs:complexContent></xs:complexType>",
                mixed.replace("mixed='true'", "")
            ),
            "derivation-ok-restriction.5.4.1.2",
        ),
        ("<xs:complexType name='T' final='substitution'/>".into(), "cvc-enumeration-valid"),
    ] {
        expect(declared(&body), expected, &body);
    }
}
