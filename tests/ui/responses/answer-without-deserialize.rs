use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(404)]
    NotFound(Problem),
}

#[derive(Debug)]
struct Problem {
    message: String,
}

fn main() {}
