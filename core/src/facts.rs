//! What the metadata says of a type, as constants that exist for every type: an inherent constant if the type has the trait, and otherwise that of a
//! fallback trait. So a wrong type is an error once, where a value of it is read or written.

use std::marker::PhantomData;

use crate::auth::Requirement;
use crate::codec::{Codec, FromResponse};
use crate::meta::{AuthMeta, BaseMeta, CodecMeta, WholeMeta};
use crate::multipart::Files;

/// What the metadata says of the codec `C`. Where `C` is not a codec it is that of [`NoCodec`]: the response itself reports the error, and one report is enough.
#[derive(Debug)]
pub struct CodecOf<C>(PhantomData<fn() -> C>);

impl<C: Codec> CodecOf<C> {
    /// What the codec says.
    pub const META: CodecMeta = C::META;
}

/// The fallback for a type that is not a codec.
pub trait NoCodec {
    /// Anything.
    const META: CodecMeta = CodecMeta::new("", "*/*");
}

impl<C> NoCodec for CodecOf<C> {}

/// What the metadata says of a type that is read from a whole response. The fallback is [`NoWhole`]'s, as for [`CodecOf`].
#[derive(Debug)]
pub struct WholeOf<T>(PhantomData<fn() -> T>);

impl<T: FromResponse> WholeOf<T> {
    /// What the type says.
    pub const META: Option<WholeMeta> = T::META;
}

/// The fallback for a type that is not read from a whole response.
pub trait NoWhole {
    /// Nothing.
    const META: Option<WholeMeta> = None;
}

impl<T> NoWhole for WholeOf<T> {}

/// Whether a part of the type `T` is a file.
#[derive(Debug)]
pub struct FileOf<T>(PhantomData<fn() -> T>);

impl<T: Files> FileOf<T> {
    /// It is.
    pub const IS: bool = true;
}

/// What stands in for all other types.
pub trait NoFile {
    /// It is not.
    const IS: bool = false;
}

impl<T> NoFile for FileOf<T> {}

/// The credentials that an endpoint requires, for the metadata.
#[must_use]
pub const fn auth<E: crate::Endpoint>() -> AuthMeta {
    <E::Auth as Requirement>::META
}

/// The base of an endpoint, for the metadata.
#[must_use]
pub const fn base<B: crate::Base, E: crate::Endpoint>() -> BaseMeta {
    BaseMeta::of::<B, E::Auth>()
}

/// A secret in `Debug`: a constant, where `format_args!` would be expanded for each of them.
pub struct Hidden;

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}
