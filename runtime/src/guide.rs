//! The guide: can it say …?, can a client …?, the wire format, streams and pagination, the defaults and why, errors, what happens when …, credentials, transports,
//! and observability.
//!
//! It is a module so that its examples are compiled and run; it exists only in the documentation.

#[doc = include_str!("../docs/can-it-say.md")]
pub mod can_it_say {}

// Its examples need these features.
#[cfg(any(doc, all(feature = "tower", feature = "blocking", feature = "reqwest")))]
#[doc = include_str!("../docs/can-a-client.md")]
pub mod can_a_client {}

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

// Its examples need these features.
#[cfg(any(doc, all(feature = "tower", feature = "blocking", feature = "reqwest")))]
#[doc = include_str!("../docs/transports.md")]
pub mod transports {}

#[doc = include_str!("../docs/observability.md")]
pub mod observability {}
