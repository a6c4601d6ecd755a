//! The scenarios of the C2SIM door: a running exercise, one client that publishes position reports, and members that listen.

mod attacked;
mod delivery;
mod idle;
mod initialization;
mod load;
mod publish;
mod restart;
mod stalled;

use clap::ValueEnum;

use super::{
    Arguments, Problem, Scenario,
    connection::{Connection, request},
    ears::{Audience, Ear},
    figures::Figures,
    messages,
    server::Server,
};

/// Publishes in flight at a time under full load.
const IN_FLIGHT: usize = 64;
const PUBLISHER: &str = "bench-00";
const SESSION: &str = "/api/c2sim/session/default";

/// Measures what was asked for.
pub(super) async fn measure(arguments: &Arguments, figures: &mut Figures) -> Result<(), Problem> {
    for scenario in Scenario::value_variants() {
        if !arguments.asks_for(*scenario) {
            continue;
        }
        match scenario {
            Scenario::Publish => publish::measure(arguments, figures).await?,
            Scenario::Load => load::measure(arguments, figures).await?,
            Scenario::Delivery => delivery::measure(arguments, figures).await?,
            Scenario::Idle => idle::measure(arguments, figures).await?,
            Scenario::Stalled => stalled::measure(arguments, figures).await?,
            Scenario::Initialization => initialization::measure(arguments, figures).await?,
            Scenario::Attacked => attacked::measure(arguments, figures).await?,
            Scenario::Restart => restart::measure(arguments, figures).await?,
        }
    }
    Ok(())
}

/// Takes the session `default` to RUNNING, with the publisher as a member; a session that runs is left as it is.
async fn begin_exercise(server: &Server) -> Result<(), Problem> {
    let mut connection = Connection::open(server.address()).await?;
    join(&mut connection, PUBLISHER).await?;
    let info = request("GET", &format!("{SESSION}/info"), PUBLISHER, "application/json", "");
    if connection.ask_ok(&info).await?.body.contains("\"RUNNING\"") {
        return Ok(());
    }
    for message in messages::start_of_exercise() {
        connection.ask_ok(&send(&message)).await?;
    }
    Ok(())
}

async fn join(connection: &mut Connection, client: &str) -> Result<(), Problem> {
    let body = format!("{{\"systemName\":\"BENCH\",\"clientIdDisplayName\":\"{client}\"}}");
    let request = request("POST", &format!("{SESSION}/join"), client, "application/json", &body);
    connection.ask_ok(&request).await.map(drop)
}

/// So many members, joined, without a stream.
async fn join_members(server: &Server, members: usize) -> Result<(), Problem> {
    let mut connection = Connection::open(server.address()).await?;
    for number in 0..members {
        join(&mut connection, &member(number)).await?;
    }
    Ok(())
}

fn member(number: usize) -> String {
    format!("ear-{number:05}")
}

/// The streams of these members.
async fn listen(server: &Server, members: std::ops::Range<usize>) -> Result<Audience, Problem> {
    let mut audience = Audience::default();
    for number in members {
        audience.add(Ear::open(server.address(), &format!("{SESSION}/ws?clientId={}", member(number))).await?);
    }
    Ok(audience)
}

fn send(message: &str) -> Vec<u8> {
    request("POST", &format!("{SESSION}/send"), PUBLISHER, "application/xml", message)
}

fn report(mark: usize) -> Vec<u8> {
    send(&messages::report(mark))
}
