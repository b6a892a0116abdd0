use callpoint::Events;

#[callpoint::endpoint(GET, "/news", 200 => Events<String>, 404 => ())]
struct News;

fn main() {}
