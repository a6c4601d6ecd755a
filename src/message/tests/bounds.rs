//! Limits hold at the limit and one past it, and documents made to exhaust are refused early.

use super::*;

fn check(limits: Limits, at_limit: &str, past: &str, expected: Limit) {
    assert!(one_line_within(at_limit, &limits).is_ok(), "{at_limit}: {:?}", one_line_within(at_limit, &limits));
    match one_line_within(past, &limits) {
        Err(MessageError::LimitExceeded { limit, .. }) => assert_eq!(limit, expected),
        other => panic!("{past}: {other:?}"),
    }
}

#[test]
fn every_limit_is_inclusive() {
    let limits = Limits::default();
    let depth = Limits { depth_max: 3, ..limits };
    check(depth, "<a><a><a/></a></a>", "<a><a><a><a/></a></a></a>", Limit::Depth);
    let elements = Limits { elements_max: 3, ..limits };
    check(elements, "<a><a/><a/></a>", "<a><a/><a/><a/></a>", Limit::Elements);
    let attributes = Limits { attributes_max: 2, ..limits };
    check(attributes, "<a b='' xmlns:c='d'/>", "<a b='' xmlns:c='d' e=''/>", Limit::Attributes);
    let namespaces = Limits { namespaces_max: 2, ..limits };
    let nested = "<a xmlns='u' xmlns:c='d'><b/></a>";
    check(namespaces, nested, "<a xmlns='u' xmlns:c='d'><b xmlns='v'/></a>", Limit::Namespaces);
    let name = Limits { name_bytes_max: 7, ..limits };
    check(name, "<abcdefg/>", "<abcdefgh/>", Limit::NameBytes);
    check(name, "<éééa/>", "<éééab/>", Limit::NameBytes);
    check(name, "<b:cdefg xmlns:b='u'/>", "<b:cdefgh xmlns:b='u'/>", Limit::NameBytes);
    check(name, "<a abcdefg=''/>", "<a abcdefgh=''/>", Limit::NameBytes);
    check(name, "<?abcdefg?><a/>", "<?abcdefgh?><a/>", Limit::NameBytes);
}

#[test]
fn a_body_past_its_size_is_refused_before_it_is_read() {
    let limits = Limits { bytes_max: 4, ..Limits::default() };
    let refused = |text: &'static str| read(Bytes::from(text), None, &schema(), Validation::On, &limits).unwrap_err();
    assert!(matches!(refused("<a/>"), MessageError::RootNotMessage { .. }));
    assert!(matches!(refused("<aa/>"), MessageError::TooLarge { bytes: 5, bytes_max: 4 }));
}

#[test]
fn a_hundred_thousand_levels_stop_at_the_limit() {
    let deep = "<a>".repeat(100_000);
    match one_line_of(&deep) {
        Err(MessageError::LimitExceeded { limit: Limit::Depth, maximum: 128, at }) => assert_eq!(at.offset, 128 * 3),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_million_elements_stop_at_the_limit() {
    let wide = format!("<a>{}</a>", "<a/>".repeat(1_000_000));
    match one_line_of(&wide) {
        Err(MessageError::LimitExceeded { limit: Limit::Elements, maximum, at }) => {
            assert_eq!(maximum, 500_000);
            assert_eq!(at.offset, 3 + 4 * 499_999);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_sender_wrote_is_told_in_part_only() {
    let long = "x".repeat(100_000);
    assert!(one_line_of(&format!("<a>&{long};</a>")).unwrap_err().to_string().len() < 300);
    let limits = Limits { name_bytes_max: 200_000, ..Limits::default() };
    let root = format!("<{long}/>");
    let error = read(Bytes::from(root), None, &schema(), Validation::On, &limits).unwrap_err();
    assert!(error.to_string().len() < 300);
}
