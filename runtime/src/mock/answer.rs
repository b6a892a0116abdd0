use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::Shared;
use super::rule::{Following, Planned, Rule};
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::TransportErrorKind;
use crate::transport::SendError;

/// One answer of a rule, and how often it was given.
pub(super) struct Reply {
    content: Content,
    delay: Duration,
    times: Option<u32>,
    given: u32,
}

pub(super) enum Content {
    /// A response whose body can be cloned.
    Response(http::Response<Body>),
    /// None: what happened, and whether the request may have been sent.
    Fault(TransportErrorKind, bool),
}

impl Reply {
    pub(super) fn new(content: Content, delay: Duration) -> Self {
        Self {
            content,
            delay,
            times: None,
            given: 0,
        }
    }

    /// The answer once more, unless it is used up. The last of a rule stays, unless it has a number.
    pub(super) fn take(&mut self, is_last: bool) -> Option<Planned> {
        let most = self.times.unwrap_or(if is_last { u32::MAX } else { 1 });
        if self.given >= most {
            return None;
        }
        self.given += 1;
        let outcome = match &self.content {
            Content::Response(response) => Ok(copy(response)),
            Content::Fault(kind, maybe_sent) => Err(SendError::new(*kind, *maybe_sent)),
        };
        Some(Planned {
            delay: self.delay,
            outcome,
        })
    }

    /// How often it was given, and how often it should have been, where that is more.
    pub(super) fn missing(&self) -> Option<(u32, u32)> {
        let wanted = self.times.unwrap_or(1);
        (self.given < wanted).then_some((self.given, wanted))
    }
}

/// It was seen that the body can be cloned.
fn copy(response: &http::Response<Body>) -> http::Response<Body> {
    let mut copy = http::Response::new(response.body().try_clone().unwrap_or_default());
    *copy.status_mut() = response.status();
    copy.headers_mut().clone_from(response.headers());
    copy
}

/// A rule of a [`MockTransport`](super::MockTransport) that has an answer, and may get more.
pub struct Answered<E> {
    shared: Arc<Shared>,
    index: usize,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Endpoint> Answered<E> {
    pub(super) fn new(shared: Arc<Shared>, index: usize) -> Self {
        Self {
            shared,
            index,
            endpoint: PhantomData,
        }
    }

    /// Gives the last answer so often, no more and no less. Without it an answer that another follows is given once, and the last one of a rule
    /// as often as it is asked for.
    ///
    /// # Panics
    /// `times` is 0.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        clippy::must_use_candidate,
        reason = "the rule is made"
    )]
    pub fn times(self, times: u32) -> Self {
        assert!(
            times > 0,
            "MockTransport: an answer that is given 0 times is none"
        );
        let mut state = self.shared.lock();
        if let Some(reply) = state.rules[self.index].replies.last_mut() {
            reply.times = Some(times);
        }
        drop(state);
        self
    }

    /// Begins the answer that follows on this one.
    pub fn then(self) -> Rule<E, Following> {
        Rule::after(self.shared, self.index)
    }

    /// Says that the rule, all of its answers, may stay unused.
    #[expect(
        clippy::return_self_not_must_use,
        clippy::must_use_candidate,
        reason = "the rule is made"
    )]
    pub fn optional(self) -> Self {
        self.shared.lock().rules[self.index].is_optional = true;
        self
    }
}
