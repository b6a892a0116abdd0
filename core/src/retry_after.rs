//! The `Retry-After` header.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};

use crate::fields::only;
use crate::http_date;

/// How long the server asks to wait: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). A date counts from `now`, or else from the
/// response's own `Date`; a date in the past means zero. If an intermediary has added another line, the longest of them satisfies both.
#[must_use]
pub fn after(headers: &HeaderMap, now: Option<SystemTime>) -> Option<Duration> {
    let lines = headers.get_all(RETRY_AFTER).iter();
    lines.filter_map(|line| asked(line, headers, now)).max()
}

fn asked(line: &HeaderValue, headers: &HeaderMap, now: Option<SystemTime>) -> Option<Duration> {
    let value = line.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large for `u64` means as long as possible.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = http_date::parse(value)?;
    let sent = || http_date::parse(only(headers, &DATE)?.to_str().ok()?);
    let now = now.or_else(sent)?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates() {
        let now = http_date::parse("Mon, 23 Nov 2026 10:00:00 GMT").unwrap();
        let cases = [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Mon, 23 Nov 2026 10:00:30 GMT", Some(30)),
            ("Mon, 23 Nov 2026 09:00:00 GMT", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("soon", None),
            ("", None),
            ("-1", None),
        ];
        for (value, seconds) in cases {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, value.parse().unwrap())]);
            assert_eq!(
                after(&headers, Some(now)).map(|after| after.as_secs()),
                seconds,
                "{value}"
            );
        }
    }

    #[test]
    fn the_longest_of_several_lines() {
        let cases: &[(&[&str], _)] = &[
            (&["1", "120"], Some(120)),
            (&["120", "1"], Some(120)),
            (&["soon", "7"], Some(7)),
            (&["soon", "now"], None),
        ];
        for (lines, seconds) in cases {
            let mut headers = HeaderMap::new();
            for line in *lines {
                headers.append(RETRY_AFTER, line.parse().unwrap());
            }
            let after = after(&headers, None);
            assert_eq!(after.map(|after| after.as_secs()), *seconds, "{lines:?}");
        }
    }

    #[test]
    fn a_date_counts_from_the_arrival_or_from_the_date_of_the_response() {
        let asked = "Mon, 23 Nov 2026 10:00:30 GMT";
        let arrived = http_date::parse("Mon, 23 Nov 2026 10:00:10 GMT");
        let cases: &[(Option<&str>, Option<SystemTime>, Option<u64>)] = &[
            (None, None, None),
            (None, arrived, Some(20)),
            (Some("Mon, 23 Nov 2026 10:00:00 GMT"), None, Some(30)),
            (Some("Mon, 23 Nov 2026 10:00:00 GMT"), arrived, Some(20)),
            (Some("Mon, 23 Nov 2026 11:00:00 GMT"), None, Some(0)),
            (Some("today"), None, None),
        ];
        for (date, arrived, seconds) in cases {
            let mut headers = HeaderMap::from_iter([(RETRY_AFTER, asked.parse().unwrap())]);
            if let Some(date) = date {
                headers.insert(DATE, date.parse().unwrap());
            }
            let after = after(&headers, *arrived).map(|after| after.as_secs());
            assert_eq!(after, *seconds, "{date:?}, {arrived:?}");
        }
    }
}
