use super::*;
use crate::schema::value::facets::BoundKind;

fn check(simple: &SimpleType, valid: &[&str], invalid: &[(&str, &str)]) {
    for text in valid {
        assert_eq!(simple.check(text), Ok(()), "{text:?}");
    }
    for (text, rule) in invalid {
        assert_eq!(simple.check(text).map_err(|fault| fault.rule), Err(*rule), "{text:?}");
    }
}

const LEXICAL: &str = "cvc-datatype-valid.1.2.1";

fn bounded(atomic: Atomic, bounds: &[(BoundKind, &str)]) -> SimpleType {
    let mut simple = SimpleType::of(atomic, WhiteSpace::Collapse);
    simple.bounds = bounds.iter().map(|(kind, text)| Bound::new(*kind, text, atomic).unwrap()).collect();
    simple
}

#[test]
fn bounds_compare_values() {
    use BoundKind::{MaxExclusive, MaxInclusive, MinExclusive, MinInclusive};
    check(
        &bounded(Atomic::Integer, &[(MinInclusive, "-128"), (MaxInclusive, "127")]),
        &["127", "+127", "-128", "000000127", " 1\n", "-0"],
        &[
            ("128", "cvc-maxInclusive-valid"),
            ("-129", "cvc-minInclusive-valid"),
            ("99999999999999999999999", "cvc-maxInclusive-valid"),
            ("1.0", LEXICAL),
            ("1.", LEXICAL),
            ("", LEXICAL),
            ("\u{a0}1", LEXICAL),
        ],
    );
    check(
        &bounded(Atomic::Double, &[(MinInclusive, "-90.0"), (MaxExclusive, "90")]),
        &["-90", "-90.0000000000000000000000001", "89.9", "8.9e1"],
        &[
            ("90", "cvc-maxExclusive-valid"),
            ("89.99999999999999999999999", "cvc-maxExclusive-valid"),
            ("-INF", "cvc-minInclusive-valid"),
            ("NaN", "cvc-minInclusive-valid"),
            ("1e400", "cvc-maxExclusive-valid"),
            ("+INF", LEXICAL),
        ],
    );
    check(
        &bounded(Atomic::Decimal, &[(MinExclusive, "0")]),
        &["0.00000000000000000000000000000000000000000000001", "1"],
        &[("0", "cvc-minExclusive-valid"), ("-0.0", "cvc-minExclusive-valid"), ("1e5", LEXICAL)],
    );
    assert!(Bound::new(MinInclusive, "x", Atomic::Integer).is_none());
    assert!(Bound::new(MinInclusive, "x", Atomic::Text).is_none());
}

#[test]
fn booleans_have_four_spellings() {
    let simple = SimpleType::of(Atomic::Boolean, WhiteSpace::Collapse);
    check(&simple, &["true", "false", "1", "0", " true "], &[("TRUE", LEXICAL), ("", LEXICAL), ("yes", LEXICAL)]);
}

#[test]
fn lengths_count_characters_and_digits_are_those_of_the_value() {
    let mut simple = SimpleType::of(Atomic::Text, WhiteSpace::Preserve);
    simple.lengths = Lengths { min: Some(2), max: Some(3) };
    check(&simple, &["éé", "ééé", "  "], &[("é", "cvc-minLength-valid"), ("éééé", "cvc-maxLength-valid")]);
    simple.lengths = Lengths { min: Some(2), max: Some(2) };
    check(&simple, &["éé"], &[("é", "cvc-length-valid")]);
    let mut simple = SimpleType::of(Atomic::Decimal, WhiteSpace::Collapse);
    simple.digits = Digits { total: Some(3), fraction: Some(1) };
    check(
        &simple,
        &["1.5", "001.50", "99.9"],
        &[("1.55", "cvc-fractionDigits-valid"), ("1000", "cvc-totalDigits-valid")],
    );
}

#[test]
fn enumerations_compare_as_the_type_does() {
    let mut simple = SimpleType::of(Atomic::Text, WhiteSpace::Preserve);
    simple.enumeration = Enumeration::new(&["MOPS", "NKN", "OPR"]).map(Arc::new);
    check(&simple, &["MOPS"], &[("MOPS ", "cvc-enumeration-valid"), ("", "cvc-enumeration-valid")]);
    assert_eq!(simple.check("MOSP").unwrap_err().expected[0], "MOPS");
    let mut simple = SimpleType::of(Atomic::Decimal, WhiteSpace::Collapse);
    simple.enumeration = Enumeration::new(&["1", "2.50"]).map(Arc::new);
    check(&simple, &["1", "1.0", "+2.5", " 02.500 "], &[("3", "cvc-enumeration-valid"), ("x", LEXICAL)]);
}

#[test]
fn every_pattern_step_holds() {
    let mut simple = SimpleType::of(Atomic::Text, WhiteSpace::Preserve);
    simple.patterns = ["[a-z]*", "a.*"].iter().map(|source| Arc::new(Pattern::new(&[source]).unwrap())).collect();
    check(&simple, &["abc"], &[("bca", "cvc-pattern-valid"), ("a1", "cvc-pattern-valid"), (" a", "cvc-pattern-valid")]);
    assert!(!simple.accepts_anything());
    assert!(SimpleType::of(Atomic::Text, WhiteSpace::Replace).accepts_anything());
    assert!(!SimpleType::of(Atomic::Double, WhiteSpace::Collapse).accepts_anything());
}
