use proptest::prelude::*;
use serde_json::value::RawValue;

use super::{peer::Peer, *};
use crate::feed::Sequence;

const START: Timestamp = Timestamp { unix_ms: 1_000_000 };

fn json(text: &str) -> Verbatim {
    RawValue::from_string(text.to_owned()).unwrap().into()
}

fn at(sec: u64) -> Timestamp {
    START.after_ms(sec * 1_000)
}

fn net(name: &str) -> Net {
    Net::parse(name).unwrap()
}

fn relay() -> Relay {
    Relay::new(Limits::default())
}

fn client(relay: &mut Relay) -> Token {
    relay.login(START, None, Net::default_net(), None).unwrap().token
}

fn pushed(relay: &mut Relay, token: &Token) -> Rid {
    relay.push_request(START, token, None, json(r#"{"simEndpoint":"/"}"#)).unwrap().0
}

#[test]
fn a_request_is_taken_once_and_its_answer_pulled_once_by_the_one_who_asked() {
    let mut relay = relay();
    let (asking, other) = (client(&mut relay), client(&mut relay));
    let rid = pushed(&mut relay, &asking);
    let default = Net::default_net();
    assert!(relay.take_request(START, &net("elsewhere")).is_none());
    let taken = relay.take_request(START, &default).unwrap();
    assert_eq!((taken.rid, taken.request.get(), taken.remaining), (rid, r#"{"simEndpoint":"/"}"#, 0));
    assert!(relay.take_request(START, &default).is_none());
    assert_eq!(relay.progress(START, &asking, None, rid), Ok(Progress::Taken));
    assert!(matches!(relay.pull(START, &asking, None, rid), Ok(Pulled::NotYet(Progress::Taken))));

    assert_eq!(relay.push_answer(START, rid, Some(&net("elsewhere")), json("1")), Err(Refusal::UnknownRid));
    assert!(relay.push_answer(START, rid, None, json("null")).is_ok());
    assert_eq!(relay.push_answer(START, rid, None, json("2")), Err(Refusal::AlreadyAnswered));
    assert!(matches!(relay.pull(START, &other, None, rid), Err(Refusal::UnknownRid)));
    assert!(matches!(relay.pull(START, &asking, Some(net("elsewhere")), rid), Err(Refusal::UnknownRid)));
    assert!(matches!(relay.pull(START, &asking, None, rid), Ok(Pulled::Answer(answer)) if answer.get() == "null"));
    assert!(matches!(relay.pull(START, &asking, None, rid), Err(Refusal::AlreadyPulled)));
    assert_eq!(relay.progress(START, &asking, None, rid), Err(Refusal::AlreadyPulled));
    assert_eq!(relay.push_answer(START, rid, None, json("3")), Err(Refusal::AlreadyAnswered));
}

#[test]
fn an_answer_to_a_request_that_nobody_took_takes_it_from_the_queue() {
    let mut relay = relay();
    let token = client(&mut relay);
    let rid = pushed(&mut relay, &token);
    assert!(relay.push_answer(START, rid, None, json("{}")).is_ok());
    assert!(relay.take_request(START, &Net::default_net()).is_none());
    assert_eq!(relay.progress(START, &token, None, rid), Ok(Progress::Ready));
}

#[test]
fn answers_are_pulled_in_the_order_in_which_they_came() {
    let mut relay = relay();
    let token = client(&mut relay);
    let rids: Vec<Rid> = (0..3).map(|_| pushed(&mut relay, &token)).collect();
    for index in [2, 0] {
        relay.push_answer(START, rids[index], None, json(&index.to_string())).unwrap();
    }
    let (_, ready, pending) = relay.overview(START, &token, None).unwrap();
    assert_eq!((ready, pending), (vec![rids[2], rids[0]], vec![rids[1]]));
    for (expected, remaining) in [(Some(rids[2]), 1), (Some(rids[0]), 0), (None, 0)] {
        let smart = relay.pull_any(START, &token, None).unwrap();
        assert_eq!((smart.answer.map(|(rid, _)| rid), smart.remaining, smart.pending), (expected, remaining, 1));
    }
}

#[test]
fn what_waits_expires_after_its_last_step_and_is_remembered_for_a_while() {
    let mut relay = relay();
    let token = client(&mut relay);
    let default = Net::default_net();
    let (queued, taken) = (pushed(&mut relay, &token), pushed(&mut relay, &token));
    relay.push_answer(at(119), taken, None, json("1")).unwrap();
    assert_eq!(relay.progress(at(119), &token, None, queued), Ok(Progress::Queued));
    assert_eq!(relay.progress(at(120), &token, None, queued), Ok(Progress::Expired));
    assert!(relay.take_request(at(120), &default).is_none());
    assert!(matches!(relay.pull(at(120), &token, None, queued), Err(Refusal::Expired)));
    assert_eq!(relay.push_answer(at(120), queued, None, json("1")), Err(Refusal::Expired));
    assert_eq!(relay.progress(at(238), &token, None, taken), Ok(Progress::Ready));
    assert_eq!(relay.progress(at(239), &token, None, taken), Ok(Progress::Expired));
    assert_eq!(relay.progress(at(180), &token, None, queued), Err(Refusal::UnknownRid));
    assert_eq!(relay.progress(at(299), &token, None, taken), Err(Refusal::UnknownRid));
    assert_eq!(relay.sizes(), (1, 0));
}

#[test]
fn a_lease_hands_a_request_out_again_before_all_others() {
    let mut relay = Relay::new(Limits { lease_ms: Some(10_000), ..Limits::default() });
    let token = client(&mut relay);
    let (first, second) = (pushed(&mut relay, &token), pushed(&mut relay, &token));
    let default = Net::default_net();
    assert_eq!(relay.take_request(at(0), &default).unwrap().rid, first);
    assert_eq!(relay.take_request(at(10), &default).unwrap().rid, first);
    assert_eq!(relay.take_request(at(10), &default).unwrap().rid, second);
    relay.push_answer(at(11), first, None, json("1")).unwrap();
    assert_eq!(relay.take_request(at(20), &default).unwrap().rid, second);
    assert!(relay.take_request(at(29), &default).is_none());
}

#[test]
fn a_token_lives_while_it_is_used() {
    const DAY_SEC: u64 = 86_400;
    let mut relay = relay();
    let (used, idle) = (client(&mut relay), client(&mut relay));
    let rid = pushed(&mut relay, &idle);
    assert!(relay.client(at(DAY_SEC - 1), &used, None).is_ok());
    assert!(relay.client(at(DAY_SEC), &used, None).is_ok());
    assert_eq!(relay.progress(at(DAY_SEC), &idle, None, rid), Err(Refusal::BadToken));
    assert_eq!(relay.client(at(2 * DAY_SEC), &used, None), Err(Refusal::BadToken));
    assert_eq!(relay.sizes(), (0, 0));
}

#[test]
fn a_token_ends_with_the_credential_that_it_was_given_for_however_much_it_is_used() {
    let mut relay = relay();
    let mut login = |ends_at| relay.login(START, Some(ends_at), Net::default_net(), None).unwrap().token;
    let (later, sooner) = (login(at(90)), login(at(60)));
    let rid = pushed(&mut relay, &sooner);
    assert!(relay.client(at(59), &sooner, None).is_ok());
    assert_eq!(relay.progress(at(60), &sooner, None, rid), Err(Refusal::BadToken));
    assert!(relay.take_request(at(60), &Net::default_net()).is_none(), "what it asked goes with it");
    assert!(relay.client(at(89), &later, None).is_ok());
    assert_eq!(relay.client(at(90), &later, None), Err(Refusal::BadToken));
    assert_eq!(relay.sizes(), (0, 0));
}

#[test]
fn clients_stand_in_the_order_of_their_logins_also_within_a_millisecond() {
    let mut relay = relay();
    let names: Vec<_> = (0..20).map(|number| ClientName::parse(&number.to_string()).unwrap()).collect();
    for name in &names {
        relay.login(START, None, Net::default_net(), Some(name.clone())).unwrap();
    }
    let listed: Vec<_> = relay.clients_of(&Net::default_net()).into_iter().filter_map(|(_, name)| name).collect();
    assert_eq!(listed, names);
}

#[test]
fn limits_hold_and_one_past_them_is_refused() {
    let limits = Limits { clients_max: 3, queued_max: 2, unanswered_max: 2, tombstones_max: 1, ..Limits::default() };
    let mut relay = Relay::new(limits);
    let tokens: Vec<Token> = (0..3).map(|_| client(&mut relay)).collect();
    assert_eq!(relay.login(START, None, net("x"), None), Err(Refusal::TooManyClients { max: 3 }));
    let push = |relay: &mut Relay, token: usize, net: &str| {
        relay.push_request(START, &tokens[token], Net::parse(net), json("{}")).map(|(rid, _)| rid)
    };
    let refused = |found: Result<Rid, Refusal>| matches!(found, Err(Refusal::QueueFull { max: 2, .. }));
    let first = push(&mut relay, 0, "a").unwrap();
    let second = push(&mut relay, 1, "a").unwrap();
    assert!(refused(push(&mut relay, 2, "a")));
    assert!(push(&mut relay, 0, "b").is_ok());
    assert!(refused(push(&mut relay, 0, "c")));
    for (rid, token) in [(first, 0), (second, 1)] {
        relay.push_answer(START, rid, None, json("1")).unwrap();
        assert!(relay.pull(START, &tokens[token], Some(net("a")), rid).is_ok());
    }
    assert!(push(&mut relay, 0, "c").is_ok());
    assert_eq!(relay.progress(START, &tokens[0], Some(net("a")), first), Err(Refusal::UnknownRid));
    assert_eq!(relay.progress(START, &tokens[1], Some(net("a")), second), Err(Refusal::AlreadyPulled));
}

#[test]
fn a_peer_hears_what_is_for_it() {
    let mut relay = Relay::new(Limits { topics_max: 1, nets_max: 1, ..Limits::default() });
    let token = client(&mut relay);
    let (default, weather) = (Net::default_net(), Topic::parse("weather").unwrap());
    let sequence = |number: u64| Sequence::from(number);
    let (own, other) = (PeerId::named("own"), PeerId::named("other"));
    let subscribed = relay.subscribe(START, &token, &default, weather.clone(), sequence(5)).unwrap().clone();
    let again = relay.subscribe(START, &token, &default, weather.clone(), sequence(9)).unwrap().clone();
    assert_eq!(again.topics, subscribed.topics);
    let check = |sender: &PeerId, to: Target, at: u64, is_history: bool, hears: bool| {
        assert_eq!(subscribed.hears(&own, sender, &to, sequence(at), is_history), hears, "{to:?} {at}");
    };
    check(&other, Target::All, 1, false, true);
    check(&own, Target::All, 1, false, false);
    check(&other, Target::Client(own.clone()), 1, false, true);
    check(&own, Target::Client(own.clone()), 1, false, true);
    check(&own, Target::Client(other.clone()), 1, false, false);
    check(&other, Target::Topic(weather.clone()), 5, false, false);
    check(&other, Target::Topic(weather.clone()), 5, true, true);
    check(&other, Target::Topic(weather.clone()), 6, false, true);
    check(&own, Target::Topic(weather.clone()), 6, false, false);
    check(&other, Target::Topic(Topic::parse("tides").unwrap()), 6, true, false);

    let refused = |found: Result<&Peer, Refusal>| matches!(found, Err(Refusal::QueueFull { max: 1, .. }));
    assert!(refused(relay.subscribe(START, &token, &default, Topic::parse("tides").unwrap(), sequence(6))));
    assert!(relay.peer(START, &token, &net("b"), sequence(6)).is_err_and(|refusal| refusal.code() == "queue_full"));
    assert_eq!(relay.unsubscribe(START, &token, &default, &weather, sequence(6)).unwrap().topics().count(), 0);
    assert_eq!(relay.peer_nets().into_iter().collect::<Vec<_>>(), [&default]);
}

#[test]
fn names_are_checked() {
    let long = "x".repeat(65);
    for (text, fits) in
        [("a", true), ("A-z_0.9:", true), (&long[..64], true), (&long, false), ("", false), ("ä", false)]
    {
        assert_eq!(Net::parse(text).is_some(), fits, "{text}");
    }
    let token = client(&mut relay()).reveal();
    assert_eq!(token.len(), 32);
    assert_eq!(Token::parse(&token).map(|token| token.reveal()), Some(token.clone()));
    assert!(Token::parse(&token.to_uppercase()).is_none() || token.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(Token::parse("+0000000000000000000000000000001").is_none());
    assert!(Rid::parse("urn:uuid:00000000-0000-4000-8000-000000000000").is_none());
}

#[derive(Debug, Clone)]
enum Step {
    Push(usize),
    Take,
    Answer(usize),
    Pull(usize),
    PullAny(usize),
    Wait(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..3usize).prop_map(Step::Push),
        Just(Step::Take),
        (0..40usize).prop_map(Step::Answer),
        (0..40usize).prop_map(Step::Pull),
        (0..3usize).prop_map(Step::PullAny),
        (1..90u64).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 1..80)
}

proptest! {
    /// Whatever participants do: no request is taken twice, no answer reaches two pulls or another client, and in the end
    /// nothing is left.
    #[test]
    fn nothing_is_handed_out_twice_or_to_another(steps in steps()) {
        let mut relay = relay();
        let tokens: Vec<Token> = (0..3).map(|_| client(&mut relay)).collect();
        let (mut now, mut asked, mut taken, mut pulled) = (START, Vec::new(), Vec::new(), Vec::new());
        for step in steps {
            match step {
                Step::Push(by) => {
                    let (rid, _) = relay.push_request(now, &tokens[by], None, json("{}")).unwrap();
                    asked.push((rid, by));
                }
                Step::Take => taken.extend(relay.take_request(now, &Net::default_net()).map(|taken| taken.rid)),
                Step::Answer(index) => if let Some((rid, by)) = asked.get(index) {
                    // It may be answered, pulled or expired.
                    let _ = relay.push_answer(now, *rid, None, json(&by.to_string()));
                },
                Step::Pull(index) => if let Some((rid, by)) = asked.get(index)
                    && let Ok(Pulled::Answer(answer)) = relay.pull(now, &tokens[*by], None, *rid)
                {
                    prop_assert_eq!(answer.get(), by.to_string());
                    pulled.push(*rid);
                },
                Step::PullAny(by) => if let Some((rid, answer)) = relay.pull_any(now, &tokens[by], None).unwrap().answer {
                    prop_assert_eq!(answer.get(), by.to_string());
                    pulled.push(rid);
                },
                Step::Wait(sec) => now = now.after_ms(sec * 1_000),
            }
        }
        for handed_out in [&mut taken, &mut pulled] {
            let count = handed_out.len();
            handed_out.sort();
            handed_out.dedup();
            prop_assert_eq!(handed_out.len(), count);
        }
        relay.expire(now.after_ms(120_000));
        relay.expire(now.after_ms(300_000));
        prop_assert_eq!(relay.sizes(), (3, 0));
        prop_assert!(relay.queues.is_empty());
        relay.expire(now.after_ms(86_400_000));
        prop_assert_eq!(relay.sizes(), (0, 0));
    }
}
