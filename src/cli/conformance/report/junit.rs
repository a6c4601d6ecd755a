//! The report as JUnit XML, which build servers read: a suite a class.

use std::collections::BTreeMap;

use super::escaped;
use crate::cli::conformance::{Class, Judged, Judgement, Verdict};

/// What did not fail and is not ok stands as skipped, with what was found.
pub(in crate::cli::conformance) fn junit(judged: &Judged) -> String {
    let mut classes: BTreeMap<Class, Vec<&Judgement>> = BTreeMap::new();
    for case in &judged.cases {
        classes.entry(case.class).or_default().push(case);
    }
    let counts = |cases: &[&Judgement]| {
        let failed = cases.iter().filter(|case| case.verdict == Verdict::Failed).count();
        let ok = cases.iter().filter(|case| case.verdict == Verdict::Ok).count();
        (cases.len(), failed, cases.len() - failed - ok)
    };
    let all: Vec<&Judgement> = judged.cases.iter().collect();
    let (tests, failures, skipped) = counts(&all);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"C2SIM conformance of {}\" tests=\"{tests}\" \
         failures=\"{failures}\" skipped=\"{skipped}\" time=\"{}\">\n",
        escaped(&judged.who()),
        seconds(judged.duration_ms)
    );
    for (class, cases) in &classes {
        let (tests, failures, skipped) = counts(cases);
        out.push_str(&format!(
            "<testsuite name=\"{class}\" tests=\"{tests}\" failures=\"{failures}\" skipped=\"{skipped}\">\n"
        ));
        cases.iter().for_each(|case| out.push_str(&testcase(case)));
        out.push_str("</testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn testcase(case: &Judgement) -> String {
    let (finding, verdict) = (escaped(&case.finding), case.verdict);
    let result = match verdict {
        Verdict::Ok => String::new(),
        Verdict::Failed => format!(
            "<failure message=\"{finding}\">{}\n{}</failure>",
            escaped(&case.expectation),
            case.requirements.join(" ")
        ),
        _ => format!("<skipped message=\"{verdict}: {finding}\"/>"),
    };
    format!(
        "<testcase classname=\"{}\" name=\"{}\" time=\"{}\">{result}</testcase>\n",
        case.class,
        escaped(&case.id),
        seconds(case.duration_ms)
    )
}

fn seconds(ms: u64) -> String {
    format!("{:.3}", ms as f64 / 1e3)
}
