//! With private addressing a message reaches those that it names, and nobody else; also those who come back later.

use serde_json::json;

use crate::{
    support::{
        client::Client,
        messages::{order, report},
    },
    world::World,
};

async fn member(world: &World, client_id: &str, system_name: &str) -> Client {
    let client = world.server.client(client_id);
    client.post("join", json!({"systemName": system_name, "clientIdDisplayName": client_id})).await.ok();
    client
}

/// A report that tells itself apart by `mark`, to these systems; none is left out of the header.
fn addressed(mark: usize, receivers: &[&str]) -> String {
    let elements: String =
        receivers.iter().map(|name| format!("<ToReceivingSystem>{name}</ToReceivingSystem>")).collect();
    report("C2", mark).replace("<ToReceivingSystem>ALL</ToReceivingSystem>", &elements)
}

fn marks(lines: &[String]) -> Vec<usize> {
    let mark = |line: &String| {
        let (_, rest) = line.split_once("<ReportID>00000000-0000-4000-8000-")?;
        rest[..12].parse().ok()
    };
    lines.iter().filter_map(mark).collect()
}

#[tokio::test]
async fn a_message_reaches_the_members_that_it_names_and_no_others() {
    let sent: &[(usize, &[&str])] = &[
        (1, &["ALL"]),
        (2, &["SIM"]),
        (3, &["MAP", "SIM"]),
        (4, &[]),
        (5, &["NOBODY"]),
        (6, &["map"]),
        (7, &["SIM", "ALL"]),
        (8, &["ALL"]),
    ];
    let cases: [(&str, &[usize], &[usize]); 2] = [
        ("true", &[1, 2, 3, 4, 7, 8], &[1, 3, 4, 7, 8]),
        ("false", &[1, 2, 3, 4, 5, 6, 7, 8], &[1, 2, 3, 4, 5, 6, 7, 8]),
    ];
    for (private, to_simulation, to_map) in cases {
        let world = World::with("MIXED_AUTH", &[("C2SIM_PRIVATE_ADDRESSING", private)]);
        let c2 = world.run().await;
        let (simulation, map) = (member(&world, "simula", "SIM").await, member(&world, "mapmap", "MAP").await);
        let start = map.publish(order("MAP")).await;
        let (mut to_sim_live, mut to_map_live) = (simulation.stream().await, map.stream().await);
        for (mark, receivers) in sent {
            c2.send(addressed(*mark, receivers)).await.ok();
        }
        let mut to_map_resumed = map.stream_with(&format!("&after={start}")).await;
        for (stream, expected) in [(&mut to_sim_live, to_simulation), (&mut to_map_resumed, to_map)] {
            let mut lines = Vec::new();
            while marks(&lines).last() != Some(&8) {
                lines.push(stream.line().await);
            }
            assert_eq!(marks(&lines), expected, "private addressing {private}");
        }
        let everything = [1, 2, 3, 4, 5, 6, 7, 8];
        for (client, expected) in [(&simulation, to_simulation), (&map, to_map), (&c2, &everything[..])] {
            let history = client.get("messages").await;
            let lines: Vec<String> = history.text.lines().map(str::to_owned).collect();
            assert_eq!(marks(&lines), expected, "{history:?}, private addressing {private}");
        }
        // The later stream of the same client took the place of this one, after it had delivered what it heard.
        drop(to_map_live.frame().await);
    }
}

#[tokio::test]
async fn a_token_says_whom_its_bearer_may_address() {
    let world = World::with("MIXED_AUTH", &[("C2SIM_PRIVATE_ADDRESSING", "true")]);
    let c2 = world.run().await;
    let held = c2.with_token(&world.token(&json!({"toReceivingSystem": "SIM"})));
    held.send(addressed(1, &["SIM"])).await.ok();
    for receivers in [&["MAP"][..], &["SIM", "MAP"], &["ALL"], &[]] {
        let refused = held.send(addressed(2, receivers)).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (401, &json!("CLAIM_CHECK")), "{receivers:?}");
    }
}
