use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {}

#[callpoint::endpoint(GET, "/api/links/", errors = ApiError)]
struct ListLinks;

fn main() {}
