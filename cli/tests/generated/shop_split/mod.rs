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

use callpoint::Responses;
use serde::Deserialize;

/// What the API answers when it refuses.
#[derive(Debug, Responses)]
pub enum ApiError {
    /// Unauthorized; Server error.
    ///
    /// With 500: `{"code": "oops", "message": "It is our fault."}`.
    #[status(401 | 500)]
    #[example(r#"{"code": "unauthorized", "message": "Who are you?"}"#)]
    Rejected(Problem),
}

/// Why a call was refused.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    pub code: String,
    pub message: String,
}

// What `callpoint import --into` goes by to leave alone what is changed here by hand:
// import: head=c119842a mod:products=66a5214e mod:session=a6aa609b mod:shop_api=dda3a70b
// import: use:callpoint=d5d32b29 use:serde=cf2bf3d9 ApiError=c10f4158 Problem=aac9e4f0
