use std::fmt;

use super::Error;
use crate::meta::EndpointMeta;

/// A page could not be fetched. All pages before it were yielded; none follow it.
pub struct PageError<E> {
    meta: &'static EndpointMeta,
    page: u64,
    cause: PageCause<E>,
}

#[doc(hidden)]
pub enum PageCause<E> {
    /// The call failed.
    Call(Error<E>),
    /// The request is that of an earlier page.
    Circle(u64),
    /// The link is not a valid URL of this service.
    Link,
}

impl<E> PageError<E> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(meta: &'static EndpointMeta, page: u64, cause: PageCause<E>) -> Self {
        Self { meta, page, cause }
    }

    /// The number of the page; the first is 1.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }

    /// The error of the call; `None` if no call was made.
    #[must_use]
    pub fn error(&self) -> Option<&Error<E>> {
        match &self.cause {
            PageCause::Call(error) => Some(error),
            PageCause::Circle(_) | PageCause::Link => None,
        }
    }

    /// The error of the call by value.
    ///
    /// # Errors
    /// The error itself, if no call was made.
    pub fn into_error(self) -> Result<Error<E>, Self> {
        match self.cause {
            PageCause::Call(error) => Ok(error),
            PageCause::Circle(_) | PageCause::Link => Err(self),
        }
    }
}

impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, template, page) = (self.meta.method, self.meta.template, self.page);
        match &self.cause {
            PageCause::Call(_) => write!(f, "page {page} could not be fetched"),
            PageCause::Circle(first) => write!(
                f,
                "{method} {template}: page {page} has the request of page {first}; the pages form a cycle"
            ),
            PageCause::Link => write!(
                f,
                "{method} {template}: the link to page {page} is not a valid URL of this service"
            ),
        }
    }
}

impl<E: fmt::Display> fmt::Debug for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            PageCause::Call(error) => write!(f, "PageError({self}: {error:?})"),
            PageCause::Circle(_) | PageCause::Link => write!(f, "PageError({self})"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            PageCause::Call(error) => Some(error),
            PageCause::Circle(_) | PageCause::Link => None,
        }
    }
}
