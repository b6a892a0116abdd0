use callpoint::api;

#[api(auth = Basic)]
struct Belvo;

fn main() {}
