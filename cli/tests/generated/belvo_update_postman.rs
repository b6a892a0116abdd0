use callpoint::{Deserialize, endpoint};

/// Update the credentials of a specific link.
///
/// ✅ We recommend using our [Connect Widget in Update
/// Mode](https://developers.belvo.com/docs/connect-widget-update-mode) to handle updating
/// `invalid` or `token_required` links.
#[endpoint(PUT, "/api/links/<id>/",
    auth = Basic,
    message,
    #[example(r#"{
      "id": "<uuid>",
      "institution": "<string>",
      "access_mode": "<string>",
      "last_accessed_at": "<dateTime>",
      "status": "<string>",
      "created_by": "<uuid>",
      "refresh_rate": "<string>"
    }"#)]
    200 => Link,
    /// Bad request error; Unauthorized; Too Many Sessions; Unexpected Error.
    #[example(r#"[
      {"code": "<string>", "message": "<string>", "request_id": "<string>"},
      {"code": "<string>", "message": "<string>", "request_id": "<string>"}
    ]"#)]
    400 | 401 | 404 | 500 => Rejected(Vec<Problem>),
    #[example(r#"{
      "code": "<string>",
      "message": "<string>",
      "request_id": "<uuid>",
      "session": "<uuid>",
      "expiry": "<integer>",
      "link": "<uuid>",
      "token_generation_data": {
        "instructions": "<string>",
        "type": "<string>",
        "value": "<string>"
      }
    }"#)]
    428 => MfaTokenRequired(MfaTokenRequired),
)]
#[derive(Debug, Clone)]
pub struct UpdateLink {
    /// The `link.id` you want to update.
    #[example("consequa")]
    pub id: String,
    #[secret]
    #[example("password")]
    pub password: String,
    #[secret]
    #[example("pin")]
    pub password2: String,
    #[secret]
    #[example("1234ab")]
    pub token: String,
    #[secret]
    #[example("customencryptionkey")]
    pub encryption_key: String,
    #[example("001")]
    pub username_type: String,
    #[example("1234567890abcd=")]
    pub certificate: String,
    #[secret]
    #[example("1234567890abcd=")]
    pub private_key: String,
}

impl UpdateLink {
    /// The call with the values of the documentation.
    #[must_use]
    pub fn example() -> Self {
        Self {
            id: "consequa".to_owned(),
            password: "password".to_owned(),
            password2: "pin".to_owned(),
            token: "1234ab".to_owned(),
            encryption_key: "customencryptionkey".to_owned(),
            username_type: "001".to_owned(),
            certificate: "1234567890abcd=".to_owned(),
            private_key: "1234567890abcd=".to_owned(),
        }
    }
}

/// The body of status 200 of `UpdateLink`.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    pub id: String,
    pub institution: String,
    pub access_mode: String,
    pub last_accessed_at: String,
    pub status: String,
    pub created_by: String,
    pub refresh_rate: String,
}

/// An error response.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    pub code: String,
    #[message]
    pub message: String,
    pub request_id: String,
}

/// The body of status 428 of `UpdateLink`.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct MfaTokenRequired {
    pub code: String,
    #[message]
    pub message: String,
    pub request_id: String,
    pub session: String,
    pub expiry: i64,
    pub link: String,
    pub token_generation_data: TokenGenerationData,
}

/// The `token_generation_data` of `MfaTokenRequired`.
#[derive(Debug, Clone, Deserialize)]
pub struct TokenGenerationData {
    pub instructions: String,
    pub r#type: String,
    pub value: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=4fd0bfc1 use:callpoint=7b73873a UpdateLink=9f23bcd3 impl:UpdateLink=8df2e41e
// import: Link=168cb7dc Problem=abd9bccd MfaTokenRequired=c40e437a TokenGenerationData=8817edc4
