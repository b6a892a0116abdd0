//! The rows of "The request", up to the body: what the documentation says stands behind `//~`, and below it what the declaration says.

use std::collections::HashMap;

use callpoint::{Client, api, endpoint};
use serde::Serialize;

#[derive(Serialize)]
struct Item {
    id: u8,
}

//~ `PUT /api/links/:id/`, `{id}`
mod path {
    use super::*;

    #[endpoint(PUT, "/api/links/<id>/")]
    struct PutLink {
        id: u64,
    }
}

//~ a custom method, `PROPFIND`
mod method {
    use super::*;

    #[endpoint("PROPFIND", "/files/<path..>")]
    struct FindProperties {
        path: String,
    }
}

//~ an id inside a segment, `/calls/{sid}.json`
mod inside_a_segment {
    use super::*;

    #[endpoint(GET, "/calls/<sid>.json")]
    struct GetCall {
        sid: String,
    }
}

//~ a list in a segment, `/users/{ids}` with `1,2` (OpenAPI's `simple`), `label`, `matrix`
mod list_in_a_segment {
    use super::*;

    #[endpoint(GET, "/users/<ids>")]
    struct Csv {
        #[path(style = csv)]
        ids: Vec<u32>,
    }

    #[endpoint(GET, "/users/<ids>/<more>")]
    struct Prefixed {
        #[path(style = label)]
        ids: Vec<u32>,
        #[path(style = matrix)]
        more: Vec<u32>,
    }
}

//~ several values in a segment, `/points/{lat},{lon}`
mod several_values {
    use super::*;

    #[endpoint(GET, "/points/<lat>,<lon>")]
    struct GetPoint {
        lat: f64,
        lon: f64,
    }
}

//~ a path inside the path, `/repos/{path}/raw`
mod path_in_the_path {
    use super::*;

    #[endpoint(GET, "/repos/<path..>/raw")]
    struct GetRaw {
        path: Vec<String>,
    }
}

//~ a fixed pair, `?api-version=2024-01-01`
mod fixed_pair {
    use super::*;

    #[endpoint(GET, "/links?api-version=2024-01-01")]
    struct ListLinks;
}

//~ a parameter without a value, `?archived`
mod without_a_value {
    use super::*;

    #[endpoint(GET, "/links?archived")]
    struct ListArchived;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(flag)]
        archived: bool,
    }
}

//~ many required parameters, or two texts that are easily swapped
mod required {
    use super::*;

    #[endpoint(POST, "/payments", required = PaymentFields)]
    struct MakePayment {
        from: String,
        to: String,
        amount: u64,
    }

    fn call(from: String, to: String, amount: u64) -> MakePayment {
        MakePayment::new(PaymentFields { from, to, amount })
    }
}

//~ an optional parameter
mod optional {
    use super::*;

    type T = String;

    #[endpoint(GET, "/links/<id>?<fields>")]
    struct GetOther {
        id: u64,
        fields: Option<T>,
    }

    #[endpoint(GET, "/links/<id>?<fields>")]
    struct GetLink {
        id: u64,
        fields: Option<String>,
    }

    fn calls(id: u64, option: Option<String>) -> [GetLink; 2] {
        [
            GetLink::new(id).fields("id"),
            GetLink::new(id).maybe_fields(option),
        ]
    }
}

//~ a repeated parameter, `tag=a&tag=b`
mod repeated {
    use super::*;

    #[endpoint(GET, "/links?<tag>")]
    struct ListLinks {
        tag: Vec<String>,
    }
}

//~ a list with commas, pipes or spaces
mod separated {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(style = csv)]
        commas: Vec<u8>,
        #[query(style = pipes)]
        pipes: Vec<u8>,
        #[query(style = spaces)]
        spaces: Vec<u8>,
    }
}

//~ `ids[]=1&ids[]=2`
mod brackets {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(style = brackets)]
        ids: Vec<u8>,
    }
}

//~ `filter[status]=new` (OpenAPI's `deepObject`)
mod deep {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(style = deep)]
        filter: HashMap<String, String>,
    }

    #[endpoint(GET, "/links")]
    struct ListNew {
        #[query("filter[status]")]
        status: String,
    }
}

//~ JSON in a parameter, `filter={"status":"new"}`
mod json_in_a_parameter {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(Json)]
        filter: Item,
    }
}

//~ many filters, the same for several calls
mod flattened {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[query(flatten)]
        filter: Item,
    }
}

//~ a header
mod header {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[header("X-Request-Mode")]
        mode: String,
    }
}

//~ a cookie
mod cookie {
    use super::*;

    #[endpoint(GET, "/links")]
    struct ListLinks {
        #[cookie("debug")]
        debug: u8,
    }
}

//~ a header with a fixed value, `X-Amz-Target: …`
mod fixed_header {
    use super::*;

    #[endpoint(POST, "/", header = "X-Amz-Target: DynamoDB_20120810.GetItem")]
    struct GetItem {
        key: String,
    }

    #[api(header = "X-Version: 2")]
    mod of_all {
        use super::endpoint;

        #[endpoint(GET, "/items")]
        struct ListItems;
    }
}

//~ a header on every call
fn header_on_every_call() {
    let _ = Client::builder("https://api.example.com").default_header("x-version", "2");
}
