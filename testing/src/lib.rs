#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]
//!
//! # In this documentation
//!
//! - [`MockTransport`]: mock responses for tests, by endpoint.
//! - [`Fake`]: a server with state that is typed by the declarations, in memory or on a socket (feature `fake`, on by default).
//! - [`RecordTransport`] and [`PlaybackTransport`]: record exchanges to a HAR file without their secrets, and play them back.
//! - [`check_openapi`]: declarations against a vendor's document, without a server (feature `contract`, on by default).
//! - [`PlaybackTransport::drift`]: what of a recording the declarations do not know (feature `drift`, on by default).
//! - [`guide`]: how to test without a server.

#[cfg(feature = "contract")]
mod contract;
#[cfg(feature = "drift")]
mod drift;
#[cfg(feature = "fake")]
mod fake;
#[cfg(any(doc, doctest))]
pub mod guide;
mod har;
pub mod mock;
mod playback;
mod record;
mod redact;

#[cfg(feature = "contract")]
pub use self::contract::{
    Accepted, ContractError, Difference, DifferenceKind, Report, check_openapi,
};
#[cfg(feature = "drift")]
pub use self::drift::{RecordedDrift, RecordingDrift};
#[cfg(feature = "fake")]
pub use self::fake::{Failure, FailureRule, Fake, FakeProblem, FakeServer, RateLimit, Reply};
pub use self::mock::MockTransport;
pub use self::playback::PlaybackTransport;
pub use self::record::RecordTransport;
