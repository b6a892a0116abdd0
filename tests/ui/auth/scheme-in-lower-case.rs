#[callpoint::endpoint(GET, "/me", auth = basic)]
struct Me;

fn main() {}
