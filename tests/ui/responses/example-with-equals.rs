use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[example = "no such link"]
    #[status(404 as Text)]
    NotFound(String),
}

fn main() {}
