//! What of a recording the declarations do not know.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::mock::target;
use callpoint::Endpoint;
use callpoint::drift::{Drift, DriftSink};
use callpoint::meta::EndpointMeta;

/// An exchange of a recording.
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) target: String,
    /// `None` if it was not recorded completely.
    pub(crate) response: Option<http::Response<Bytes>>,
}

/// Looks at the responses of a recording; [`PlaybackTransport::drift`](crate::PlaybackTransport::drift) returns it.
#[must_use = "nothing is looked at before `report`"]
pub struct RecordingDrift {
    exchanges: Vec<Recorded>,
    endpoints: Vec<Declared>,
}

struct Declared {
    meta: &'static EndpointMeta,
    look: fn(&Arc<DriftSink>, http::Response<Bytes>),
}

impl RecordingDrift {
    pub(crate) fn new(exchanges: impl IntoIterator<Item = Recorded>) -> Self {
        Self {
            exchanges: exchanges.into_iter().collect(),
            endpoints: Vec::new(),
        }
    }

    /// Adds an endpoint: the responses to its requests are looked at.
    pub fn of<E: Endpoint>(mut self) -> Self {
        self.endpoints.push(Declared {
            meta: E::META,
            look: |sink, response| sink.check::<E>(response),
        });
        self
    }

    /// Looks at the responses. Each drift is found once; of several endpoints that match a request, the one with the most literal path counts.
    #[must_use]
    pub fn report(self) -> RecordedDrift {
        let found = Arc::new(Mutex::new(Vec::new()));
        let sink = {
            let found = Arc::clone(&found);
            Arc::new(DriftSink::new(move |drift: &Drift| {
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                found.push(drift.clone());
            }))
        };
        let mut unmatched = Vec::new();
        for Recorded {
            method,
            target,
            response,
        } in self.exchanges
        {
            let path = target.split('?').next().unwrap_or_default();
            let declared = self.endpoints.iter().filter(|declared| {
                declared.meta.method == method && target::matched(declared.meta, path).is_some()
            });
            let declared = declared.max_by_key(|declared| literal(declared.meta));
            match (declared, response) {
                (Some(declared), Some(response)) => (declared.look)(&sink, response),
                (Some(_), None) => unmatched.push(format!("{method} {path}: it is not complete")),
                (None, _) => unmatched.push(format!("{method} {path}: no endpoint has it")),
            }
        }
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        RecordedDrift {
            found: std::mem::take(&mut *found),
            unmatched,
        }
    }
}

/// How much of a template is text.
fn literal(meta: &EndpointMeta) -> usize {
    let path = meta.template.split('?').next().unwrap_or_default();
    let parameters: usize = path
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.find('>'))
        .sum();
    path.len() - parameters
}

impl fmt::Debug for RecordingDrift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordingDrift({} exchanges)", self.exchanges.len())
    }
}

/// What of a recording the declarations do not know. `Display` has a line for each.
#[derive(Debug, Clone)]
pub struct RecordedDrift {
    found: Vec<Drift>,
    unmatched: Vec<String>,
}

impl RecordedDrift {
    /// What was found.
    #[must_use]
    pub fn found(&self) -> &[Drift] {
        &self.found
    }

    /// The exchanges that were not looked at, each with its reason. Values of the path are in it.
    #[must_use]
    pub fn unmatched(&self) -> &[String] {
        &self.unmatched
    }
}

impl fmt::Display for RecordedDrift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.found
            .iter()
            .try_for_each(|drift| writeln!(f, "{drift}"))
    }
}
