use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status]
    NotFound(()),
}

fn main() {}
