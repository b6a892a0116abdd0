#[callpoint::endpoint(POST, "/links", 201 => Created(std::result::Result<Vec<u8>, String>), 202 => Later(()))]
struct CreateLink;

fn main() {}
