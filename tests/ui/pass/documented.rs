//! Everything that a declaration makes has docs, whether the user wrote any on the answers or not.

#![deny(missing_docs, rustdoc::all, clippy::all)]
#![forbid(unsafe_code)]

use callpoint::{ErrorSet, endpoint};

/// Updates the credentials of one link.
#[endpoint(PUT, "/api/links/<id>/?<mode>",
    auth = Basic,
    200 => Link { id: String, owner: Option<Owner { name: String }> },
    /// Still working on it.
    202 => (),
    400 | 401 => Rejected([Problem { code: String, message: String }]),
    428 => TokenRequired {
        /// To be resumed.
        session: String,
        #[serde(default, rename = "linkId")]
        link: Option<String>,
    },
)]
#[derive(Debug, Clone)]
pub struct UpdateLink {
    /// The `link.id` to update.
    pub id: String,
    /// How to answer.
    pub mode: Option<Mode>,
    /// The password.
    #[secret]
    pub password: String,
}

/// How to answer.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub enum Mode {
    /// At once.
    Live,
}

/// What every endpoint may refuse.
#[derive(Debug, ErrorSet)]
pub enum Refused {
    /// Nobody knows it.
    #[status(404)]
    NotFound(()),
}

/// The endpoints with shared refusals.
#[callpoint::api(errors = Refused)]
pub mod shared {
    use super::Refused;

    /// The version.
    #[callpoint::endpoint(GET, "/api/version", 200 => String as Text)]
    #[derive(Debug)]
    pub struct Version;

    /// One item.
    #[callpoint::endpoint(GET, "/api/items/", 200 => Vec<T>)]
    #[derive(Debug)]
    pub struct Items<T> {
        /// Of what.
        #[query]
        pub kind: Option<String>,
        /// Of which type.
        #[serde(skip)]
        pub of: std::marker::PhantomData<T>,
    }
}

fn main() {}
