//! Whether a call is tried once more, and when. A pure function of what happened: no clock, no socket, no chance of its own.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use crate::error::TransportErrorKind;

/// How often, how soon and for how many of its calls a client tries once more. [`RetryPolicy::default`] holds unless another is set.
///
/// A call is tried again where the fault is one that passes (no connection, an interrupted one, a timeout of an attempt, 429, 502, 503, 504) and a second
/// request does no harm: the endpoint is idempotent, by its method or its declaration, or the first request was certainly not sent. The
/// pause is random between nothing and a bound that doubles with every attempt ("full jitter"); `Retry-After` lengthens it. All of it
/// happens within the call's timeout.
///
/// The budget keeps retries from making an overloaded service worse: every call saves a tenth of a retry, up to ten retries; when
/// nothing is saved nobody retries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) retries: u32,
    pub(crate) first_pause: Duration,
    pub(crate) longest_pause: Duration,
}

impl Default for RetryPolicy {
    /// Two retries, the first within 100 milliseconds, none after more than 10 seconds.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl RetryPolicy {
    const DEFAULT: Self = Self {
        retries: 2,
        first_pause: Duration::from_millis(100),
        longest_pause: Duration::from_secs(10),
    };

    /// No retries at all.
    #[must_use]
    pub const fn none() -> Self {
        Self::DEFAULT.retries(0)
    }

    /// How many attempts there are after the first: 2 unless set.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.retries = retries;
        self
    }

    /// The bound of the first pause: 100 milliseconds unless set. It doubles with every attempt.
    #[must_use]
    pub const fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// The bound that no pause exceeds, but where the server asks for more: 10 seconds unless set.
    #[must_use]
    pub const fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }
}

/// How long the server asks to wait: `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). A date that has passed asks for nothing.
pub(crate) fn after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than any number is long all the same.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// What happened in an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// A complete answer with this status, and how long the server asks to wait.
    Answered(u16, Option<Duration>),
    /// No complete answer.
    Failed {
        kind: TransportErrorKind,
        maybe_sent: bool,
        /// Whether a head was received: then the answer was under way.
        has_head: bool,
    },
}

/// An attempt whose request could be sent once more, and what the decision depends on beside it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt {
    /// The first is 1.
    pub(crate) number: u32,
    pub(crate) outcome: Outcome,
    pub(crate) idempotent: bool,
    /// How much of the call's time is left.
    pub(crate) left: Duration,
    /// Anything between 0 and `u32::MAX`, by chance.
    pub(crate) chance: u32,
}

/// The pause before the next attempt, or `None` where this was the last.
pub(crate) fn pause(policy: RetryPolicy, attempt: &Attempt) -> Option<Duration> {
    let Attempt {
        number,
        outcome,
        idempotent,
        left,
        chance,
    } = *attempt;
    if number > policy.retries || !passes(outcome) {
        return None;
    }
    let was_sent = match outcome {
        Outcome::Answered(..) => true,
        Outcome::Failed { maybe_sent, .. } => maybe_sent,
    };
    if was_sent && !idempotent {
        return None;
    }
    let pause = match outcome {
        // A connection that was closed while it was idle says nothing of the service: the next one is tried at once.
        Outcome::Failed {
            kind: TransportErrorKind::Interrupted,
            has_head: false,
            ..
        } if number == 1 => Duration::ZERO,
        Outcome::Failed { .. } => jittered(policy, number, chance),
        Outcome::Answered(_, asked) => {
            jittered(policy, number, chance).max(asked.unwrap_or_default())
        }
    };
    // An attempt that begins at the end of the call's time has no chance.
    (pause < left).then_some(pause)
}

/// Whether such a fault passes by itself.
fn passes(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Answered(status, _) => is_passing(status),
        Outcome::Failed { kind, .. } => matches!(
            kind,
            TransportErrorKind::Connect
                | TransportErrorKind::Interrupted
                | TransportErrorKind::Timeout(_)
        ),
    }
}

