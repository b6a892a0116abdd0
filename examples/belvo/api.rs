//! Belvo's Links operations, as documented.

use callpoint::codec::{CodecError, Decode, Encode, Json};
use callpoint::pages::{Next, Paginate};
use callpoint::{Deserialize, ErrorSet, Response, ResponseReader, api};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The operations. All of them use basic auth and share their errors.
#[api(auth = Basic, errors = BelvoError, serve)]
pub mod links {
    use callpoint::endpoint;

    use super::{AccessMode, BelvoError, Link, LinkStatus, Page, RefreshRate, Single};

    /// Lists the links of an account, page by page.
    #[endpoint(GET, "/api/links/", 200 => Page<Link>)]
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
        pub created_at_range: Option<[String; 2]>,
        /// Links created by somebody else.
        #[query("created_by__not_in")]
        pub created_by_not_in: Option<String>,
    }

    /// Registers a link with an institution.
    #[endpoint(POST, "/api/links/", 201 => Link)]
    #[derive(Debug, Clone)]
    pub struct RegisterLink {
        /// The institution, by its name.
        #[example("erebor_mx_retail")]
        pub institution: String,
        /// The end user's name at the institution.
        #[example("bilbo")]
        pub username: String,
        /// The end user's password.
        #[secret]
        #[example("my precious")]
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
        #[example("single")]
        pub access_mode: Option<AccessMode>,
        /// Whether past data is fetched at once.
        #[example("false")]
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
        /// Fields to omit from the response.
        #[query(style = csv)]
        pub omit: Option<Vec<String>>,
        /// The only fields to include in the response.
        #[query(style = csv)]
        pub fields: Option<Vec<String>>,
    }

    /// Completes a session that waits for the end user's token.
    #[endpoint(PATCH, "/api/links/", 200 | 201 => Link)]
    #[derive(Debug, Clone)]
    pub struct CompleteMfa {
        /// The session of the challenge.
        #[example("0f9e2c4a-5b1d-4c3e-8a7f-6d5e4c3b2a19")]
        pub session: String,
        /// The link of the challenge.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
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
        #[example("recurrent")]
        pub access_mode: AccessMode,
    }

    /// Updates the credentials of a link.
    #[endpoint(PUT, "/api/links/<id>/",
        200 => Link,
        400 | 401 | 404 | 500 => Rejected(Vec<super::Problem>),
        428 => TokenRequired(super::TokenChallenge as Single),
    )]
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
        #[example("1234ab")]
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
        204 => Deleted(()),
        202 => Accepted {
            /// The request that will delete it.
            request_id: String,
        },
    )]
    #[derive(Debug, Clone)]
    pub struct DeleteLink {
        /// The link.
        #[example("6e789e6a-a1b9-45f4-86c4-5d188009454f")]
        pub id: String,
        /// `async`, or nothing.
        #[header("X-Belvo-Request-Mode")]
        #[example("async")]
        pub mode: Option<String>,
    }
}

/// The connection of an end user's account at an institution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Its name in every other call.
    pub id: String,
    /// The institution.
    pub institution: String,
    /// Once, or recurrently.
    pub access_mode: Option<AccessMode>,
    /// When it was last used.
    pub last_accessed_at: Option<String>,
    /// When it was made.
    pub created_at: Option<String>,
    /// Your own name for it.
    pub external_id: Option<String>,
    /// The end user, as the institution knows them.
    pub institution_user_id: Option<String>,
    /// Whether it works.
    pub status: LinkStatus,
    /// Who made it.
    pub created_by: Option<String>,
    /// How often its data is fetched.
    pub refresh_rate: Option<RefreshRate>,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    /// How many there are on all pages.
    pub count: u64,
    /// The URL of the next page.
    pub next: Option<String>,
    /// The URL of the page before.
    pub previous: Option<String>,
    /// What is on this page.
    pub results: Vec<T>,
}

/// How often a link is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessMode {
    /// Once.
    Single,
    /// Recurrently.
    Recurrent,
}

/// Whether a link works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// It does.
    Valid,
    /// The institution rejects its credentials.
    Invalid,
    /// Not known yet.
    Unconfirmed,
    /// It waits for the end user's token.
    TokenRequired,
}

/// How often the data of a recurrent link is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RefreshRate {
    /// Every six hours.
    #[serde(rename = "6h")]
    SixHours,
    /// Every twelve hours.
    #[serde(rename = "12h")]
    TwelveHours,
    /// Every day.
    #[serde(rename = "24h")]
    Day,
    /// Every week.
    #[serde(rename = "7d")]
    Week,
    /// Every month.
    #[serde(rename = "30d")]
    Month,
}

/// The error responses of every operation.
#[derive(Debug, ErrorSet)]
#[serve]
pub enum BelvoError {
    /// The request failed, for these reasons.
    #[example(r#"[{"code": "not_found", "message": "Not found", "request_id": "5b8d7a"}]"#)]
    #[status(400 | 401 | 403 | 404 | 429 | 500)]
    Rejected(Vec<Problem>),
    /// The institution asks the end user for a token.
    #[status(428 as Single)]
    TokenRequired(TokenChallenge),
}

/// A reason for an error.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The kind of problem, for programs.
    pub code: String,
    /// The problem, for people.
    pub message: String,
    /// The call, for Belvo's support.
    pub request_id: Option<String>,
    /// The field that it is about.
    pub field: Option<String>,
}

/// A question to the end user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenChallenge {
    /// The kind of challenge, for programs.
    pub code: String,
    /// The challenge, for people.
    pub message: String,
    /// The session to complete with the token.
    pub session: String,
    /// How many seconds the session waits.
    pub expiry: u64,
    /// The link that it is about.
    pub link: String,
    /// How the end user gets the token.
    pub token_generation_data: Option<TokenGenerationData>,
}

/// How the end user gets a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TokenGenerationData {
    /// What to tell the end user.
    pub instructions: String,
    /// What the token is made from: a picture, a number.
    #[serde(rename = "type")]
    pub kind: String,
    /// The picture or the number.
    pub value: String,
}

/// `next` is the URL of the next page.
impl Paginate for links::ListLinks {
    type Item = Link;

    fn next(&self, page: &Response<Page<Link>>) -> Next<Self> {
        Next::link(page.next.as_deref())
    }

    fn items(page: Page<Link>) -> Vec<Link> {
        page.results
    }
}

/// One object, alone or as the only item of an array: the documentation has both.
#[derive(Debug)]
pub enum Single {}

impl callpoint::codec::Codec for Single {
    const META: callpoint::meta::CodecMeta =
        callpoint::meta::CodecMeta::new("Single", "application/json");
}

impl<T: DeserializeOwned> Decode<T> for Single {
    fn decode(response: &ResponseReader) -> Result<T, CodecError> {
        if response.body().trim_ascii_start().starts_with(b"[") {
            let [only] = Json::decode_bytes::<[T; 1]>(response.body())?;
            return Ok(only);
        }
        Json::decode_bytes(response.body())
    }
}

/// It is written alone.
impl<T: Serialize> Encode<T> for Single {
    fn encode(value: &T, out: &mut Vec<u8>) -> Result<(), CodecError> {
        Json::encode(value, out)
    }
}
