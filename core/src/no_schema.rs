//! Without the feature `schema` the metadata has no schemas, and the expansion of an endpoint pays nothing for them.

/// The metadata of a field, a response or a header as it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ([$($ty:tt)*] $($meta:tt)*) => { $($meta)* };
}

/// The metadata of several as it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __schemas {
    ($($(#[$cfg:meta])* [$($ty:ty)?] $meta:expr),*) => { &[$($(#[$cfg])* $meta),*] };
}

/// Nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __struct_schema {
    ($($struct:tt)*) => {};
}