/// Whether a status says that the fault passes by itself.
pub(crate) fn is_passing(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Full jitter: anything from nothing to the bound.
fn jittered(policy: RetryPolicy, number: u32, chance: u32) -> Duration {
    let doubled = 1_u32.checked_shl(number - 1).unwrap_or(u32::MAX);
    let bound = policy
        .first_pause
        .saturating_mul(doubled)
        .min(policy.longest_pause);
    let share = f64::from(chance) / f64::from(u32::MAX);
    // The longest `Duration` is rounded up to more than there is.
    Duration::try_from_secs_f64(bound.as_secs_f64() * share).map_or(bound, |pause| pause.min(bound))
}

/// What a client may still spend on retries, in tenths.
#[derive(Debug)]
pub(crate) struct Budget {
    tenths: AtomicU32,
}

/// What a retry costs, and what can be saved.
const RETRY: u32 = 10;
const MOST: u32 = 10 * RETRY;

impl Default for Budget {
    fn default() -> Self {
        Self {
            tenths: AtomicU32::new(MOST),
        }
    }
}

impl Budget {
    /// A call begins, and saves a tenth of a retry.
    pub(crate) fn save(&self) {
        let _ = self
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                (tenths < MOST).then_some(tenths + 1)
            });
    }

    /// Whether a retry can be paid for; it is, then.
    pub(crate) fn spend(&self) -> bool {
        self.tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                tenths.checked_sub(RETRY)
            })
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TimeoutKind;

    const SECOND: Duration = Duration::from_secs(1);

    fn attempt(outcome: Outcome) -> Attempt {
        Attempt {
            number: 1,
            outcome,
            idempotent: true,
            left: 60 * SECOND,
            chance: u32::MAX,
        }
    }

    fn failed(kind: TransportErrorKind, maybe_sent: bool) -> Outcome {
        Outcome::Failed {
            kind,
            maybe_sent,
            has_head: false,
        }
    }

    fn decide(attempt: &Attempt) -> Option<u128> {
        pause(RetryPolicy::default(), attempt).map(|pause| pause.as_millis())
    }

    #[test]
    fn what_passes_is_tried_again() {
        use TransportErrorKind::{Connect, Interrupted, InvalidMessage, Timeout, Tls, TooLarge};
        let cases = [
            (Outcome::Answered(503, None), Some(100)),
            (Outcome::Answered(502, None), Some(100)),
            (Outcome::Answered(504, None), Some(100)),
            (Outcome::Answered(429, None), Some(100)),
            (Outcome::Answered(429, Some(3 * SECOND)), Some(3000)),
            (Outcome::Answered(200, None), None),
            (Outcome::Answered(404, None), None),
            (Outcome::Answered(500, None), None),
            (failed(Connect, false), Some(100)),
            (failed(Timeout(TimeoutKind::Attempt), true), Some(100)),
            (failed(Interrupted, true), Some(0)),
            (failed(Tls, false), None),
            (failed(InvalidMessage, true), None),
            (failed(TooLarge { limit: 1 }, true), None),
        ];
        for (outcome, expected) in cases {
            assert_eq!(decide(&attempt(outcome)), expected, "{outcome:?}");
        }
    }

    #[test]
    fn nothing_is_done_twice_by_chance() {
        let sent = failed(TransportErrorKind::Interrupted, true);
        let unsent = failed(TransportErrorKind::Connect, false);
        let post = |outcome| Attempt {
            idempotent: false,
            ..attempt(outcome)
        };
        assert_eq!(decide(&post(sent)), None);
        assert_eq!(decide(&post(Outcome::Answered(503, None))), None);
        assert_eq!(decide(&post(unsent)), Some(100));
    }

    #[test]
    fn attempts_end_and_pauses_grow() {
        let nth = |number| Attempt {
            number,
            ..attempt(Outcome::Answered(503, None))
        };
        assert_eq!(decide(&nth(1)), Some(100));
        assert_eq!(decide(&nth(2)), Some(200));
        assert_eq!(decide(&nth(3)), None);
        let patient = RetryPolicy::default().retries(100);
        assert_eq!(pause(patient, &nth(90)), Some(10 * SECOND));
        let endless = patient
            .first_pause(Duration::MAX)
            .longest_pause(Duration::MAX);
        let some_pause = Attempt {
            left: Duration::MAX,
            ..nth(90)
        };
        // The longest of all pauses is not shorter than what is left.
        assert_eq!(pause(endless, &some_pause), None);
        let lucky = Attempt {
            chance: 0,
            ..nth(2)
        };
        assert_eq!(decide(&lucky), Some(0));
    }

    #[test]
    fn the_deadline_comes_first() {
        let late = |asked: Duration| Attempt {
            left: 2 * SECOND,
            ..attempt(Outcome::Answered(503, Some(asked)))
        };
        assert_eq!(decide(&late(SECOND)), Some(1000));
        assert_eq!(decide(&late(2 * SECOND)), None);
        assert_eq!(decide(&late(365 * 24 * 3600 * SECOND)), None);
    }

    #[test]
    fn what_the_server_asks_for() {
        let now = httpdate::parse_http_date("Mon, 23 Nov 2026 10:00:00 GMT").unwrap();
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
                after(&headers, now).map(|after| after.as_secs()),
                seconds,
                "{value}"
            );
        }
    }

    #[test]
    fn an_empty_budget_stops_everybody() {
        let budget = Budget::default();
        assert_eq!((0..20).filter(|_| budget.spend()).count(), 10);
        (0..9).for_each(|_| budget.save());
        assert!(!budget.spend());
        budget.save();
        assert!(budget.spend() && !budget.spend());
    }
}
