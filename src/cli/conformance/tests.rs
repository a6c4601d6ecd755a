//! The requirements and the cases belong together.

use std::collections::BTreeSet;

use super::{Class, Level, Sense, cases, client, requirements};

#[test]
fn every_must_has_a_case_and_every_case_names_requirements_that_there_are() {
    let (requirements, cases) = (requirements(), cases());
    let known: BTreeSet<&str> = requirements.iter().map(|requirement| requirement.id.as_str()).collect();
    assert_eq!(known.len(), requirements.len(), "ids are unique");
    let of_clients = client::listed();
    let named = cases.iter().flat_map(|case| case.requirements.iter().copied());
    let named: BTreeSet<&str> = named.chain(of_clients.iter().flat_map(|(_, named)| named.iter().copied())).collect();
    assert_eq!(named.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "named and not listed");
    let without: Vec<_> = requirements
        .iter()
        .filter(|requirement| requirement.level == Level::Must && !named.contains(requirement.id.as_str()))
        .collect();
    assert!(without.is_empty(), "{without:?}");
    for case in &cases {
        assert!(!case.requirements.is_empty(), "{}", case.id);
        assert!(case.steps.len() > 5 && case.expectation.len() > 2, "{}", case.id);
    }
    let ids = cases.iter().map(|case| case.id.as_str()).chain(of_clients.iter().map(|(id, _)| *id));
    assert_eq!(ids.collect::<BTreeSet<_>>().len(), cases.len() + of_clients.len(), "ids of cases are unique");
}

#[test]
fn requirements_are_of_classes_that_there_are() {
    let mut classes: BTreeSet<String> = cases().iter().map(|case| case.class.requirement_class()).collect();
    classes.insert(Class::Client.to_string());
    for requirement in requirements() {
        assert!(classes.contains(&requirement.class), "{requirement:?}");
    }
}

#[test]
fn there_is_a_case_for_each_pair_of_state_and_trigger_and_as_many_refusals_as_successes() {
    let cases = cases();
    let pairs = cases.iter().filter(|case| {
        let permitted = case.requirements.contains(&"STATE-TRANSITION") && case.id.matches('.').count() == 2;
        permitted || case.requirements.contains(&"STATE-REFUSED")
    });
    assert_eq!(pairs.count(), 40);
    let negative = cases.iter().filter(|case| case.sense == Sense::Negative).count();
    assert!(negative * 2 >= cases.len(), "{negative} of {}", cases.len());
    assert!(cases.iter().any(|case| case.class == Class::Validation102));
}
