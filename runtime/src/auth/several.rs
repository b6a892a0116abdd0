use super::{Anonymous, Bearer, Credentials, OAuth2, Provides};

/// Where a client has one of its credentials. The compiler finds it, unless two of them stand for the scheme that is asked for: a client with
/// [`Bearer`] and [`OAuth2`] says `client.call::<_, At<0>>(&request)`.
#[derive(Debug, Clone, Copy)]
pub struct At<const INDEX: usize>(());

/// The credentials of a client with one scheme more: what [`ClientBuilder::and`](crate::ClientBuilder::and) makes.
#[diagnostic::on_unimplemented(
    message = "a client has credentials of four schemes at most",
    label = "it has four already"
)]
pub trait And<C> {
    /// Both: a tuple, in the order in which they were given.
    type Both;
}

#[diagnostic::do_not_recommend]
impl<C: Credentials> And<C> for Anonymous {
    type Both = C;
}

#[diagnostic::do_not_recommend]
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

/// The tokens of [`OAuth2`] are bearer tokens, also where it is one of several. There is no such `impl` for every scheme that stands for another: a client
/// that has both would have two places for the one, and the compiler could not choose.
macro_rules! bearer_by_oauth2 {
    ($([$($before:ident)*] [$($after:ident)*] at $index:literal),+) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($before: Credentials,)* $($after: Credentials),*> Provides<Bearer, At<$index>>
            for ($($before,)* OAuth2, $($after,)*)
        {
            const INDEX: usize = $index;
        })+
    };
}

bearer_by_oauth2!([] [B] at 0, [A] [] at 1);
bearer_by_oauth2!([] [B C] at 0, [A] [C] at 1, [A B] [] at 2);
bearer_by_oauth2!([] [B C D] at 0, [A] [C D] at 1, [A B] [D] at 2, [A B C] [] at 3);

#[diagnostic::do_not_recommend]
impl<A: Credentials, B: Credentials, C: Credentials> And<C> for (A, B) {
    type Both = (A, B, C);
}

#[diagnostic::do_not_recommend]
impl<A: Credentials, B: Credentials, C: Credentials, D: Credentials> And<D> for (A, B, C) {
    type Both = (A, B, C, D);
}
