//! Every kind of message in every state.

use super::fixture::{join, publish, send, session, step};
use crate::{
    message::MessageKind,
    session::{Distribution, Outcome, Refusal, Rules, Session, State},
};

/// What brings a session into each column of the table.
pub(super) const WAYS: [(State, &str); 6] = [
    (State::Uninitialized, ""),
    (State::Initializing, "SubmitInitialization"),
    (State::Initializing, "SubmitInitialization C2SIMInitializationBody"),
    (State::Initialized, "SubmitInitialization C2SIMInitializationBody ShareScenario"),
    (State::Running, "SubmitInitialization C2SIMInitializationBody ShareScenario StartScenario"),
    (State::Paused, "SubmitInitialization C2SIMInitializationBody ShareScenario StartScenario PauseScenario"),
];

/// A row a kind, a column a state: UNINITIALIZED, INITIALIZING without and with an initialization, INITIALIZED,
/// RUNNING, PAUSED. `+` goes to the others, `w` is withheld, `m` goes out after the merged initialization, `o` goes to
/// the others if orders pass while paused; refused: `s` by state, `i` as an initialization at the wrong time, `n` because
/// there is no initialization, `t` because the transition is not permitted.
pub(super) const EXPECTED: &[(&str, &str)] = &[
    ("C2SIMInitializationBody", "iwwiii"),
    ("ObjectInitializationBody", "s++sss"),
    ("OrderBody", "ssss+o"),
    ("ReportBody", "ssss++"),
    ("PlanBody", "++++++"),
    ("RequestBody", "++++++"),
    ("AcknowledgementBody", "++++++"),
    ("SystemAcknowledgementBody", "++++++"),
    ("CheckpointRestore", "ssss++"),
    ("CheckpointSave", "ssss++"),
    ("InitializationComplete", "s++sss"),
    ("MagicMove", "ssss++"),
    ("PausePlayback", "ssss++"),
    ("PauseRecording", "ssss++"),
    ("PauseScenario", "tttt+t"),
    ("PlaybackRealtimeMultipleReport", "ssss++"),
    ("PlaybackStatusReport", "ssss++"),
    ("RecordingStatusReport", "ssss++"),
    ("RefreshInit", "++++++"),
    ("RequestPlaybackRealtimeMultiple", "ssss++"),
    ("RequestPlaybackStatus", "ssss++"),
    ("RequestRecordingStatus", "ssss++"),
    ("RequestSimulationRealtimeMultiple", "ssss++"),
    ("ResetScenario", "t+++tt"),
    ("ResumePlayback", "ssss++"),
    ("ResumeRecording", "ssss++"),
    ("ResumeScenario", "ttttt+"),
    ("SetPlaybackRealtimeMultiple", "ssss++"),
    ("SetSimulationRealtimeMultiple", "ssss++"),
    ("ShareScenario", "nnmttt"),
    ("SimulationRealtimeMultipleReport", "ssss++"),
    ("StartPlayback", "ssss++"),
    ("StartRecording", "ssss++"),
    ("StartScenario", "ttt+tt"),
    ("StopPlayback", "ssss++"),
    ("StopRecording", "ssss++"),
    ("StopScenario", "tttt++"),
    ("SubmitInitialization", "+ttttt"),
];

fn in_column(column: usize, orders_while_paused: bool) -> Session {
    let mut session = session(Rules { orders_while_paused, ..Rules::default() });
    step(&mut session, 1, join("alpha")).unwrap();
    send(&mut session, "alpha", WAYS[column].1);
    assert_eq!(session.state(), WAYS[column].0);
    session
}

fn cell(result: &Result<Outcome, Refusal>) -> char {
    match result {
        Ok(outcome) => match outcome.distribution {
            Distribution::Nothing => '?',
            Distribution::Withheld => 'w',
            Distribution::Others => '+',
            Distribution::InitializationThenOthers(_) => 'm',
        },
        Err(Refusal::NotAllowedInState { .. }) => 's',
        Err(Refusal::InitializationInvalidState { .. }) => 'i',
        Err(Refusal::InitializationNotCompleted { .. }) => 'n',
        Err(Refusal::TransitionNotAllowed { .. }) => 't',
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn every_kind_in_every_state() {
    assert_eq!(EXPECTED.len(), 38);
    assert!(MessageKind::all().map(MessageKind::element_name).eq(EXPECTED.iter().map(|(name, _)| *name)));
    for orders_while_paused in [false, true] {
        for (name, row) in EXPECTED {
            for (column, mut expected) in row.chars().enumerate() {
                if expected == 'o' {
                    expected = if orders_while_paused { '+' } else { 's' };
                }
                let mut session = in_column(column, orders_while_paused);
                let found = cell(&step(&mut session, 1, publish("alpha", name)));
                assert_eq!(found, expected, "{name} in {}, orders while paused: {orders_while_paused}", WAYS[column].0);
            }
        }
    }
}

#[test]
fn a_refusal_by_state_says_where_the_kind_is_taken() {
    let check = |name: &str, column: usize, text: &str| {
        let refusal = step(&mut in_column(column, false), 1, publish("alpha", name)).unwrap_err();
        assert_eq!(refusal.to_string(), text);
    };
    check("OrderBody", 5, "OrderBody is not allowed while the session is PAUSED; send it in RUNNING");
    check(
        "ReportBody",
        0,
        "ReportBody is not allowed while the session is UNINITIALIZED; send it in RUNNING or PAUSED",
    );
    check(
        "InitializationComplete",
        3,
        "InitializationComplete is not allowed while the session is INITIALIZED; send it in INITIALIZING",
    );
    check(
        "C2SIMInitializationBody",
        4,
        "an initialization is taken only while the session is INITIALIZING, and it is RUNNING; \
         send StopScenario, ResetScenario and SubmitInitialization first",
    );
}

#[test]
fn a_refused_trigger_names_those_that_would_succeed_now() {
    let check = |column: usize, expected: &[&str]| {
        let mut session = in_column(column, false);
        let refused = if WAYS[column].0 == State::Initialized { "StopScenario" } else { "StartScenario" };
        let Err(Refusal::TransitionNotAllowed { allowed, state, .. }) =
            step(&mut session, 1, publish("alpha", refused))
        else {
            panic!("{refused} must be refused in {}", WAYS[column].0);
        };
        assert_eq!(state, WAYS[column].0);
        assert_eq!(allowed.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    };
    check(0, &["SUBMIT_INITIALIZATION"]);
    check(1, &["INITIALIZATION_COMPLETE", "RESET_SCENARIO"]);
    check(2, &["INITIALIZATION_COMPLETE", "SHARE_SCENARIO", "RESET_SCENARIO"]);
    check(3, &["START_SCENARIO", "RESET_SCENARIO"]);
    check(4, &["PAUSE_SCENARIO", "STOP_SCENARIO"]);
    check(5, &["RESUME_SCENARIO", "STOP_SCENARIO"]);
}

#[test]
fn who_has_not_joined_is_told_so_whatever_is_sent() {
    for (column, (state, _)) in WAYS.iter().enumerate() {
        let mut session = in_column(column, false);
        for kind in MessageKind::all() {
            let refusal = step(&mut session, 1, publish("stranger", kind.element_name())).unwrap_err();
            assert!(matches!(refusal, Refusal::NotJoined { .. }), "{kind} in {state}: {refusal}");
        }
    }
}
