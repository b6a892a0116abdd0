use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(200)]
    Fine(()),
    #[status(404)]
    NotFound(()),
}

fn main() {}
