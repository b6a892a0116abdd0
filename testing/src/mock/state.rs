//! The state of a mock: its rules with their replies, the requests received, and the failures.

use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::names::is_same;
use super::request::MockRequest;
use super::{compare, report};
use callpoint::Body;
use callpoint::TransportErrorKind;
use callpoint::meta::EndpointMeta;
use callpoint::transport::SendError;

/// The state that a mock and its clones share.
#[derive(Default)]
pub(super) struct Shared(Mutex<State>);

impl Shared {
    /// Ignores poisoning: a panic elsewhere leaves the state valid.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a failure, so that it is reported even if its panic is swallowed.
    pub(super) fn fail(&self, failure: &str) -> ! {
        self.lock().failures.push(failure.to_owned());
        panic!("{failure}")
    }

    /// The response to a request. Fails the test if no rule matches.
    pub(super) fn response(&self, request: &MockRequest) -> Planned {
        // Conditions are test code, which may use the mock: they run without the lock.
        let conditions = {
            let mut state = self.lock();
            state.requests.push(request.clone());
            state.conditions(request.meta())
        };
        let mut mismatches: Vec<Mismatch> = Vec::new();
        for (index, conditions) in conditions {
            let differences = {
                let _guard = RecordPanic(self, request.meta());
                conditions.differences(request)
            };
            if differences.is_empty()
                && let Some(planned) = self.lock().rules[index].take()
            {
                return planned;
            }
            mismatches.push(Mismatch { index, differences });
        }
        let text = self.lock().unmatched(request, &mismatches);
        self.fail(&text)
    }
}

/// Records the panic of a condition.
struct RecordPanic<'a>(&'a Shared, &'static EndpointMeta);

impl Drop for RecordPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            let text = format!("a condition for `{}` panicked", self.1.name);
            self.0.lock().failures.push(text);
        }
    }
}

/// The state of a mock.
#[derive(Default)]
pub(super) struct State {
    pub(super) rules: Vec<RegisteredRule>,
    pub(super) requests: Vec<MockRequest>,
    pub(super) failures: Vec<String>,
}

impl State {
    /// Why no rule matches a call: the closest rule, and what did not match.
    fn unmatched(&self, request: &MockRequest, mismatches: &[Mismatch]) -> String {
        let meta = request.meta();
        let nearest = mismatches.iter().min_by_key(|rule| rule.differences.len());
        let hint = match nearest {
            None => report::no_rule(meta.name, self.rules.iter().map(|rule| rule.meta.name)),
            Some(rule) => report::nearest(self.rules[rule.index].place, &rule.differences),
        };
        report::unmatched(meta, &request.shown(), &hint)
    }

    /// The failures that are not yet reported.
    pub(super) fn report(&mut self) -> Option<String> {
        let mut parts = std::mem::take(&mut self.failures);
        let mut help = "";
        for rule in &mut self.rules {
            if rule.is_optional || rule.is_reported {
                continue;
            }
            if let Some(text) = rule.unused() {
                rule.is_reported = true;
                help = report::MAY_BE_UNUSED;
                parts.push(text);
            }
        }
        (!parts.is_empty()).then(|| parts.join("\n") + help)
    }

    /// The conditions of the rules for an endpoint, by index.
    pub(super) fn conditions(&self, meta: &EndpointMeta) -> Vec<(usize, Conditions)> {
        let rules = self.rules.iter().enumerate();
        rules
            .filter(|(_, rule)| is_same(rule.meta, meta))
            .map(|(index, rule)| (index, rule.conditions.clone()))
            .collect()
    }
}

/// A rule that has a reply.
pub(super) struct RegisteredRule {
    pub(super) meta: &'static EndpointMeta,
    pub(super) place: &'static Location<'static>,
    pub(super) conditions: Conditions,
    pub(super) replies: Vec<Reply>,
    pub(super) is_optional: bool,
    /// Whether it was reported as not used up.
    pub(super) is_reported: bool,
}

impl RegisteredRule {
    /// Describes the replies that were not sent.
    fn unused(&self) -> Option<String> {
        let missing: Vec<_> = (self.replies.iter().enumerate())
            .filter_map(|(index, reply)| Some((index + 1, reply.missing()?)))
            .collect();
        report::unused(self.meta, self.place, self.replies.len(), &missing)
    }

    /// The next reply, if one is left.
    pub(super) fn take(&mut self) -> Option<Planned> {
        let last = self.replies.len().checked_sub(1)?;
        let mut replies = self.replies.iter_mut().enumerate();
        replies.find_map(|(index, reply)| reply.take(index == last))
    }
}

/// The reply to send.
pub(super) struct Planned {
    pub(super) delay: Duration,
    pub(super) outcome: Result<http::Response<Body>, SendError>,
}

/// A rule that did not match a request: its index, and what did not match. Empty if it has no reply left.
struct Mismatch {
    index: usize,
    differences: Vec<String>,
}

/// The conditions on a request.
#[derive(Clone, Default)]
pub(super) struct Conditions(pub(super) Vec<Condition>);

#[derive(Clone)]
pub(super) enum Condition {
    When(Arc<dyn Fn(&MockRequest) -> bool + Send + Sync>),
    Matching(MockRequest),
}

impl Conditions {
    /// The conditions that do not hold.
    pub(super) fn differences(&self, request: &MockRequest) -> Vec<String> {
        let conditions = self.0.iter();
        conditions
            .flat_map(|condition| match condition {
                Condition::Matching(wanted) => compare::differences(wanted, request),
                Condition::When(holds) => {
                    let request = request.inspected();
                    let differs = !holds(&request);
                    differs
                        .then(|| report::condition(&request.inspections()))
                        .into_iter()
                        .collect()
                }
            })
            .collect()
    }
}

/// A reply of a rule, and how often it was sent.
pub(super) struct Reply {
    content: ReplyContent,
    delay: Duration,
    pub(super) times: Option<u32>,
    sent: u32,
}

pub(super) enum ReplyContent {
    /// A response whose body can be cloned.
    Response(http::Response<Body>),
    /// A transport error, and whether the request may have been sent.
    Error(TransportErrorKind, bool),
}

impl Reply {
    pub(super) fn new(content: ReplyContent, delay: Duration) -> Self {
        Self {
            content,
            delay,
            times: None,
            sent: 0,
        }
    }

    /// The reply, unless it is used up. The last reply of a rule can be sent any number of times, unless `times` is set.
    pub(super) fn take(&mut self, is_last: bool) -> Option<Planned> {
        let most = self.times.unwrap_or(if is_last { u32::MAX } else { 1 });
        if self.sent >= most {
            return None;
        }
        self.sent += 1;
        let outcome = match &self.content {
            ReplyContent::Response(response) => Ok(copy(response)),
            ReplyContent::Error(kind, maybe_sent) => Err(SendError::new(*kind, *maybe_sent)),
        };
        Some(Planned {
            delay: self.delay,
            outcome,
        })
    }

    /// How often it was sent and how often expected, if that is more.
    pub(super) fn missing(&self) -> Option<(u32, u32)> {
        let wanted = self.times.unwrap_or(1);
        (self.sent < wanted).then_some((self.sent, wanted))
    }
}

/// The body is already known to be cloneable.
fn copy(response: &http::Response<Body>) -> http::Response<Body> {
    let mut copy = http::Response::new(response.body().try_clone().unwrap_or_default());
    *copy.status_mut() = response.status();
    copy.headers_mut().clone_from(response.headers());
    copy
}
