//! How a record is written: the fields of the Elastic Common Schema 8, and under `c2sim` what that has no field for.

use std::net::IpAddr;

use serde::Serialize;

use super::{
    chain::Link,
    record::{Error, Own, Record},
};
use crate::clock::rfc3339;

/// The version of the Elastic Common Schema that the fields follow.
const ECS_VERSION: &str = "8.11.0";

impl Record {
    /// The line in the log, without a line break, that comes after `link`.
    pub(super) fn line(&self, link: &Link) -> Vec<u8> {
        let (category, kind) = self.action.categories(self.has_failed);
        let line = Line {
            at: rfc3339(self.at),
            ecs: Ecs { version: ECS_VERSION },
            event: Event {
                kind: "event",
                category: [category],
                types: [kind],
                action: self.action.name(),
                outcome: if self.has_failed { "failure" } else { "success" },
                dataset: "c2sim.audit",
                sequence: link.sequence + 1,
            },
            service: Service { name: "c2sim", version: env!("CARGO_PKG_VERSION") },
            source: self.who.address.as_deref().map(|address| Source { address, ip: address.parse().ok() }),
            user: self
                .who
                .owner
                .as_deref()
                .map(|owner| User { id: owner.subject.as_deref(), domain: owner.issuer.as_deref() }),
            error: self.error.as_ref(),
            own: OwnLine {
                authorized_party: self.who.owner.as_deref().and_then(|owner| owner.authorized_party.as_deref()),
                own: &self.own,
                previous_sha256: &link.sha256,
            },
        };
        serde_json::to_vec(&line).expect("texts, numbers and maps of them can be written")
    }
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "@timestamp")]
    at: String,
    ecs: Ecs,
    event: Event,
    service: Service,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a Error>,
    #[serde(rename = "c2sim")]
    own: OwnLine<'a>,
}

#[derive(Serialize)]
struct Ecs {
    version: &'static str,
}

#[derive(Serialize)]
struct Event {
    kind: &'static str,
    category: [&'static str; 1],
    #[serde(rename = "type")]
    types: [&'static str; 1],
    action: &'static str,
    outcome: &'static str,
    dataset: &'static str,
    sequence: u64,
}

#[derive(Serialize)]
struct Service {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Source<'a> {
    address: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip: Option<IpAddr>,
}

#[derive(Serialize)]
struct User<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<&'a str>,
}

#[derive(Serialize)]
struct OwnLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    authorized_party: Option<&'a str>,
    #[serde(flatten)]
    own: &'a Own,
    previous_sha256: &'a str,
}
