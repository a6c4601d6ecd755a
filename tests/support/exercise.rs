//! An exercise that has begun.

use super::{
    client::Client,
    messages::{initialization, system},
    server::Server,
};

/// Brings the session `default` to RUNNING, and answers the client that did it: `c2-one`, a member, as the system C2.
pub async fn running(server: &Server) -> Client {
    let c2 = server.client("c2-one");
    begin(&c2).await;
    c2
}

/// Joins the client's session, and brings it to RUNNING as the system C2.
pub async fn begin(c2: &Client) {
    c2.join().await.ok();
    for xml in [
        system("C2", "SubmitInitialization"),
        initialization("C2", "one", &["C2"]),
        system("C2", "ShareScenario"),
        system("C2", "StartScenario"),
    ] {
        c2.send(xml).await.ok();
    }
}
