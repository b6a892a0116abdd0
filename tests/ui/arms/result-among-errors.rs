#[callpoint::endpoint(POST, "/links", 201 => (), 422 => Result<(), Vec<String>>)]
struct CreateLink;

fn main() {}
