//! How the sessions are doing, gathered for the page that shows it.

use std::collections::HashMap;

use crate::{
    clock,
    hub::{Hub, SharedSession},
    identity::{SystemName, Timestamp},
    ops::{
        Audit, Configuration, DoorFigures, Shutdown,
        audit::AuditStatus,
        status::{BrokenSchema, MemberStatus, SessionStatus, StatusReport, Unopened},
    },
    schema::Registry,
    session::{Member, Session, StreamId},
};

/// The status of the whole server at this moment.
pub(super) fn report(
    hub: &Hub,
    configuration: &Configuration,
    audit: &Audit,
    shutdown: &Shutdown,
    doors: &DoorFigures,
    started_at: Timestamp,
) -> StatusReport {
    let registry = hub.schemas();
    StatusReport {
        at: clock::now(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at,
        is_stopping: shutdown.is_requested(),
        schema_versions: hub.schema_versions().iter().map(ToString::to_string).collect(),
        broken_schemas: registry
            .broken()
            .map(|broken| BrokenSchema {
                version: broken.name.to_string(),
                why: broken.error.to_string(),
                has_predecessor: registry.version(&broken.name).is_some(),
            })
            .collect(),
        durability: hub.durability(),
        unopened: hub.unopened().map(|(session, why)| Unopened { session: session.into(), why: why.into() }).collect(),
        audit_trouble: audit.status().and_then(audit_trouble),
        doors: doors.read(),
        sessions: hub.sessions().iter().map(|session| session_status(session, &registry, configuration)).collect(),
    }
}

fn audit_trouble(status: AuditStatus) -> Option<String> {
    match (status.is_failing, status.lost) {
        (false, 0) => None,
        (false, lost) => Some(format!("{lost} records of the audit log were lost; it says itself where")),
        (true, lost) => Some(format!("the audit log cannot be written, and {lost} records are lost; see to its disk")),
    }
}

fn session_status(shared: &SharedSession, registry: &Registry, configuration: &Configuration) -> SessionStatus {
    let validation = shared.validation();
    let schemas_gone = shared.schemas_gone(registry);
    let (messages, behind, address) = (shared.messages(), shared.entries_behind(), shared.address());
    let store_failure =
        shared.log_status().and_then(|log| log.health.suspended).map(|failed| failed.reason.to_string());
    shared.read(|session| SessionStatus {
        name: session.name().to_string(),
        display_name: session.info().display_name.clone(),
        schema_version: session.info().schema_version.to_string(),
        further_versions: session.info().versions().skip(1).map(ToString::to_string).collect(),
        validation: validation.as_str().to_owned(),
        crossings: session.info().crossings.iter().flatten().map(|door| door.as_str()).collect(),
        schemas_gone: schemas_gone.iter().map(ToString::to_string).collect(),
        state: session.state().to_string(),
        created_at: session.created_at(),
        messages,
        address: address.to_string(),
        store_failure,
        required_federates: texts(session.initialization().required_federates().iter()),
        completed_federates: texts(session.completed_federates()),
        backlog_messages_max: configuration.backlog_messages_max as u64,
        members: session.members().map(|member| member_status(&behind, session, member)).collect(),
    })
}

fn member_status(behind: &HashMap<StreamId, u64>, session: &Session, member: &Member) -> MemberStatus {
    let attendance = session.attendance(&member.client);
    let stream = attendance.and_then(|attendance| attendance.stream);
    MemberStatus {
        client_id: member.client.to_string(),
        display_name: member.display_name.clone(),
        system_name: member.system_name.to_string(),
        stream_open: stream.is_some(),
        stream_backlog: stream.and_then(|stream| behind.get(&stream).copied()).unwrap_or(0),
        last_seen: attendance.map_or(member.joined_at, |attendance| attendance.last_seen),
    }
}

fn texts<'a>(names: impl Iterator<Item = &'a SystemName>) -> Vec<String> {
    names.map(ToString::to_string).collect()
}
