use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderName;

use super::execute::{self, Options};
use super::{Core, Executing};
use crate::answer::{Answer, widen};
use crate::base::BaseUrl;
use crate::body::Body;
use crate::encode::{header_value, is_framing};
use crate::error::{BuildError, BuildErrorKind, Error};
use crate::meta::EndpointMeta;

/// A call under way: a future that gives the output or the error of an endpoint.
///
/// It borrows nothing, neither the request nor the client, so it can be spawned or joined with others. Nothing is sent before it is
/// polled; dropping it ends the call. What holds for this call alone is said before that:
///
/// ```
/// # use std::time::Duration;
/// # use callpoint::{Client, Error, endpoint};
/// # #[endpoint(GET, "/links/<id>", 204 => ())]
/// # struct GetLink { id: u64 }
/// # async fn run(client: &Client) -> Result<(), Error<std::convert::Infallible>> {
/// GetLink::new(7).call(client).timeout(Duration::from_secs(2)).header("x-trace", "abc").await
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T, E> {
    state: State,
    finish: fn(Answer) -> Result<T, Error<E>>,
}

pub(crate) enum State {
    Refused(Error<Infallible>),
    Ready(Box<Ready>),
    Executing(Executing),
    Done,
}

/// A request that is not sent yet, and what holds for it alone.
pub(crate) struct Ready {
    pub(crate) core: Arc<Core>,
    pub(crate) request: http::Request<Body>,
    pub(crate) endpoint: &'static EndpointMeta,
    pub(crate) options: Options,
    /// The base URL with another path, where this call has one.
    pub(crate) base: Option<BaseUrl>,
}

impl<T, E> Call<T, E> {
    pub(crate) fn new(state: State, finish: fn(Answer) -> Result<T, Error<E>>) -> Self {
        Self { state, finish }
    }

    /// How long this call may take. It stands for both the client's limits, for a call and for an attempt, and for the declaration's.
    pub fn timeout(mut self, limit: Duration) -> Self {
        if let State::Ready(ready) = &mut self.state {
            ready.options.timeout = Some(limit);
        }
        self
    }

    /// How many attempts this call has after the first, where a second request does no harm. It stands for the client's and the declaration's.
    pub fn retries(mut self, retries: u32) -> Self {
        if let State::Ready(ready) = &mut self.state {
            ready.options.retries = Some(retries);
        }
        self
    }

    /// A header of this call alone, in place of any with the same name: the request's, the client's, or its credentials'. A name or value
    /// that no header can have, or one that the transport sets itself, is [`Error::Build`]; nothing is sent then.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        if let State::Ready(ready) = &mut self.state {
            let field = HeaderName::try_from(name).ok();
            let field = field.filter(|name| !is_framing(name));
            if let Some((name, value)) = field.zip(header_value(value.as_ref())) {
                ready.options.headers.insert(name, value);
            } else {
                self.state = State::refused(ready, BuildErrorKind::InvalidHeader, name);
            }
        }
        self
    }

    /// Another path in place of the base URL's: `/v2` where the client says `https://api.example.com/v1`. The origin stays. What
    /// [`BaseUrl`](crate::BaseUrl) would refuse is [`Error::Build`]; nothing is sent then.
    pub fn base_path(mut self, path: &str) -> Self {
        if let State::Ready(ready) = &mut self.state {
            let current = ready.base.as_ref().unwrap_or(&ready.core.base);
            let rebased = current.with_path(path).and_then(|base| {
                let uri = current.rebased(ready.request.uri(), &base)?;
                Some((uri, base))
            });
            match rebased {
                Some((uri, base)) => {
                    *ready.request.uri_mut() = uri;
                    ready.base = Some(base);
                }
                None => self.state = State::refused(ready, BuildErrorKind::BasePath, ""),
            }
        }
        self
    }
}

impl From<Result<Box<Ready>, BuildError>> for State {
    fn from(ready: Result<Box<Ready>, BuildError>) -> Self {
        match ready {
            Ok(ready) => Self::Ready(ready),
            Err(error) => Self::Refused(error.into()),
        }
    }
}

impl State {
    fn refused(ready: &Ready, kind: BuildErrorKind, name: &str) -> Self {
        Self::Refused(BuildError::new(ready.endpoint, kind, name.to_owned()).into())
    }

    /// One compiled copy for all types of calls.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Answer, Error<Infallible>>> {
        if let Self::Ready(_) | Self::Refused(_) = self {
            match std::mem::replace(self, Self::Done) {
                Self::Ready(ready) => *self = Self::Executing(execute::start(ready)),
                Self::Refused(error) => return Poll::Ready(Err(error)),
                Self::Executing(_) | Self::Done => {}
            }
        }
        // A future that is polled after its end may as well wait for ever.
        let Self::Executing(executing) = self else {
            return Poll::Pending;
        };
        let result = ready!(executing.as_mut().poll(cx));
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
