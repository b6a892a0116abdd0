use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status = 404]
    NotFound(()),
}

fn main() {}
