//! Pages.

use callpoint::{Deserialize, FromResponse, api};
use serde::Serialize;

#[api(serve)]
pub mod pages {
    use callpoint::pages::{Next, Paginate};
    use callpoint::{Response, endpoint};

    use super::{
        ByEndCursorResponse, ByLastResponse, ByMetaNumberResponse, ByMetaTotalResponse,
        ByMetaUrlResponse, ByNestedCursorResponse, ByPageCountResponse, BySaidUrlResponse,
        BySameCursorResponse, Link, LinksResponse, ListByExtensionResponse, ListByHalResponse,
        ListByLinksResponse, ListByNumberResponse, ListByOffsetResponse, ListByTokenResponse,
        ListByUrlResponse, ListTwoResponse, ListUnclearResponse, NotOneResponse,
        NotSaidCursorResponse, NotSaidStartResponse, NotSaidUrlResponse, Page,
        SearchByTokenResponse,
    };

    /// `GET /by-token`
    #[endpoint(GET, "/by-token",
        /// A page.
        200 => ListByTokenResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByToken {
        #[query("pageToken")]
        #[secret]
        pub page_token: Option<String>,
        #[query("pageSize")]
        pub page_size: Option<i64>,
    }

    impl Paginate for ListByToken {
        type Item = Link;

        fn next(&self, page: &Response<ListByTokenResponse>) -> Next<Self> {
            let next = page.next_page_token.as_deref().unwrap_or_default();
            if next.is_empty() {
                return Next::End;
            }
            Next::Request(Self {
                page_token: Some(next.to_owned()),
                ..self.clone()
            })
        }

        fn items(page: ListByTokenResponse) -> Vec<Link> {
            page.links.unwrap_or_default()
        }
    }

    /// `POST /by-token`
    #[endpoint(POST, "/by-token",
        /// A page.
        200 => SearchByTokenResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct SearchByToken {
        #[serde(rename = "NextToken")]
        #[secret]
        pub next_token: Option<String>,
    }

    impl Paginate for SearchByToken {
        type Item = Link;

        fn next(&self, page: &Response<SearchByTokenResponse>) -> Next<Self> {
            let next = page.next_token.as_deref().unwrap_or_default();
            if next.is_empty() {
                return Next::End;
            }
            Next::Request(Self {
                next_token: Some(next.to_owned()),
            })
        }

        fn items(page: SearchByTokenResponse) -> Vec<Link> {
            page.links
        }
    }

