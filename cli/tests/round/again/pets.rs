//! pets.
//!
//! The API key travels in header `X-Api-Key`.

use callpoint::{ErrorSet, FromResponse, api};
use serde::Serialize;

#[api(auth = ApiKey | Bearer, errors = ApiError)]
pub mod pets {
    use callpoint::{Patch, endpoint};

    use super::{ApiError, ListPetsResponse};

    /// Lists pets.
    #[endpoint(GET, "/pets?api-version=2024-01-01",
        /// The pets.
        200 => ListPetsResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct ListPets {
        /// How many.
        ///
        /// Default: `20`.
        #[query]
        pub limit: Option<i32>,
        #[query(style = csv)]
        pub status: Option<Vec<String>>,
        #[query]
        pub filter: Option<String>,
        #[cookie("debug")]
        pub debug: Option<i64>,
        #[header("x-trace")]
        pub x_trace: Option<String>,
    }

    /// Deprecated.
    #[endpoint(POST, "/pets",
        /// Made.
        201 => serde_json::Value,
        /// Later.
        202 => (),
    )]
    #[derive(Debug, Clone)]
    #[serde(rename_all = "camelCase")]
    pub struct CreatePet {
        pub name: String,
        pub nickname: Patch<String>,
        #[secret]
        pub password: Option<String>,
        pub tags: Option<Vec<String>>,
        pub mode: Option<serde_json::Value>,
        pub max_age: Option<i64>,
    }

    /// `PUT /pets/<pet_id>`
    #[endpoint(PUT, "/pets/<pet_id>",
        auth = none,
        /// x.
        200 => serde_json::Value,
        /// None.
        404 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct UpdatePet {
        pub pet_id: String,
        #[body]
        pub body: Option<serde_json::Value>,
    }
}

#[api(auth = ApiKey + Bearer, errors = ApiError)]
pub mod store {
    use callpoint::endpoint;

    use super::ApiError;

    /// `GET /pets/<pet_id>`
    #[endpoint(GET, "/pets/<pet_id>",
        /// Any 2xx status.
        2xx => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct GetPet {
        pub pet_id: String,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// Bad.
    #[status(4xx as Json("application/problem+json"))]
    ClientError(serde_json::Value),
    /// Error.
    #[status(_)]
    Other(serde_json::Value),
}

/// The `api-version` of `ListPets`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum ListPetsApiVersion {
    /// `2024-01-01`
    #[default]
    #[serde(rename = "2024-01-01")]
    N20240101,
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct ListPetsResponse {
    #[header("x-next")]
    pub x_next: Option<String>,
    #[header("x-total")]
    pub x_total: i64,
    #[body]
    pub body: serde_json::Value,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=818eed87 use:callpoint=8b0c9021 use:serde=37375d31 mod:pets=c6674fe1
// import: use:pets::callpoint=bedc2335 use:pets::super=9958945d pets::ListPets=cc5fb15f
// import: pets::CreatePet=1ec6e72e pets::UpdatePet=ee2372b2 mod:store=dbd2e56f
// import: use:store::callpoint=771f8b9c use:store::super=68f0ec01 store::GetPet=f7960f4d
// import: ApiError=2a9108f2 ListPetsApiVersion=d89220d2 ListPetsResponse=425d2ec4
