//! Pets.
//!
//! All about pets.
//!
//! The servers:
//!
//! - `https://{region}.pets.example.com/v1`: Production
//!   - `region` is `eu` by default, one of `eu`, `us`
//!
//! The API key travels in header `X-Key`.

use std::collections::BTreeMap;

use callpoint::{Deserialize, ErrorSet, FromResponse, OpenEnum, Patch, api};
use serde::Serialize;

/// The base URL for a client.
pub const BASE_URL: &str = "https://eu.pets.example.com/v1";

#[api(auth = ApiKey | Bearer, errors = ApiError)]
pub mod pets {
    use callpoint::{Patch, endpoint};

    use super::{
        ApiError, ListPetsFilter, ListPetsStatus, NewPetMode, Node, NodeInput, Pet, PetsResponse,
    };

    /// Lists pets.
    // note: the body of status 200 can also be `application/xml`
    #[endpoint(GET, "/pets?api-version=2024-01-01",
        /// The pets.
        200 => PetsResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct ListPets {
        /// How many.
        ///
        /// Default: `20`.
        #[query]
        pub limit: Option<i32>,
        #[query(style = csv)]
        pub status: Option<Vec<ListPetsStatus>>,
        #[query(style = deep)]
        pub filter: Option<ListPetsFilter>,
        #[cookie("debug")]
        pub debug: Option<i64>,
        #[header("X-Trace")]
        pub x_trace: Option<String>,
    }

    /// Deprecated.
    #[endpoint(POST, "/pets",
        /// Made.
        201 => Pet,
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
        pub mode: Option<NewPetMode>,
        pub max_age: Option<i64>,
    }

    /// `PUT /pets/<pet_id>`
    #[endpoint(PUT, "/pets/<pet_id>",
        auth = none,
        /// x.
        200 => Node,
        /// None.
        404 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct UpdatePet {
        pub pet_id: String,
        #[body]
        pub body: Option<NodeInput>,
    }
}

#[api(auth = ApiKey + Bearer)]
pub mod store {
    use callpoint::endpoint;

    use super::GetPetResponse;

    /// `GET /pets/<pet_id>`
    #[endpoint(GET, "/pets/<pet_id>",
        2xx => Option<GetPetResponse>,
        _ => Option<GetPetResponse>,
    )]
    #[derive(Debug, Clone)]
    pub struct GetPet {
        pub pet_id: String,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
#[message]
pub enum ApiError {
    /// Bad.
    #[status(4xx as Json("application/problem+json"))]
    ClientError(ErrorBody),
    /// Error.
    #[status(_)]
    Other(ErrorBody),
}

/// The `status` of `ListPets`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ListPetsStatus {
    Available,
    Sold,
}

/// The `filter` of `ListPets`.
#[derive(Debug, Clone, Serialize)]
pub struct ListPetsFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
}

/// The `api-version` of `ListPets`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub enum ListPetsApiVersion {
    /// `2024-01-01`
    #[default]
    #[serde(rename = "2024-01-01")]
    N20240101,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Pet {
    pub id: i64,
    pub animal: Animal,
    pub r#type: PetType,
    pub born: Option<String>,
    pub owner: Option<PetOwner>,
    pub sort: Option<PetSort>,
    pub point: Option<(f64, f64)>,
    pub labels: Option<BTreeMap<String, String>>,
    pub event: Option<PetEvent>,
    pub class: Option<PetClass>,
    /// The values under all other names.
    #[serde(flatten)]
    pub other: BTreeMap<String, i64>,
}

#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct ErrorBody {
    /// One of `1`, `2`.
    pub code: i64,
    #[message]
    pub message: Option<String>,
    pub details: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Node {
    pub id: String,
    pub value: String,
    pub left: Option<Box<Node>>,
    pub children: Option<Vec<Node>>,
    pub note: Option<String>,
}

