//! The other direction of a declaration exists where the feature `serve` is on: the macros do not see which features are on.

/// What `serve` makes of a declaration.
#[cfg(feature = "serve")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    ($($item:tt)*) => { $($item)* };
}

/// Without the feature `serve` there is nothing.
#[cfg(not(feature = "serve"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    ($($item:tt)*) => {};
}
