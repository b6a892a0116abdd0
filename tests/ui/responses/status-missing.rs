use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(401)]
    Unauthorized(()),
    NotFound(String),
}

#[callpoint::endpoint(GET, "/api/links/", errors = ApiError)]
struct ListLinks;

fn show(error: &ApiError) -> String {
    error.to_string()
}

fn main() {}
