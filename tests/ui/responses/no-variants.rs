use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {}

#[callpoint::endpoint(GET, "/api/links/", errors = ApiError)]
struct ListLinks;

fn main() {}
