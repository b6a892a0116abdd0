//! Whether and when a call is retried. A pure function of what happened: no clock, no socket, no random numbers.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::TransportErrorKind;

/// How often and how soon a client retries. The default is [`RetryPolicy::default`].
///
/// A call is retried after a transient failure (no connection, a closed connection, a timeout of an attempt, or the status 429, 502, 503 or 504) if a
/// second request is safe: the endpoint is idempotent by its method or its declaration, or the first request was certainly not sent. The backoff is
/// random, between zero and a bound that doubles with every attempt ("full jitter"). `Retry-After` lengthens it. All attempts happen within the
/// call's timeout.
///
/// A retry budget keeps retries from making an overload worse: every call deposits a tenth of a retry, up to ten retries. If the budget is empty,
/// nothing is retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    #[doc(hidden)]
    pub max_retries: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl Default for RetryPolicy {
    /// Two retries, the first within 100 milliseconds, none after more than 10 seconds.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl RetryPolicy {
    const DEFAULT: Self = Self {
        max_retries: 2,
        initial_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(10),
    };

    /// Never retries.
    #[must_use]
    pub const fn none() -> Self {
        Self::DEFAULT.max_retries(0)
    }

    /// Sets the maximum number of retries per call. Default: 2.
    #[must_use]
    pub const fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Sets the bound of the first backoff. Default: 100 milliseconds. It doubles with every attempt.
    #[must_use]
    pub const fn initial_backoff(mut self, backoff: Duration) -> Self {
        self.initial_backoff = backoff;
        self
    }

    /// Sets the bound of every backoff. Default: 10 seconds. A longer `Retry-After` takes precedence.
    #[must_use]
    pub const fn max_backoff(mut self, backoff: Duration) -> Self {
        self.max_backoff = backoff;
        self
    }
}

/// The outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A complete response: its status, and how long the server asks to wait.
    Response(u16, Option<Duration>),
    /// No complete response.
    Failed {
        kind: TransportErrorKind,
        maybe_sent: bool,
        /// Whether a response head was received, so that the server had started to respond.
        has_head: bool,
    },
}

/// An attempt whose request could be repeated, and what the decision depends on.
#[derive(Debug, Clone, Copy)]
pub struct Attempt {
    /// The first is 1.
    pub number: u32,
    pub outcome: Outcome,
    pub idempotent: bool,
    /// What is left of the call's time.
    pub left: Duration,
    /// A random number.
    pub jitter: u32,
}

/// The backoff before the next attempt; `None` if this was the last.
#[must_use]
pub fn backoff(policy: RetryPolicy, attempt: &Attempt) -> Option<Duration> {
    let Attempt {
        number,
        outcome,
        idempotent,
        left,
        jitter,
    } = *attempt;
    if number > policy.max_retries || !is_transient(outcome) {
        return None;
    }
    let was_sent = match outcome {
        Outcome::Response(..) => true,
        Outcome::Failed { maybe_sent, .. } => maybe_sent,
    };
    if was_sent && !idempotent {
        return None;
    }
    let backoff = match outcome {
        // An idle connection that was closed says nothing about the service: the first retry is immediate.
        Outcome::Failed {
            kind: TransportErrorKind::ConnectionClosed,
            has_head: false,
            ..
        } if number == 1 => Duration::ZERO,
        Outcome::Failed { .. } => jittered(policy, number, jitter),
        Outcome::Response(_, asked) => {
            jittered(policy, number, jitter).max(asked.unwrap_or_default())
        }
    };
    // An attempt that would begin after the deadline is pointless.
    (backoff < left).then_some(backoff)
}

/// Whether a failure is transient.
fn is_transient(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Response(status, _) => is_transient_status(status),
        Outcome::Failed { kind, .. } => matches!(
            kind,
            TransportErrorKind::Connect
                | TransportErrorKind::ConnectionClosed
                | TransportErrorKind::Timeout(_)
        ),
    }
}

