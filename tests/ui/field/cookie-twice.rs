use callpoint::endpoint;

#[endpoint(GET, "/a")]
struct BesideTheHeader {
    #[cookie("session")]
    session: String,
    #[header("Cookie")]
    all: String,
}

#[endpoint(GET, "/a")]
struct Twice {
    #[cookie("session")]
    one: String,
    #[cookie("session")]
    other: String,
}

#[endpoint(GET, "/a", header = "Cookie: debug=1")]
struct Fixed {
    #[cookie("debug")]
    debug: String,
}

fn main() {}
