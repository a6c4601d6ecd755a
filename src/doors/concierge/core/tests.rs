use std::sync::Arc;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const LIMITS: Limits = Limits { services_max: 2, subscriptions_max: 2 };

fn joined(space: &mut Space, name: &str) -> ClientNumber {
    joined_as(space, name, Standing::Guest { may_read_messages: true })
}

fn joined_as(space: &mut Space, name: &str, standing: Standing) -> ClientNumber {
    let identity = Identity { name: ClientName::parse(name).unwrap(), nickname: None, tags: Vec::new(), standing };
    space.join(ClientUuid(Uuid::new_v4()), identity)
}

fn uuid(space: &Space, client: ClientNumber) -> ClientUuid {
    space.client(client).unwrap().uuid
}

#[test]
fn names_have_letters_digits_and_underscores_of_any_script() {
    let check = |text: &str, is_fit: bool| assert_eq!(ClientName::parse(text).is_ok(), is_fit, "{text:?}");
    check("", false);
    check("a", true);
    check(&"a".repeat(64), true);
    check(&"日".repeat(64), true);
    check(&"a".repeat(65), false);
    check("日本_7é", true);
    for wrong in ["a b", "a-b", "../x", "a.b", "a\0", "\u{200b}"] {
        check(wrong, false);
    }
    let check = |text: &str, is_fit: bool| assert_eq!(ServiceName::parse(text).is_ok(), is_fit, "{text:?}");
    check("", false);
    check("any thing/at \"all\"", true);
    check(&"é".repeat(128), true);
    check(&"é".repeat(129), false);
}

#[test]
fn a_message_goes_where_its_target_and_its_sender_say() {
    let mut space = Space::new(LIMITS);
    let [owner, member, other] = ["owner", "member", "other"].map(|name| joined(&mut space, name));
    space.create_service(owner, "s", None).unwrap();
    space.subscribe(owner, "s").unwrap();
    space.subscribe(member, "s").unwrap();
    let (all, nobody) = ([owner, member, other], Uuid::nil());
    let check = |sender: ClientNumber, target: &Target, expected: Result<&[ClientNumber], Refused>| {
        let heard = space
            .route(sender, target)
            .map(|route| all.into_iter().filter(|client| route.audience.has(*client)).collect::<Vec<_>>());
        assert_eq!(heard.as_deref(), expected.as_ref().map(|clients| *clients), "{sender:?} {target:?}");
    };
    let service = |name: &str| Target::Service(name.to_owned());
    let through = |name: &str, uuid| Target::ServiceClient { service: name.to_owned(), uuid };
    check(other, &Target::All, Ok(&all));
    check(other, &Target::Name("other".to_owned()), Ok(&[other]));
    check(other, &Target::Name("Other".to_owned()), Err(Refused::InvalidName("Other".to_owned())));
    check(other, &Target::Uuid(uuid(&space, member)), Ok(&[member]));
    check(other, &Target::Uuid(ClientUuid(nobody)), Err(Refused::InvalidUuid(ClientUuid(nobody))));
    check(owner, &service("s"), Ok(&[member]));
    check(member, &service("s"), Ok(&[owner]));
    check(other, &service("s"), Err(Refused::Bad));
    check(owner, &service("none"), Err(Refused::InvalidService("none".to_owned())));
    check(owner, &through("s", uuid(&space, other)), Ok(&[other]));
    check(member, &through("s", ClientUuid(nobody)), Err(Refused::Bad));
    check(owner, &through("s", ClientUuid(nobody)), Err(Refused::InvalidUuid(ClientUuid(nobody))));
    check(owner, &through("none", ClientUuid(nobody)), Err(Refused::InvalidService("none".to_owned())));
}

