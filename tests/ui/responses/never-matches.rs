use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(_)]
    Other(String),
    #[status(404)]
    NotFound(()),
}

fn main() {}
