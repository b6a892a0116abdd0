//! When a failure happens, and how many requests are allowed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::failure::Failure;
use crate::mock::names::is_same;
use callpoint::Endpoint;
use callpoint::meta::EndpointMeta;

/// The rules of a fake for failures and limits.
#[derive(Default)]
pub(super) struct Plan(Mutex<Rules>);

#[derive(Default)]
struct Rules {
    failures: Vec<Planned>,
    limits: Vec<Limit>,
    seed: u64,
}

struct Planned {
    failure: Failure,
    endpoint: Option<&'static EndpointMeta>,
    when: When,
    /// How many requests it was asked for.
    seen: u64,
}

#[derive(Debug, Clone, Copy)]
enum When {
    Always,
    Nth(u64),
    First(u64),
    Every(u64),
    /// Up to this of all numbers of 32 bits.
    Chance(f64),
}

struct Limit {
    endpoint: Option<&'static EndpointMeta>,
    most: u32,
    period: Duration,
    began: Option<Instant>,
    count: u32,
}

impl Plan {
    fn lock(&self) -> MutexGuard<'_, Rules> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn seed(&self, seed: u64) {
        self.lock().seed = seed;
    }

    /// The failure of a request: that of the first rule that says so. Each rule counts the requests that it could be for.
    pub(super) fn failure(&self, meta: Option<&EndpointMeta>) -> Option<Failure> {
        let mut rules = self.lock();
        let seed = rules.seed;
        let mut found = None;
        for (number, rule) in (0..).zip(&mut rules.failures) {
            if !is_for(rule.endpoint, meta) {
                continue;
            }
            rule.seen += 1;
            let is_due = match rule.when {
                When::Always => true,
                When::Nth(nth) => rule.seen == nth,
                When::First(first) => rule.seen <= first,
                When::Every(every) => rule.seen.is_multiple_of(every.max(1)),
                When::Chance(chance) => random(seed, number, rule.seen) < chance,
            };
            if is_due && found.is_none() {
                found = Some(rule.failure.clone());
            }
        }
        found
    }

    /// Counts a request. How long until the next one is allowed, if this one is not.
    pub(super) fn exceeded(&self, meta: Option<&EndpointMeta>) -> Option<Duration> {
        let mut rules = self.lock();
        if rules.limits.is_empty() {
            return None;
        }
        let now = Instant::now();
        let mut wait: Option<Duration> = None;
        for limit in rules
            .limits
            .iter_mut()
            .filter(|it| is_for(it.endpoint, meta))
        {
            let began = *limit.began.get_or_insert(now);
            let passed = now.duration_since(began);
            if passed >= limit.period {
                (limit.began, limit.count) = (Some(now), 0);
            }
            limit.count = limit.count.saturating_add(1);
            if limit.count > limit.most {
                let left = limit.period.saturating_sub(passed);
                wait = wait.max(Some(left));
            }
        }
        wait
    }
}

fn is_for(endpoint: Option<&EndpointMeta>, meta: Option<&EndpointMeta>) -> bool {
    endpoint.is_none_or(|endpoint| meta.is_some_and(|meta| is_same(endpoint, meta)))
}

/// A number from 0 to 1 that only these three decide.
fn random(seed: u64, rule: u64, request: u64) -> f64 {
    // SplitMix64.
    let mut z = [rule, request].into_iter().fold(seed, |z, part| {
        mixed(z ^ part.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    });
    z = mixed(z) >> 32;
    f64::from(u32::try_from(z).unwrap_or(u32::MAX)) / (f64::from(u32::MAX) + 1.0)
}

const fn mixed(z: u64) -> u64 {
    let z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A failure that a fake has, for all requests until this says for which.
#[derive(Clone)]
pub struct FailureRule {
    plan: Arc<Plan>,
    index: usize,
}

#[expect(
    clippy::return_self_not_must_use,
    clippy::must_use_candidate,
    reason = "the rule is registered"
)]
impl FailureRule {
    pub(super) fn new(plan: &Arc<Plan>, failure: Failure) -> Self {
        let mut rules = plan.lock();
        rules.failures.push(Planned {
            failure,
            endpoint: None,
            when: When::Always,
            seen: 0,
        });
        let index = rules.failures.len() - 1;
        drop(rules);
        Self {
            plan: Arc::clone(plan),
            index,
        }
    }

    fn set(self, set: impl FnOnce(&mut Planned)) -> Self {
        if let Some(rule) = self.plan.lock().failures.get_mut(self.index) {
            set(rule);
        }
        self
    }

    /// Only for requests to this endpoint; only those count.
    pub fn on<E: Endpoint>(self) -> Self {
        self.set(|rule| rule.endpoint = Some(E::META))
    }

    /// Only for one request, counted from 1.
    pub fn nth(self, nth: u64) -> Self {
        self.set(|rule| rule.when = When::Nth(nth))
    }

    /// Only for the first so many requests.
    pub fn first(self, requests: u64) -> Self {
        self.set(|rule| rule.when = When::First(requests))
    }

    /// For one of so many requests, at regular intervals.
    pub fn every(self, requests: u64) -> Self {
        self.set(|rule| rule.when = When::Every(requests))
    }

    /// By chance: 0.1 for one request of ten on average. The same [seed](super::Fake::seed) decides the same for the same number of a request.
    pub fn chance(self, chance: f64) -> Self {
        self.set(|rule| rule.when = When::Chance(chance))
    }
}

impl std::fmt::Debug for FailureRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rules = self.plan.lock();
        let rule = rules.failures.get(self.index);
        f.debug_struct("FailureRule")
            .field("failure", &rule.map(|rule| &rule.failure.kind))
            .field("when", &rule.map(|rule| rule.when))
            .finish_non_exhaustive()
    }
}

/// A rate limit that a fake has, for all requests until this says for which.
#[derive(Clone)]
pub struct RateLimit {
    plan: Arc<Plan>,
    index: usize,
}

impl RateLimit {
    pub(super) fn new(plan: &Arc<Plan>, most: u32, period: Duration) -> Self {
        let mut rules = plan.lock();
        rules.limits.push(Limit {
            endpoint: None,
            most,
            period,
            began: None,
            count: 0,
        });
        let index = rules.limits.len() - 1;
        drop(rules);
        Self {
            plan: Arc::clone(plan),
            index,
        }
    }

    /// Only for requests to this endpoint; only those count.
    #[expect(
        clippy::return_self_not_must_use,
        clippy::must_use_candidate,
        reason = "the limit is registered"
    )]
    pub fn on<E: Endpoint>(self) -> Self {
        if let Some(limit) = self.plan.lock().limits.get_mut(self.index) {
            limit.endpoint = Some(E::META);
        }
        self
    }
}

impl std::fmt::Debug for RateLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rules = self.plan.lock();
        let limit = rules.limits.get(self.index);
        let (most, period) = limit.map_or((0, Duration::ZERO), |it| (it.most, it.period));
        write!(f, "RateLimit({most} in {period:?})")
    }
}
