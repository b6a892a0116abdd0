use callpoint::endpoint;

#[endpoint(GET, "/api/items/", 200 => Vec<T>)]
struct ListItems<T>;

fn main() {}
