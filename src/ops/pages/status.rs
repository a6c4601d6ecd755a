//! The status page: first what is wrong, then the sessions with their members.

use super::html::{self, escaped};
use crate::{
    clock::rfc3339,
    identity::Timestamp,
    ops::{
        StatusReport,
        door_figures::{DoorStatus, Figure},
        status::{Concern, MemberStatus, SessionStatus},
    },
};

/// The page reloads itself after so many seconds.
const RELOAD_SEC: u64 = 5;

/// The status as a page.
pub(super) fn page(report: &StatusReport, prefix: &str) -> String {
    let head = format!("<meta http-equiv=\"refresh\" content=\"{RELOAD_SEC}\">\n");
    let sessions: String = report.sessions.iter().map(|session| session_card(session, report.at)).collect();
    let body = format!(
        "<h1>Status</h1>\n<p class=\"quiet\"><a href=\"{}/\">C2SIM server</a> {} · up {} · schemas {} · durability {} · {} · for programs: \
         <code>Accept: application/json</code></p>\n{}{sessions}{}",
        escaped(prefix),
        escaped(&report.version),
        duration(report.uptime_sec()),
        escaped(&report.schema_versions.join(", ")),
        report.durability,
        rfc3339(report.at),
        verdict(&report.concerns()),
        doors(&report.doors),
    );
    html::page("C2SIM status", &head, &body)
}

fn verdict(concerns: &[Concern]) -> String {
    if concerns.is_empty() {
        return "<div class=\"card\"><strong class=\"good\">Nothing is wrong.</strong></div>\n".into();
    }
    let item = |concern: &Concern| match &concern.session {
        Some(session) => format!("<li><strong>{}</strong>: {}</li>\n", escaped(session), escaped(&concern.text)),
        None => format!("<li>{}</li>\n", escaped(&concern.text)),
    };
    let items: String = concerns.iter().map(item).collect();
    let count = match concerns.len() {
        1 => "One thing needs attention".into(),
        many => format!("{many} things need attention"),
    };
    format!("<div class=\"card bad\"><h2>{count}</h2>\n<ul>\n{items}</ul></div>\n")
}

fn doors(doors: &[DoorStatus]) -> String {
    if doors.is_empty() {
        return String::new();
    }
    let rows = doors.iter().flat_map(|DoorStatus { door, figures }| {
        figures.iter().map(move |Figure { meaning, value, .. }| {
            format!("<tr><td>{door}</td><td>{}</td><td class=\"number\">{value}</td></tr>\n", escaped(meaning))
        })
    });
    let rows: String = rows.collect();
    format!(
        "<section class=\"card\">\n<h2>Further doors</h2>\n<table>\n<tr><th>Door</th><th></th><th class=\"number\">Number</th></tr>\n\
         {rows}</table>\n</section>\n"
    )
}

fn session_card(session: &SessionStatus, now: Timestamp) -> String {
    let open = session.members.iter().filter(|member| member.stream_open).count();
    let federates = match session.required_federates.len() {
        0 => String::new(),
        required => format!(
            "<p class=\"quiet\">Initialization complete: {} of {required} systems{}</p>\n",
            required - session.missing_federates().len(),
            missing(&session.missing_federates())
        ),
    };
    let schemas: Vec<&str> =
        std::iter::once(&session.schema_version).chain(&session.further_versions).map(String::as_str).collect();
    format!(
        "<section class=\"card\">\n<h2>{} <span class=\"state\">{}</span></h2>\n\
         <p class=\"quiet\">{} · schema {} · validation {}{} · created {} · {} messages · {} members, {open} streams</p>\n{federates}{}</section>\n",
        escaped(&session.name),
        escaped(&session.state),
        escaped(&session.display_name),
        escaped(&schemas.join(", ")),
        escaped(&session.validation),
        crossings(&session.crossings),
        rfc3339(session.created_at),
        session.messages,
        session.members.len(),
        members(&session.members, now),
    )
}

fn crossings(doors: &[&str]) -> String {
    if doors.is_empty() { String::new() } else { format!(" · open to {}", doors.join(", ")) }
}

fn missing(systems: &[&str]) -> String {
    match systems.is_empty() {
        true => String::new(),
        false => format!("; missing {}", escaped(&systems.join(", "))),
    }
}

fn members(members: &[MemberStatus], now: Timestamp) -> String {
    if members.is_empty() {
        return "<p class=\"quiet\">Nobody has joined.</p>\n".into();
    }
    let row = |member: &MemberStatus| {
        let stream =
            if member.stream_open { "<span class=\"good\">open</span>" } else { "<span class=\"bad\">none</span>" };
        format!(
            "<tr><td>{}</td><td>{}</td><td><code>{}</code></td><td>{stream}</td><td class=\"number\">{}</td>\
             <td class=\"number\">{} ago</td></tr>\n",
            escaped(&member.system_name),
            escaped(&member.display_name),
            escaped(&member.client_id),
            member.stream_backlog,
            duration(now.ms_since(member.last_seen) / 1_000),
        )
    };
    let rows: String = members.iter().map(row).collect();
    format!(
        "<table>\n<tr><th>System</th><th>Client</th><th>clientId</th><th>Stream</th><th class=\"number\">Behind</th>\
         <th class=\"number\">Last seen</th></tr>\n{rows}</table>\n"
    )
}

/// A duration in its two largest units.
fn duration(sec: u64) -> String {
    match sec {
        0..60 => format!("{sec} s"),
        60..3_600 => format!("{} min {} s", sec / 60, sec % 60),
        3_600..86_400 => format!("{} h {} min", sec / 3_600, sec % 3_600 / 60),
        _ => format!("{} d {} h", sec / 86_400, sec % 86_400 / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::status::tests::report;

    #[test]
    fn what_is_wrong_stands_first() {
        let mut report = report();
        assert!(page(&report, "").contains("Nothing is wrong.") && page(&report, "").contains("durability sync"));
        assert!(page(&report, "").contains("schema 2.0.0, 1.0.2 · validation warn ·"));
        assert!(page(&report, "").contains("<td>concierge</td><td>Clients</td><td class=\"number\">3</td>"));
        report.sessions[0].crossings = vec!["concierge"];
        assert!(page(&report, "").contains("validation warn · open to concierge ·"));
        report.sessions[0].members[0].stream_open = false;
        report.sessions[0].completed_federates.clear();
        let page = page(&report, "/x");
        let (concerns, sessions) = (page.find("2 things need attention"), page.find("<section"));
        assert!(concerns.is_some() && concerns < sessions, "{page}");
        assert!(page.contains("0 of 2 systems; missing BLUE, RED") && page.contains("href=\"/x/\""), "{page}");
    }

    #[test]
    fn names_cannot_become_html() {
        let mut report = report();
        report.sessions[0].members[0].system_name = "<script>alert(1)</script>".into();
        report.sessions[0].display_name = "\"><b>".into();
        report.sessions[0].members[0].stream_open = false;
        let page = page(&report, "");
        assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<1>"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"));
    }

    #[test]
    fn durations_are_short() {
        for (sec, text) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min 0 s"),
            (3_661, "1 h 1 min"),
            (86_399, "23 h 59 min"),
            (90_000, "1 d 1 h"),
        ] {
            assert_eq!(duration(sec), text);
        }
    }
}
