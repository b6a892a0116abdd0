//! Requirements of more than one scheme: `auth = Basic | ApiKey`, `auth = ClientId + Secret`, `auth = Bearer | none`.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use super::{AuthError, Credentials, PrepareFuture, Provides, Rejected, Requirement, Scheme};
use crate::body::Body;
use crate::meta::{AuthMembers, AuthMeta, EndpointMeta};

/// The requirement `auth = Left | Right`: the first alternative of which the client holds all credentials is sent.
pub struct AnyOf<Left, Right>(PhantomData<fn() -> (Left, Right)>);

/// The requirement `auth = Left + Right`: both are sent.
pub struct AllOf<Left, Right>(PhantomData<fn() -> (Left, Right)>);

/// The requirement `auth = Wanted | none`: sent if the client has it, and otherwise without credentials.
pub struct Optional<Wanted>(PhantomData<fn() -> Wanted>);

impl<L: Requirement, R: Requirement> Requirement for AnyOf<L, R> {
    const META: AuthMeta = AuthMeta::AnyOf(AuthMembers::new(&[L::META, R::META], Self::select));

    fn select(held: &[TypeId]) -> Option<u8> {
        L::select(held).or_else(|| R::select(held))
    }
}

impl<L: Requirement, R: Requirement> Requirement for AllOf<L, R> {
    const META: AuthMeta = AuthMeta::AllOf(AuthMembers::new(&[L::META, R::META], Self::select));

    fn select(held: &[TypeId]) -> Option<u8> {
        Some(L::select(held)? | R::select(held)?)
    }
}

impl<W: Requirement> Requirement for Optional<W> {
    const META: AuthMeta =
        AuthMeta::AnyOf(AuthMembers::new(&[W::META, AuthMeta::None], Self::select));

    fn select(held: &[TypeId]) -> Option<u8> {
        W::select(held).or(Some(0))
    }
}

/// The requirement of an endpoint with `base = …` and `auth = Wanted`: the credentials that the client has for that base. Whether it has them is known
/// when it calls, not when it is compiled.
pub struct OnBase<Wanted>(PhantomData<fn() -> Wanted>);

#[diagnostic::do_not_recommend]
impl<W: Requirement> Requirement for OnBase<W> {
    const META: AuthMeta = W::META;

    fn select(held: &[TypeId]) -> Option<u8> {
        W::select(held)
    }
}

/// How a client satisfies a requirement of several schemes; the compiler infers it.
#[derive(Debug, Clone, Copy)]
pub struct By<Left, Right = ()>(PhantomData<fn() -> (Left, Right)>);

/// A client that holds one scheme has the left alternative.
#[derive(Debug, Clone, Copy)]
pub struct ByLeft<P>(PhantomData<fn() -> P>);

/// A client that holds one scheme has the right alternative.
#[derive(Debug, Clone, Copy)]
pub struct ByRight<P>(PhantomData<fn() -> P>);

/// A client that holds several schemes, of which the call chooses.
#[derive(Debug, Clone, Copy)]
pub struct ByChoice(());

impl<A, W> Provides<Optional<W>> for A {}

impl<A, W> Provides<OnBase<W>> for A {}

impl<A, L, R, P, Q> Provides<AllOf<L, R>, By<P, Q>> for A where A: Provides<L, P> + Provides<R, Q> {}

impl<A, L, R, P> Provides<AnyOf<L, R>, By<P>> for A where AnyOf<L, R>: HeldBy<A, L, R, P> {}

/// Implemented for alternatives of which a client with these credentials may hold one.
///
/// It is a trait of the alternatives and not of the client, because rustc would report the first trait of the client's that is not implemented.
#[diagnostic::on_unimplemented(
    message = "this client has neither `{Left}` nor `{Right}` credentials",
    label = "a client with `{Client}` credentials",
    note = "a client gets its credentials when it is built: `.basic_auth(…)`, `.bearer_token(…)`, `.api_key_header(…)`, `.auth::<Scheme>(…)` or `.credentials(…)`"
)]
pub trait HeldBy<Client, Left, Right, Place> {}

macro_rules! alternatives {
    ($(<$($scheme:ident),+> held by $client:ty, $place:ty);+ $(;)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($scheme: Scheme,)+ L, R> HeldBy<$client, L, R, $place> for AnyOf<L, R> {}
    )+};
}

#[diagnostic::do_not_recommend]
impl<S: Scheme + Provides<L, P>, L, R, P> HeldBy<S, L, R, ByLeft<P>> for AnyOf<L, R> {}

#[diagnostic::do_not_recommend]
impl<S: Scheme + Provides<R, P>, L, R, P> HeldBy<S, L, R, ByRight<P>> for AnyOf<L, R> {}

