//! A client of container registries: the API of the OCI distribution specification, with the tokens that Docker's registry and most others want.
//!
//! | file | content |
//! |---|---|
//! | `api.rs` | the operations, as the specification documents them |
//! | `tokens.rs` | the credentials: a token for each repository, by the challenge of a 401 |
//! | `transfer.rs` | blobs pushed in chunks and continued after a failure, and pulled with their digest checked |
//! | `fake.rs` | a fake that keeps what is pushed, for tests of a program that calls a registry |
//! | `live.rs` | the suite that asks Debian's `docker-registry` whether all that is right; `tests/live/registry.sh` runs it |
//!
//! ```text
//! let tokens = RegistryTokens::new("https://auth.example.com", "ann", "password")?;
//! let client = Client::builder("https://registry.example.com")
//!     .credentials(tokens)
//!     .redirects(RedirectPolicy::any_origin())
//!     .build()?;
//!
//! let layer = push_blob(&client, "team/app", &mut tokio::fs::File::open("layer.tar.gz").await?).await?;
//! for tag in client.pages(ListTags::new("team/app")).items() { … }
//! ```
//!
//! Many registries keep blobs elsewhere, hence the redirects: they are followed without the token.

pub mod api;
pub mod fake;
mod tokens;
mod transfer;

pub use self::tokens::RegistryTokens;
pub use self::transfer::{CHUNK, TransferError, digest_of, has_blob, pull_blob, push_blob};
