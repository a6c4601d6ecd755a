//! The report on a terminal: progress on standard error, the result on standard output.

use std::{
    collections::BTreeMap,
    io::{IsTerminal, Write},
};

use crate::cli::conformance::{Class, Judged, Judgement, Verdict};

/// What stands on standard error while cases run.
pub(in crate::cli::conformance) struct Progress {
    is_terminal: bool,
    over: usize,
    failed: usize,
}

impl Progress {
    pub(in crate::cli::conformance) fn begin() -> Self {
        Self { is_terminal: std::io::stderr().is_terminal(), over: 0, failed: 0 }
    }

    /// One more case is over.
    pub(in crate::cli::conformance) fn over(&mut self, judgement: &Judgement, total: usize) {
        self.over += 1;
        self.failed += usize::from(judgement.verdict == Verdict::Failed);
        if self.is_terminal {
            let mut err = std::io::stderr();
            // A terminal that does not take the line is no reason to stop.
            let _ = write!(err, "\r\x1b[K{}/{total} cases, {} failed: {}", self.over, self.failed, judgement.id);
            let _ = err.flush();
        } else if judgement.verdict == Verdict::Failed {
            eprintln!("{}/{total} failed: {}", self.over, judgement.id);
        }
    }

    pub(in crate::cli::conformance) fn end(&self) {
        if self.is_terminal {
            eprint!("\r\x1b[K");
        }
    }
}

/// What is not ok, and a table of the classes.
pub(in crate::cli::conformance) fn terminal(judged: &Judged) -> String {
    let mut out = String::new();
    let told = |case: &&Judgement| !matches!(case.verdict, Verdict::Ok | Verdict::NotClaimed);
    for case in judged.cases.iter().filter(told) {
        let (verdict, id, requirements) = (case.verdict, &case.id, case.requirements.join(", "));
        out.push_str(&format!("{verdict}: {id} ({requirements})\n    {}\n", case.finding.replace('\n', "\n    ")));
    }
    let mut classes: BTreeMap<Class, BTreeMap<Verdict, usize>> = BTreeMap::new();
    for case in &judged.cases {
        *classes.entry(case.class).or_default().entry(case.verdict).or_default() += 1;
    }
    out.push_str(&format!("{:<20}", "class"));
    for verdict in Verdict::ALL {
        out.push_str(&format!("{:>15}", verdict.to_string()));
    }
    for (class, counts) in &classes {
        out.push_str(&format!("\n{:<20}", class.to_string()));
        for verdict in Verdict::ALL {
            out.push_str(&format!("{:>15}", counts.get(&verdict).copied().unwrap_or(0)));
        }
    }
    let (cases, failed, seconds) = (judged.cases.len(), judged.count(Verdict::Failed), judged.duration_ms as f64 / 1e3);
    let seen = match judged.count(Verdict::NotSeen) {
        0 => String::new(),
        unseen => format!(", {unseen} not seen"),
    };
    let (who, seed) = (judged.who(), judged.seed);
    out.push_str(&format!("\n{who}: {cases} cases, {failed} failed{seen}, {seconds:.1} s, seed {seed}\n"));
    out
}
