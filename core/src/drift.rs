//! What of a response its declaration does not know. Feature `drift`.
//!
//! A client that has a [`DriftSink`] looks at each response while it decodes it, and reports what the declaration does not know: statuses, media types, headers
//! that are missing, fields at every depth, values of enums, nulls. Each is reported once a client, as its kind and its JSON pointer, and never with a value.
//!
//! ```
//! # #[cfg(feature = "client")]
//! # fn client() -> Result<callpoint::Client, callpoint::ConfigError> {
//! use callpoint::Client;
//! use callpoint::drift::DriftSink;
//!
//! // One response in ten is looked at.
//! let sink = DriftSink::new(|drift| eprintln!("{drift}")).one_in(10);
//! let client = Client::builder("https://api.example.com").on_drift(sink).build()?;
//! # Ok(client)
//! # }
//! ```
//!
//! [`of_response`] looks at a response that came in another way, and `callpoint_testing` at a recording.
//!
//! # How it is found
//!
//! A deserializer stands around that of the format. It notes what the type passes over: derived code asks for a field that it does not know as `IgnoredAny`.
//! Names of variants are compared with those of the enum, and the derive `OpenEnum` tells which text it does not know. So nothing is decoded
//! twice, and a type needs no schema.
//!
//! # What is not seen
//!
//! - What is inside of a type that takes any value: `serde_json::Value`, a map (its keys are data; the values are looked at), an enum with `untagged` or an
//!   internal `tag`, a struct with a field that is `flatten`, a type whose `Deserialize` collects values first. serde reads such a value as a whole before it is
//!   given its type, and without a `flatten`ed map it drops what is left over without a word.
//! - A field that is declared and never comes, where its type allows that: an `Option`, a `default`.
//! - The body of a custom codec, unless it decodes by `<Json as Decode<T>>::decode(response)`, and of `Text` and `Raw`.
//! - Of an attempt that is repeated only the last response is looked at.

mod apart;
mod found;
mod mix;
mod noting;
mod observe;
mod place;
mod sink;

pub use self::found::{Drift, DriftKind};
pub(crate) use self::noting::Noting;
pub use self::observe::of_response;
pub(crate) use self::place::{Place, note_unknown_value};
pub use self::sink::DriftSink;
