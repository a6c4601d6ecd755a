//! Versions, limits, and what is refused.

use super::{
    super::{ConnectionId, Document, EditRefused, Limits, Splice, recent::RecentLimit},
    convergence::LIMITS,
    editors::ROOT,
};

const ANN: ConnectionId = ConnectionId(1);
const BEN: ConnectionId = ConnectionId(2);

fn insert(position: usize, text: &str) -> [Splice; 1] {
    [Splice { position, delete: 0, insert: text.into() }]
}

#[test]
fn an_edit_is_made_on_the_version_that_it_names() {
    let mut document = Document::new(ROOT, LIMITS);
    document.set(None, &"one two".into()).unwrap();
    document.edit(ANN, 1, &insert(0, "zero ")).unwrap();
    let (version, done) = document.edit(BEN, 1, &insert(7, " three")).unwrap();
    assert_eq!((version, document.text().to_string().as_str()), (3, "zero one two three"));
    assert_eq!(done.change.splices(), insert(12, " three"));
    assert_eq!(document.note(), 4);
    assert_eq!(document.edit(ANN, 5, &insert(0, "x")).unwrap_err(), EditRefused::Future { base: 5, version: 4 });
    // Ann has said that she saw version 1; an older one cannot be meant.
    assert_eq!(document.edit(ANN, 0, &insert(0, "x")).unwrap_err(), EditRefused::TooOld { base: 0 });
}

#[test]
fn what_is_remembered_has_an_end() {
    let limits = Limits { recent: RecentLimit { changes: 2, bytes: 1_000 }, ..LIMITS };
    let mut document = Document::new(ROOT, limits);
    for number in 1..=3 {
        document.set(None, &"x".repeat(number).as_str().into()).unwrap();
    }
    assert_eq!(document.edit(ANN, 0, &insert(0, "a")).unwrap_err(), EditRefused::TooOld { base: 0 });
    assert_eq!(document.edit(ANN, 1, &insert(0, "a")).unwrap().0, 4);
}

#[test]
fn a_document_grows_to_its_limit_and_not_past_it() {
    let mut document = Document::new(ROOT, Limits { text_units: 4, ..LIMITS });
    document.set(None, &"abc".into()).unwrap();
    document.edit(ANN, 1, &insert(0, "d")).unwrap();
    let refused = EditRefused::TooLong { units: 5, units_max: 4 };
    assert_eq!(document.edit(ANN, 2, &insert(0, "e")).unwrap_err(), refused);
    assert_eq!(document.set(None, &"abcde".into()).unwrap_err(), refused);
    assert_eq!(document.version(), 2);
    let delete = [Splice { position: 0, delete: 4, insert: "".into() }];
    assert_eq!(document.edit(ANN, 2, &delete).unwrap().0, 3);
}

#[test]
fn a_document_comes_back_from_its_state_and_what_followed() {
    let mut document = Document::new(ROOT, LIMITS);
    document.set(None, &"one".into()).unwrap();
    let state = document.state();
    let (version, done) = document.edit(ANN, 1, &insert(3, " 😀")).unwrap();
    let mut back = Document::restored(ROOT, LIMITS, 1, &state).unwrap();
    back.repeat(version, &done.update).unwrap();
    assert_eq!((back.version(), back.text()), (2, document.text()));
    assert!(back.is_true());
    assert_eq!(back.edit(BEN, 1, &insert(0, "x")).unwrap().0, 3);
    assert!(matches!(back.edit(ANN, 0, &insert(0, "x")).unwrap_err(), EditRefused::TooOld { base: 0 }));
}

#[test]
fn bytes_that_are_no_update_change_nothing() {
    let mut document = Document::new(ROOT, LIMITS);
    document.set(None, &"one".into()).unwrap();
    assert!(matches!(document.merge(None, b"hello").unwrap_err(), EditRefused::NotMerged(_)));
    assert_eq!((document.version(), document.text().to_string().as_str()), (1, "one"));
    assert!(document.is_true());
}
