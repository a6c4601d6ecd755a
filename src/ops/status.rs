//! How the server is doing, for an operator at a glance and for programs.
//!
//! Entry point: [`StatusReport`], filled by whoever owns the sessions; `/status` shows it. [`StatusReport::concerns`] says
//! what is wrong or waited for. What must always hold: a concern names the session, the system and what to do.

use serde::{Serialize, Serializer};

use super::door_figures::DoorStatus;
use crate::{clock::rfc3339, feed::Durability, identity::Timestamp};

/// From this share of the session's backlog on, a stream that is behind is a concern, in percent.
const BACKLOG_CONCERN_PERCENT: u64 = 25;

/// The whole of the status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusReport {
    /// When this was true.
    #[serde(serialize_with = "as_rfc3339")]
    pub at: Timestamp,
    /// Version of the server.
    pub version: String,
    /// When the server started.
    #[serde(serialize_with = "as_rfc3339")]
    pub started_at: Timestamp,
    /// Whether it is about to end.
    pub is_stopping: bool,
    /// Versions of the C2SIM schema that sessions may have.
    pub schema_versions: Vec<String>,
    /// Schemas that were found and cannot be used.
    pub broken_schemas: Vec<BrokenSchema>,
    /// What an accepted message outlives: `sync`, `async` or `memory`.
    pub durability: Durability,
    /// Sessions that are kept and could not be opened, and why.
    pub unopened: Vec<Unopened>,
    /// What is wrong with the audit log.
    pub audit_trouble: Option<String>,
    /// The doors beside the C2SIM interface that are open.
    pub doors: Vec<DoorStatus>,
    /// Every shared session.
    pub sessions: Vec<SessionStatus>,
}

/// A schema that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BrokenSchema {
    /// The version that it would be.
    pub version: String,
    /// What is wrong, with file and line.
    pub why: String,
    /// Whether what was there before it serves on under this version.
    pub has_predecessor: bool,
}

/// A session that is kept and not served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unopened {
    /// Its name.
    pub session: String,
    /// What is wrong, and where its file is.
    pub why: String,
}

/// One shared session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionStatus {
    /// Its name.
    pub name: String,
    /// Its display name.
    pub display_name: String,
    /// The version of its schema, the first where there are several.
    pub schema_version: String,
    /// The versions that a message may follow instead, in the order in which they are tried.
    pub further_versions: Vec<String>,
    /// What a message meets that does not follow the schema: `reject`, `warn` or `off`.
    pub validation: String,
    /// The doors over which it is open: `concierge`, `editing`.
    pub crossings: Vec<&'static str>,
    /// Those of its schema versions that are not among the server's any more.
    pub schemas_gone: Vec<String>,
    /// Its state as the interface spells it, such as `RUNNING`.
    pub state: String,
    /// When it was created.
    #[serde(serialize_with = "as_rfc3339")]
    pub created_at: Timestamp,
    /// Messages distributed so far.
    pub messages: u64,
    /// The address of the last entry that is kept.
    pub address: String,
    /// Why nothing can be kept at the moment, where that is so.
    pub store_failure: Option<String>,
    /// Systems that the scenario names.
    pub required_federates: Vec<String>,
    /// Systems that reported InitializationComplete.
    pub completed_federates: Vec<String>,
    /// Messages that it keeps for streams that are behind, at most.
    pub backlog_messages_max: u64,
    /// Its members.
    pub members: Vec<MemberStatus>,
}

/// One member of a session.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberStatus {
    /// Its clientId.
    pub client_id: String,
    /// Its display name.
    pub display_name: String,
    /// Its system.
    pub system_name: String,
    /// Whether it has an open stream.
    pub stream_open: bool,
    /// Messages that its stream has still to deliver.
    pub stream_backlog: u64,
    /// When it was last heard of.
    #[serde(serialize_with = "as_rfc3339")]
    pub last_seen: Timestamp,
}

/// Something that an operator should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Concern {
    /// The session, where it is about one.
    pub session: Option<String>,
    /// What is wrong or waited for, and what to do.
    pub text: String,
}

