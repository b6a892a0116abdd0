#![deny(missing_docs, dead_code, unused_imports)]
//! A crate that takes care of its docs.

use callpoint::endpoint;

/// Creates a link.
#[endpoint(POST, "/api/links", body = Form, response = u8, 200 => u8)]
#[serde(rename_all = "camelCase")]
pub struct CreateLink {
    /// Where.
    #[secret]
    pub institution: String,
}

fn main() {}
