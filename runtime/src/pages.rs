//! Lists that are split into pages.

use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::fmt;
use std::future::Future as _;
use std::hash::{Hash as _, Hasher as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method, Uri};

use crate::client::{Call, Client, Core, Options, PreparedCall, ready, typed_full};
use callpoint_core::__private::{KnownServer, PageCause as Cause, next_link};
use callpoint_core::Body;
use callpoint_core::Endpoint;
pub use callpoint_core::PageError;
use callpoint_core::Response;
use callpoint_core::auth::Provides;

/// An endpoint whose response is one page of a list.
///
/// It says how the next request follows from a page, and which items a page has. [`Client::pages`](crate::Client::pages) does the rest.
///
/// ```
/// use callpoint::pages::{Next, Paginate};
/// use callpoint::{Response, endpoint};
///
/// #[endpoint(GET, "/links", 200 => LinkPage { next: Option<String>, results: Vec<u64> })]
/// struct ListLinks;
///
/// impl Paginate for ListLinks {
///     type Item = u64;
///
///     fn next(&self, page: &Response<LinkPage>) -> Next<Self> {
///         Next::link(page.next.as_deref())
///     }
///
///     fn items(page: LinkPage) -> Vec<u64> {
///         page.results
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how its pages follow each other",
    label = "does not implement `Paginate`",
    note = "write `impl callpoint::pages::Paginate for {Self}` with `next` and `items`"
)]
pub trait Paginate: Endpoint + Sized {
    /// The type of an item.
    type Item;

    /// What follows a page: a link from the response, or another request.
    fn next(&self, page: &Response<Self::Output>) -> Next<Self>;

    /// The items of a page, in order.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// What follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next<R> {
    /// Nothing: it was the last.
    End,
    /// The URL of the next page, absolute or relative to this one. A link to another origin is an error.
    Link(String),
    /// The request for the next page, with another cursor, page number or offset.
    Request(R),
}

impl<R> Next<R> {
    /// A link from the body. `None` and an empty text mean the end.
    #[must_use]
    pub fn link(link: Option<&str>) -> Self {
        link.filter(|link| !link.is_empty())
            .map_or(Self::End, |link| Self::Link(link.to_owned()))
    }

    /// The link with `rel="next"` in the `Link` header (RFC 8288), or the end. A link with an `anchor` is ignored: it belongs to another resource.
    #[must_use]
    pub fn link_header<T>(page: &Response<T>) -> Self {
        Self::link(next_link(page.headers()).as_deref())
    }

    /// The request for the next page. `None` means the end.
    #[must_use]
    pub fn request(request: Option<R>) -> Self {
        request.map_or(Self::End, Self::Request)
    }
}

/// The pages of a list, one call each: what [`Client::pages`](crate::Client::pages) returns.
///
/// It is a [`Stream`] of `Result<Output, PageError>`. A page is requested when the previous one has been taken. The stream ends after an error and
/// after the last page.
pub struct Pages<R: Paginate> {
    core: Arc<Core>,
    /// The index of the client's credentials to use.
    auth: usize,
    request: R,
    call: Option<Call<Response<R::Output>, R::Error>>,
    /// The URI and the headers of the page in progress.
    current: (Uri, HeaderMap),
    /// The number of the page for each request, by its hash.
    seen: HashMap<u64, u64>,
    /// The number of the page that is prepared or in progress.
    upcoming: u64,
    /// The number of the last page that was requested.
    number: u64,
    failed: Option<PageError<R::Error>>,
}

// No field is pinned: calls are pinned where they are polled.
impl<R: Paginate> Unpin for Pages<R> {}

impl<A> Client<A> {
    /// Fetches a list page by page: a stream of pages, or of their items.
    pub fn pages<R: Paginate, P>(&self, request: R) -> Pages<R>
    where
        A: Provides<R::Auth, P>,
    {
        Pages::new(Arc::clone(&self.core), request, A::INDEX)
    }
}

