//! Bodies that come slowly, or not to their end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::Frame;
use tokio::time::Sleep;

use callpoint::{Body, BoxError};

/// How a body goes wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spoil {
    /// The connection closes after so many bytes, or at the end.
    Truncated(usize),
    /// Nothing comes after so many bytes, or at the end; the connection stays open.
    Stalled(usize),
    /// So many bytes at a time, with a pause before each but the first.
    Slow(usize, Duration),
}

/// A body that goes wrong.
pub(super) struct Spoiled {
    body: Body,
    spoil: Spoil,
    /// What was read of the body and not yet passed on.
    held: Bytes,
    passed: usize,
    pause: Option<Pin<Box<Sleep>>>,
    has_yielded: bool,
}

impl Spoiled {
    pub(super) fn new(body: Body, spoil: Spoil) -> Self {
        Self {
            body,
            spoil,
            held: Bytes::new(),
            passed: 0,
            pause: None,
            has_yielded: false,
        }
    }

    /// What comes where the body goes wrong.
    fn end(&mut self, cx: &Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.spoil {
            Spoil::Slow(..) => Poll::Ready(None),
            Spoil::Stalled(_) => Poll::Pending,
            // A server writes what it holds back only when the body has nothing to give.
            Spoil::Truncated(_) if !self.has_yielded => {
                self.has_yielded = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Spoil::Truncated(_) => Poll::Ready(Some(Err(broken()))),
        }
    }
}

/// The connection closed too early.
pub(super) fn broken() -> BoxError {
    io::Error::from(io::ErrorKind::UnexpectedEof).into()
}

impl http_body::Body for Spoiled {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if let Some(pause) = &mut this.pause {
            ready!(pause.as_mut().poll(cx));
            this.pause = None;
        }
        let most = match this.spoil {
            Spoil::Truncated(most) | Spoil::Stalled(most) => most.saturating_sub(this.passed),
            Spoil::Slow(most, _) => most.max(1),
        };
        if most == 0 {
            return this.end(cx);
        }
        while this.held.is_empty() {
            match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
                Some(Ok(frame)) => this.held = frame.into_data().unwrap_or_default(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return this.end(cx),
            }
        }
        let chunk = this.held.split_to(most.min(this.held.len()));
        this.passed += chunk.len();
        if let Spoil::Slow(_, pause) = this.spoil {
            this.pause = Some(Box::pin(tokio::time::sleep(pause)));
        }
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }
}

/// A body that never ends.
pub(super) struct Endless;

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 8192])))))
    }
}
