use callpoint::api;

#[api(auth = Basic)]
mod belvo;

fn main() {}
