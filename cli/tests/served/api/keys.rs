//! Keys.

use callpoint::api;
use callpoint::auth::Scheme;

/// The base URL for a client.
pub const BASE_URL: &str = "https://keys.example.com";

#[api(auth = AppId + AppKey, serve)]
pub mod orders {
    use callpoint::endpoint;

    use super::{Admin, AppId, AppKey, Session};

    /// `GET /orders`
    #[endpoint(GET, "/orders",
        /// None.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct ListOrders;

    /// `POST /orders`
    #[endpoint(POST, "/orders",
        auth = Admin | Session,
        /// Made.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct CreateOrder;
}

#[api(auth = Key | KeyOfLinks | none, serve)]
pub mod reports {
    use callpoint::endpoint;

    use super::{Key, KeyOfLinks, User};

    /// `GET /reports`
    #[endpoint(GET, "/reports",
        /// None.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct ListReports;

    /// `PUT /reports`
    #[endpoint(PUT, "/reports",
        auth = User,
        /// Made.
        204 => (),
    )]
    #[derive(Debug, Clone)]
    pub struct ReplaceReports;
}

/// Which application it is.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(header = "X-App-Id")]
pub struct AppId;

/// A key in the header `X-App-Key`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(header = "X-App-Key")]
pub struct AppKey;

/// A token.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(bearer)]
pub struct Admin;

/// A key in the cookie `session`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(cookie = "session")]
pub struct Session;

/// A key in the header `Authorization`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(header = "Authorization")]
pub struct Key;

/// A key in the query parameter `api_key`.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(query = "api_key")]
pub struct KeyOfLinks;

/// A token.
#[derive(Debug, Clone, Copy, Scheme)]
#[scheme(bearer)]
pub struct User;

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=e6bf1992 use:callpoint=ced147f8 use:callpoint::auth=d1631cb0 BASE_URL=4971b5dc
// import: mod:orders=b4d81b63 use:orders::callpoint=771f8b9c use:orders::super=06ee6663
// import: orders::ListOrders=cd61c569 orders::CreateOrder=2ff4e7b6 mod:reports=29c397fb
// import: use:reports::callpoint=771f8b9c use:reports::super=66f3a250 reports::ListReports=17082c9e
// import: reports::ReplaceReports=a056045d AppId=d809fb1f AppKey=9d4ea70d Admin=065d9235
// import: Session=135b2b3c Key=80e8675f KeyOfLinks=9fc7ba20 User=5a25049d
