//! Postman collections, read and written.
//!
//! ```
//! use callpoint::api;
//! use callpoint_documents::postman;
//!
//! #[api(auth = Bearer)]
//! mod links {
//!     use callpoint::endpoint;
//!
//!     /// Shows one link.
//!     #[endpoint(GET, "/links/<id>")]
//!     pub struct GetLink {
//!         #[example("7")]
//!         pub id: u64,
//!     }
//! }
//!
//! let collection = postman::collection(links::ENDPOINTS).name("Links").base_url("https://api.example.com");
//! std::fs::write(std::env::temp_dir().join("links.postman_collection.json"), collection.to_json())?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod read;
mod write;

pub use self::read::read;
#[cfg(feature = "page")]
pub(crate) use self::write::item_json;
pub use self::write::{Collection, collection};

/// What the name of a saved response says that has only what is always there.
const PARTIAL: &str = ", required fields only";
