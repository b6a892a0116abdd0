use callpoint::{Patch, endpoint};

#[endpoint(GET, "/a")]
struct ByStyle {
    #[query(style = json)]
    filter: Vec<u8>,
}

#[endpoint(GET, "/a")]
struct Misspelt {
    #[query(json)]
    filter: Vec<u8>,
}

#[endpoint(GET, "/a")]
struct WithStyle {
    #[query(style = csv, Json)]
    filter: Vec<u8>,
}

#[endpoint(GET, "/a")]
struct ByDisplay {
    #[query(Json, Display)]
    filter: u8,
}

#[endpoint(GET, "/a")]
struct Null {
    #[query(Json)]
    filter: Patch<u8>,
}

fn main() {}
