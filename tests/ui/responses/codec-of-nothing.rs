use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(404 as Text)]
    NotFound(()),
}

fn main() {}
