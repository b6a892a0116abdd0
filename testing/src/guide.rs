//! How to test without a server. Only for documentation: here its examples are compiled and run.

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}

/// Declarations against the document of their API.
#[cfg(all(feature = "contract", feature = "drift"))]
#[doc = include_str!("../docs/contract.md")]
pub mod contract {}
