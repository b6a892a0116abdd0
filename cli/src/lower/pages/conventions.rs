//! How APIs lead from one page to the next: the names that leave no doubt.
//!
//! Names are compared without case and marks: `nextPageToken` and `next_page_token` are `nextpagetoken`. A path goes through objects.

/// What says that a text is what a row takes it for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// The names alone.
    Names,
    /// The docs of the field speak of the next page, or what comes next.
    SaysNext,
    /// The docs of the field speak of a URL, or a neighbour leads to another page.
    SaysUrl,
}

/// A parameter that takes a text of the response before.
pub(super) struct Cursor {
    pub(super) parameter: &'static str,
    pub(super) next: &'static [&'static str],
    pub(super) proof: Proof,
}

const fn cursor(parameter: &'static str, next: &'static [&'static str]) -> Cursor {
    Cursor {
        parameter,
        next,
        proof: Proof::Names,
    }
}

pub(super) const CURSORS: [Cursor; 20] = [
    // Google
    cursor("pagetoken", &["nextpagetoken"]),
    cursor("cursor", &["nextcursor"]),
    cursor("nextcursor", &["nextcursor"]),
    // Amazon
    cursor("nexttoken", &["nexttoken"]),
    cursor("marker", &["nextmarker"]),
    cursor("continuationtoken", &["nextcontinuationtoken"]),
    cursor("continuationtoken", &["continuationtoken"]),
    cursor("paginationtoken", &["nextpaginationtoken"]),
    cursor("paginationtoken", &["paginationtoken"]),
    // Notion
    cursor("startcursor", &["nextcursor"]),
    // Apideck
    cursor("cursor", &["cursors", "next"]),
    // Square
    Cursor {
        parameter: "cursor",
        next: &["cursor"],
        proof: Proof::SaysNext,
    },
    // Intercom
    cursor("startingafter", &["pages", "next", "startingafter"]),
    // HubSpot
    cursor("after", &["paging", "next", "after"]),
    // Facebook
    cursor("after", &["paging", "cursors", "after"]),
    cursor("after", &["cursors", "after"]),
    // Relay
    cursor("after", &["pageinfo", "endcursor"]),
    cursor("after", &["nextcursor"]),
    // Asana
    cursor("offset", &["nextpage", "offset"]),
    // Elastic
    cursor("scrollid", &["scrollid"]),
];

/// Whether there is another page, beside a cursor: `false` ends the list, whatever the cursor is.
pub(super) const HAS_MORE: [&str; 4] = ["hasmore", "hasnext", "hasnextpage", "morepages"];

/// The URL of the next page.
pub(super) const LINKS: [(&[&str], Proof); 19] = [
    // Microsoft
    (&["nextlink"], Proof::Names),
    (&["odatanextlink"], Proof::Names),
    (&["nextpagelink"], Proof::Names),
    // Laravel, Twilio
    (&["nextpageurl"], Proof::Names),
    (&["nextpageuri"], Proof::Names),
    (&["nexturl"], Proof::Names),
    (&["nexturi"], Proof::Names),
    // HAL
    (&["links", "next", "href"], Proof::Names),
    (&["next", "href"], Proof::Names),
    // HubSpot
    (&["paging", "next", "link"], Proof::Names),
    // Asana
    (&["nextpage", "uri"], Proof::Names),
    (&["nextpage", "url"], Proof::Names),
    // JSON:API
    (&["links", "next"], Proof::SaysUrl),
    // DigitalOcean
    (&["links", "pages", "next"], Proof::SaysUrl),
    (&["paging", "next"], Proof::SaysUrl),
    (&["pagination", "next"], Proof::SaysUrl),
    (&["pages", "next"], Proof::SaysUrl),
    (&["urls", "next"], Proof::SaysUrl),
    // Django, eBay
    (&["next"], Proof::SaysUrl),
];

/// What stands beside the URL of the next page, and is a URL in all that have both.
pub(super) const NEIGHBOURS: [&str; 2] = ["previous", "prev"];

/// Parameters with the number of the page.
pub(super) const PAGES: [&str; 2] = ["page", "pagenumber"];

/// The number of this page.
pub(super) const CURRENT: [&str; 5] = [
    "currentpage",
    "currentpagenumber",
    "pagenumber",
    "page",
    "number",
];

/// The number of the last page, from one on.
pub(super) const LAST: [&str; 2] = ["lastpage", "lastpagenumber"];

/// How many pages there are; that is the number of the last one where the first has the number one.
pub(super) const PAGE_COUNTS: [&str; 5] = [
    "totalpages",
    "pagecount",
    "totalpagecount",
    "pagestotal",
    "numpages",
];

/// Parameters with the number of items before the page.
pub(super) const OFFSETS: [&str; 3] = ["offset", "skip", "startat"];

/// Fields with the number of all items.
pub(super) const TOTALS: [&str; 4] = ["total", "totalcount", "totalitems", "totalresults"];

/// Objects that say how pages follow each other.
pub(super) const CONTAINERS: [&str; 8] = [
    "meta",
    "metadata",
    "pagination",
    "paging",
    "pageinfo",
    "responsemetadata",
    "page",
    "links",
];

/// Lists beside that of the page.
pub(super) const BESIDE: [&str; 4] = ["errors", "facets", "included", "warnings"];

/// The list of a page, where it has other lists too.
pub(super) const LISTS: [&str; 8] = [
    "data", "items", "results", "value", "values", "entries", "records", "elements",
];