/// Whether a status means a transient failure.
#[inline]
#[must_use]
pub fn is_transient_status(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Full jitter: a random duration between zero and the bound.
fn jittered(policy: RetryPolicy, number: u32, jitter: u32) -> Duration {
    let doubled = 1_u32.checked_shl(number - 1).unwrap_or(u32::MAX);
    let bound = policy
        .initial_backoff
        .saturating_mul(doubled)
        .min(policy.max_backoff);
    let share = f64::from(jitter) / f64::from(u32::MAX);
    // Converting the longest `Duration` to seconds rounds up, beyond the maximum.
    Duration::try_from_secs_f64(bound.as_secs_f64() * share)
        .map_or(bound, |backoff| backoff.min(bound))
}

/// A random number: the upper half of a hash with a random key.
#[must_use]
pub fn jitter(number: u32) -> u32 {
    u32::try_from(RandomState::new().hash_one(number) >> 32).unwrap_or(u32::MAX)
}

/// The retry budget of a client, in tenths of a retry.
#[derive(Debug)]
pub struct Budget {
    tenths: AtomicU32,
}

/// The cost of a retry, and the maximum of the budget.
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
    /// Deposits a tenth of a retry, for a new call.
    #[inline]
    pub fn deposit(&self) {
        let _ = self
            .tenths
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tenths| {
                (tenths < MOST).then_some(tenths + 1)
            });
    }

    /// Withdraws a retry; `false` if the budget does not cover it.
    #[must_use]
    pub fn withdraw(&self) -> bool {
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
    use crate::TimeoutKind;

    const SECOND: Duration = Duration::from_secs(1);

    fn attempt(outcome: Outcome) -> Attempt {
        Attempt {
            number: 1,
            outcome,
            idempotent: true,
            left: 60 * SECOND,
            jitter: u32::MAX,
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
        backoff(RetryPolicy::default(), attempt).map(|backoff| backoff.as_millis())
    }

    #[test]
    fn transient_failures_are_retried() {
        use TransportErrorKind::{
            BodyTooLarge, Connect, ConnectionClosed, InvalidMessage, Timeout, Tls,
        };
        let cases = [
            (Outcome::Response(503, None), Some(100)),
            (Outcome::Response(502, None), Some(100)),
            (Outcome::Response(504, None), Some(100)),
            (Outcome::Response(429, None), Some(100)),
            (Outcome::Response(429, Some(3 * SECOND)), Some(3000)),
            (Outcome::Response(200, None), None),
            (Outcome::Response(404, None), None),
            (Outcome::Response(500, None), None),
            (failed(Connect, false), Some(100)),
            (failed(Timeout(TimeoutKind::Attempt), true), Some(100)),
            (failed(ConnectionClosed, true), Some(0)),
            (failed(Tls, false), None),
            (failed(InvalidMessage, true), None),
            (failed(BodyTooLarge { limit: 1 }, true), None),
        ];
        for (outcome, expected) in cases {
            assert_eq!(decide(&attempt(outcome)), expected, "{outcome:?}");
        }
    }

    #[test]
    fn a_request_that_is_not_idempotent_is_not_repeated() {
        let sent = failed(TransportErrorKind::ConnectionClosed, true);
        let unsent = failed(TransportErrorKind::Connect, false);
        let post = |outcome| Attempt {
            idempotent: false,
            ..attempt(outcome)
        };
        assert_eq!(decide(&post(sent)), None);
        assert_eq!(decide(&post(Outcome::Response(503, None))), None);
        assert_eq!(decide(&post(unsent)), Some(100));
    }

    #[test]
    fn attempts_are_limited_and_the_backoff_grows() {
        let nth = |number| Attempt {
            number,
            ..attempt(Outcome::Response(503, None))
        };
        assert_eq!(decide(&nth(1)), Some(100));
        assert_eq!(decide(&nth(2)), Some(200));
        assert_eq!(decide(&nth(3)), None);
        let patient = RetryPolicy::default().max_retries(100);
        assert_eq!(backoff(patient, &nth(90)), Some(10 * SECOND));
        let endless = patient
            .initial_backoff(Duration::MAX)
            .max_backoff(Duration::MAX);
        let no_deadline = Attempt {
            left: Duration::MAX,
            ..nth(90)
        };
        // The longest backoff is not shorter than the time left.
        assert_eq!(backoff(endless, &no_deadline), None);
        let lucky = Attempt {
            jitter: 0,
            ..nth(2)
        };
        assert_eq!(decide(&lucky), Some(0));
    }

    #[test]
    fn the_deadline_comes_first() {
        let late = |asked: Duration| Attempt {
            left: 2 * SECOND,
            ..attempt(Outcome::Response(503, Some(asked)))
        };
        assert_eq!(decide(&late(SECOND)), Some(1000));
        assert_eq!(decide(&late(2 * SECOND)), None);
        assert_eq!(decide(&late(365 * 24 * 3600 * SECOND)), None);
    }

    #[test]
    fn an_empty_budget_stops_all_retries() {
        let budget = Budget::default();
        assert_eq!((0..20).filter(|_| budget.withdraw()).count(), 10);
        (0..9).for_each(|_| budget.deposit());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw() && !budget.withdraw());
    }
}
