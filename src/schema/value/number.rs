//! Numbers as XML Schema 1.0 writes them: decimals of any length, compared exactly, and doubles.
//!
//! Entry points: `Decimal`, `double`. Texts come trimmed. A decimal is never turned into a binary number.

use std::cmp::Ordering;

/// A decimal number in its digits: no leading zeros before the point, no trailing ones behind it. Zero is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) struct Decimal<'a> {
    negative: bool,
    integer: &'a [u8],
    fraction: &'a [u8],
}

impl<'a> Decimal<'a> {
    /// Reads `xs:decimal`: an optional sign, digits with at most one point, at least one digit.
    pub(in crate::schema) fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, digits) = match bytes.split_first()? {
            (b'-', digits) => (true, digits),
            (b'+', digits) => (false, digits),
            _ => (false, bytes),
        };
        let (integer, fraction) = match digits.iter().position(|byte| !byte.is_ascii_digit()) {
            None => (digits, &digits[digits.len()..]),
            Some(point) if digits[point] == b'.' => (&digits[..point], &digits[point + 1..]),
            Some(_) => return None,
        };
        if (integer.is_empty() && fraction.is_empty()) || !fraction.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let integer = &integer[integer.iter().take_while(|&&digit| digit == b'0').count()..];
        let zeros = fraction.iter().rev().take_while(|&&digit| digit == b'0').count();
        let fraction = &fraction[..fraction.len() - zeros];
        Some(Self { negative: negative && !(integer.is_empty() && fraction.is_empty()), integer, fraction })
    }

    /// Reads `xs:integer`: as a decimal, without a point.
    pub(in crate::schema) fn parse_integer(text: &'a str) -> Option<Self> {
        if text.contains('.') { None } else { Self::parse(text) }
    }

    /// Compares by value.
    pub(in crate::schema) fn compare(&self, other: &Decimal<'_>) -> Ordering {
        let magnitude = |a: &Decimal<'_>, b: &Decimal<'_>| {
            let integers = a.integer.len().cmp(&b.integer.len()).then_with(|| a.integer.cmp(b.integer));
            integers.then_with(|| a.fraction.cmp(b.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => magnitude(self, other),
            (true, true) => magnitude(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }

    /// Digits in all, as totalDigits counts: at least one.
    pub(in crate::schema) fn total_digits(&self) -> usize {
        let leading = match self.integer {
            [] => self.fraction.iter().take_while(|&&digit| digit == b'0').count(),
            _ => 0,
        };
        (self.integer.len() + self.fraction.len() - leading).max(1)
    }

    /// Digits behind the point, as fractionDigits counts.
    pub(in crate::schema) fn fraction_digits(&self) -> usize {
        self.fraction.len()
    }
}

impl std::fmt::Display for Decimal<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |digits| std::str::from_utf8(digits).unwrap_or_default();
        let sign = if self.negative { "-" } else { "" };
        let integer = if self.integer.is_empty() { "0" } else { text(self.integer) };
        let point = if self.fraction.is_empty() { "" } else { "." };
        write!(out, "{sign}{integer}{point}{}", text(self.fraction))
    }
}

/// Whether a text is written as a finite `xs:double` or `xs:float`, or is INF, -INF or NaN.
pub(in crate::schema) fn is_double(text: &str) -> bool {
    if matches!(text, "INF" | "-INF" | "NaN") {
        return true;
    }
    let (mantissa, exponent) = match memchr::memchr2(b'e', b'E', text.as_bytes()) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    Decimal::parse(mantissa).is_some() && exponent.is_none_or(|exponent| Decimal::parse_integer(exponent).is_some())
}

/// The value of an `xs:double`.
pub(in crate::schema) fn double(text: &str) -> Option<f64> {
    if !is_double(text) {
        return None;
    }
    match text {
        "INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        finite => finite.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_compare_by_value_at_any_length() {
        let ascending = [
            "-100000000000000000000000000000000001",
            "-100000000000000000000000000000000000.5",
            "-2",
            "-1.5",
            "-1.05",
            "-.001",
            "0",
            "0.0000000000000000000000000001",
            ".5",
            "0.51",
            "1",
            "9.999",
            "10",
            "340282366920938463463374607431768211456",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                let (a, b) = (Decimal::parse(a).unwrap(), Decimal::parse(b).unwrap());
                assert_eq!(a.compare(&b), i.cmp(&j), "{a:?} {b:?}");
            }
        }
        for (a, b) in [("-0", "+0.0"), ("007", "7."), (".50", "0.5"), ("+1", "1")] {
            assert_eq!(Decimal::parse(a), Decimal::parse(b));
        }
    }

    #[test]
    fn only_decimals_are_decimals() {
        for text in ["", "+", "-", ".", "+.", "1e5", "1.2.3", "--1", "+-1", " 1", "INF", "0x1", "1,0", "١"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse_integer("1."), None);
        assert_eq!(Decimal::parse_integer("1.0"), None);
        assert!(Decimal::parse_integer("-0").is_some());
    }

    #[test]
    fn digits_are_counted_in_the_value() {
        for (text, total, fraction) in
            [("0", 1, 0), ("00.00", 1, 0), ("123.4500", 5, 2), ("0.001", 1, 3), ("-0100", 3, 0), ("10", 2, 0)]
        {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!((decimal.total_digits(), decimal.fraction_digits()), (total, fraction), "{text}");
        }
    }

    #[test]
    fn doubles_are_written_as_xml_schema_writes_them() {
        for text in ["1", "-1", "+1", "1.", ".5", "1e5", "1E+5", "-1.5e-10", "INF", "-INF", "NaN", "1e400", "00"] {
            assert!(double(text).is_some(), "{text}");
        }
        for text in [
            "", ".", "e5", "1e", "1e+", "1e5.0", "+INF", "inf", "Infinity", "nan", "-NaN", "0x1p3", "1d", "1f", "1 2",
            "1e5e5", "1_0",
        ] {
            assert_eq!(double(text), None, "{text}");
        }
        assert_eq!(double("89.99999999999999999999999999"), Some(90.0));
        assert_eq!(double("-INF"), Some(f64::NEG_INFINITY));
    }
}
