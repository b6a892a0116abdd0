use callpoint::ErrorMessage;

#[derive(ErrorMessage)]
struct WithoutField {
    code: u8,
    detail: String,
}

#[derive(ErrorMessage)]
struct OfTwo {
    #[message]
    title: String,
    #[message]
    detail: String,
}

#[derive(ErrorMessage)]
#[message]
struct AboveTheStruct {
    detail: String,
}

#[derive(ErrorMessage)]
struct WithValue {
    #[message(detail)]
    detail: String,
}

#[derive(ErrorMessage)]
struct Number {
    #[message]
    code: u8,
}

#[derive(ErrorMessage)]
struct Secret {
    #[message]
    access_token: String,
}

#[derive(ErrorMessage)]
enum AboveAVariant {
    #[message]
    Known(String),
}

#[derive(ErrorMessage)]
enum WithoutAny {
    Known(String),
}

fn main() {}
