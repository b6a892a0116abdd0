//! Converted.
//!
//! The base URL is `https://users.example.com`.

use callpoint::{Deserialize, endpoint};

/// `GET /api/users/<user_id>`
#[endpoint(GET, "/api/users/<user_id>",
    auth = Bearer,
    #[example(r#"{
      "userId": "<long>",
      "userName": "<string>",
      "isAdmin": "<boolean>",
      "isActive": "<boolean>",
      "isNew": "<boolean>",
      "isOld": "<boolean>",
      "ratio": "<double>",
      "born": "<date>",
      "friends": [
        {"userId": "<long>", "since": "<dateTime>"},
        {"userId": "<long>", "since": "<dateTime>"}
      ],
      "settings": "<object>"
    }"#)]
    200 => User,
    #[example(r#"{"title": "<string>"}"#)]
    404 => NotFound,
    410 => (),
)]
#[derive(Debug, Clone)]
pub struct GetUser {
    /// The user.
    #[example("<long>")]
    pub user_id: i64,
    /// Which fields.
    #[query]
    pub fields: String,
    /// Which page.
    #[query]
    pub page: Option<i64>,
    /// The version.
    #[header("x-version")]
    pub x_version: i64,
    /// How.
    #[header("x-mode")]
    pub x_mode: Option<String>,
}

impl GetUser {
    /// The call with the values of the documentation.
    #[must_use]
    pub fn example() -> Self {
        Self {
            user_id: 0,
            fields: "<string>".to_owned(),
            page: None,
            x_version: 0,
            x_mode: None,
        }
    }
}

/// The body of status 200 of `GetUser`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools)]
#[allow(clippy::struct_field_names)]
pub struct User {
    pub user_id: i64,
    pub user_name: String,
    pub is_admin: bool,
    pub is_active: bool,
    pub is_new: bool,
    pub is_old: bool,
    pub ratio: f64,
    pub born: String,
    pub friends: Vec<Friend>,
    // note: the document says `<object>`
    pub settings: serde_json::Value,
}

/// An item of `friends` in `User`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Friend {
    pub user_id: i64,
    pub since: String,
}

/// The body of status 404 of `GetUser`.
#[derive(Debug, Clone, Deserialize)]
pub struct NotFound {
    pub title: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=bea2ed48 use:callpoint=7b73873a GetUser=90a48c0a impl:GetUser=93a506de User=9e84720d
// import: Friend=3682a339 NotFound=619b6f72
