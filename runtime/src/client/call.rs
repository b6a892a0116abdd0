use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::HeaderName;

use super::Executing;
use super::execute;
use super::prepared::PreparedCall;
use callpoint_core::__private::{KnownServer, header_value, is_framing};
use callpoint_core::ResponseReader;
use callpoint_core::{BuildError, BuildErrorKind, Error};

/// A call: a future that resolves to the output or the error of an endpoint.
///
/// It borrows neither the request nor the client, so it can be spawned or joined. Nothing is sent before the first poll; dropping it cancels the
/// call. Set options of this call before awaiting it:
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
    finish: fn(ResponseReader) -> Result<T, Error<E>>,
}

pub(crate) enum State {
    Invalid(Box<BuildError>),
    Ready(Box<PreparedCall>),
    Executing(Executing),
    Done,
}

impl<T, E> Call<T, E> {
    pub(crate) fn new(state: State, finish: fn(ResponseReader) -> Result<T, Error<E>>) -> Self {
        Self { state, finish }
    }

    /// Limits how long this call may take. It replaces the limits of the client, for calls and for attempts, and the declaration's. An upload does not
    /// start it again, as it does those of the client.
    pub fn timeout(mut self, limit: Duration) -> Self {
        if let State::Ready(ready) = &mut self.state {
            ready.options.timeout = Some(limit);
        }
        self
    }

    /// Sets how often this call may be retried if a retry is safe. It replaces the limit of the client and the declaration's.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        if let State::Ready(ready) = &mut self.state {
            ready.options.max_retries = Some(max_retries);
        }
        self
    }

    /// Sets a header of this call, replacing any with the same name: the request's, the client's or the credentials'. An invalid name or value, or a
    /// header that the transport sets itself, is [`Error::Build`]; nothing is sent then.
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        if let State::Ready(ready) = &mut self.state {
            let field = HeaderName::try_from(name).ok();
            let field = field.filter(|name| !is_framing(name));
            if let Some((name, value)) = field.zip(header_value(value.as_ref())) {
                // Credentials may sign it, and may not replace it.
                (ready.request().headers_mut()).insert(name.clone(), value.clone());
                let headers = ready.options.headers.get_or_insert_default();
                headers.insert(name, value);
            } else {
                self.state = State::invalid(ready, BuildErrorKind::InvalidHeader, name);
            }
        }
        self
    }

    /// Sends this call to a URL that a server gave, in `Location`, in a link or in a body, byte for byte. It replaces path and query, those of the fields
    /// too; method, headers, body and responses are the declared ones, and errors, spans and mocks name the endpoint as always.
    ///
    /// The URL is absolute, or a path that begins with `/`, at the endpoint's own origin. Another origin has to be [allowed by
    /// name](crate::ClientBuilder::allow_origin); then the client adds no credentials. A URL that HTTP libraries would change (a `..` segment, a character that must be
    /// percent-encoded) or at another origin is [`Error::Build`]; nothing is sent then. A fragment is left out.
    ///
    /// ```
    /// # use callpoint::{Client, Error, endpoint};
    /// /// Sends the next part of a file to the URL that the server gave for it.
    /// #[endpoint(PATCH, "/uploads", 204 => ())]
    /// struct SendPart { #[body(Raw)] part: Vec<u8> }
    ///
    /// # async fn run(client: &Client, location: &str) -> Result<(), Error<std::convert::Infallible>> {
    /// SendPart::new("text".into()).call(client).at(location).await
    /// # }
    /// ```
    pub fn at(mut self, url: impl AsRef<str>) -> Self {
        if let State::Ready(ready) = &mut self.state
            && let Err(error) = ready.go_to(url.as_ref(), None)
        {
            self.state = State::Invalid(Box::new(error));
        }
        self
    }

    /// As [`at`](Self::at), followed by the query that the declaration makes, of fixed pairs and of fields: for a URL that a server gave to be completed,
    /// such as an upload's that is finished with a digest, or one whose signature allows several operations.
    ///
    /// ```
    /// # use callpoint::{Client, Error, endpoint};
    /// /// Finishes an upload: `/uploads/8?state=9f` becomes `/uploads/8?state=9f&digest=…`.
    /// #[endpoint(PUT, "/uploads?<digest>", 201 => ())]
    /// struct FinishUpload { digest: String }
    ///
    /// # async fn run(client: &Client, location: &str) -> Result<(), Error<std::convert::Infallible>> {
    /// FinishUpload::new("sha256:6a09").call(client).at_with_query(location).await
    /// # }
    /// ```
    pub fn at_with_query(mut self, url: impl AsRef<str>) -> Self {
        if let State::Ready(ready) = &mut self.state {
            let query = ready.request().uri().query().map(str::to_owned);
            if let Err(error) = ready.go_to(url.as_ref(), query.as_deref()) {
                self.state = State::Invalid(Box::new(error));
            }
        }
        self
    }

    /// Replaces the path of the base URL for this call: `/v2` if the client has `https://api.example.com/v1`. The origin stays the same. A path that
    /// [`BaseUrl`](crate::BaseUrl) rejects is [`Error::Build`], and so is any path after [`at`](Self::at); nothing is sent then.
    pub fn base_path(mut self, path: &str) -> Self {
        if let State::Ready(ready) = &mut self.state {
            let uri = ready.request().uri().clone();
            let base = ready.core.server(ready.endpoint).map(KnownServer::base);
            let current = ready.base.as_deref().or(base);
            let current = current.filter(|_| !ready.options.is_given);
            let rebased = current.and_then(|current| {
                let base = current.with_path(path)?;
                let uri = current.rebased(&uri, &base)?;
                Some((uri, base))
            });
            match rebased {
                Some((uri, base)) => {
                    *ready.request().uri_mut() = uri;
                    ready.base = Some(Box::new(base));
                }
                None => self.state = State::invalid(ready, BuildErrorKind::BasePath, ""),
            }
        }
        self
    }
}

