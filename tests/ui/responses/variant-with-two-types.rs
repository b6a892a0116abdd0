use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(404)]
    NotFound(String, u16),
}

fn main() {}
