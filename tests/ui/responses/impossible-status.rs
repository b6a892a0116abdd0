use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(40)]
    NotFound(()),
}

fn main() {}
