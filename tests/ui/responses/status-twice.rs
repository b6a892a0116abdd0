use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(400 | 404)]
    Rejected(String),
    #[status(404)]
    NotFound(()),
}

fn main() {}
