use callpoint::{ErrorSet, ProblemDetails};

#[derive(Debug, ErrorSet)]
enum Failure {
    #[status(404 "application/problem+json")]
    Problem(ProblemDetails),
    #[status(404 "application/problem+json" as Text)]
    Text(String),
}

fn main() {}
