//! Shop API.
//!
//! What the shop sells.
//!
//! See <https://shop.example.com/docs> for an \[introduction\] to `page_size`.
//!
//! The base URL is `https://shop.example.com/v1`.

pub mod products;
pub mod session;
pub mod shop_api;

use callpoint::{Deserialize, ErrorSet};

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// Unauthorized; Server error.
    ///
    /// With 500: `{"code": "oops", "message": "It is our fault."}`.
    #[status(401 | 500)]
    #[example(r#"{"code": "unauthorized", "message": "Who are you?"}"#)]
    Rejected(Problem),
}

/// An error response.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    pub code: String,
    #[message]
    pub message: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=c119842a mod:products=66a5214e mod:session=a6aa609b mod:shop_api=dda3a70b
// import: use:callpoint=2186f544 ApiError=454fda37 Problem=95130c9c
