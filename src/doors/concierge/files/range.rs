//! The part of a file that a request asks for (RFC 9110 section 14).

use std::ops::Range;

/// The bytes that the header `Range` asks for, of a file of this length. Nothing where it asks for none of its bytes, for
/// several parts, or in another unit: then the whole is sent, as the standard allows.
pub(super) fn asked(header: &str, length: usize) -> Option<Range<usize>> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<usize>().unwrap_or(usize::MAX))
    };
    let range = match (first, last) {
        ("", suffix) => length.saturating_sub(number(suffix)?)..length,
        (first, "") => number(first)?..length,
        (first, last) => number(first)?..number(last)?.saturating_add(1).min(length),
    };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_sent_alone_and_all_else_is_the_whole() {
        let check = |header: &str, expected: Option<Range<usize>>| assert_eq!(asked(header, 10), expected, "{header}");
        check("bytes=0-0", Some(0..1));
        check("bytes=2-4", Some(2..5));
        check("bytes=2-", Some(2..10));
        check("bytes=2-99999999999999999999999", Some(2..10));
        check("bytes=-3", Some(7..10));
        check("bytes=-30", Some(0..10));
        for whole in
            ["", "bytes=", "bytes=-", "bytes=10-", "bytes=5-4", "bytes=-0", "bytes=0-1,3-4", "lines=1-2", "bytes=+1-2"]
        {
            check(whole, None);
        }
        assert_eq!(asked("bytes=0-", 0), None);
    }
}
