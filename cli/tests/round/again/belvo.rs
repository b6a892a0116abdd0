//! belvo.

use callpoint::{ErrorSet, api};

#[api(auth = Basic, errors = ApiError)]
pub mod links {
    use callpoint::endpoint;

    use super::ApiError;

    /// Lists the links of an account, page by page.
    #[endpoint(GET, "/api/links/", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct ListLinks {
        /// The page to show; the first is 1.
        #[query]
        pub page: Option<u32>,
        /// How many links a page has.
        #[query]
        #[example("20")]
        pub page_size: Option<u32>,
        /// Fields to omit from the response.
        #[query(style = csv)]
        pub omit: Option<Vec<String>>,
        /// The only fields to include in the response.
        #[query(style = csv)]
        pub fields: Option<Vec<String>>,
        /// This link only.
        #[query]
        pub id: Option<String>,
        /// These links only.
        #[query("id__in", style = csv)]
        pub id_in: Option<Vec<String>>,
        /// Links of this institution only.
        #[query]
        pub institution: Option<String>,
        /// Links of these institutions only.
        #[query("institution__in", style = csv)]
        pub institution_in: Option<Vec<String>>,
        /// Links of this access mode only.
        #[query]
        pub access_mode: Option<String>,
        /// Links of this status only.
        #[query]
        pub status: Option<String>,
        /// Links of these statuses only.
        #[query("status__in", style = csv)]
        pub status_in: Option<Vec<String>>,
        /// The link with this name of your own.
        #[query]
        pub external_id: Option<String>,
        /// Links of this user of an institution.
        #[query]
        pub institution_user_id: Option<String>,
        /// Links that are refreshed this often.
        #[query]
        pub refresh_rate: Option<String>,
        /// Links created at this time.
        #[query]
        pub created_at: Option<String>,
        /// Links created after this time.
        #[query("created_at__gt")]
        pub created_at_gt: Option<String>,
        /// Links created at this time or after it.
        #[query("created_at__gte")]
        pub created_at_gte: Option<String>,
        /// Links created before this time.
        #[query("created_at__lt")]
        pub created_at_lt: Option<String>,
        /// Links created at this time or before it.
        #[query("created_at__lte")]
        pub created_at_lte: Option<String>,
        /// Links created between two times.
        #[query("created_at__range", style = csv)]
        pub created_at_range: Option<Vec<String>>,
        /// Links created by somebody else.
        #[query("created_by__not_in")]
        pub created_by_not_in: Option<String>,
    }

    /// Registers a link with an institution.
    #[endpoint(POST, "/api/links/", 201 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct RegisterLink {
        /// Fields to omit from the response.
        #[query(style = csv)]
        pub omit: Option<Vec<String>>,
        /// The only fields to include in the response.
        #[query(style = csv)]
        pub fields: Option<Vec<String>>,
        /// The institution, by its name.
        pub institution: String,
        /// The end user's name at the institution.
        pub username: String,
        /// The end user's password.
        #[secret]
        pub password: String,
        /// A second name, where the institution asks for one.
        pub username2: Option<String>,
        /// A third name, where the institution asks for one.
        pub username3: Option<String>,
        /// A second password, where the institution asks for one.
        #[secret]
        pub password2: Option<String>,
        /// The end user's one-time token.
        #[secret]
        pub token: Option<String>,
        /// A name of your own.
        pub external_id: Option<String>,
        /// Once, or recurrently.
        pub access_mode: Option<serde_json::Value>,
        /// Whether past data is fetched at once.
        pub fetch_historical: Option<bool>,
        /// How long the credentials are kept.
        pub credentials_storage: Option<String>,
        /// The kind of document that `username` is.
        pub username_type: Option<String>,
        /// A certificate in Base64.
        #[secret]
        pub certificate: Option<String>,
        /// Its key in Base64.
        #[secret]
        pub private_key: Option<String>,
    }

    /// Completes a session that waits for the end user's token.
    #[endpoint(PATCH, "/api/links/", 200 | 201 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct CompleteMfa {
        /// The session of the challenge.
        pub session: String,
        /// The link of the challenge.
        pub link: String,
        /// The end user's one-time token.
        #[secret]
        pub token: Option<String>,
        /// Whether the fetched data is kept.
        pub save_data: Option<bool>,
    }

    /// Shows one link.
    #[endpoint(GET, "/api/links/<id>/", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct GetLink {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// Fields to omit from the response.
        #[query(style = csv)]
        pub omit: Option<Vec<String>>,
        /// The only fields to include in the response.
        #[query(style = csv)]
        pub fields: Option<Vec<String>>,
    }

    /// Changes how often a link is used.
    #[endpoint(PATCH, "/api/links/<id>/", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct ChangeAccessMode {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// Once, or recurrently.
        pub access_mode: serde_json::Value,
    }

    /// Updates the credentials of a link.
    #[endpoint(PUT, "/api/links/<id>/", 200 => serde_json::Value)]
    #[derive(Debug, Clone)]
    pub struct UpdateLink {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// The end user's new password.
        #[secret]
        pub password: String,
        /// A second password, where the institution asks for one.
        #[secret]
        pub password2: Option<String>,
        /// The end user's one-time token.
        #[secret]
        pub token: Option<String>,
        /// The key with which the credentials are encrypted.
        #[secret]
        pub encryption_key: Option<String>,
        /// The kind of document that the user's name is.
        pub username_type: Option<String>,
        /// A certificate in Base64.
        #[secret]
        pub certificate: Option<String>,
        /// Its key in Base64.
        #[secret]
        pub private_key: Option<String>,
    }

    /// Deletes a link: at once, or soon where `mode` is `async`.
    #[endpoint(DELETE, "/api/links/<id>/",
        202 => serde_json::Value,
        /// Deleted.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct DeleteLink {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// `async`, or nothing.
        #[header("x-belvo-request-mode")]
        #[example("async")]
        pub x_belvo_request_mode: Option<String>,
    }
}

/// The error responses of the API.
#[derive(Debug, ErrorSet)]
pub enum ApiError {
    /// The request failed, for these reasons.
    #[status(400 | 401 | 403 | 404 | 429 | 500)]
    #[example(r#"[{"code": "not_found", "message": "Not found", "request_id": "5b8d7a"}]"#)]
    Rejected(Vec<serde_json::Value>),
    /// The institution asks the end user for a token.
    #[status(428)]
    PreconditionRequired(serde_json::Value),
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=41bb92b8 use:callpoint=e024a2c4 mod:links=5ab31960 use:links::callpoint=771f8b9c
// import: use:links::super=68f0ec01 links::ListLinks=6539a081 links::RegisterLink=9a8fe239
// import: links::CompleteMfa=ddcf25da links::GetLink=d78e603e links::ChangeAccessMode=2e363ecf
// import: links::UpdateLink=9b698f7d links::DeleteLink=84e8f227 ApiError=8a3b25bb