impl StatusReport {
    /// How long the server runs, in seconds.
    pub fn uptime_sec(&self) -> u64 {
        self.at.ms_since(self.started_at) / 1_000
    }

    /// What is wrong or waited for, in the order of the sessions.
    pub fn concerns(&self) -> Vec<Concern> {
        let stopping = self
            .is_stopping
            .then(|| Concern { session: None, text: "The server is shutting down: it takes no new work.".into() });
        let unopened = self.unopened.iter().map(|unopened| Concern {
            session: Some(unopened.session.clone()),
            text: format!("It is kept and not served: {}.", unopened.why),
        });
        let schemas = self.broken_schemas.iter().map(|broken| Concern {
            session: None,
            text: match broken.has_predecessor {
                true => {
                    format!("Schema {} is broken, and what was there before serves on: {}", broken.version, broken.why)
                }
                false => format!("Schema {} cannot be used: {}", broken.version, broken.why),
            },
        });
        let audit = self.audit_trouble.iter().map(|text| Concern { session: None, text: text.clone() });
        let of_sessions = self.sessions.iter().flat_map(|session| session.concerns(self.at));
        stopping.into_iter().chain(audit).chain(schemas).chain(unopened).chain(of_sessions).collect()
    }

    /// The report as JSON, with `uptimeSec` and `concerns`.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Whole<'a> {
            uptime_sec: u64,
            concerns: Vec<Concern>,
            #[serde(flatten)]
            report: &'a StatusReport,
        }
        let whole = Whole { uptime_sec: self.uptime_sec(), concerns: self.concerns(), report: self };
        serde_json::to_string_pretty(&whole).expect("a report has only texts and numbers")
    }
}

impl SessionStatus {
    /// Required systems that have not reported InitializationComplete.
    pub fn missing_federates(&self) -> Vec<&str> {
        let is_missing = |name: &&String| !self.completed_federates.contains(name);
        self.required_federates.iter().filter(is_missing).map(String::as_str).collect()
    }

    fn concerns(&self, now: Timestamp) -> impl Iterator<Item = Concern> {
        let missing = if self.state == "INITIALIZING" { self.missing_federates() } else { Vec::new() };
        let waiting = (!missing.is_empty())
            .then(|| format!("Initialization is not reported complete by {}.", missing.join(", ")));
        let members = self.members.iter().filter_map(move |member| member.concern(now, self.backlog_messages_max));
        let name = self.name.clone();
        let failing = self.store_failure.iter().map(|reason| {
            format!("Nothing can be kept, so whatever is sent is refused: {reason}. It goes on by itself once it can.")
        });
        let gone = self.schemas_gone.iter().map(|version| {
            format!(
                "Schema {version} is not there any more; the session goes on with what it has, and does not come back after a \
                 restart unless the schema does."
            )
        });
        failing.chain(gone).chain(waiting).chain(members).map(move |text| Concern { session: Some(name.clone()), text })
    }
}

impl MemberStatus {
    fn concern(&self, now: Timestamp, backlog_messages_max: u64) -> Option<String> {
        let who = format!("{} ({}, clientId {})", self.system_name, self.display_name, self.client_id);
        if !self.stream_open {
            let silent_sec = now.ms_since(self.last_seen) / 1_000;
            return Some(format!(
                "{who} has joined and has no open stream, so it receives nothing; last heard of {silent_sec} s ago."
            ));
        }
        let share_percent = self.stream_backlog.saturating_mul(100) / backlog_messages_max.max(1);
        (share_percent >= BACKLOG_CONCERN_PERCENT).then(|| {
            format!("{who} is {} messages behind, {share_percent} % of what is kept in memory.", self.stream_backlog)
        })
    }
}

