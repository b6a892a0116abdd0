use callpoint::Responses;

#[derive(Debug, Responses)]
enum ApiError {
    #[status(5xx as Txt)]
    Down(String),
}

fn main() {}
