use callpoint::endpoint;

#[endpoint(GET, "/a", 200 => String as Json(type = "application/vnd.api+json"))]
struct Get;

#[endpoint(GET, "/a", 200 => String as Json())]
struct GetNothing;

fn main() {}
