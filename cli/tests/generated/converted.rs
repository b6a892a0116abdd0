//! Converted.
//!
//! The base URL is `https://users.example.com`.

use callpoint::{Deserialize, api};

// note: OAuth 2.0: get the access token first, and give it to the client as its bearer token
#[api(auth = Bearer)]
pub mod api_users_user_id {
    use callpoint::endpoint;

    use super::{NotFound, User};

    /// `GET /api/users/<user_id>`
    #[endpoint(GET, "/api/users/<user_id>",
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
        #[header("X-Version")]
        pub x_version: i64,
        /// How.
        #[header("X-Mode")]
        pub x_mode: Option<String>,
    }

    impl GetUser {
        /// The call with the values of the documentation.
        #[must_use]
        pub fn example() -> Self {
            Self {
                user_id: 0,
                fields: "<string>".to_owned(),
                page: Some(0),
                x_version: 0,
                x_mode: Some("<string>".to_owned()),
            }
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
// import: head=bea2ed48 use:callpoint=a3946248 mod:api_users_user_id=5260c023
// import: use:api_users_user_id::callpoint=771f8b9c use:api_users_user_id::super=04a107de
// import: api_users_user_id::GetUser=aafa456e impl:api_users_user_id::GetUser=62c71997
// import: User=9e84720d Friend=3682a339 NotFound=619b6f72
