use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::found::Drift;
use super::mix::{mixed, mixed_bytes};

/// How much is reported of a client at most: a server that invents names does not fill the memory.
const MOST: usize = 1_000;

/// What is reported already, by its hash.
pub(super) type Known = HashSet<u64, BuildHasherDefault<Same>>;

/// A hash is its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mixed_bytes(self.0, bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Reports each drift of a client once. Cheap where there is nothing new: what is known is not written down again.
pub struct DriftSink {
    report: Box<dyn Fn(&Drift) + Send + Sync>,
    known: Mutex<Arc<Known>>,
    /// One response in so many is looked at.
    one_in: u32,
    responses: AtomicU64,
}

impl DriftSink {
    /// A sink that looks at every response.
    pub fn new(report: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        Self {
            report: Box::new(report),
            known: Mutex::default(),
            one_in: 1,
            responses: AtomicU64::new(0),
        }
    }

    /// Looks at one response in so many.
    #[must_use]
    pub fn one_in(mut self, responses: u32) -> Self {
        self.one_in = responses;
        self
    }

    /// Which responses are looked at does not depend on their order: calls that take turns are all seen.
    pub(super) fn is_chosen(&self) -> bool {
        if self.one_in <= 1 {
            return true;
        }
        let number = self.responses.fetch_add(1, Ordering::Relaxed);
        (mixed(number, 0) >> 1).is_multiple_of(u64::from(self.one_in))
    }

    /// What is known so far.
    pub(super) fn known(&self) -> Arc<Known> {
        Arc::clone(&self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn report_once(&self, hash: u64, drift: impl FnOnce() -> Drift) {
        let is_new = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.len() < MOST && !known.contains(&hash) && Arc::make_mut(&mut known).insert(hash)
        };
        if is_new {
            (self.report)(&drift());
        }
    }
}

impl fmt::Debug for DriftSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriftSink")
    }
}
