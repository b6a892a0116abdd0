use callpoint::{Patch, endpoint};

#[endpoint(GET, "/a")]
struct Unnamed {
    #[cookie]
    session: String,
}

#[endpoint(GET, "/a")]
struct WithValue {
    #[cookie("debug=1; path=/")]
    debug: String,
}

#[endpoint(GET, "/a")]
struct WithSpace {
    #[cookie("my session")]
    session: String,
}

#[endpoint(GET, "/a")]
struct List {
    #[cookie("ids")]
    ids: Vec<u8>,
}

#[endpoint(GET, "/a")]
struct Null {
    #[cookie("id")]
    id: Patch<u8>,
}

#[endpoint(GET, "/a")]
struct Example {
    #[cookie("id")]
    #[example("1; admin=1")]
    id: String,
}

fn main() {}