// Several may hold any of them: the call chooses.
alternatives! {
    <A, B> held by (A, B), ByChoice;
    <A, B, C> held by (A, B, C), ByChoice;
    <A, B, C, D> held by (A, B, C, D), ByChoice;
}

/// The position of a scheme among those that a client holds, as a bit.
pub(super) fn bit_of<S: 'static>(held: &[TypeId]) -> Option<u8> {
    let wanted = TypeId::of::<S>();
    let position = held.iter().position(|scheme| *scheme == wanted)?;
    1_u8.checked_shl(u32::try_from(position).ok()?)
}

/// The credentials at the selected positions, of which `current` has the current ones. `None` if none are to be sent.
pub(crate) fn choose(
    selected: Option<u8>,
    endpoint: &EndpointMeta,
    current: impl Fn(usize) -> Option<Arc<dyn Credentials>>,
) -> Option<Arc<dyn Credentials>> {
    let Some(selected) = selected else {
        return Some(Arc::new(Missing {
            auth: endpoint.auth,
            base: endpoint.base.map(|base| base.name),
        }));
    };
    let is_selected = |index: &usize| selected & (1 << index) != 0;
    let mut chosen: Vec<_> = (0..8).filter(is_selected).filter_map(current).collect();
    match chosen.len() {
        0 => None,
        1 => chosen.pop(),
        _ => Some(Arc::new(Combined {
            generations: Mutex::new((0, Vec::new())),
            parts: chosen,
        })),
    }
}

/// What is sent in place of credentials that a client does not hold: nothing.
struct Missing {
    auth: AuthMeta,
    base: Option<&'static str>,
}

impl Scheme for Missing {
    const META: crate::meta::SecurityScheme = crate::meta::SecurityScheme::custom("");
}

impl Credentials for Missing {
    type Scheme = Self;

    fn authorize(&self, _: &mut http::Request<Body>) -> Result<(), AuthError> {
        let auth = self.auth;
        Err(AuthError::worded(match self.base {
            None => format!("the client does not hold the credentials for {auth}"),
            Some(base) => format!("the base `{base}` does not hold the credentials for {auth}"),
        }))
    }
}

/// Credentials that are sent together, for one call.
struct Combined {
    parts: Vec<Arc<dyn Credentials>>,
    /// The latest generation of all, and that of each.
    generations: Mutex<(u64, Vec<Option<u64>>)>,
}

impl Combined {
    /// The generation of each part that was last asked for.
    fn each(&self) -> Vec<Option<u64>> {
        let known = self.generations.lock();
        known.unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

impl Scheme for Combined {
    const META: crate::meta::SecurityScheme = crate::meta::SecurityScheme::custom("");
}

/// Waits for each of them in turn.
fn in_turn(futures: Vec<PrepareFuture<'_>>) -> Option<PrepareFuture<'_>> {
    if futures.is_empty() {
        return None;
    }
    Some(Box::pin(async move {
        for future in futures {
            future.await?;
        }
        Ok(())
    }))
}

impl Credentials for Combined {
    type Scheme = Self;

    fn authorize(&self, request: &mut http::Request<Body>) -> Result<(), AuthError> {
        for part in &self.parts {
            let before = request.headers().get(http::header::AUTHORIZATION).cloned();
            part.authorize(request)?;
            if before.is_some()
                && before.as_ref() != request.headers().get(http::header::AUTHORIZATION)
            {
                return Err(AuthError::new(
                    "two of the required schemes are sent in `Authorization`, which holds one",
                ));
            }
        }
        Ok(())
    }

    fn prepare(&self) -> Option<PrepareFuture<'_>> {
        let parts = self.parts.iter();
        in_turn(parts.filter_map(|part| part.prepare()).collect())
    }

    fn prepare_for<'a>(&'a self, request: &http::Request<Body>) -> Option<PrepareFuture<'a>> {
        let parts = self.parts.iter();
        in_turn(parts.filter_map(|part| part.prepare_for(request)).collect())
    }

    fn generation(&self) -> Option<u64> {
        let each: Vec<_> = self.parts.iter().map(|part| part.generation()).collect();
        if each.iter().all(Option::is_none) {
            return None;
        }
        let mut known = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if known.1 != each {
            *known = (known.0 + 1, each);
        }
        Some(known.0)
    }

    fn challenged(&self, rejected: &Rejected<'_>) -> Option<PrepareFuture<'_>> {
        let pairs = self.parts.iter().zip(self.each());
        let futures =
            pairs.filter_map(|(part, generation)| part.challenged(&rejected.of(generation?)));
        in_turn(futures.collect())
    }
}

impl<L, R> fmt::Debug for AnyOf<L, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyOf")
    }
}

impl<L, R> fmt::Debug for AllOf<L, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AllOf")
    }
}

impl<W> fmt::Debug for OnBase<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnBase")
    }
}

impl<W> fmt::Debug for Optional<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Optional")
    }
}
