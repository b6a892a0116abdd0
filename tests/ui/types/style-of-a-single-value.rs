use callpoint::endpoint;

#[endpoint(GET, "/users/<ids>/links", 204 => ())]
struct ListLinks {
    #[path(style = csv)]
    ids: u32,
    #[query(style = csv)]
    names: String,
    #[query("t", style = pipes)]
    tags: Option<&'static str>,
    #[query(style = spaces)]
    flag: bool,
}

fn main() {}