impl<T, E> Call<T, E> {
    /// Awaits the call and converts the body of a declared error response, as [`Error::map_api`] does. Set the options of the call before.
    ///
    /// # Errors
    /// As the call.
    pub async fn map_api<F>(self, convert: impl FnOnce(E) -> F) -> Result<T, Error<F>> {
        self.await.map_err(|error| error.map_api(convert))
    }
}

impl<T> Call<T, Infallible> {
    /// Awaits the call of an endpoint without declared error responses, with any error type, as [`Error::widen`] does. Set the options of the call
    /// before.
    ///
    /// # Errors
    /// As the call.
    pub async fn widen<E>(self) -> Result<T, Error<E>> {
        self.await.map_err(Error::widen)
    }
}

impl From<Result<Box<PreparedCall>, BuildError>> for State {
    fn from(ready: Result<Box<PreparedCall>, BuildError>) -> Self {
        match ready {
            Ok(ready) => Self::Ready(ready),
            Err(error) => Self::Invalid(Box::new(error)),
        }
    }
}

impl State {
    fn invalid(ready: &PreparedCall, kind: BuildErrorKind, name: &str) -> Self {
        Self::Invalid(Box::new(BuildError::new(
            ready.endpoint,
            kind,
            name.to_owned(),
        )))
    }

    /// One compiled copy for all types of calls.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<ResponseReader, Error<Infallible>>> {
        if let Self::Ready(_) | Self::Invalid(_) = self {
            match std::mem::replace(self, Self::Done) {
                Self::Ready(ready) => *self = Self::Executing(execute::start(ready)),
                Self::Invalid(error) => return Poll::Ready(Err(Error::Build(error))),
                Self::Executing(_) | Self::Done => {}
            }
        }
        // A future must not be polled after it completed; this one stays pending.
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
        let result = match self.state.poll(cx) {
            Poll::Ready(Ok(response)) => (self.finish)(response),
            Poll::Ready(Err(error)) => Err(error.widen()),
            Poll::Pending => return Poll::Pending,
        };
        #[cfg(feature = "tracing")]
        if let Err(error) = &result {
            crate::trace::failed(error);
        }
        Poll::Ready(result)
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Call")
    }
}
