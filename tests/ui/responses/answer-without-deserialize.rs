use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(404)]
    NotFound(Problem),
}

#[derive(Debug)]
struct Problem {
    message: String,
}

fn main() {}
