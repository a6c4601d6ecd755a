//! Dates, times and durations: how they are written and how they are ordered.
//!
//! What must always hold: values with and without a time zone are ordered only where fourteen hours cannot matter, and
//! durations only where every month's length says the same. Fractions of a second count to eighteen digits.

use std::cmp::Ordering;

/// The types of dates and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum Calendar {
    DateTime,
    Date,
    Time,
    YearMonth,
    Year,
    MonthDay,
    Month,
    Day,
}

/// A point in time, in seconds and parts of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) struct Moment {
    seconds: i64,
    fraction: u64,
    has_zone: bool,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) struct Duration {
    months: i64,
    seconds: i64,
    fraction: i64,
}

const DAY_S: i64 = 86_400;
const ZONE_MAX_S: i64 = 14 * 3600;

/// What is left of a text.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    fn take(&mut self, literal: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(literal)?;
        Some(())
    }

    fn two(&mut self, min: i64, max: i64) -> Option<i64> {
        let digits = self.0.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.0 = &self.0[2..];
        digits.parse().ok().filter(|number| (min..=max).contains(number))
    }

    fn digits(&mut self) -> &str {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        digits
    }

    fn year(&mut self) -> Option<i64> {
        let is_negative = self.take("-").is_some();
        let digits = self.digits();
        let year: i64 = digits.parse().ok().filter(|&year| year != 0 && year < 100_000_000_000)?;
        let is_plain = digits.len() == 4 || (digits.len() > 4 && !digits.starts_with('0'));
        is_plain.then_some(if is_negative { 1 - year } else { year })
    }

    fn fraction(&mut self) -> Option<u64> {
        if self.take(".").is_none() {
            return Some(0);
        }
        let digits = self.digits();
        if digits.is_empty() {
            return None;
        }
        format!("{:0<18}", &digits[..digits.len().min(18)]).parse().ok()
    }

    fn time(&mut self) -> Option<(i64, u64)> {
        let hour = self.two(0, 24)?;
        self.take(":")?;
        let minute = self.two(0, 59)?;
        self.take(":")?;
        let second = self.two(0, 59)?;
        let fraction = self.fraction()?;
        let is_midnight = minute == 0 && second == 0 && fraction == 0;
        (hour < 24 || is_midnight).then_some((hour * 3600 + minute * 60 + second, fraction))
    }

    /// The zone's offset in seconds; none within where there is no zone.
    fn zone(&mut self) -> Option<Option<i64>> {
        if self.0.is_empty() {
            return Some(None);
        }
        if self.take("Z").is_some() {
            return Some(Some(0));
        }
        let sign = if self.take("-").is_some() { -1 } else { self.take("+").map(|()| 1)? };
        let hours = self.two(0, 14)?;
        self.take(":")?;
        let offset = hours * 3600 + self.two(0, 59)? * 60;
        (offset <= ZONE_MAX_S).then_some(Some(sign * offset))
    }
}

impl Moment {
    pub(in crate::schema) fn parse(calendar: Calendar, text: &str) -> Option<Self> {
        use Calendar::{Date, DateTime, Day, Month, MonthDay, Time, Year, YearMonth};
        let mut rest = Rest(text);
        let (mut year, mut month, mut day) = (1972, 1, 1);
        if matches!(calendar, DateTime | Date | YearMonth | Year) {
            year = rest.year()?;
        }
        if matches!(calendar, MonthDay | Month | Day) {
            rest.take("-")?;
        }
        if matches!(calendar, DateTime | Date | YearMonth | MonthDay | Month) {
            rest.take("-")?;
            month = rest.two(1, 12)?;
        }
        if matches!(calendar, DateTime | Date | MonthDay | Day) {
            rest.take("-")?;
            if calendar == Day {
                rest.take("-")?;
            }
            day = rest.two(1, days_of(year, month))?;
        }
        if calendar == DateTime {
            rest.take("T")?;
        }
        let (seconds, fraction) = if matches!(calendar, DateTime | Time) { rest.time()? } else { (0, 0) };
        let zone = rest.zone()?;
        if !rest.0.is_empty() {
            return None;
        }
        let seconds = if calendar == Time { seconds % DAY_S } else { seconds };
        let seconds = days(year, month, day) * DAY_S + seconds - zone.unwrap_or(0);
        Some(Self { seconds, fraction, has_zone: zone.is_some() })
    }

    pub(in crate::schema) fn compare(&self, other: &Self) -> Option<Ordering> {
        let key = |moment: &Self, shift: i64| (moment.seconds + shift, moment.fraction);
        match (self.has_zone, other.has_zone) {
            (true, false) if key(self, 0) < key(other, -ZONE_MAX_S) => Some(Ordering::Less),
            (true, false) if key(self, 0) > key(other, ZONE_MAX_S) => Some(Ordering::Greater),
            (true, false) => None,
            (false, true) => other.compare(self).map(Ordering::reverse),
            _ => Some(key(self, 0).cmp(&key(other, 0))),
        }
    }
}

