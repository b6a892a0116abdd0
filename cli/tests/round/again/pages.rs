//! pages.

use callpoint::{FromResponse, api};

#[api]
pub mod pages {
    use callpoint::endpoint;

    use super::ListByHeaderResponse;

    /// `GET /by-token`
    #[endpoint(GET, "/by-token",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByToken {
        #[query("pageToken")]
        #[secret]
        pub page_token: Option<String>,
        #[query("pageSize")]
        pub page_size: Option<i64>,
    }

    /// `POST /by-token`
    #[endpoint(POST, "/by-token",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct SearchByToken {
        #[serde(rename = "NextToken")]
        #[secret]
        pub next_token: Option<String>,
    }

    /// `GET /by-header`
    #[endpoint(GET, "/by-header",
        /// A page.
        200 => ListByHeaderResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByHeader {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-url`
    #[endpoint(GET, "/by-url",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByUrl {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-extension`
    #[endpoint(GET, "/by-extension",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByExtension;

    /// `GET /by-number`
    #[endpoint(GET, "/by-number",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByNumber {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-offset`
    #[endpoint(GET, "/by-offset",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByOffset {
        #[query]
        pub offset: Option<i64>,
        #[query]
        pub limit: Option<i64>,
    }

    /// `GET /unclear`
    #[endpoint(GET, "/unclear",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListUnclear {
        #[query]
        pub page: Option<i64>,
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /two-lists`
    #[endpoint(GET, "/two-lists",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListTwo {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /by-last-item`
    #[endpoint(GET, "/by-last-item",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByLastItem {
        #[query]
        pub starting_after: Option<String>,
    }

    /// `GET /by-nested-cursor`
    #[endpoint(GET, "/by-nested-cursor",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByNestedCursor {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /by-end-cursor`
    #[endpoint(GET, "/by-end-cursor",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByEndCursor {
        #[query]
        pub after: Option<String>,
    }

    /// `GET /by-same-cursor`
    #[endpoint(GET, "/by-same-cursor",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBySameCursor {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /by-hal`
    #[endpoint(GET, "/by-hal",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByHal {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-links`
    #[endpoint(GET, "/by-links",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByLinks {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-meta-url`
    #[endpoint(GET, "/by-meta-url",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaUrl {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-said-url`
    #[endpoint(GET, "/by-said-url",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBySaidUrl {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-page-count`
    #[endpoint(GET, "/by-page-count",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByPageCount {
        /// Default: `1`.
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-meta-number`
    #[endpoint(GET, "/by-meta-number",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaNumber {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /by-meta-total`
    #[endpoint(GET, "/by-meta-total",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaTotal {
        #[query("startAt")]
        pub start_at: Option<i64>,
    }

    /// `GET /not-said-url`
    #[endpoint(GET, "/not-said-url",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidUrl {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /not-said-start`
    #[endpoint(GET, "/not-said-start",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidStart {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /not-said-cursor`
    #[endpoint(GET, "/not-said-cursor",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidCursor {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /not-one-list`
    #[endpoint(GET, "/not-one-list",
        /// A page.
        200 => serde_json::Value,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotOneList {
        #[query("pageToken")]
        #[secret]
        pub page_token: Option<String>,
    }
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct ListByHeaderResponse {
    #[header("link")]
    pub link: Option<String>,
    #[header("x-total")]
    pub x_total: Option<i64>,
    #[body]
    pub body: serde_json::Value,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=4aa2cf11 use:callpoint=bc55f14e mod:pages=149aec55 use:pages::callpoint=771f8b9c
// import: use:pages::super=6e92561b pages::ListByToken=b7b05066 pages::SearchByToken=d2e90794
// import: pages::ListByHeader=85092c87 pages::ListByUrl=9d5c1329 pages::ListByExtension=c74c932d
// import: pages::ListByNumber=d40d15f4 pages::ListByOffset=67a9aeb3 pages::ListUnclear=56b9f332
// import: pages::ListTwo=d4ae97d5 pages::ListByLastItem=e47f6ead pages::ListByNestedCursor=111d1bab
// import: pages::ListByEndCursor=7cbca57c pages::ListBySameCursor=8a70ba26
// import: pages::ListByHal=1eed3f03 pages::ListByLinks=1dae77fc pages::ListByMetaUrl=6db51d00
// import: pages::ListBySaidUrl=960f64bb pages::ListByPageCount=b4db5be9
// import: pages::ListByMetaNumber=fe43cab1 pages::ListByMetaTotal=7f6d3384
// import: pages::ListNotSaidUrl=3a0fcb26 pages::ListNotSaidStart=404ac3d1
// import: pages::ListNotSaidCursor=9f99e73b pages::ListNotOneList=888942ab
// import: ListByHeaderResponse=1a5c00f4