#[test]
fn a_service_of_a_reserved_name_is_the_servers_and_for_those_who_may_hear_it() {
    let mut space = Space::new(LIMITS);
    let guest = |may_read_messages| Standing::Guest { may_read_messages };
    let server = joined_as(&mut space, "server", Standing::Server);
    let (reader, other) = (joined(&mut space, "reader"), joined_as(&mut space, "other", guest(false)));
    let name = "c2sim/default";
    assert_eq!(space.create_service(reader, name, None).unwrap_err(), Refused::Bad);
    assert!(space.create_service(reader, "c2sim", None).unwrap().0, "any other name is free");
    assert!(space.create_service(server, name, None).unwrap().0);
    assert!(!space.create_service(reader, name, None).unwrap().0, "who asks is told what there is");
    assert!(space.subscribe(reader, name).unwrap().0);
    assert_eq!(space.subscribe(other, name).unwrap_err(), Refused::Bad);
    let to_service = Target::Service(name.to_owned());
    let route = space.route(server, &to_service).unwrap();
    assert_eq!([server, reader, other].map(|client| route.audience.has(client)), [false, true, false]);
    for to_server in [to_service, Target::Name("server".to_owned()), Target::Uuid(uuid(&space, server))] {
        assert_eq!(space.route(reader, &to_server).unwrap_err(), Refused::Bad, "the server hears nothing");
    }
    assert_eq!(space.stand(reader, guest(false)), Err(Refused::Bad), "it would hear what it may not");
    assert_eq!(space.stand(other, guest(true)), Ok(()));
    assert!(space.subscribe(other, name).unwrap().0);
}

#[test]
fn whoever_leaves_takes_its_services_along_and_is_listed_nowhere() {
    let mut space = Space::new(LIMITS);
    let [owner, member] = ["owner", "member"].map(|name| joined(&mut space, name));
    for name in ["one", "two"] {
        space.create_service(owner, name, None).unwrap();
        space.subscribe(member, name).unwrap();
    }
    space.create_service(member, "kept", None).unwrap();
    space.subscribe(owner, "kept").unwrap();
    space.subscribe(member, "kept").unwrap_err();
    let Departure { client, deleted, unsubscribed } = space.leave(owner).unwrap();
    assert_eq!(client.name, "owner");
    let names: Vec<&str> = deleted.iter().map(|service| service.name.as_str()).collect();
    assert_eq!(names, ["one", "two"]);
    assert!(deleted.iter().all(|service| service.subscribers == [uuid(&space, member)]), "{deleted:?}");
    let [(kept, audience)] = unsubscribed.as_slice() else { panic!("{unsubscribed:?}") };
    assert!(kept.name == "kept" && kept.subscribers.is_empty() && !audience.has(owner), "{kept:?}");
    assert!(space.subscriptions(member).unwrap().1.is_empty());
    assert!(space.leave(owner).is_none());
    assert!(!space.has_name(&ClientName::parse("owner").unwrap()));
    let owner = joined(&mut space, "owner");
    space.create_service(owner, "one", None).unwrap();
    assert!(space.subscriptions(member).unwrap().1.is_empty(), "another service of the same name is another service");
}

#[test]
fn only_its_owner_deletes_a_service_and_limits_hold_at_their_value() {
    let mut space = Space::new(LIMITS);
    let [one, two] = ["one", "two"].map(|name| joined(&mut space, name));
    let is_limit = |refused: &Refused| matches!(refused, Refused::Limit(text) if text.contains('2'));
    for name in ["a", "b"] {
        assert!(space.create_service(one, name, None).unwrap().0);
        assert!(space.subscribe(two, name).unwrap().0);
    }
    assert!(is_limit(&space.create_service(one, "c", None).unwrap_err()));
    assert!(!space.create_service(one, "a", None).unwrap().0, "one that is there counts for nothing");
    assert!(space.create_service(two, "c", None).unwrap().0);
    assert!(is_limit(&space.subscribe(two, "c").unwrap_err()));
    assert!(!space.subscribe(two, "a").unwrap().0);
    assert_eq!(space.delete_service(two, "a"), Err(Refused::Bad));
    assert_eq!(space.delete_service(two, "d"), Err(Refused::InvalidService("d".to_owned())));
    assert_eq!(space.create_service(two, "", None), Err(Refused::Bad));
    assert_eq!(space.delete_service(one, "a").unwrap().subscribers.len(), 1);
    assert!(space.create_service(one, "c2", None).unwrap().0);
    assert!(space.subscribe(two, "c").unwrap().0);
}

