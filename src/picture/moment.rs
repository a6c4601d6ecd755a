//! When something was observed: messages say it as a date, or as time that has passed since the scenario began.
//!
//! What it deliberately leaves out: times that are relative to an event of which the date is not known to the server.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

use super::outline::Element;

/// A moment of the scenario, in whole seconds as the standard writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Moment(i64);

const MONTHS_A_YEAR: i32 = 12;

impl Moment {
    /// Reads a date such as `2026-03-01T12:00:00Z`; nothing where there is no such day or hour.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp()))
    }

    /// What an element of the type TimeInstant says, in a scenario that began at this moment.
    pub(super) fn of_instant(instant: Element<'_>, scenario_start: Option<Moment>) -> Option<Self> {
        if let Some(date) = instant.text_at(&["DateTime", "IsoDateTime"]) {
            return Self::parse(&date);
        }
        let delay = instant.text_at(&["SimulationTime", "DelayTimeAmount", "IsoTimeDuration"])?;
        scenario_start?.after(&delay)
    }

    /// The moment after a delay such as `P00Y00M01DT02H30M00S`.
    fn after(self, delay: &str) -> Option<Self> {
        let [years, months, days, hours, minutes, seconds] = parts(delay)?;
        let begin = self.time()?;
        let month = i32::from(u8::from(begin.month())) - 1 + months + MONTHS_A_YEAR * years;
        let year = begin.year() + month.div_euclid(MONTHS_A_YEAR);
        let month = Month::try_from(u8::try_from(month.rem_euclid(MONTHS_A_YEAR) + 1).ok()?).ok()?;
        let day = begin.day().min(month.length(year));
        let date = Date::from_calendar_date(year, month, day).ok()?;
        let rest = [
            Duration::days(days.into()),
            Duration::hours(hours.into()),
            Duration::minutes(minutes.into()),
            Duration::seconds(seconds.into()),
        ];
        let end = rest.into_iter().try_fold(begin.replace_date(date), OffsetDateTime::checked_add)?;
        Some(Self(end.unix_timestamp()))
    }

    fn time(self) -> Option<OffsetDateTime> {
        Some(OffsetDateTime::from_unix_timestamp(self.0).ok()?.to_offset(UtcOffset::UTC))
    }
}

/// The six numbers of two digits in a duration of the standard.
fn parts(delay: &str) -> Option<[i32; 6]> {
    let mut rest = delay.strip_prefix('P')?;
    let mut parts = [0; 6];
    for (part, ends) in parts.iter_mut().zip(["Y", "M", "DT", "H", "M", "S"]) {
        let (digits, after) = rest.split_at_checked(2)?;
        *part = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())??;
        rest = after.strip_prefix(ends)?;
    }
    rest.is_empty().then_some(parts)
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // It was read from such a text, or lies after one by a century at most.
        let text = self.time().and_then(|time| time.format(&Rfc3339).ok());
        out.write_str(text.as_deref().unwrap_or("9999-12-31T23:59:59Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_order_and_written_as_the_standard_does() {
        for text in ["0001-01-01T00:00:00Z", "2026-02-28T23:59:59Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Moment::parse("2026-01-01T02:00:00+02:00"), Moment::parse("2026-01-01T00:00:00Z"));
        assert!(Moment::parse("2026-01-01T00:00:00Z") < Moment::parse("2026-01-01T00:00:01Z"));
        for refused in ["", "2026-02-30T00:00:00Z", "2026-01-01T25:00:00Z", "2026-01-01", "yesterday"] {
            assert_eq!(Moment::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn time_since_the_start_is_counted_by_the_calendar() {
        let check = |start: &str, delay: &str, expected: Option<&str>| {
            let end = Moment::parse(start).unwrap().after(delay);
            assert_eq!(end.map(|end| end.to_string()).as_deref(), expected, "{start} {delay}");
        };
        check("2026-01-01T00:00:00Z", "P00Y00M00DT00H00M00S", Some("2026-01-01T00:00:00Z"));
        check("2026-01-01T00:00:00Z", "P00Y00M01DT02H03M04S", Some("2026-01-02T02:03:04Z"));
        check("2026-12-31T23:59:59Z", "P00Y00M00DT00H00M01S", Some("2027-01-01T00:00:00Z"));
        check("2024-01-31T12:00:00Z", "P00Y01M00DT00H00M00S", Some("2024-02-29T12:00:00Z"));
        check("2026-11-30T00:00:00Z", "P01Y14M00DT00H00M00S", Some("2029-01-30T00:00:00Z"));
        check("9999-12-31T00:00:00Z", "P00Y00M01DT00H00M00S", None);
        for refused in ["", "P", "PT1H", "P1Y00M00DT00H00M00S", "P00Y00M00DT00H00M00S ", "P+1Y00M00DT00H00M00S"] {
            check("2026-01-01T00:00:00Z", refused, None);
        }
    }
}
