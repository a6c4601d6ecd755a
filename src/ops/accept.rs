//! What form of an answer a client would rather have (RFC 9110 section 12.5.1).

use poem::http::{HeaderMap, header::ACCEPT};

/// Whether the Accept headers ask for one media type more than for the other, which is given where they are silent or do
/// not care.
pub(crate) fn prefers(headers: &HeaderMap, wanted: (&str, &str), otherwise: (&str, &str)) -> bool {
    let headers = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<&str> = headers.flat_map(|header| header.split(',')).collect();
    weight(&ranges, wanted) > weight(&ranges, otherwise)
}

/// The quality of the most specific range that a media type falls into, in thousandths; 0 when none does.
fn weight(ranges: &[&str], (kind, subkind): (&str, &str)) -> u32 {
    let fits = |range: &&str| {
        let mut parts = range.split(';').map(str::trim);
        let (range_kind, range_subkind) = parts.next()?.split_once('/')?;
        let specificity = match (range_kind, range_subkind) {
            ("*", "*") => 0,
            (same, "*") if same.eq_ignore_ascii_case(kind) => 1,
            (same, exact) if same.eq_ignore_ascii_case(kind) && exact.eq_ignore_ascii_case(subkind) => 2,
            _ => return None,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        Some((specificity, quality.map_or(Some(1_000), thousandths)?))
    };
    ranges.iter().filter_map(fits).max().map_or(0, |(_, quality)| quality)
}

/// A quality value, `0` to `1` with up to three decimals.
fn thousandths(quality: &str) -> Option<u32> {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let is_quality =
        matches!(whole, "0" | "1") && fraction.len() <= 3 && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let value = is_quality.then(|| format!("{whole}{fraction:0<3}").parse().ok())??;
    (value <= 1_000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_comes_where_it_is_asked_for() {
        for (accept, json) in [
            (&[][..], false),
            (&["*/*"], false),
            (&["application/json"], true),
            (&["Application/JSON; charset=utf-8"], true),
            (&["application/*"], true),
            (&["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], false),
            (&["application/json;q=0.5, text/html;q=0.4"], true),
            (&["application/json;q=0.5, text/html"], false),
            (&["text/html;q=0.9", "application/json"], true),
            (&["application/json;q=0, */*"], false),
            (&["application/json;q=x"], false),
            (&["application/json;q=1.001"], false),
            (&["nonsense"], false),
        ] {
            let mut headers = HeaderMap::new();
            for value in accept {
                headers.append(ACCEPT, value.parse().unwrap());
            }
            assert_eq!(prefers(&headers, ("application", "json"), ("text", "html")), json, "{accept:?}");
        }
    }
}