/// What is sent of `Node`.
#[derive(Debug, Clone, Serialize)]
pub struct NodeInput {
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Box<NodeInput>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Vec<NodeInput>>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub note: Patch<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// The `response` of `GetPet`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum GetPetResponse {
    Pet(Box<Pet>),
    Text(String),
    /// What is not documented.
    Other(serde_json::Value),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind")]
pub enum Animal {
    #[serde(rename = "cat")]
    Cat(Cat),
    Dog(Dog),
    /// What is not documented.
    #[serde(untagged)]
    Other(serde_json::Value),
}

/// The `type` of `Pet`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum PetType {
    /// `pet`
    #[default]
    #[serde(rename = "pet")]
    Pet,
}

/// The `owner` of `Pet`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PetOwner {
    pub full_name: Option<String>,
    pub address: Option<PetOwnerAddress>,
}

/// The `sort` of `Pet`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
pub enum PetSort {
    #[serde(rename = "created")]
    Created,
    #[serde(rename = "-created")]
    MinusCreated,
    #[serde(rename = "updated")]
    Updated,
    /// What is not documented.
    Unknown(String),
}

/// The `event` of `Pet`.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "t")]
pub enum PetEvent {
    #[serde(rename = "born")]
    Born(PetEventBorn),
    #[serde(rename = "sold")]
    Sold(PetEventSold),
    /// What is not documented.
    #[serde(untagged)]
    Other(serde_json::Value),
}

/// The `class` of `Pet`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum PetClass {
    X,
    Y,
    /// What is not documented.
    Unknown(String),
}

/// The `mode` of `NewPet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NewPetMode {
    Fast,
    Slow,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Cat {
    /// What it is called.
    pub name: String,
    /// Default: `9`.
    pub lives: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Dog {
    /// What it is called.
    pub name: String,
    pub size: DogSize,
}

/// The `address` of `PetOwner`.
#[derive(Debug, Clone, Deserialize)]
pub struct PetOwnerAddress {
    pub street: Option<String>,
}

/// The `born` of `PetEvent`.
#[derive(Debug, Clone, Deserialize)]
pub struct PetEventBorn {
    pub a: i64,
}

/// The `sold` of `PetEvent`.
#[derive(Debug, Clone, Deserialize)]
pub struct PetEventSold {}

/// The `size` of `Dog`.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
pub enum DogSize {
    S,
    M,
    #[serde(rename = "l")]
    L,
    #[serde(rename = "L")]
    LUpper,
    #[serde(rename = "")]
    Empty,
    /// What is not documented.
    Unknown(String),
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct PetsResponse {
    #[header("X-Next")]
    pub x_next: Option<String>,
    #[header("X-Total")]
    pub x_total: i64,
    #[body]
    pub body: Vec<Pet>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=5b4e2cb6 use:std::collections=0fb956ee use:callpoint=f99555f2 use:serde=37375d31
// import: BASE_URL=69401b18 mod:pets=c6674fe1 use:pets::callpoint=bedc2335 use:pets::super=b29da058
// import: pets::ListPets=b09d368c pets::CreatePet=e41f904e pets::UpdatePet=ab318b77
// import: mod:store=f662e3bb use:store::callpoint=771f8b9c use:store::super=4b347cd7
// import: store::GetPet=317a1e08 ApiError=a517685c ListPetsStatus=ef0352d3 ListPetsFilter=fc6eca51
// import: ListPetsApiVersion=d89220d2 Pet=f5c925de ErrorBody=c3bed026 Node=1831212b
// import: NodeInput=d9837a83 GetPetResponse=8d4c3ead Animal=f61c9850 PetType=1834fc9c
// import: PetOwner=4b10cfae PetSort=ddaac40b PetEvent=2683f44a PetClass=90740901
// import: NewPetMode=1d2433c0 Cat=98f42c51 Dog=fd8df21f PetOwnerAddress=c2a2ceda
// import: PetEventBorn=dfa26123 PetEventSold=be389255 DogSize=523cfec3 PetsResponse=35fc223a
