use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Executing;
use crate::answer::{Answer, widen};
use crate::error::Error;

/// A call under way: a future that gives the output or the error of an endpoint.
///
/// It borrows nothing, neither the request nor the client, so it can be spawned or joined with others. Nothing is sent before it is
/// polled; dropping it ends the call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    state: State,
    finish: fn(Answer) -> Result<T, Error<E>>,
}

enum State {
    Refused(Error<Infallible>),
    Executing(Executing),
    Done,
}

impl<T, E> Call<T, E> {
    pub(super) fn new(
        started: Result<Executing, Error<Infallible>>,
        finish: fn(Answer) -> Result<T, Error<E>>,
    ) -> Self {
        let state = match started {
            Ok(executing) => State::Executing(executing),
            Err(error) => State::Refused(error),
        };
        Self { state, finish }
    }
}

impl State {
    /// One compiled copy for all types of calls.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, Error<Infallible>>> {
        let result = match self {
            Self::Executing(executing) => match executing.as_mut().poll(cx) {
                Poll::Ready(result) => result,
                Poll::Pending => return Poll::Pending,
            },
            // A future that is polled after its end may as well wait for ever.
            Self::Done => return Poll::Pending,
            Self::Refused(_) => match std::mem::replace(self, Self::Done) {
                Self::Refused(error) => Err(error),
                Self::Executing(_) | Self::Done => return Poll::Pending,
            },
        };
        *self = Self::Done;
        Poll::Ready(result)
    }
}

impl<T, E> Future for Call<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.state.poll(cx) {
            Poll::Ready(Ok(answer)) => Poll::Ready((self.finish)(answer)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(widen(error))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call")
    }
}
