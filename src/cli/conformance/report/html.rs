//! The report as one page: summary, requirements with their cases, cases with their requirements and transcripts.

use std::collections::BTreeMap;

use super::escaped;
use crate::cli::conformance::{Class, Judged, Judgement, Verdict, requirements};

const STYLE: &str = "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2430}\
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border:1px solid #d4dae2;padding:.3rem .6rem;text-align:left;\
vertical-align:top}td.n{text-align:right}pre{background:#f4f6f9;padding:.5rem;white-space:pre-wrap;overflow-wrap:anywhere;\
font-size:12px;margin:.2rem 0}summary{cursor:pointer}.ok{color:#17693a}.failed{color:#b3161b;font-weight:600}\
.non-strict{color:#8a5a00}.unimplemented,.informational,.not-claimed,.not-seen{color:#56606e}code{font-size:13px}";

/// The page.
pub(in crate::cli::conformance) fn html(judged: &Judged) -> String {
    let who = escaped(&judged.who());
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>C2SIM conformance of {who}</title>\
         <style>{STYLE}</style></head><body>\n<h1>C2SIM conformance</h1>\n<p>Judged: <code>{who}</code>, schema versions {}, \
         seed {}, {} cases in {:.1} s, by c2sim {}.</p>\n",
        judged.schema_versions.join(", "),
        judged.seed,
        judged.cases.len(),
        judged.duration_ms as f64 / 1e3,
        env!("CARGO_PKG_VERSION")
    );
    summary(judged, &mut page);
    requirement_table(judged, &mut page);
    page.push_str("<h2>Cases</h2>\n");
    judged.cases.iter().for_each(|case| case_details(case, &mut page));
    page.push_str("</body></html>\n");
    page
}

fn summary(judged: &Judged, page: &mut String) {
    let mut classes: BTreeMap<Class, BTreeMap<Verdict, usize>> = BTreeMap::new();
    for case in &judged.cases {
        *classes.entry(case.class).or_default().entry(case.verdict).or_default() += 1;
    }
    page.push_str("<h2>Summary</h2>\n<table><tr><th>class</th>");
    Verdict::ALL.iter().for_each(|verdict| page.push_str(&format!("<th>{verdict}</th>")));
    page.push_str("</tr>\n");
    for (class, counts) in &classes {
        page.push_str(&format!("<tr><td>{class}</td>"));
        for verdict in Verdict::ALL {
            page.push_str(&format!("<td class=\"n\">{}</td>", counts.get(&verdict).copied().unwrap_or(0)));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</table>\n");
}

fn requirement_table(judged: &Judged, page: &mut String) {
    page.push_str(
        "<h2>Requirements</h2>\n<table><tr><th>id</th><th>level</th><th>requirement</th><th>source</th>\
         <th>cases</th></tr>\n",
    );
    for requirement in requirements().into_iter().filter(|requirement| requirement.binds(judged.role)) {
        let cases: Vec<String> = judged
            .cases
            .iter()
            .filter(|case| case.requirements.contains(&requirement.id.as_str()))
            .map(|case| link(&case.id, case.verdict))
            .collect();
        page.push_str(&format!(
            "<tr id=\"{id}\"><td><code>{id}</code></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            requirement.level,
            escaped(&requirement.text),
            escaped(&requirement.source),
            if cases.is_empty() { "not run".to_owned() } else { cases.join("<br>") },
            id = requirement.id
        ));
    }
    page.push_str("</table>\n");
}

fn link(id: &str, verdict: Verdict) -> String {
    format!("<a class=\"{}\" href=\"#{id}\">{id}</a>", class_of(verdict), id = escaped(id))
}

fn class_of(verdict: Verdict) -> String {
    verdict.to_string().replace(' ', "-")
}

fn case_details(case: &Judgement, page: &mut String) {
    let verdict = case.verdict;
    let requirements: Vec<String> =
        case.requirements.iter().map(|id| format!("<a href=\"#{id}\"><code>{id}</code></a>")).collect();
    let open = if verdict == Verdict::Failed { " open" } else { "" };
    page.push_str(&format!(
        "<details id=\"{id}\"{open}><summary><span class=\"{}\">{verdict}</span> <code>{id}</code></summary>\n<p>{}</p>\
         <p>Expected: {}</p><p>Requirements: {}</p>\n",
        class_of(verdict),
        escaped(&case.steps),
        escaped(&case.expectation),
        requirements.join(", "),
        id = escaped(&case.id)
    ));
    if !case.finding.is_empty() {
        page.push_str(&format!("<p class=\"{}\">Found: {}</p>\n", class_of(verdict), escaped(&case.finding)));
    }
    for line in &case.transcript {
        page.push_str(&format!(
            "<pre>{:.1} ms {}\n{}</pre>\n",
            line.at_us as f64 / 1e3,
            escaped(&line.who),
            escaped(&line.text)
        ));
    }
    page.push_str("</details>\n");
}
