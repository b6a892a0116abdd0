use callpoint::endpoint;

#[endpoint(GET, "/a", auth = Basic | Bearrer, 204 => ())]
struct Misspelt;

#[endpoint(GET, "/a", auth = Basic | String, 204 => ())]
struct NoScheme;

fn main() {}
