use callpoint::ErrorSet;

#[derive(Debug, ErrorSet)]
enum ApiError {
    #[status(5xx as Txt)]
    Down(String),
}

fn main() {}
