use callpoint::endpoint;

#[endpoint(GET, "/a", "4xx" "text/plain" => Bad(String as Text))]
struct Get;

fn main() {}
