use callpoint::Responses;

#[derive(Debug, Responses)]
#[callpoint(krate = callpoint)]
enum ApiError {
    #[status(404)]
    NotFound(()),
}

fn main() {}
