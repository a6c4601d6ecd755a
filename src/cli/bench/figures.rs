//! What was measured, beside the bars, as a table or as JSON.

use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Problem};

/// One reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Figure {
    /// What was measured; the unit stands last.
    pub(super) name: &'static str,
    /// How many members listened, where that matters.
    pub(super) members: Option<usize>,
    /// The reading.
    pub(super) value: f64,
    /// What it is held to, where the project has set itself a bar: the most that it may be, or the least.
    pub(super) bar: Option<f64>,
    /// Whether the bar is the least.
    pub(super) is_bar_the_least: bool,
    /// Whether it is within the bar.
    pub(super) is_met: Option<bool>,
}

/// Every reading so far.
pub(super) struct Figures {
    format: Format,
    all: Vec<Figure>,
}

#[derive(Serialize)]
struct Document<'a> {
    figures: &'a [Figure],
}

impl Figures {
    pub(super) fn begin(format: Format) -> io::Result<Self> {
        if format == Format::Text {
            writeln!(io::stdout(), "{:<34}{:>9}{:>14}{:>10}", "figure", "members", "measured", "bar")?;
        }
        Ok(Self { format, all: Vec::new() })
    }

    /// A reading without a bar.
    pub(super) fn note(&mut self, name: &'static str, members: Option<usize>, value: f64) {
        self.add(Figure { name, members, value, bar: None, is_bar_the_least: false, is_met: None });
    }

    /// A reading that is to be no more than the bar.
    pub(super) fn hold(&mut self, name: &'static str, members: Option<usize>, value: f64, bar: f64) {
        let is_met = Some(value <= bar);
        self.add(Figure { name, members, value, bar: Some(bar), is_bar_the_least: false, is_met });
    }

    /// A reading that is to be no less than the bar.
    pub(super) fn hold_least(&mut self, name: &'static str, members: Option<usize>, value: f64, bar: f64) {
        let is_met = Some(value >= bar);
        self.add(Figure { name, members, value, bar: Some(bar), is_bar_the_least: true, is_met });
    }

    fn add(&mut self, figure: Figure) {
        if self.format == Format::Text {
            // Whoever stops reading in the middle wants no more lines.
            let _ = writeln!(io::stdout(), "{}", figure.line());
        }
        self.all.push(figure);
    }

    pub(super) fn end(&self) -> Result<(), Problem> {
        if self.format == Format::Json {
            let document = Document { figures: &self.all };
            writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&document)?)?;
        }
        Ok(())
    }
}

impl Figure {
    fn line(&self) -> String {
        let Self { name, value, .. } = self;
        let members = self.members.map_or(String::new(), |members| members.to_string());
        let least = if self.is_bar_the_least { "≥ " } else { "" };
        let verdict = match (self.bar, self.is_met) {
            (Some(bar), Some(true)) => format!("{:>10}  met", format!("{least}{bar}")),
            (Some(bar), _) => format!("{:>10}  MISSED", format!("{least}{bar}")),
            (None, _) => String::new(),
        };
        format!("{name:<34}{members:>9}{value:>14.2}{verdict}")
    }
}

/// The value below which this share of the readings lies; the readings are sorted here.
pub(super) fn percentile(readings: &mut [f64], share: f64) -> f64 {
    readings.sort_unstable_by(f64::total_cmp);
    let last = readings.len().saturating_sub(1);
    let rank = (readings.len() as f64 * share).ceil() as usize;
    readings.get(rank.saturating_sub(1).min(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_readings() {
        let check = |readings: &[f64], share: f64, expected: f64| {
            assert_eq!(percentile(&mut readings.to_vec(), share), expected, "{readings:?} {share}");
        };
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        check(&hundred, 0.5, 50.0);
        check(&hundred, 0.99, 99.0);
        check(&hundred, 0.999, 100.0);
        check(&[7.0], 0.5, 7.0);
        check(&[], 0.5, 0.0);
    }

    #[test]
    fn a_reading_up_to_its_bar_meets_it_and_one_past_it_does_not() {
        let mut figures = Figures::begin(Format::Json).unwrap();
        figures.hold("a_us", Some(50), 25.0, 25.0);
        figures.hold("a_us", Some(50), 25.1, 25.0);
        figures.hold_least("per_sec", None, 50.0, 50.0);
        figures.hold_least("per_sec", None, 49.9, 50.0);
        figures.note("b", None, 1.0);
        let met: Vec<Option<bool>> = figures.all.iter().map(|figure| figure.is_met).collect();
        assert_eq!(met, [Some(true), Some(false), Some(true), Some(false), None]);
        assert!(figures.all[0].line().ends_with("25  met") && figures.all[1].line().ends_with("25  MISSED"));
    }
}
