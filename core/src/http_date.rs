//! HTTP dates (RFC 9110, section 5.6.7). Parsed here because a crate for it would be another dependency of every program, for one header field.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The time of a date, in any of the three forms that a recipient must accept. `None` if the date is invalid or before 1970.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let mut words = text.split([' ', ',', '-']).filter(|word| !word.is_empty());
    let day_name = words.next()?;
    if day_name.len() < 3 || !day_name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let (first, second) = (words.next()?, words.next()?);
    let (day, month, year, clock) = if let Some(month) = month(first) {
        // `Sun Nov  6 08:49:37 1994`
        let clock = words.next()?;
        (number(second)?, month, year(words.next()?)?, clock)
    } else {
        // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`
        let year = year(words.next()?)?;
        let clock = words.next()?;
        (words.next()? == "GMT").then_some((number(first)?, month(second)?, year, clock))?
    };
    if words.next().is_some() || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    let mut parts = clock.split(':');
    let (hour, minute, second) = (
        number(parts.next()?)?,
        number(parts.next()?)?,
        number(parts.next()?)?,
    );
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days =
        days_before(year)? + (1..month).map(|month| days_of(year, month)).sum::<u64>() + day - 1;
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

/// A day or a part of a time: one or two digits.
fn number(text: &str) -> Option<u64> {
    (text.len() <= 2).then(|| digits(text))?
}

/// Only digits: `parse` would also accept a sign.
fn digits(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// The number of a month; January is 1.
fn month(text: &str) -> Option<u64> {
    let index = MONTHS.iter().position(|month| *month == text)?;
    u64::try_from(index + 1).ok()
}

/// Two-digit years are 1970 to 2069.
fn year(text: &str) -> Option<u64> {
    match (text.len(), digits(text)?) {
        (2, year @ 70..) => Some(1900 + year),
        (2, year) => Some(2000 + year),
        (4, year) => Some(year),
        _ => None,
    }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of days between 1970-01-01 and January 1 of a year.
fn days_before(year: u64) -> Option<u64> {
    let years = year.checked_sub(1970)?;
    let leap_days = |year: u64| year / 4 - year / 100 + year / 400;
    Some(years * 365 + leap_days(year - 1) - leap_days(1969))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_form() {
        let cases = [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 29 Feb 2024 23:59:60 GMT", Some(1_709_251_200)),
            ("Mon, 01 Mar 2100 00:00:00 GMT", Some(4_107_542_400)),
            ("Mon, 23 Nov 2026 10:00:00 GMT", Some(1_795_428_000)),
            ("Friday, 31-Dec-69 00:00:00 GMT", Some(3_155_673_600)),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Some(253_402_300_799)),
            ("Wed, 31 Dec 1969 23:59:59 GMT", None),
            ("Wed, 29 Feb 2023 00:00:00 GMT", None),
            ("Thu, 00 Jan 1970 00:00:00 GMT", None),
            ("Thu, 32 Jan 1970 00:00:00 GMT", None),
            ("Thu, 01 Foo 1970 00:00:00 GMT", None),
            ("Thu, 01 Jan 1970 24:00:00 GMT", None),
            ("Thu, 01 Jan 1970 00:00 GMT", None),
            ("Thu, 01 Jan 1970 00:00:00 CET", None),
            ("Thu, 01 Jan 1970 00:00:00 GMT GMT", None),
            ("Thu, +1 Jan 1970 00:00:00 GMT", None),
            ("Thu, 001 Jan 1970 00:00:00 GMT", None),
            ("Thu, 01 Jan 1970 00:000:00 GMT", None),
            ("Thu, 01 Jan 19700 00:00:00 GMT", None),
            ("Thu, 01 Jan 1970 ::: GMT", None),
            ("1970", None),
            ("", None),
        ];
        for (text, seconds) in cases {
            let expected = seconds.map(|seconds| UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