fn as_rfc3339<S: Serializer>(moment: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(&rfc3339(*moment))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ops::door_figures::Figure;

    /// A report with one healthy session, which tests change where they want.
    pub(in crate::ops) fn report() -> StatusReport {
        let member = MemberStatus {
            client_id: "abcde".into(),
            display_name: "Map <1>".into(),
            system_name: "BLUE".into(),
            stream_open: true,
            stream_backlog: 0,
            last_seen: Timestamp { unix_ms: 1_700_000_000_000 },
        };
        let session = SessionStatus {
            name: "default".into(),
            schema_version: "2.0.0".into(),
            further_versions: vec!["1.0.2".into()],
            validation: "warn".into(),
            state: "INITIALIZING".into(),
            required_federates: vec!["BLUE".into(), "RED".into()],
            completed_federates: vec!["BLUE".into(), "RED".into()],
            backlog_messages_max: 100,
            members: vec![member],
            ..SessionStatus::default()
        };
        StatusReport {
            at: Timestamp { unix_ms: 1_700_000_090_000 },
            version: "0.1.0".into(),
            started_at: Timestamp { unix_ms: 1_700_000_000_000 },
            is_stopping: false,
            schema_versions: vec!["1.0.2".into(), "2.0.0".into()],
            broken_schemas: Vec::new(),
            durability: Durability::Sync,
            unopened: Vec::new(),
            audit_trouble: None,
            doors: vec![DoorStatus { door: "concierge", figures: vec![Figure::now("clients", "Clients", 3)] }],
            sessions: vec![session],
        }
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_else() {
        let check = |change: fn(&mut StatusReport), expected: Option<&str>| {
            let mut report = report();
            change(&mut report);
            let texts: Vec<String> = report.concerns().into_iter().map(|concern| concern.text).collect();
            match expected {
                None => assert_eq!(texts, Vec::<String>::new()),
                Some(words) => assert!(texts.len() == 1 && texts[0].contains(words), "{words}: {texts:?}"),
            }
        };
        check(|_| {}, None);
        check(|report| report.is_stopping = true, Some("shutting down"));
        let unopened = |report: &mut StatusReport| {
            report.unopened.push(Unopened { session: "two".into(), why: "it is damaged".into() });
        };
        check(unopened, Some("It is kept and not served: it is damaged."));
        let broken = |report: &mut StatusReport| {
            let (version, why) = ("9".into(), "a.xsd:1: no.".into());
            report.broken_schemas.push(BrokenSchema { version, why, has_predecessor: false });
        };
        check(broken, Some("Schema 9 cannot be used: a.xsd:1: no."));
        check(|report| report.sessions[0].schemas_gone.push("9".into()), Some("Schema 9 is not there any more"));
        check(|report| report.sessions[0].store_failure = Some("disk full".into()), Some("refused: disk full."));
        check(|report| report.sessions[0].members[0].stream_open = false, Some("last heard of 90 s ago"));
        check(|report| report.sessions[0].members[0].stream_backlog = 24, None);
        check(|report| report.sessions[0].members[0].stream_backlog = 25, Some("25 messages behind"));
        let one_missing = |report: &mut StatusReport| report.sessions[0].completed_federates.truncate(1);
        check(one_missing, Some("not reported complete by RED"));
        check(
            |report| {
                report.sessions[0].completed_federates.clear();
                report.sessions[0].state = "RUNNING".into();
            },
            None,
        );
    }

    #[test]
    fn the_report_is_json_in_the_style_of_the_interface() {
        let mut report = report();
        report.is_stopping = true;
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(json["uptimeSec"], 90);
        assert_eq!(json["durability"], "sync");
        assert_eq!(json["startedAt"], "2023-11-14T22:13:20Z");
        assert_eq!(json["concerns"][0]["session"], serde_json::Value::Null);
        let member = &json["sessions"][0]["members"][0];
        assert_eq!((&member["clientId"], &member["streamOpen"]), (&"abcde".into(), &true.into()));
        assert_eq!(json["sessions"][0]["requiredFederates"][1], "RED");
        assert_eq!(json["doors"][0], serde_json::json!({"door": "concierge", "figures": {"clients": 3}}));
    }
}
