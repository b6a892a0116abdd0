//! How to test without a server. Only for documentation: here its examples are compiled and run.

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}