    /// `GET /by-header`
    #[endpoint(GET, "/by-header",
        /// A page.
        200 => LinksResponse as Whole,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByHeader {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByHeader {
        type Item = Link;

        fn next(&self, page: &Response<LinksResponse>) -> Next<Self> {
            Next::link_header(page)
        }

        fn items(page: LinksResponse) -> Vec<Link> {
            page.body
        }
    }

    /// `GET /by-url`
    #[endpoint(GET, "/by-url",
        /// A page.
        200 => ListByUrlResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByUrl {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByUrl {
        type Item = Link;

        fn next(&self, page: &Response<ListByUrlResponse>) -> Next<Self> {
            Next::link(page.next.as_deref())
        }

        fn items(page: ListByUrlResponse) -> Vec<Link> {
            page.results
        }
    }

    /// `GET /by-extension`
    #[endpoint(GET, "/by-extension",
        /// A page.
        200 => ListByExtensionResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByExtension;

    impl Paginate for ListByExtension {
        type Item = Link;

        fn next(&self, page: &Response<ListByExtensionResponse>) -> Next<Self> {
            Next::link(Some(page.more.as_str()))
        }

        fn items(page: ListByExtensionResponse) -> Vec<Link> {
            page.value
        }
    }

    /// `GET /by-number`
    #[endpoint(GET, "/by-number",
        /// A page.
        200 => ListByNumberResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByNumber {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByNumber {
        type Item = Link;

        fn next(&self, page: &Response<ListByNumberResponse>) -> Next<Self> {
            let current = page.current_page;
            if current >= page.last_page {
                return Next::End;
            }
            Next::Request(Self {
                page: Some(current.saturating_add(1)),
            })
        }

        fn items(page: ListByNumberResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-offset`
    #[endpoint(GET, "/by-offset",
        /// A page.
        200 => ListByOffsetResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByOffset {
        #[query]
        pub offset: Option<i64>,
        #[query]
        pub limit: Option<i64>,
    }

    impl Paginate for ListByOffset {
        type Item = Link;

        fn next(&self, page: &Response<ListByOffsetResponse>) -> Next<Self> {
            let count = page.items.as_ref().map_or(0, Vec::len);
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let offset = self.offset.unwrap_or_default().saturating_add(count);
            if count == 0 || offset >= page.total {
                return Next::End;
            }
            Next::Request(Self {
                offset: Some(offset),
                ..self.clone()
            })
        }

        fn items(page: ListByOffsetResponse) -> Vec<Link> {
            page.items.unwrap_or_default()
        }
    }

    /// `GET /unclear`
    #[endpoint(GET, "/unclear",
        /// A page.
        200 => ListUnclearResponse,
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
        200 => ListTwoResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListTwo {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /by-last-item`
    #[endpoint(GET, "/by-last-item",
        /// A page.
        200 => ByLastResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByLastItem {
        #[query]
        pub starting_after: Option<String>,
    }

    impl Paginate for ListByLastItem {
        type Item = Page;

        fn next(&self, page: &Response<ByLastResponse>) -> Next<Self> {
            if !page.has_more {
                return Next::End;
            }
            let Some(last) = page.data.last() else {
                return Next::End;
            };
            Next::Request(Self {
                starting_after: Some(last.id.clone()),
            })
        }

        fn items(page: ByLastResponse) -> Vec<Page> {
            page.data
        }
    }

    /// `GET /by-nested-cursor`
    #[endpoint(GET, "/by-nested-cursor",
        /// A page.
        200 => ByNestedCursorResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByNestedCursor {
        #[query]
        pub cursor: Option<String>,
    }

    impl Paginate for ListByNestedCursor {
        type Item = Link;

        fn next(&self, page: &Response<ByNestedCursorResponse>) -> Next<Self> {
            if page.has_more == Some(false) {
                return Next::End;
            }
            let Some(response_metadata) = &page.response_metadata else {
                return Next::End;
            };
            let next = response_metadata.next_cursor.as_deref().unwrap_or_default();
            if next.is_empty() {
                return Next::End;
            }
            Next::Request(Self {
                cursor: Some(next.to_owned()),
            })
        }

        fn items(page: ByNestedCursorResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-end-cursor`
    #[endpoint(GET, "/by-end-cursor",
        /// A page.
        200 => ByEndCursorResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByEndCursor {
        #[query]
        pub after: Option<String>,
    }

    impl Paginate for ListByEndCursor {
        type Item = Link;

        fn next(&self, page: &Response<ByEndCursorResponse>) -> Next<Self> {
            if !page.page_info.has_next_page {
                return Next::End;
            }
            let next = page.page_info.end_cursor.as_str();
            if next.is_empty() {
                return Next::End;
            }
            Next::Request(Self {
                after: Some(next.to_owned()),
            })
        }

        fn items(page: ByEndCursorResponse) -> Vec<Link> {
            page.items
        }
    }

    /// `GET /by-same-cursor`
    #[endpoint(GET, "/by-same-cursor",
        /// A page.
        200 => BySameCursorResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBySameCursor {
        #[query]
        pub cursor: Option<String>,
    }

    impl Paginate for ListBySameCursor {
        type Item = Link;

        fn next(&self, page: &Response<BySameCursorResponse>) -> Next<Self> {
            let next = page.cursor.as_deref().unwrap_or_default();
            if next.is_empty() {
                return Next::End;
            }
            Next::Request(Self {
                cursor: Some(next.to_owned()),
            })
        }

        fn items(page: BySameCursorResponse) -> Vec<Link> {
            page.items
        }
    }

    /// `GET /by-hal`
    #[endpoint(GET, "/by-hal",
        /// A page.
        200 => ListByHalResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByHal {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByHal {
        type Item = Link;

        fn next(&self, page: &Response<ListByHalResponse>) -> Next<Self> {
            let Some(links) = &page.links else {
                return Next::End;
            };
            let Some(next) = &links.next else {
                return Next::End;
            };
            Next::link(Some(next.href.as_str()))
        }

        fn items(page: ListByHalResponse) -> Vec<Link> {
            page.items
        }
    }

    /// `GET /by-links`
    #[endpoint(GET, "/by-links",
        /// A page.
        200 => ListByLinksResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByLinks {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByLinks {
        type Item = Link;

        fn next(&self, page: &Response<ListByLinksResponse>) -> Next<Self> {
            Next::link(page.links.next.as_deref())
        }

        fn items(page: ListByLinksResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-meta-url`
    #[endpoint(GET, "/by-meta-url",
        /// A page.
        200 => ByMetaUrlResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaUrl {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByMetaUrl {
        type Item = Link;

        fn next(&self, page: &Response<ByMetaUrlResponse>) -> Next<Self> {
            let Some(meta) = &page.meta else {
                return Next::End;
            };
            Next::link(meta.next_page_url.as_deref())
        }

        fn items(page: ByMetaUrlResponse) -> Vec<Link> {
            page.data.unwrap_or_default()
        }
    }

    /// `GET /by-said-url`
    #[endpoint(GET, "/by-said-url",
        /// A page.
        200 => BySaidUrlResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListBySaidUrl {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListBySaidUrl {
        type Item = Link;

        fn next(&self, page: &Response<BySaidUrlResponse>) -> Next<Self> {
            Next::link(page.next.as_deref())
        }

        fn items(page: BySaidUrlResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-page-count`
    #[endpoint(GET, "/by-page-count",
        /// A page.
        200 => ByPageCountResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByPageCount {
        /// Default: `1`.
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByPageCount {
        type Item = Link;

        fn next(&self, page: &Response<ByPageCountResponse>) -> Next<Self> {
            let current = self.page.unwrap_or(1);
            if current >= page.meta.total_pages {
                return Next::End;
            }
            Next::Request(Self {
                page: Some(current.saturating_add(1)),
            })
        }

        fn items(page: ByPageCountResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-meta-number`
    #[endpoint(GET, "/by-meta-number",
        /// A page.
        200 => ByMetaNumberResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaNumber {
        #[query]
        pub page: Option<i64>,
    }

    impl Paginate for ListByMetaNumber {
        type Item = Link;

        fn next(&self, page: &Response<ByMetaNumberResponse>) -> Next<Self> {
            let Some(meta) = &page.meta else {
                return Next::End;
            };
            let current = meta.current_page.unwrap_or_default();
            if current >= meta.last_page.unwrap_or_default() {
                return Next::End;
            }
            Next::Request(Self {
                page: Some(current.saturating_add(1)),
            })
        }

        fn items(page: ByMetaNumberResponse) -> Vec<Link> {
            page.data
        }
    }

    /// `GET /by-meta-total`
    #[endpoint(GET, "/by-meta-total",
        /// A page.
        200 => ByMetaTotalResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListByMetaTotal {
        #[query("startAt")]
        pub start_at: Option<i64>,
    }

    impl Paginate for ListByMetaTotal {
        type Item = Link;

        fn next(&self, page: &Response<ByMetaTotalResponse>) -> Next<Self> {
            let Some(paging) = &page.paging else {
                return Next::End;
            };
            let count = page.values.len();
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let start_at = self.start_at.unwrap_or_default().saturating_add(count);
            if count == 0 || start_at >= paging.total {
                return Next::End;
            }
            Next::Request(Self {
                start_at: Some(start_at),
            })
        }

        fn items(page: ByMetaTotalResponse) -> Vec<Link> {
            page.values
        }
    }

    /// `GET /not-said-url`
    #[endpoint(GET, "/not-said-url",
        /// A page.
        200 => NotSaidUrlResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidUrl {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /not-said-start`
    #[endpoint(GET, "/not-said-start",
        /// A page.
        200 => NotSaidStartResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidStart {
        #[query]
        pub page: Option<i64>,
    }

    /// `GET /not-said-cursor`
    #[endpoint(GET, "/not-said-cursor",
        /// A page.
        200 => NotSaidCursorResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotSaidCursor {
        #[query]
        pub cursor: Option<String>,
    }

    /// `GET /not-one-list`
    #[endpoint(GET, "/not-one-list",
        /// A page.
        200 => NotOneResponse,
    )]
    #[derive(Debug, Clone)]
    pub struct ListNotOneList {
        #[query("pageToken")]
        #[secret]
        pub page_token: Option<String>,
    }
}

/// The `response` of `ListByToken`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListByTokenResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<Link>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
}

/// The `response` of `SearchByToken`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct SearchByTokenResponse {
    pub links: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct Link {
    pub id: i64,
}

/// The `response` of `ListByUrl`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByUrlResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    pub results: Vec<Link>,
}

/// The `response` of `ListByExtension`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByExtensionResponse {
    pub value: Vec<Link>,
    pub more: String,
}

/// The `response` of `ListByNumber`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByNumberResponse {
    pub current_page: i64,
    pub last_page: i64,
    pub data: Vec<Link>,
}

/// The `response` of `ListByOffset`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByOffsetResponse {
    pub total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<Link>>,
}

/// The `response` of `ListUnclear`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListUnclearResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<i64>,
    pub items: Vec<Link>,
}

/// The `response` of `ListTwo`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListTwoResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    pub a: Vec<Link>,
    pub b: Vec<Link>,
}

/// The `response` of `ListByLastItem`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByLastResponse {
    pub data: Vec<Page>,
    pub has_more: bool,
}

/// The `response` of `ListByNestedCursor`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByNestedCursorResponse {
    pub data: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_more: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_metadata: Option<NestedCursorResponseMetadata>,
}

/// The `response` of `ListByEndCursor`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ByEndCursorResponse {
    pub items: Vec<Link>,
    pub page_info: EndCursorPageInfo,
}

/// The `response` of `ListBySameCursor`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct BySameCursorResponse {
    pub items: Vec<Link>,
    /// To be used in a subsequent request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The `response` of `ListByHal`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByHalResponse {
    pub items: Vec<Link>,
    #[serde(rename = "_links", skip_serializing_if = "Option::is_none")]
    pub links: Option<ByHalLinks>,
}

/// The `response` of `ListByLinks`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ListByLinksResponse {
    pub data: Vec<Link>,
    pub links: ByLinksLinks,
}

/// The `response` of `ListByMetaUrl`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaUrlResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<Link>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<ByMetaUrlMeta>,
}

/// The `response` of `ListBySaidUrl`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct BySaidUrlResponse {
    pub data: Vec<Link>,
    /// The URI of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The `response` of `ListByPageCount`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByPageCountResponse {
    pub data: Vec<Link>,
    pub meta: ByPageCountMeta,
}

/// The `response` of `ListByMetaNumber`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaNumberResponse {
    pub data: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<ByMetaNumberMeta>,
}

/// The `response` of `ListByMetaTotal`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaTotalResponse {
    pub values: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<ByMetaTotalPaging>,
}

/// The `response` of `ListNotSaidUrl`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct NotSaidUrlResponse {
    pub data: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The `response` of `ListNotSaidStart`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct NotSaidStartResponse {
    pub data: Vec<Link>,
    pub total_pages: i64,
}

/// The `response` of `ListNotSaidCursor`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct NotSaidCursorResponse {
    pub data: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The `response` of `ListNotOneList`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NotOneResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<Link>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub others: Option<Vec<Link>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_token: Option<String>,
}

#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct Page {
    pub id: String,
}

/// The `response_metadata` of `ByNestedCursorResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct NestedCursorResponseMetadata {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// The `pageInfo` of `ByEndCursorResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EndCursorPageInfo {
    pub has_next_page: bool,
    pub end_cursor: String,
}

/// The `_links` of `ListByHalResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByHalLinks {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<ByHalLinksNext>,
}

/// The `links` of `ListByLinksResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByLinksLinks {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The `meta` of `ByMetaUrlResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaUrlMeta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page_url: Option<String>,
}

/// The `meta` of `ByPageCountResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByPageCountMeta {
    pub total_pages: i64,
}

/// The `meta` of `ByMetaNumberResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaNumberMeta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_page: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_page: Option<i64>,
}

/// The `paging` of `ByMetaTotalResponse`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByMetaTotalPaging {
    pub total: i64,
}

/// The `next` of `ByHalLinks`.
#[derive(Debug, Clone, Deserialize, Serialize, schemars::JsonSchema)]
pub struct ByHalLinksNext {
    pub href: String,
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
#[serve]
pub struct LinksResponse {
    #[header("Link")]
    pub link: Option<String>,
    #[header("X-Total")]
    pub x_total: Option<i64>,
    #[body]
    pub body: Vec<Link>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=73e052b9 use:callpoint=ed93733d use:serde=37375d31 mod:pages=17f9a52f
// import: use:pages::callpoint::pages=8664ec19 use:pages::callpoint=a917051a
// import: use:pages::super=5e91b636 pages::ListByToken=89972b90
// import: impl:pages::ListByToken:Paginate=09bed4bd pages::SearchByToken=b189ed48
// import: impl:pages::SearchByToken:Paginate=504ac63a pages::ListByHeader=c17521e9
// import: impl:pages::ListByHeader:Paginate=dcf07f4e pages::ListByUrl=7bf40a95
// import: impl:pages::ListByUrl:Paginate=bf11afc4 pages::ListByExtension=7099c8e9
// import: impl:pages::ListByExtension:Paginate=c7b15111 pages::ListByNumber=64a422ca
// import: impl:pages::ListByNumber:Paginate=83078b6e pages::ListByOffset=3be43ee9
// import: impl:pages::ListByOffset:Paginate=032e711e pages::ListUnclear=70aa3ba8
// import: pages::ListTwo=46cbe917 pages::ListByLastItem=df336847
// import: impl:pages::ListByLastItem:Paginate=2b7bcaf1 pages::ListByNestedCursor=c7ae3e43
// import: impl:pages::ListByNestedCursor:Paginate=b7b47286 pages::ListByEndCursor=b3451db3
// import: impl:pages::ListByEndCursor:Paginate=c5aeca9f pages::ListBySameCursor=a14c9e35
// import: impl:pages::ListBySameCursor:Paginate=f06f70ee pages::ListByHal=500e6d1a
// import: impl:pages::ListByHal:Paginate=8ccd4e3c pages::ListByLinks=1330c977
// import: impl:pages::ListByLinks:Paginate=efb25c9e pages::ListByMetaUrl=1715d020
// import: impl:pages::ListByMetaUrl:Paginate=29724f0e pages::ListBySaidUrl=26b255df
// import: impl:pages::ListBySaidUrl:Paginate=d4b6b18b pages::ListByPageCount=53baf784
// import: impl:pages::ListByPageCount:Paginate=c9845e11 pages::ListByMetaNumber=23423380
// import: impl:pages::ListByMetaNumber:Paginate=5ca65641 pages::ListByMetaTotal=8352635d
// import: impl:pages::ListByMetaTotal:Paginate=c271be0f pages::ListNotSaidUrl=60abbdd5
// import: pages::ListNotSaidStart=9f21ee62 pages::ListNotSaidCursor=aacbeaf0
// import: pages::ListNotOneList=fc64acb2 ListByTokenResponse=e6b63563
// import: SearchByTokenResponse=0dc5218c Link=96d75220 ListByUrlResponse=970144b2
// import: ListByExtensionResponse=4c61f071 ListByNumberResponse=63e7063c
// import: ListByOffsetResponse=0b48ff46 ListUnclearResponse=5095cae7 ListTwoResponse=f082dee7
// import: ByLastResponse=e4a06c20 ByNestedCursorResponse=cc10a8c4 ByEndCursorResponse=84156267
// import: BySameCursorResponse=17a7f8ba ListByHalResponse=8d4c630d ListByLinksResponse=8ffc3c37
// import: ByMetaUrlResponse=24d48781 BySaidUrlResponse=85104775 ByPageCountResponse=10eec3fa
// import: ByMetaNumberResponse=b26e39ba ByMetaTotalResponse=6000277a NotSaidUrlResponse=e4e52d2d
// import: NotSaidStartResponse=c8bda4ca NotSaidCursorResponse=2860d4f1 NotOneResponse=cff0e918
// import: Page=babf5f3b NestedCursorResponseMetadata=1da42c12 EndCursorPageInfo=14190986
// import: ByHalLinks=366259f2 ByLinksLinks=98d298b9 ByMetaUrlMeta=e0bba74c ByPageCountMeta=b555ca45
// import: ByMetaNumberMeta=de1d6df8 ByMetaTotalPaging=30a5f152 ByHalLinksNext=68ae071f
// import: LinksResponse=9f95f720
