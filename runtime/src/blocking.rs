//! Calls from code that is not async: feature `blocking`.
//!
//! ```no_run
//! use callpoint::{Client, endpoint};
//!
//! #[endpoint(GET, "/hello/<name>", 200 => String as Text)]
//! struct Hello {
//!     name: String,
//! }
//!
//! let client = Client::builder("https://api.example.com").build_blocking()?;
//! println!("{}", client.call(&Hello::new("ann"))?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};

use crate::client::ClientBuilder;
use crate::pages::{self, PageError, Paginate};
use callpoint_core::Endpoint;
use callpoint_core::Response;
use callpoint_core::auth::{Anonymous, Provides};
use callpoint_core::{ConfigError, Error};

/// A [`Client`](crate::Client) whose calls block the thread until they complete.
///
/// One background thread drives the connections of a client and all its clones. Calls can be made from any thread, even one that runs async code, but
/// they block it.
///
/// It dereferences to the async client. Use that for calls with options, and [`wait`](Self::wait) for them:
///
/// ```no_run
/// # use std::time::Duration;
/// # use callpoint::{Client, endpoint};
/// # #[endpoint(GET, "/links/<id>", 204 => ())]
/// # struct GetLink { id: u64 }
/// # let client = Client::builder("https://api.example.com").build_blocking()?;
/// client.wait(GetLink::new(7).call(&client).timeout(Duration::from_secs(2)))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Client<A = Anonymous> {
    inner: crate::Client<A>,
    background: Arc<Background>,
}

/// The runtime that drives the connections.
struct Background(Option<Runtime>);

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // A plain drop would wait for the runtime's tasks and panic in async code.
            runtime.shutdown_background();
        }
    }
}

impl<A> ClientBuilder<A> {
    /// Builds a client for code that is not async: feature `blocking`.
    ///
    /// # Errors
    /// As [`build`](Self::build); or the background thread could not be started.
    pub fn build_blocking(self) -> Result<Client<A>, ConfigError> {
        let inner = self.build()?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("callpoint")
            .enable_all()
            .build()
            .map_err(|error| {
                ConfigError::new(
                    "build_blocking",
                    "the background thread could not be started",
                )
                .with_source(error)
            })?;
        Ok(Client {
            inner,
            background: Arc::new(Background(Some(runtime))),
        })
    }
}

impl<A> Client<A> {
    /// Calls an endpoint.
    ///
    /// # Errors
    /// As [`Client::call`](crate::Client::call).
    pub fn call<R: Endpoint, P>(&self, request: &R) -> Result<R::Output, Error<R::Error>>
    where
        A: Provides<R::Auth, P>,
    {
        self.wait(self.inner.call(request))
    }

    /// Calls an endpoint and returns its output with the status and the headers.
    ///
    /// # Errors
    /// As [`Client::call_with_response`](crate::Client::call_with_response).
    pub fn call_with_response<R: Endpoint, P>(
        &self,
        request: &R,
    ) -> Result<Response<R::Output>, Error<R::Error>>
    where
        A: Provides<R::Auth, P>,
    {
        self.wait(self.inner.call_with_response(request))
    }

    /// Fetches a list page by page.
    pub fn pages<R: Paginate, P>(&self, request: R) -> Pages<R>
    where
        A: Provides<R::Auth, P>,
    {
        Pages {
            pages: self.inner.pages(request),
            background: Arc::clone(&self.background),
        }
    }

    /// Waits for a future of this client: a call with options, or the next item of a stream.
    pub fn wait<F: Future>(&self, future: F) -> F::Output {
        self.background.wait(future)
    }
}

impl Background {
    fn wait<F: Future>(&self, future: F) -> F::Output {
        // Its sockets and timers belong to the background thread.
        let _context = self.0.as_ref().map(Runtime::enter);
        pollster::block_on(future)
    }
}

impl<A> Deref for Client<A> {
    type Target = crate::Client<A>;

    fn deref(&self) -> &crate::Client<A> {
        &self.inner
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            background: Arc::clone(&self.background),
        }
    }
}

impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

/// An iterator over pages: what [`Client::pages`] returns.
pub struct Pages<R: Paginate> {
    pages: pages::Pages<R>,
    background: Arc<Background>,
}

impl<R: Paginate> Pages<R> {
    /// An iterator over the items of all pages.
    #[must_use]
    pub fn items(self) -> Items<R> {
        Items {
            items: self.pages.items(),
            background: self.background,
        }
    }
}

impl<R: Paginate> Iterator for Pages<R> {
    type Item = Result<R::Output, PageError<R::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.background.wait(self.pages.next())
    }
}

impl<R: Paginate> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

/// An iterator over the items of all pages, in order: what [`Pages::items`] returns.
pub struct Items<R: Paginate> {
    items: pages::Items<R>,
    background: Arc<Background>,
}

impl<R: Paginate> Iterator for Items<R> {
    type Item = Result<R::Item, PageError<R::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.background.wait(self.items.next())
    }
}

impl<R: Paginate> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}