#[derive(Debug, Clone)]
enum Act {
    Join,
    Leave(usize),
    Create(usize, u8),
    Delete(usize, u8),
    Subscribe(usize, u8),
    Unsubscribe(usize, u8),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Join),
        any::<usize>().prop_map(Act::Leave),
        (any::<usize>(), 0..4_u8).prop_map(|(who, name)| Act::Create(who, name)),
        (any::<usize>(), 0..4_u8).prop_map(|(who, name)| Act::Delete(who, name)),
        (any::<usize>(), 0..4_u8).prop_map(|(who, name)| Act::Subscribe(who, name)),
        (any::<usize>(), 0..4_u8).prop_map(|(who, name)| Act::Unsubscribe(who, name)),
    ]
}

/// What there is, in its order; what a client is subscribed to comes back in another order.
fn shown(space: &Space) -> (Vec<ClientInfo>, Vec<ServiceInfo>) {
    (space.clients().map(|client| (**client).clone()).collect(), space.services().map(|one| (**one).clone()).collect())
}

/// The same as repeated elsewhere, where something was changed.
fn change(space: &mut Space, clients: &mut Vec<ClientNumber>, step: usize, act: &Act) -> Option<Change> {
    let who = |which: usize| if clients.is_empty() { ClientNumber(0) } else { clients[which % clients.len()] };
    match *act {
        Act::Join => {
            let number = joined(space, &format!("c{step}"));
            clients.push(number);
            space.kept(|_| None).into_iter().find(|kept| matches!(kept, Change::Joined(one) if one.number == number))
        }
        Act::Leave(which) => {
            let client = who(which);
            clients.retain(|other| *other != client);
            space.leave(client).map(|_| Change::Left(client))
        }
        Act::Create(which, name) => {
            let (owner, service) = (who(which), name.to_string());
            let is_new = space.create_service(owner, &service, None).ok()?.0;
            is_new.then_some(Change::Created { owner, service, nickname: None })
        }
        Act::Delete(which, name) => {
            let (owner, service) = (who(which), name.to_string());
            space.delete_service(owner, &service).ok().map(|_| Change::Deleted { owner, service })
        }
        Act::Subscribe(which, name) => {
            let (client, service) = (who(which), name.to_string());
            space.subscribe(client, &service).ok()?.0.then_some(Change::Subscribed { client, service })
        }
        Act::Unsubscribe(which, name) => {
            let (client, service) = (who(which), name.to_string());
            space.unsubscribe(client, &service).ok()?.0.then_some(Change::Unsubscribed { client, service })
        }
    }
}

proptest! {
    #[test]
    fn every_list_says_the_same_and_whoever_repeats_the_changes_has_it_too(
        acts in proptest::collection::vec(act(), 0..60)
    ) {
        let (mut space, mut twin, mut clients) = (Space::new(LIMITS), Space::new(LIMITS), Vec::new());
        for (step, act) in acts.into_iter().enumerate() {
            if let Some(change) = change(&mut space, &mut clients, step, &act) {
                prop_assert_eq!(twin.repeat(&change), Ok(()), "{:?}", change);
            }
            prop_assert_eq!(shown(&twin), shown(&space));
            prop_assert_eq!(twin.next_number(), space.next_number());
            let services: Vec<_> = space.services().map(Arc::clone).collect();
            for service in &services {
                let owner = space.of_uuid(service.owner_uuid).unwrap();
                let route = space.route(owner, &Target::Service(service.name.clone())).unwrap();
                for client in &clients {
                    let (info, subscriptions) = space.subscriptions(*client).unwrap();
                    let listed = service.subscribers.contains(&info.uuid);
                    prop_assert_eq!(listed, subscriptions.iter().any(|other| other.name == service.name));
                    prop_assert_eq!(listed && *client != owner, route.audience.has(*client));
                }
                prop_assert!(service.subscribers.iter().all(|subscriber| space.of_uuid(*subscriber).is_ok()));
            }
            prop_assert_eq!(space.clients().count(), clients.len());
            prop_assert_eq!(space.len(), clients.len());
        }
        let mut again = Space::new(LIMITS);
        for change in space.kept(|_| None) {
            prop_assert_eq!(again.repeat(&change), Ok(()), "{:?}", change);
        }
        again.begin_numbers_at(space.next_number());
        prop_assert_eq!(shown(&again), shown(&space));
        let number = |space: &mut Space| joined(space, "next");
        prop_assert_eq!(number(&mut again), number(&mut space), "no number is given again");
    }
}
