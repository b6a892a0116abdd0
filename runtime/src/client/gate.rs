//! What few clients have, behind one check for all of it: a limit of requests in flight, and somebody who is told of drift.

#[cfg(feature = "drift")]
use std::sync::Arc;

#[cfg(feature = "drift")]
use callpoint_core::drift::DriftSink;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::state::Outcome;

#[derive(Default)]
pub(crate) struct Gate {
    /// A permit for each request in flight, if their number is limited.
    permits: Option<Semaphore>,
    #[cfg(feature = "drift")]
    drift: Option<Arc<DriftSink>>,
}

impl Gate {
    /// So many requests at once, if their number is limited.
    pub(super) fn new(max_in_flight: Option<usize>) -> Self {
        Self {
            // More permits than a semaphore allows are no limit.
            permits: max_in_flight
                .filter(|&most| most <= Semaphore::MAX_PERMITS)
                .map(Semaphore::new),
            #[cfg(feature = "drift")]
            drift: None,
        }
    }

    #[cfg(feature = "drift")]
    pub(super) fn tell(mut self, sink: Option<DriftSink>) -> Self {
        self.drift = sink.map(Arc::new);
        self
    }

    /// `None` where nothing would be done.
    pub(super) fn needed(self) -> Option<Self> {
        let is_needed = self.permits.is_some();
        #[cfg(feature = "drift")]
        let is_needed = is_needed || self.drift.is_some();
        is_needed.then_some(self)
    }

    pub(super) const fn permits(&self) -> Option<&Semaphore> {
        self.permits.as_ref()
    }

    /// Of a request that may be sent, with its permit.
    pub(super) fn pass(&self, permit: Option<SemaphorePermit<'_>>) -> Pass<'_> {
        let has_permit = permit.is_some();
        if let Some(permit) = permit {
            permit.forget();
        }
        Pass {
            gate: self,
            has_permit,
        }
    }

    /// Looks at what a call gives.
    #[cfg_attr(
        not(feature = "drift"),
        expect(clippy::unused_self, reason = "nobody is told of anything without it")
    )]
    pub(super) fn watch(&self, outcome: &mut Outcome) {
        #[cfg(feature = "drift")]
        if let (Some(sink), Ok(response)) = (&self.drift, &mut *outcome) {
            sink.observe(response);
        }
        let _ = outcome;
    }
}

/// A request in flight. It is as large as a permit.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
    has_permit: bool,
}

impl Pass<'_> {
    /// Ends an attempt. The outcome is looked at if it is that of the call.
    #[cold]
    pub(super) fn end(self, is_last: bool, outcome: &mut Outcome) {
        if is_last {
            self.gate.watch(outcome);
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if let (true, Some(permits)) = (self.has_permit, &self.gate.permits) {
            permits.add_permits(1);
        }
    }
}
