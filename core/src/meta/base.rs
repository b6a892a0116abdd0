use std::any::TypeId;
use std::fmt;

use crate::auth::Requirement;
use crate::server::Base;

/// The server that an endpoint names by `base = …`.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct BaseMeta {
    /// Its name.
    pub name: &'static str,
    /// The URL that the documentation names, if the declaration says it.
    pub url: Option<&'static str>,
    id: fn() -> TypeId,
    select: fn(&[TypeId]) -> Option<u8>,
}

impl BaseMeta {
    /// The base `B` of an endpoint that requires the credentials `R`: [`AnyAuth`](crate::auth::AnyAuth) if it names none.
    #[must_use]
    pub const fn of<B: Base, R: Requirement>() -> Self {
        Self {
            name: B::NAME,
            url: B::URL,
            id: TypeId::of::<B>,
            select: R::select,
        }
    }

    /// The identity of its type.
    #[doc(hidden)]
    #[must_use]
    pub fn id(self) -> TypeId {
        (self.id)()
    }

    /// The positions of the credentials to send among those of these schemes, as bits.
    pub(crate) fn select(self, held: &[TypeId]) -> Option<u8> {
        (self.select)(held)
    }
}

/// Shows what is the same in each run.
impl fmt::Debug for BaseMeta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BaseMeta")
            .field("name", &self.name)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
