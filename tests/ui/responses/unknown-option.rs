use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
#[callpoint(krate = callpoint)]
enum ApiError {
    #[status(404)]
    NotFound(()),
}

fn main() {}
