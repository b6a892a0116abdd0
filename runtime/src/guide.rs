//! The guide: can it say …?, what is on the wire, streams and pages, the defaults and why, errors, what happens when …, credentials, transports, what can be
//! seen of a call, exports, and testing.
//!
//! It stands here so that its examples are compiled and run; it exists in the documentation only.

#[doc = include_str!("../docs/can-it-say.md")]
pub mod can_it_say {}

#[doc = include_str!("../docs/wire.md")]
pub mod wire {}

#[doc = include_str!("../docs/streams-and-pages.md")]
pub mod streams_and_pages {}

#[doc = include_str!("../docs/defaults.md")]
pub mod defaults {}

#[doc = include_str!("../docs/errors.md")]
pub mod errors {}

#[doc = include_str!("../docs/faults.md")]
pub mod faults {}

#[doc = include_str!("../docs/credentials.md")]
pub mod credentials {}

// The examples of this one need the features.
#[cfg(any(doc, all(feature = "tower", feature = "blocking", feature = "reqwest")))]
#[doc = include_str!("../docs/transports.md")]
pub mod transports {}

#[doc = include_str!("../docs/observability.md")]
pub mod observability {}

#[doc = include_str!("../docs/export.md")]
pub mod export {}

#[doc = include_str!("../docs/testing.md")]
#[cfg(all(feature = "mock", feature = "tower"))]
pub mod testing {}
