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
    /// The most that it may be, where the project has set itself a bar.
    pub(super) bar: Option<f64>,
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
        self.add(name, members, value, None);
    }

    /// A reading that is to be no more than the bar.
    pub(super) fn hold(&mut self, name: &'static str, members: Option<usize>, value: f64, bar: f64) {
        self.add(name, members, value, Some(bar));
    }

    fn add(&mut self, name: &'static str, members: Option<usize>, value: f64, bar: Option<f64>) {
        let figure = Figure { name, members, value, bar, is_met: bar.map(|bar| value <= bar) };
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
        let verdict = match (self.bar, self.is_met) {
            (Some(bar), Some(true)) => format!("{bar:>10}  met"),
            (Some(bar), _) => format!("{bar:>10}  MISSED"),
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
        figures.note("b", None, 1.0);
        let met: Vec<Option<bool>> = figures.all.iter().map(|figure| figure.is_met).collect();
        assert_eq!(met, [Some(true), Some(false), None]);
        assert!(figures.all[0].line().ends_with("25  met") && figures.all[1].line().ends_with("25  MISSED"));
    }
}