impl<R: Paginate> Pages<R> {
    fn new(core: Arc<Core>, request: R, auth: usize) -> Self {
        let first = ready(&core, &request, auth);
        let mut pages = Self {
            core,
            auth,
            request,
            call: None,
            current: (Uri::default(), HeaderMap::new()),
            seen: HashMap::new(),
            upcoming: 0,
            number: 0,
            failed: None,
        };
        match first {
            Ok(ready) => pages.ask(ready),
            Err(error) => pages.call = Some(Call::new(Err(error).into(), typed_full::<R>)),
        }
        pages
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// The call failed, or the server linked to an earlier page or to another origin. The error says which page it was.
    pub async fn next(&mut self) -> Option<Result<R::Output, PageError<R::Error>>> {
        crate::stream::next(self).await
    }

    /// A stream of the items of all pages.
    #[must_use]
    pub fn items(self) -> Items<R> {
        Items {
            pages: self,
            page: Vec::new().into_iter(),
        }
    }

    /// How many pages have been requested so far.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Starts the call for the next page, unless its request was made before.
    fn ask(&mut self, mut ready: Box<PreparedCall>) {
        let request = ready.request();
        self.upcoming += 1;
        self.current = (request.uri().clone(), request.headers().clone());
        let mut hasher = DefaultHasher::new();
        request.uri().to_string().hash(&mut hasher);
        for (name, value) in request.headers() {
            (name, value).hash(&mut hasher);
        }
        request.body().as_bytes().hash(&mut hasher);
        match self.seen.entry(hasher.finish()) {
            Entry::Occupied(first) => {
                let cause = Cause::Circle(*first.get());
                self.failed = Some(PageError::new(R::META, self.upcoming, cause));
            }
            Entry::Vacant(entry) => {
                entry.insert(self.upcoming);
                self.call = Some(Call::new(Ok(ready).into(), typed_full::<R>));
            }
        }
    }

    /// Prepares what follows a page.
    fn follow(&mut self, page: &Response<R::Output>) {
        match self.request.next(page) {
            Next::End => {}
            Next::Request(request) => {
                self.request = request;
                match ready(&self.core, &self.request, self.auth) {
                    Ok(ready) => self.ask(ready),
                    Err(error) => {
                        self.upcoming += 1;
                        self.call = Some(Call::new(Err(error).into(), typed_full::<R>));
                    }
                }
            }
            Next::Link(link) => {
                // A link is relative to the final URL of the page (RFC 3986, section 5.1.3).
                let current = page.moved().unwrap_or(self.current.0.path());
                let base = self.core.server(R::META).map(KnownServer::base);
                match base.and_then(|base| base.follow(current, link.as_bytes())) {
                    Some(uri) => {
                        let ready = self.linked(uri);
                        self.ask(ready);
                    }
                    None => {
                        self.failed = Some(PageError::new(R::META, self.upcoming + 1, Cause::Link));
                    }
                }
            }
        }
    }

    /// The request for a link: the same headers, no body.
    fn linked(&self, uri: Uri) -> Box<PreparedCall> {
        let mut request = http::Request::new(Body::empty());
        *request.method_mut() = Method::GET;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.current.1.clone();
        request.headers_mut().remove(CONTENT_TYPE);
        request.headers_mut().remove(CONTENT_LENGTH);
        request.extensions_mut().insert(R::META);
        let options = Options {
            auth: self.auth,
            ..Options::default()
        };
        PreparedCall::new(Arc::clone(&self.core), request, R::META, options)
    }
}

impl<R: Paginate> Stream for Pages<R> {
    type Item = Result<R::Output, PageError<R::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if let Some(error) = this.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        let Some(call) = &mut this.call else {
            return Poll::Ready(None);
        };
        this.number = this.upcoming.max(1);
        let result = ready!(Pin::new(call).poll(cx));
        this.call = None;
        Poll::Ready(Some(match result {
            Ok(page) => {
                this.follow(&page);
                Ok(page.into_inner())
            }
            Err(error) => Err(PageError::new(R::META, this.number, Cause::Call(error))),
        }))
    }
}

impl<R: Paginate> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({} so far)", self.number)
    }
}

/// The items of all pages, in order: what [`Pages::items`] returns.
pub struct Items<R: Paginate> {
    pages: Pages<R>,
    page: vec::IntoIter<R::Item>,
}

// No field is pinned.
impl<R: Paginate> Unpin for Items<R> {}

impl<R: Paginate> Items<R> {
    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// As [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<R::Item, PageError<R::Error>>> {
        crate::stream::next(self).await
    }
}

impl<R: Paginate> Stream for Items<R> {
    type Item = Result<R::Item, PageError<R::Error>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => this.page = R::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<R: Paginate> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items(of {:?})", self.pages)
    }
}