impl Duration {
    pub(in crate::schema) fn parse(text: &str) -> Option<Self> {
        let mut rest = Rest(text);
        let sign = if rest.take("-").is_some() { -1 } else { 1 };
        rest.take("P")?;
        let mut value = Self { months: 0, seconds: 0, fraction: 0 };
        let (mut units, mut in_time) = (&[('Y', 12, 0), ('M', 1, 0), ('D', 0, DAY_S)][..], false);
        let mut is_empty = true;
        while !rest.0.is_empty() {
            if !in_time && rest.take("T").is_some() {
                (units, in_time, is_empty) = (&[('H', 0, 3600), ('M', 0, 60), ('S', 0, 1)], true, true);
                continue;
            }
            let number: i64 = rest.digits().parse().ok().filter(|number| *number < 1_000_000_000_000)?;
            let has_point = rest.0.starts_with('.');
            let fraction = rest.fraction()?;
            let unit = rest.0.chars().next()?;
            rest.0 = &rest.0[unit.len_utf8()..];
            let at = units.iter().position(|(known, ..)| *known == unit).filter(|_| !has_point || unit == 'S')?;
            let (_, months, seconds) = units[at];
            units = &units[at + 1..];
            value.months += sign * number * months;
            value.seconds += sign * number * seconds;
            value.fraction = sign * i64::try_from(fraction).ok()?;
            is_empty = false;
        }
        (!is_empty).then_some(value)
    }

    /// The order where it is the same from each of four days that differ most in what follows them.
    pub(in crate::schema) fn compare(&self, other: &Self) -> Option<Ordering> {
        let from = |duration: &Self, (year, month): (i64, i64)| {
            let months = year * 12 + month - 1 + duration.months;
            let day = days(months.div_euclid(12), months.rem_euclid(12) + 1, 1);
            (i128::from(day) * i128::from(DAY_S) + i128::from(duration.seconds), duration.fraction)
        };
        let mut orders = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)].map(|day| from(self, day).cmp(&from(other, day)));
        orders.sort_unstable();
        (orders[0] == orders[3]).then_some(orders[0])
    }
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from a fixed day of the proleptic Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    before * 365 + leaps + (1..month).map(|month| days_of(year, month)).sum::<i64>() + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_and_ordered_as_xml_schema_says() {
        use Calendar::{Date, DateTime, Day, Month, MonthDay, Time, Year, YearMonth};
        for (calendar, valid, invalid) in [
            (
                DateTime,
                &["2004-02-29T24:00:00Z", "-0044-03-15T12:00:00.5+14:00", "12004-04-12T13:20:00"][..],
                &[
                    "2003-02-29T00:00:00",
                    "2004-04-12T24:00:01",
                    "0000-01-01T00:00:00",
                    "2004-04-12",
                    "2004-04-12T1:00:00",
                ][..],
            ),
            (Date, &["2004-04-12", "2004-04-12-05:00"], &["2004-4-12", "2004-13-01", "02004-04-12", "2004-04-31"]),
            (Time, &["13:20:30.5555", "24:00:00"], &["5:20:00", "13:20", "13:20:30.", "13:20:30+14:01"]),
            (YearMonth, &["2004-04Z"], &["2004-00"]),
            (Year, &["2004", "-2004"], &["04", "2004-04"]),
            (MonthDay, &["--02-29", "--04-12Z"], &["--02-30", "04-12"]),
            (Month, &["--04"], &["--13", "-04"]),
            (Day, &["---31"], &["---32", "--12"]),
        ] {
            for text in valid {
                assert!(Moment::parse(calendar, text).is_some(), "{text}");
            }
            for text in invalid {
                assert!(Moment::parse(calendar, text).is_none(), "{text}");
            }
        }
        let order = |a, b| Moment::parse(DateTime, a).unwrap().compare(&Moment::parse(DateTime, b).unwrap());
        assert_eq!(order("2000-01-01T12:00:00+01:00", "2000-01-01T11:00:00Z"), Some(Ordering::Equal));
        assert_eq!(order("1999-12-31T24:00:00", "2000-01-01T00:00:00"), Some(Ordering::Equal));
        assert_eq!(order("2000-01-01T12:00:00", "2000-01-01T12:00:00.1"), Some(Ordering::Less));
        assert_eq!(order("2000-01-01T12:00:00", "2000-01-01T12:00:00Z"), None);
        assert_eq!(order("2000-01-01T12:00:00Z", "2000-01-03T12:00:00"), Some(Ordering::Less));
    }

    #[test]
    fn durations_are_written_and_ordered_as_xml_schema_says() {
        for text in ["P", "PT", "P1YT", "1Y", "P1S", "PT1.S", "P1M1Y", "P-1Y", "P1.5D", ""] {
            assert!(Duration::parse(text).is_none(), "{text}");
        }
        let order = |a, b| Duration::parse(a).unwrap().compare(&Duration::parse(b).unwrap());
        assert_eq!(order("P1Y", "P12M"), Some(Ordering::Equal));
        assert_eq!(order("PT36H", "P1DT12H"), Some(Ordering::Equal));
        assert_eq!(order("P1M", "P30D"), None);
        assert_eq!(order("P1M", "P32D"), Some(Ordering::Less));
        assert_eq!(order("-P1D", "PT0.5S"), Some(Ordering::Less));
    }
}
