//! Pages.

use callpoint::{FromResponse, api};
use serde::Deserialize;

/// The calls of `pages`.
#[api]
pub mod pages {
    use callpoint::pages::{Next, Paginate};
    use callpoint::{Response, endpoint};

    use super::{
        Link, LinksResponse, ListByExtensionResponse, ListByNumberResponse, ListByOffsetResponse,
        ListByTokenResponse, ListByUrlResponse, ListTwoResponse, ListUnclearResponse,
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
}

/// The `response` of `ListByToken`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListByTokenResponse {
    pub links: Option<Vec<Link>>,
    pub next_page_token: Option<String>,
}

/// The `response` of `SearchByToken`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SearchByTokenResponse {
    pub links: Vec<Link>,
    pub next_token: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Link {
    pub id: i64,
}

/// The `response` of `ListByUrl`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListByUrlResponse {
    pub count: Option<i64>,
    pub next: Option<String>,
    pub previous: Option<String>,
    pub results: Vec<Link>,
}

/// The `response` of `ListByExtension`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListByExtensionResponse {
    pub value: Vec<Link>,
    pub more: String,
}

/// The `response` of `ListByNumber`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListByNumberResponse {
    pub current_page: i64,
    pub last_page: i64,
    pub data: Vec<Link>,
}

/// The `response` of `ListByOffset`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListByOffsetResponse {
    pub total: i64,
    pub items: Option<Vec<Link>>,
}

/// The `response` of `ListUnclear`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListUnclearResponse {
    pub next: Option<String>,
    pub page: Option<i64>,
    pub items: Vec<Link>,
}

/// The `response` of `ListTwo`.
#[derive(Debug, Clone, Deserialize)]
pub struct ListTwoResponse {
    pub next_cursor: Option<String>,
    pub a: Vec<Link>,
    pub b: Vec<Link>,
}

/// A response with its headers.
#[derive(Debug, Clone, FromResponse)]
pub struct LinksResponse {
    #[header("Link")]
    pub link: Option<String>,
    #[header("X-Total")]
    pub x_total: Option<i64>,
    #[body]
    pub body: Vec<Link>,
}

// Fingerprints of the imported items: `callpoint import --into` keeps what was edited since.
// import: head=73e052b9 use:callpoint=bc55f14e use:serde=cf2bf3d9 mod:pages=4deeadab
// import: use:pages::callpoint::pages=8664ec19 use:pages::callpoint=a917051a
// import: use:pages::super=50765694 pages::ListByToken=89972b90
// import: impl:pages::ListByToken:Paginate=09bed4bd pages::SearchByToken=b189ed48
// import: impl:pages::SearchByToken:Paginate=504ac63a pages::ListByHeader=c17521e9
// import: impl:pages::ListByHeader:Paginate=dcf07f4e pages::ListByUrl=7bf40a95
// import: impl:pages::ListByUrl:Paginate=bf11afc4 pages::ListByExtension=7099c8e9
// import: impl:pages::ListByExtension:Paginate=c7b15111 pages::ListByNumber=64a422ca
// import: impl:pages::ListByNumber:Paginate=83078b6e pages::ListByOffset=3be43ee9
// import: impl:pages::ListByOffset:Paginate=032e711e pages::ListUnclear=70aa3ba8
// import: pages::ListTwo=46cbe917 ListByTokenResponse=a6b1462c SearchByTokenResponse=c80e5914
// import: Link=c42487b6 ListByUrlResponse=14bcfb37 ListByExtensionResponse=b64a36f2
// import: ListByNumberResponse=6a711eef ListByOffsetResponse=1b5f6460 ListUnclearResponse=005dc89c
// import: ListTwoResponse=36c52000 LinksResponse=78d0308c
