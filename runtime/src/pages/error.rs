use std::fmt;

use crate::error::Error;
use crate::meta::EndpointMeta;

/// A page that did not come. The pages before it were handed over; none comes after it.
pub struct PageError<E> {
    meta: &'static EndpointMeta,
    page: u64,
    cause: Cause<E>,
}

pub(super) enum Cause<E> {
    Call(Error<E>),
    /// The request is that of an earlier page.
    Circle(u64),
    /// The link is no URL of this service.
    Link,
}

impl<E> PageError<E> {
    pub(super) fn new(meta: &'static EndpointMeta, page: u64, cause: Cause<E>) -> Self {
        Self { meta, page, cause }
    }

    /// Which page it was; the first is 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }

    /// Why the call for it failed; `None` where no call was made.
    #[must_use]
    pub fn error(&self) -> Option<&Error<E>> {
        match &self.cause {
            Cause::Call(error) => Some(error),
            Cause::Circle(_) | Cause::Link => None,
        }
    }

    /// The same by value.
    ///
    /// # Errors
    /// The error itself, where no call was made.
    pub fn into_error(self) -> Result<Error<E>, Self> {
        match self.cause {
            Cause::Call(error) => Ok(error),
            Cause::Circle(_) | Cause::Link => Err(self),
        }
    }
}

impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, template, page) = (self.meta.method, self.meta.template, self.page);
        match &self.cause {
            Cause::Call(_) => write!(f, "page {page} did not come"),
            Cause::Circle(first) => write!(
                f,
                "{method} {template}: page {page} would be page {first} again; the server leads in a circle"
            ),
            Cause::Link => write!(
                f,
                "{method} {template}: the link to page {page} leads away from the service, or is no URL"
            ),
        }
    }
}

impl<E: fmt::Display> fmt::Debug for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Call(error) => write!(f, "PageError({self}: {error:?})"),
            Cause::Circle(_) | Cause::Link => write!(f, "PageError({self})"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Cause::Call(error) => Some(error),
            Cause::Circle(_) | Cause::Link => None,
        }
    }
}
