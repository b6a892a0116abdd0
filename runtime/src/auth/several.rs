use super::{Anonymous, Credentials, Provides};

/// Where a client has one of its credentials.
#[derive(Debug, Clone, Copy)]
pub struct At<const INDEX: usize>(());

/// The credentials of a client with one scheme more: what [`ClientBuilder::and`](crate::ClientBuilder::and) makes.
pub trait And<C> {
    /// Both: a tuple, in the order in which they were given.
    type Both;
}

impl<C: Credentials> And<C> for Anonymous {
    type Both = C;
}

impl<A: Credentials, C: Credentials> And<C> for A {
    type Both = (A, C);
}

macro_rules! several {
    ($($scheme:ident at $index:literal),+) => {
        several!(@each ($($scheme),+) $($scheme at $index),+);
    };
    (@each $all:tt $($scheme:ident at $index:literal),+) => {
        $(several!(@one $all $scheme at $index);)+
    };
    (@one ($($all:ident),+) $scheme:ident at $index:literal) => {
        #[diagnostic::do_not_recommend]
        impl<$($all: Credentials),+> Provides<$scheme, At<$index>> for ($($all,)+) {
            const INDEX: usize = $index;
        }
    };
}

several!(A at 0, B at 1);
several!(A at 0, B at 1, C at 2);
several!(A at 0, B at 1, C at 2, D at 3);

impl<A: Credentials, B: Credentials, C: Credentials> And<C> for (A, B) {
    type Both = (A, B, C);
}

impl<A: Credentials, B: Credentials, C: Credentials, D: Credentials> And<D> for (A, B, C) {
    type Both = (A, B, C, D);
}
