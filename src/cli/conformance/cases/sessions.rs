//! Creating, listing, describing and deleting sessions.

use reqwest::Method;
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::cli::conformance::{
    answer::has_fields,
    case::{Case, Cases, Class},
    verdict::{Outcome, expect, missed},
};

/// The fields of DynamicSessionInfo.
const SESSION: &[&str] = &["sessionName", "createdAt", "info", "state"];
/// The fields of SessionInfo.
const INFO: &[&str] = &["c2simSchemaVersion", "displayName", "description"];

/// Expects a session as the interface describes one, with this name.
pub(super) fn is_session(session: &Value, name: &str) -> Outcome {
    has_fields(session, SESSION, "the session")?;
    has_fields(&session["info"], INFO, "the info of the session")?;
    expect(session["sessionName"] == name, || format!("the session is called {}", session["sessionName"]))?;
    let created = session["createdAt"].as_str().unwrap_or_default();
    expect(OffsetDateTime::parse(created, &Rfc3339).is_ok(), || format!("createdAt is no date-time: {created:?}"))
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Cases::of(Class::CoreRest);
    creation(&mut cases);
    updates(&mut cases);
    looking(&mut cases);
    deletion(&mut cases);
    cases.listed()
}

fn creation(cases: &mut Cases) {
    cases.works(
        "create.new",
        &["REST-CREATE", "REST-FIELDS"],
        ("Create a session", "200, CREATED, the session as it was asked for, UNINITIALIZED"),
        |world| async move {
            let client = world.client(&world.fresh_name());
            let answer = client.create(world.version(), "A name").await?;
            let created = answer.with_fields(&["creation", "session"])?;
            expect(created["creation"] == "CREATED", || format!("creation is {}", created["creation"]))?;
            is_session(&created["session"], &client.session)?;
            let (state, info) = (&created["session"]["state"], &created["session"]["info"]);
            expect(state == "UNINITIALIZED", || format!("state is {state}"))?;
            expect(info["displayName"] == "A name", || format!("displayName is {}", info["displayName"]))?;
            let version = &info["c2simSchemaVersion"];
            expect(version == world.version(), || format!("c2simSchemaVersion is {version}"))
        },
    );
    cases.refuses(
        "create.unknown-version",
        &["REST-VERSION-UNKNOWN"],
        (
            "Create a session with schema version 0.0.0",
            "400 C2SIM_SCHEMA_NOT_SUPPORTED with SUPPORTED_SCHEMA_VERSIONS, and the session is not there",
        ),
        |world| async move {
            let client = world.client(&world.fresh_name());
            let details = client.create("0.0.0", "n").await?.refused("C2SIM_SCHEMA_NOT_SUPPORTED")?;
            let supported = details["SUPPORTED_SCHEMA_VERSIONS"].as_str().unwrap_or_default();
            expect(supported.split(';').any(|version| version == world.version()), || {
                format!("SUPPORTED_SCHEMA_VERSIONS is {supported:?}")
            })?;
            client.get("info").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.refuses(
        "create.name",
        &["REST-NAME"],
        ("Create a session whose name has a character outside of the pattern", "400"),
        |world| async move {
            let client = world.client(&format!("{}!", world.fresh_name()));
            client.create(world.version(), "n").await?.refused_somehow().map(drop)
        },
    );
}

fn updates(cases: &mut Cases) {
    cases.works(
        "create.again",
        &["REST-UPDATE"],
        ("Create a session that is there already", "200, UPDATED"),
        |world| async move {
            let client = world.session().await?;
            let updated = client.create(world.version(), "Another").await?.with_fields(&["creation", "session"])?;
            expect(updated["creation"] == "UPDATED", || format!("creation is {}", updated["creation"]))
        },
    );
    cases.works(
        "create.again.keeps",
        &["REST-UPDATE-KEEPS"],
        ("Take a session to RUNNING, and create it again", "it is RUNNING, and the member is a member"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            client.drive("RUNNING").await?;
            client.create(world.version(), "Another").await?.taken()?;
            client.is_in("RUNNING").await?;
            client.publish(&client.messages.report()).await.map(drop)
        },
    );
    cases.works(
        "create.again.renames",
        &["REST-UPDATE-RENAMES"],
        ("Create a session again with another displayName", "info shows the new one"),
        |world| async move {
            let client = world.session().await?;
            client.create(world.version(), "Another").await?.taken()?;
            let info = client.get("info").await?.ok()?;
            let name = &info["info"]["displayName"];
            expect(name == "Another", || format!("displayName is {name}"))
        },
    );
    cases.refuses(
        "create.other-version",
        &["REST-VERSION-CHANGED"],
        (
            "Create a session again with another schema version",
            "400 SHARED_SESSION_SCHEMA_VERSION_CHANGED with the SCHEMA_VERSION of the session, which stays",
        ),
        |world| async move {
            let client = world.session().await?;
            let answer = client.create("0.0.0", "Another").await?;
            let details = answer.refused("SHARED_SESSION_SCHEMA_VERSION_CHANGED")?;
            let version = &details["SCHEMA_VERSION"];
            expect(version == world.version(), || format!("SCHEMA_VERSION is {version}"))?;
            let info = client.get("info").await?.ok()?;
            expect(info["info"]["displayName"] == "An exercise", || "the refused update has an effect")
        },
    );
}

fn looking(cases: &mut Cases) {
    cases.works(
        "info",
        &["REST-INFO", "REST-FIELDS"],
        ("Create a session and ask for its info", "200 with exactly the fields of the interface"),
        |world| async move {
            let client = world.session().await?;
            is_session(&client.get("info").await?.ok()?, &client.session)
        },
    );
    cases.works(
        "list",
        &["REST-LIST", "REST-FIELDS"],
        ("Create two sessions and list", "both are in the list once, each with exactly the fields of the interface"),
        |world| async move {
            let (one, two) = (world.session().await?, world.session().await?);
            let headers = [("clientId", one.id.as_str())];
            let list = one.raw(Method::GET, "/api/c2sim/session/list", &headers, "").await?.ok()?;
            let Some(sessions) = list.as_array() else { return missed(format!("the list is no array: {list}")) };
            for name in [&one.session, &two.session] {
                let found: Vec<_> = sessions.iter().filter(|session| session["sessionName"] == name.as_str()).collect();
                expect(found.len() == 1, || format!("{name} is in the list {} times", found.len()))?;
                is_session(found[0], name)?;
            }
            Ok(())
        },
    );
}

fn deletion(cases: &mut Cases) {
    cases.works(
        "delete",
        &["REST-DELETE"],
        ("Create a session, join it, and delete it", "200, and the session is not there any more"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            client.delete("").await?.with_fields(&["message"])?;
            client.get("info").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.works(
        "delete.unforced",
        &["REST-DELETE"],
        ("Create a session that nobody joins, and delete it with force=false", "200, and it is not there any more"),
        |world| async move {
            let client = world.session().await?;
            client.delete("?force=false").await?.taken()?;
            client.get("info").await?.refused("SHARED_SESSION_NOT_FOUND").map(drop)
        },
    );
    cases.refuses(
        "delete.in-use",
        &["REST-DELETE-IN-USE"],
        ("Delete with force=false a session that someone joined", "400 SHARED_SESSION_IN_USE, and it is still there"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            client.delete("?force=false").await?.refused("SHARED_SESSION_IN_USE")?;
            client.is_in("UNINITIALIZED").await
        },
    );
    cases.works(
        "delete.then-create",
        &["REST-DELETE-FORGETS"],
        ("Take a session to RUNNING, delete it, and create it again", "CREATED, UNINITIALIZED, without members"),
        |world| async move {
            let client = world.session().await?.joined("S").await?;
            client.drive("RUNNING").await?;
            client.delete("").await?.taken()?;
            let created = client.create(world.version(), "Anew").await?.ok()?;
            expect(created["creation"] == "CREATED", || format!("creation is {}", created["creation"]))?;
            client.is_in("UNINITIALIZED").await?;
            client.join("S").await?.taken()
        },
    );
}
