use super::{Anonymous, Provides, Scheme};

/// The position of credentials in a client. The compiler infers it, unless two of them satisfy the required scheme: a client with two bearer tokens
/// says `client.call::<_, At<0>>(&request)`.
#[derive(Debug, Clone, Copy)]
pub struct At<const INDEX: usize>(());

/// The type of a client's credentials after `ClientBuilder::and` has added another scheme.
#[diagnostic::on_unimplemented(
    message = "a client holds credentials for at most four schemes",
    label = "it already has four"
)]
pub trait And<C>: sealed::Sealed {
    /// Both: a tuple in the order in which they were added.
    type Both;
}

#[diagnostic::do_not_recommend]
impl<C: Scheme> And<C> for Anonymous {
    type Both = C;
}

#[diagnostic::do_not_recommend]
impl<A: Scheme, C: Scheme> And<C> for A {
    type Both = (A, C);
}

mod sealed {
    use super::{Anonymous, Scheme};

    /// Implemented for the credentials types of clients, and for no other types.
    pub trait Sealed {}

    impl Sealed for Anonymous {}
    impl<A: Scheme> Sealed for A {}
    impl<A: Scheme, B: Scheme> Sealed for (A, B) {}
    impl<A: Scheme, B: Scheme, C: Scheme> Sealed for (A, B, C) {}
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
        impl<$($all: Scheme),+> Provides<$scheme, At<$index>> for ($($all,)+) {
            const INDEX: usize = $index;
        }
    };
}

several!(A at 0, B at 1);
several!(A at 0, B at 1, C at 2);
several!(A at 0, B at 1, C at 2, D at 3);

#[diagnostic::do_not_recommend]
impl<A: Scheme, B: Scheme, C: Scheme> And<C> for (A, B) {
    type Both = (A, B, C);
}

#[diagnostic::do_not_recommend]
impl<A: Scheme, B: Scheme, C: Scheme, D: Scheme> And<D> for (A, B, C) {
    type Both = (A, B, C, D);
}
