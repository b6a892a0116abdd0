//! keys.

use callpoint::api;
use callpoint::auth::Scheme;

#[api(auth = AppId + AppKey)]
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

#[api(auth = Key | KeyOfLinks | none)]
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

/// A key in the header `X-App-Id`.
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
// import: head=124a9ea2 use:callpoint=ced147f8 use:callpoint::auth=d1631cb0 mod:orders=cd8e8c07
// import: use:orders::callpoint=771f8b9c use:orders::super=06ee6663 orders::ListOrders=cd61c569
// import: orders::CreateOrder=2ff4e7b6 mod:reports=603070f1 use:reports::callpoint=771f8b9c
// import: use:reports::super=66f3a250 reports::ListReports=17082c9e
// import: reports::ReplaceReports=a056045d AppId=c47219fe AppKey=9d4ea70d Admin=065d9235
// import: Session=135b2b3c Key=80e8675f KeyOfLinks=9fc7ba20 User=5a25049d
