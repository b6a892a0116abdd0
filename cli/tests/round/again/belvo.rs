//! belvo.

use callpoint::{Deserialize, ErrorSet, OpenEnum, api};

#[api(auth = Basic, errors = ApiError)]
pub mod links {
    use callpoint::pages::{Next, Paginate};
    use callpoint::{Response, endpoint};

    use super::{Accepted, AccessMode, ApiError, Link, LinkStatus, Page, RefreshRate};

    /// Lists the links of an account, page by page.
    #[endpoint(GET, "/api/links/", 200 => Page)]
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
        pub access_mode: Option<AccessMode>,
        /// Links of this status only.
        #[query]
        pub status: Option<LinkStatus>,
        /// Links of these statuses only.
        #[query("status__in", style = csv)]
        pub status_in: Option<Vec<LinkStatus>>,
        /// The link with this name of your own.
        #[query]
        pub external_id: Option<String>,
        /// Links of this user of an institution.
        #[query]
        pub institution_user_id: Option<String>,
        /// Links that are refreshed this often.
        #[query]
        pub refresh_rate: Option<RefreshRate>,
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

    impl Paginate for ListLinks {
        type Item = Link;

        fn next(&self, page: &Response<Page>) -> Next<Self> {
            Next::link(page.next.as_deref())
        }

        fn items(page: Page) -> Vec<Link> {
            page.results
        }
    }

    /// Registers a link with an institution.
    #[endpoint(POST, "/api/links/", 201 => Link)]
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
        pub access_mode: Option<AccessMode>,
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
    #[endpoint(PATCH, "/api/links/", 200 | 201 => Link)]
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
    #[endpoint(GET, "/api/links/<id>/", 200 => Link)]
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
    #[endpoint(PATCH, "/api/links/<id>/", 200 => Link)]
    #[derive(Debug, Clone)]
    pub struct ChangeAccessMode {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// Once, or recurrently.
        pub access_mode: AccessMode,
    }

    /// Updates the credentials of a link.
    #[endpoint(PUT, "/api/links/<id>/", 200 => Link)]
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
        202 => Accepted,
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
#[message]
pub enum ApiError {
    /// The request failed, for these reasons.
    #[status(400 | 401 | 403 | 404 | 429 | 500)]
    #[example(r#"[{"code": "not_found", "message": "Not found", "request_id": "5b8d7a"}]"#)]
    Rejected(Vec<Problem>),
    /// The institution asks the end user for a token.
    #[status(428)]
    PreconditionRequired(serde_json::Value),
}

/// How often a link is used.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "lowercase")]
pub enum AccessMode {
    Single,
    Recurrent,
    /// What is not documented.
    Unknown(String),
}

/// Whether a link works.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    Valid,
    Invalid,
    Unconfirmed,
    TokenRequired,
    /// What is not documented.
    Unknown(String),
}

/// How often the data of a recurrent link is fetched.
#[derive(Debug, Clone, PartialEq, Eq, OpenEnum)]
pub enum RefreshRate {
    #[serde(rename = "6h")]
    N6h,
    #[serde(rename = "12h")]
    N12h,
    #[serde(rename = "24h")]
    N24h,
    #[serde(rename = "7d")]
    N7d,
    #[serde(rename = "30d")]
    N30d,
    /// What is not documented.
    Unknown(String),
}

/// One page of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Page {
    /// How many there are on all pages.
    pub count: u64,
    /// The URL of the next page.
    pub next: Option<String>,
    /// The URL of the page before.
    pub previous: Option<String>,
    /// What is on this page.
    pub results: Vec<Link>,
}

/// A reason for an error.
#[derive(Debug, Clone, Deserialize, callpoint::ErrorMessage)]
pub struct Problem {
    /// The kind of problem, for programs.
    pub code: String,
    /// The field that it is about.
    pub field: Option<String>,
    /// The problem, for people.
    #[message]
    pub message: String,
    /// The call, for Belvo's support.
    pub request_id: Option<String>,
}

/// The connection of an end user's account at an institution.
#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    /// Once, or recurrently.
    pub access_mode: Option<AccessMode>,
    /// When it was made.
    pub created_at: Option<String>,
    /// Who made it.
    pub created_by: Option<String>,
    /// Your own name for it.
    pub external_id: Option<String>,
    /// Its name in every other call.
    pub id: String,
    /// The institution.
    pub institution: String,
    /// The end user, as the institution knows them.
    pub institution_user_id: Option<String>,
    /// When it was last used.
    pub last_accessed_at: Option<String>,
    /// How often its data is fetched.
    pub refresh_rate: Option<RefreshRate>,
    /// Whether it works.
    pub status: LinkStatus,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Accepted {
    /// The request that will delete it.
    pub request_id: String,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=41bb92b8 use:callpoint=269ff839 mod:links=5ab31960
// import: use:links::callpoint::pages=8664ec19 use:links::callpoint=a917051a
// import: use:links::super=0e0014b0 links::ListLinks=f24bde69
// import: impl:links::ListLinks:Paginate=919680c3 links::RegisterLink=2719ca7d
// import: links::CompleteMfa=4ad01742 links::GetLink=b320ebd3 links::ChangeAccessMode=c6c0fbb9
// import: links::UpdateLink=5929813d links::DeleteLink=46350ca2 ApiError=467ea4f7
// import: AccessMode=eaaf35b9 LinkStatus=aa4f0824 RefreshRate=0cce2a66 Page=2f6cdc60
// import: Problem=570ba610 Link=a2b0d2d1 Accepted=9190a81e
