use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(404)]
    NotFound,
}

fn main() {}
