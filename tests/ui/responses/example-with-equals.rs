use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[example = "no such link"]
    #[status(404 as Text)]
    NotFound(String),
}

fn main() {}
