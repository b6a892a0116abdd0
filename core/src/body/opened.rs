//! A body that is made when it is read.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::task::Context;

use http_body::SizeHint;

use super::chunks::{Chunks, Count, Polled};
use super::{Body, Inner};

/// A body that is made when it is read, that can be made again, whose length is announced, or that somebody watches: one step between the reader
/// and the source, whichever of these it is.
pub(super) struct Opened {
    make: Option<Make>,
    /// What is being read. `None` until the first poll: a request that is only inspected, or kept for a retry, opens nothing.
    source: Option<Box<dyn Chunks>>,
    /// The announced length.
    length: Option<u64>,
    count: Count,
}

/// What makes the body of [`Opened`].
pub(super) enum Make {
    /// A body for each attempt.
    Each(MakeBody, When),
    /// One that can be read only once.
    Once(Option<Box<dyn FnOnce() -> Body + Send>>),
}

/// When the body of an attempt is made.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum When {
    Now,
    Read,
}

/// Creates a body each time it is called.
pub(crate) type MakeBody = Arc<dyn Fn() -> Body + Send + Sync>;

impl Opened {
    /// A body that can be read once.
    pub(super) fn of(body: Body) -> Self {
        Self {
            make: None,
            source: Some(source(body)),
            length: None,
            count: Count::to(None),
        }
    }

    pub(super) fn new(make: Make, length: Option<u64>) -> Self {
        let source = match &make {
            Make::Each(make, When::Now) => Some(source(make())),
            Make::Each(_, When::Read) | Make::Once(_) => None,
        };
        Self {
            make: Some(make),
            source,
            length,
            count: Count::to(length),
        }
    }

    pub(super) fn with_length(self, length: u64) -> Self {
        Self {
            length: Some(length),
            count: Count::to(Some(length)),
            ..self
        }
    }

    /// A number that changes when a chunk is read.
    pub(super) fn watch(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.count.left)
    }

    /// The bytes, if they are in memory and nothing is to be checked of them.
    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        if self.count.is_announced {
            return None;
        }
        self.source.as_ref()?.as_bytes()
    }

    /// A second body with the same content.
    pub(super) fn try_clone(&self) -> Option<Self> {
        match &self.make {
            Some(Make::Each(make, when)) => {
                let make = Make::Each(Arc::clone(make), *when);
                Some(Self::new(make, self.length))
            }
            Some(Make::Once(_)) | None => None,
        }
    }

    #[inline]
    pub(super) fn poll_frame(&mut self, cx: &mut Context<'_>) -> Polled {
        match &mut self.source {
            Some(source) => source.poll_frame(cx, &mut self.count),
            None => self.open(cx),
        }
    }

    /// The first poll.
    #[inline(never)]
    fn open(&mut self, cx: &mut Context<'_>) -> Polled {
        let body = match &mut self.make {
            Some(Make::Each(make, _)) => make(),
            Some(Make::Once(make)) => make.take().map_or_else(Body::empty, |make| make()),
            None => Body::empty(),
        };
        let source = self.source.insert(source(body));
        source.poll_frame(cx, &mut self.count)
    }

    pub(super) fn is_end_stream(&self) -> bool {
        // A source with an announced length is read up to its end.
        !self.count.is_announced && self.source.as_ref().is_some_and(|it| it.is_end_stream())
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        let Some(left) = self.count.announced() else {
            let source = self.source.as_ref();
            return source.map_or_else(SizeHint::default, |source| source.size_hint());
        };
        // A library would never poll a body with an announced length of zero; the source must be polled to see that it is empty.
        match left + self.count.last.as_ref().map_or(0, |last| last.len() as u64) {
            0 => SizeHint::default(),
            left => SizeHint::with_exact(left),
        }
    }
}

fn source(body: Body) -> Box<dyn Chunks> {
    match body.0 {
        Inner::Chunks(chunks) => chunks,
        inner => Box::new(Body(inner)),
    }
}
