use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status]
    NotFound(()),
}

fn main() {}
